import type { Refusal } from '@/lib/domain/result'
import { type Locale, localeOf, translator } from '@/lib/words/render'

/** What every refusal looks like on the wire. */
export interface RefusalBody {
  code: string
  /** JSON pointer into the request body, where there is one. */
  path?: string
  parameters?: Refusal['parameters']
  /** In the caller's language. */
  words: string
}

/** First matching beginning of the code decides. */
const STATUS: readonly (readonly [beginning: string, status: number])[] = [
  ['link.', 404],
  ['request.not-found', 404],
  ['request.method', 405],
  ['request.content-type', 415],
  ['request.too-large', 413],
  ['request.not-json', 400],
  ['idempotency.missing', 400],
  ['idempotency.', 409],
  ['event.malformed', 400],
  ['event.wrong-type', 400],
  ['event.too-large', 413],
  ['event.', 409],
  ['production-order.', 404],
  ['scope.', 403],
  ['key.malformed', 400],
  ['key.', 409],
  ['reading.malformed', 400],
  ['reading.', 409],
  ['line.unknown-order', 404],
  ['line.', 400],
  ['package.', 404],
  ['atelier.token', 401],
  ['order.unknown', 404],
  ['order.changed', 409],
  ['order.', 409],
  ['design.erased', 410],
  ['limit.', 429],
  ['server.busy', 503],
  ['server.opening', 503],
  ['server.broken', 500],
  ['payment.unreachable', 503],
  ['drafting.', 503],
  ['session.', 401],
  ['access.', 404],
  ['salon.', 409],
  ['living.', 409],
]

export const statusOf = (refusal: Refusal): number => STATUS.find(([beginning]) => refusal.code.startsWith(beginning))?.[1] ?? 400

/** `at`: pointer of the part of the body that the refusal's own path starts from. */
export function bodyOf(refusal: Refusal, locale: Locale, at = ''): RefusalBody {
  const { code, path, parameters } = refusal
  const inBody = path === undefined ? undefined : `${at}${path}`
  return {
    code,
    ...(inBody === undefined ? {} : { path: inBody }),
    ...(parameters ? { parameters } : {}),
    words: translator(locale)(`refusals.${code}`, parameters),
  }
}

/** A refusal as HTTP: status, words by Accept-Language, Retry-After where waiting helps, Allow where another method would. */
export function refusalResponse(refusal: Refusal, request: { headers: { get(name: string): string | null } }, at = ''): Response {
  const locale = localeOf(request.headers.get('accept-language'))
  const status = statusOf(refusal)
  const { parameters } = refusal
  const headers = new Headers({
    'content-type': 'application/json; charset=utf-8',
    'content-language': locale,
    vary: 'accept-language',
  })
  if (typeof parameters?.allow === 'string') headers.set('allow', parameters.allow)
  // What was not read is still on the line: nothing more can be said over it.
  if (status === 413) headers.set('connection', 'close')
  if (status === 429 || status === 503)
    headers.set('retry-after', String(typeof parameters?.seconds === 'number' ? parameters.seconds : 5))
  return new Response(JSON.stringify(bodyOf(refusal, locale, at)), { status, headers })
}
