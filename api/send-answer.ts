import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Refusal } from '@/lib/domain/result'
import { isLocale, localeOf } from '@/lib/words/locale'
import { bodyOf, refusalResponse } from './refusals'

/** Answers with a refusal where no stream begins, in the caller's language. */
export async function sendRefusal(request: IncomingMessage, response: ServerResponse, refusal: Refusal): Promise<void> {
  const headers = { get: (name: string) => String(request.headers[name] ?? '') || null }
  const answer = refusalResponse(refusal, { headers })
  response.writeHead(answer.status, Object.fromEntries(answer.headers))
  response.end(await answer.text())
}

/** The same where a page was asked for and none can answer: in the language of the address, or else of the reader. */
export async function sendNotice(request: IncomingMessage, response: ServerResponse, refusal: Refusal): Promise<void> {
  const first = (request.url ?? '').split(/[/?]/, 2)[1] ?? ''
  const locale = isLocale(first) ? first : localeOf(request.headers['accept-language'])
  const headers = { get: () => locale }
  const answer = refusalResponse(refusal, { headers })
  const { words } = bodyOf(refusal, locale)
  answer.headers.set('content-type', 'text/html; charset=utf-8')
  response.writeHead(answer.status, Object.fromEntries(answer.headers))
  response.end(
    `<!doctype html><html lang="${locale}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
      `<title>Lot One</title><p>${words}</p></html>`,
  )
}
