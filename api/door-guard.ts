import type { IncomingMessage, OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { Refusal } from '@/lib/domain/result'

/** An address that nothing of ours can be at: bytes that are no text, or a NUL, which no database keeps. `url`: path and query. */
export function addressFault(url: string): Refusal | undefined {
  const isText = !url.includes('%00') && isDecodable(url.split('?', 1)[0] ?? '')
  return isText ? undefined : { code: 'request.address' }
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

/** For what has no policy of its own: it loads nothing, does nothing and stands in no frame. */
const CLOSED = "default-src 'none'; frame-ancestors 'none'"

/**
 * Whoever answers (the API, a stream, the pages, nobody), the answer leaves with what a browser needs to treat it safely; what it says
 * itself stands. A refusal is kept by no cache.
 */
export function dress(response: ServerResponse, isEncrypted: boolean): void {
  const writeHead = response.writeHead.bind(response) as (status: number, reason?: string) => ServerResponse
  response.writeHead = (status: number, ...rest: unknown[]) => {
    const reason = typeof rest[0] === 'string' ? rest[0] : undefined
    take(response, rest.at(-1) as OutgoingHttpHeaders | OutgoingHttpHeader[] | string | undefined)
    const ensure = (name: string, value: string) => response.hasHeader(name) || response.setHeader(name, value)
    ensure('x-content-type-options', 'nosniff')
    if (isEncrypted) ensure('strict-transport-security', 'max-age=63072000; includeSubDomains')
    if (status >= 400) {
      ensure('content-security-policy', CLOSED)
      ensure('x-frame-options', 'DENY')
      ensure('referrer-policy', 'no-referrer')
      response.setHeader('cache-control', 'no-store')
    }
    return reason === undefined ? writeHead(status) : writeHead(status, reason)
  }
}

/** Node takes headers as an object or as a flat list of names and values. */
function take(response: ServerResponse, given: OutgoingHttpHeaders | OutgoingHttpHeader[] | string | undefined): void {
  if (given === undefined || typeof given === 'string') return
  if (!Array.isArray(given)) {
    for (const [name, value] of Object.entries(given)) if (value !== undefined) response.setHeader(name, value)
    return
  }
  const pairs = given.flatMap((name, index) => (index % 2 === 0 ? [[String(name), String(given[index + 1])] as const] : []))
  for (const [name] of pairs) response.removeHeader(name)
  for (const [name, value] of pairs) response.appendHeader(name, value)
}

/** Whether the caller came over TLS, as far as a proxy of ours says so. */
export const cameEncrypted = (request: IncomingMessage, proxies: number): boolean =>
  proxies > 0 && request.headers['x-forwarded-proto'] === 'https'
