import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Refusal } from '@/lib/domain/result'
import { refusalResponse } from './refusals'

/** Answers with a refusal where no stream begins, in the caller's language. */
export async function sendRefusal(request: IncomingMessage, response: ServerResponse, refusal: Refusal): Promise<void> {
  const headers = { get: (name: string) => String(request.headers[name] ?? '') || null }
  const answer = refusalResponse(refusal, { headers })
  response.writeHead(answer.status, Object.fromEntries(answer.headers))
  response.end(await answer.text())
}
