import { z } from 'zod'
import type { SealedEvent } from '@/lib/domain/production/chain'
import type { SealedReading } from '@/lib/domain/production/climate-reading'
import { sealedEventSchema } from '@/lib/domain/production/event-schema'

const productionOrder = z.object({
  steps: z.array(z.object({ operation: z.string() })).default([]),
  id: z.string(),
  state: z.enum(['NotAllowedToStart', 'AllowedToStart', 'Running', 'Interrupted', 'Ended', 'Aborted']),
  phase: z.string(),
  delivered: z.string(),
  nextSequence: z.int(),
  head: z.string(),
  manifest: z.string(),
  held: z.object({ since: z.string(), reason: z.string() }).optional(),
})
export type OfferedOrder = z.infer<typeof productionOrder>
const page = z.object({ productionOrders: z.array(productionOrder), next: z.string().optional() })
const chain = z.object({ events: z.array(sealedEventSchema.loose()) })
const refusal = z.object({ code: z.string(), path: z.string().optional() })

/** The house said no; asking again would not help. */
export class Refused extends Error {
  readonly code: string
  readonly status: number
  constructor(status: number, code: string, path = '') {
    super(`${status} ${code} ${path}`.trim())
    this.status = status
    this.code = code
  }
}

/** The house could not be reached, is busy or broken: the same later. */
export class Unreachable extends Error {}

/** The atelier API v1 over HTTP; nothing else is known of the house. */
export class AtelierApi {
  private readonly base: string
  private readonly token: string

  constructor(origin: string, token: string) {
    this.base = `${origin.replace(/\/+$/, '')}/api/v1/atelier`
    this.token = token
  }

  /** Every order of a list, page after page. */
  async list(list: 'offered' | 'open'): Promise<OfferedOrder[]> {
    const all: OfferedOrder[] = []
    let after: string | undefined
    do {
      const query = new URLSearchParams({ list, limit: '100', ...(after ? { after } : {}) })
      const answer = page.parse(await this.json(`/production-orders?${query}`))
      all.push(...answer.productionOrders)
      after = answer.next
    } while (after)
    return all
  }

  async get(id: string): Promise<OfferedOrder> {
    return productionOrder.parse(await this.json(`/production-orders/${id}`))
  }

  async chain(id: string): Promise<SealedEvent[]> {
    const { events } = chain.parse(await this.json(`/production-orders/${id}/events`))
    return events as unknown as SealedEvent[]
  }

  async file(id: string, name: string): Promise<Uint8Array> {
    return new Uint8Array(await (await this.call(`/production-orders/${id}/files/${encodeURIComponent(name)}`)).arrayBuffer())
  }

  async send(event: SealedEvent): Promise<void> {
    const path = { accepted: 'accept', declined: 'decline' }[event.body.type as string] ?? 'events'
    const response = await this.call(`/production-orders/${event.productionOrder}/${path}`, event)
    await response.body?.cancel()
  }

  async read(reading: SealedReading): Promise<void> {
    const response = await this.call('/climate', reading)
    await response.body?.cancel()
  }

  /** Calls back whenever the house says that something about our orders has changed. Returns when the line breaks. */
  async watch(signal: AbortSignal, changed: () => void): Promise<void> {
    try {
      const response = await fetch(`${this.base}/production-orders/stream`, {
        headers: { authorization: `Bearer ${this.token}`, accept: 'text/event-stream' },
        signal,
      })
      if (!response.ok || !response.body) return void (await response.body?.cancel())
      const decoder = new TextDecoder()
      for await (const chunk of response.body) if (decoder.decode(chunk).includes('data:')) changed()
    } catch {
      // Whoever cannot listen asks.
    }
  }

  private async json(path: string): Promise<unknown> {
    return (await this.call(path)).json()
  }

  private async call(path: string, body?: unknown): Promise<Response> {
    const response = await fetch(`${this.base}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${this.token}`,
        accept: 'application/json, application/octet-stream',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000),
    }).catch((error: unknown) => {
      throw new Unreachable(error instanceof Error ? error.message : String(error))
    })
    if (response.ok) return response
    const said = refusal.safeParse(await response.json().catch(() => undefined))
    if (response.status >= 500 || response.status === 429 || response.status === 408)
      throw new Unreachable(`status ${response.status}`)
    throw new Refused(response.status, said.success ? said.data.code : 'unknown', said.data?.path)
  }
}
