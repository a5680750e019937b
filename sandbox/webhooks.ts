import { createHmac } from 'node:crypto'
import type { Journal, Shelf } from './journal'
import type { StripeEvent } from './objects'

interface Delivery {
  id: string
  event: string
  attempts: number
  /** Milliseconds since 1970 of the next try; absent when delivered or given up. */
  next?: number
}

export interface WebhookOptions {
  journal: Journal
  /** Absent: nothing is delivered, events are only listed. */
  url: string | undefined
  secret: string
  events: Shelf<StripeEvent>
  now: () => number
  /** How a line misbehaves, for trials: each event comes so often, and in another order within this many milliseconds. */
  mischief?: { copies?: number; shuffle?: number } | undefined
}

const FIRST_RETRY = 500
const LAST_RETRY = 60_000
const ATTEMPTS = 40

/** `t=…,v1=…`: HMAC-SHA256 of `t.payload`, the provider's scheme v1. */
export function signatureHeader(payload: string, secret: string, now: number): string {
  const t = Math.floor(now / 1000)
  return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${payload}`).digest('hex')}`
}

/** Sends every event until it is answered with 2xx, each later than the last; what is open survives a restart. */
export class Webhooks {
  private readonly options: WebhookOptions
  private readonly deliveries: Shelf<Delivery>
  private readonly open = new Set<string>()
  private readonly timers = new Set<NodeJS.Timeout>()
  private readonly running = new Set<Promise<void>>()
  private closed = false

  constructor(options: WebhookOptions) {
    this.options = options
    this.deliveries = options.journal.shelf('delivery')
    for (const delivery of this.deliveries.all()) if (delivery.next !== undefined) this.plan(delivery)
  }

  send(event: StripeEvent): void {
    if (this.options.url === undefined) return
    const { copies = 1, shuffle = 0 } = this.options.mischief ?? {}
    for (let copy = 0; copy < copies; copy++) {
      const next = this.options.now() + Math.floor(Math.random() * shuffle)
      const delivery: Delivery = { id: copy === 0 ? event.id : `${event.id}#${copy}`, event: event.id, attempts: 0, next }
      this.deliveries.put(delivery.id, delivery)
      this.plan(delivery)
    }
  }

  async close(): Promise<void> {
    this.closed = true
    for (const timer of this.timers) clearTimeout(timer)
    await Promise.allSettled(this.running)
  }

  private plan(delivery: Delivery): void {
    if (this.closed || this.options.url === undefined || this.open.has(delivery.id)) return
    const wait = Math.max(0, (delivery.next ?? 0) - this.options.now())
    const timer = setTimeout(() => {
      this.timers.delete(timer)
      this.open.add(delivery.id)
      const trying = this.try(delivery).finally(() => {
        this.running.delete(trying)
        this.open.delete(delivery.id)
        const after = this.deliveries.get(delivery.id)
        if (after?.next !== undefined) this.plan(after)
      })
      this.running.add(trying)
    }, wait)
    this.timers.add(timer)
  }

  private async try(delivery: Delivery): Promise<void> {
    const event = this.options.events.get(delivery.event)
    if (!event || this.options.url === undefined) return
    const payload = JSON.stringify(event, undefined, 2)
    const delivered = await fetch(this.options.url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        'stripe-signature': signatureHeader(payload, this.options.secret, this.options.now()),
      },
      body: payload,
      signal: AbortSignal.timeout(10_000),
    }).then(
      async (response) => {
        await response.body?.cancel()
        return response.ok
      },
      () => false,
    )
    const attempts = delivery.attempts + 1
    const backoff = Math.min(LAST_RETRY, FIRST_RETRY * 2 ** (attempts - 1))
    const again = !delivered && attempts < ATTEMPTS
    this.deliveries.put(delivery.id, {
      id: delivery.id,
      event: delivery.event,
      attempts,
      ...(again ? { next: this.options.now() + backoff } : {}),
    })
    if (delivered) this.options.events.put(event.id, { ...event, pending_webhooks: 0 })
  }
}
