import { request } from 'node:http'
import type { DesignDocument } from '@/lib/domain/design/document'

export interface Answer {
  status: number
  body: string
}

export interface Placed {
  token: string
  reference: string
  checkoutUrl: string
}

export interface Quoted {
  outcome: string
  plan?: { delivered: string }
  quote?: { shownTotal: { amount: number; currency: string } }
}

export const GOOD_CARD = '4242424242424242'

/** A client over HTTP, from an address of the loopback range of their own, who tries again where a line breaks or the house is busy. */
export class Buyer {
  readonly #origin: string
  readonly #address: string
  /** How often a new date or price had to be agreed to, since slots went meanwhile. */
  askedAgain = 0

  constructor(origin: string, index = 0) {
    this.#origin = origin
    this.#address = `127.2.${Math.floor(index / 250)}.${1 + (index % 250)}`
  }

  /** Total and date at Paris for France. */
  async quote(document: DesignDocument): Promise<Quoted> {
    const wanted = { document, destination: { country: 'FR' }, ateliers: ['paris'], fineness: 'full' }
    const answer = await this.#insist(`${this.#origin}/api/v1/quotes`, wanted)
    const [quoted] = (JSON.parse(answer.body) as { quotes: Quoted[] }).quotes
    if (!quoted) throw new Error(answer.body)
    return quoted
  }

  /** Says yes to the quote, and yes again where slots went meanwhile and the date is another. The same key is the same order. */
  async order(document: DesignDocument, { outcome, quote, plan }: Quoted, key: string): Promise<Placed> {
    const client = { name: 'A. Client', email: `${key}@client.example`, address: { lines: ['1 rue X'], city: 'Paris' } }
    const wanted = { document, atelier: 'paris', destination: { country: 'FR' }, client, consent: true }
    let seen: unknown = { outcome, total: quote?.shownTotal, delivered: plan?.delivered }
    for (let yes = 0; ; yes += 1) {
      const answer = await this.#insist(`${this.#origin}/api/v1/orders`, { ...wanted, seen }, `${key}-${yes}`)
      if (answer.status !== 409) return JSON.parse(answer.body) as Placed
      this.askedAgain += 1
      seen = (JSON.parse(answer.body) as { now?: unknown }).now
      if (!seen) throw new Error(answer.body)
    }
  }

  /** On the provider's page. A page that is paid already answers the same. */
  async pay(checkoutUrl: string, number = GOOD_CARD): Promise<void> {
    const form = new URLSearchParams({ number, expiry: '12/34', cvc: '123', name: 'A' }).toString()
    await this.#until(async () => {
      const page = await send('GET', checkoutUrl, this.#address)
      if (page.status === 303) return page
      return send('POST', checkoutUrl, this.#address, form, { 'content-type': 'application/x-www-form-urlencoded' })
    })
  }

  /** The order as its page tells it; asking makes the house look at the payment. */
  async look(token: string): Promise<{ state: string }> {
    const answer = await this.#until(() => send('GET', `${this.#origin}/api/v1/orders/${token}`, this.#address))
    return JSON.parse(answer.body) as { state: string }
  }

  /** One try, e.g. of a request during which somebody is killed. Undefined where the line broke. */
  try(method: string, path: string): Promise<Answer | undefined> {
    return send(method, `${this.#origin}${path}`, this.#address).catch(() => undefined)
  }

  #insist(url: string, body: unknown, key?: string): Promise<Answer> {
    const headers = { 'content-type': 'application/json', ...(key ? { 'idempotency-key': key } : {}) }
    return this.#until(() => send('POST', url, this.#address, JSON.stringify(body), headers))
  }

  async #until(ask: () => Promise<Answer>): Promise<Answer> {
    const end = Date.now() + 60_000
    for (;;) {
      const answer = await ask().catch((error: unknown) => ({ status: 0, body: String(error) }))
      if ((answer.status >= 200 && answer.status < 400) || answer.status === 409) return answer
      const busy = answer.status === 0 || answer.status === 429 || answer.status >= 500
      if (!busy || Date.now() > end) throw new Error(`${answer.status} ${answer.body.slice(0, 500)}`)
      await new Promise((later) => setTimeout(later, 100))
    }
  }
}

function send(
  method: string,
  url: string,
  localAddress: string,
  body?: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return new Promise((answered, failed) => {
    const sent = request(url, { method, localAddress, headers, agent: false, timeout: 30_000 }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.once('end', () => answered({ status: response.statusCode ?? 0, body: text }))
      response.once('error', failed)
    })
    sent.once('error', failed)
    sent.once('timeout', () => sent.destroy(new Error('no answer in half a minute')))
    sent.end(body)
  })
}
