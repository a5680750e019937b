import pg from 'pg'
import { atelierOfListed } from '@/db/queries/order-list'
import { database } from './database'
import { log } from './log'
import { settings } from './settings'

/** An order has changed, or something was put on record; neither: changes may have been missed, look at everything. */
export interface OrderChange {
  order?: string
  atelier?: string
  recorded?: true
}
type Tell = (change: OrderChange) => void

const FIRST_DELAY = 250
const LONGEST_DELAY = 10_000

/** Tells staff's pages which orders have changed: one LISTEN connection a process while anybody watches, and none when nobody does. */
export class OrderFeed {
  readonly #watchers = new Set<Tell>()
  #client: pg.Client | undefined
  #delay = FIRST_DELAY
  #timer: NodeJS.Timeout | undefined

  /** Ends with the returned function. */
  watch(tell: Tell): () => void {
    this.#watchers.add(tell)
    if (!this.#client && !this.#timer) void this.#listen()
    return () => {
      this.#watchers.delete(tell)
      if (this.#watchers.size === 0) void this.close()
    }
  }

  async #listen(): Promise<void> {
    const client = new pg.Client({ connectionString: settings().DATABASE_URL, keepAlive: true })
    this.#client = client
    client.on('notification', ({ payload }) => void this.#heard(payload ?? ''))
    client.on('error', () => undefined)
    client.once('end', () => this.#again(client))
    try {
      await client.connect()
      await client.query('listen orders')
      if (this.#delay !== FIRST_DELAY) this.#tell({})
      this.#delay = FIRST_DELAY
    } catch (error) {
      log().warn({ err: error }, 'the list of orders waits for the database')
      await client.end().catch(() => undefined)
      this.#again(client)
    }
  }

  async #heard(order: string): Promise<void> {
    if (order === 'recorded') return this.#tell({ recorded: true })
    const atelier = await atelierOfListed(database(), order).catch(() => undefined)
    if (atelier) this.#tell({ order, atelier })
  }

  #tell(change: OrderChange): void {
    for (const tell of [...this.#watchers]) tell(change)
  }

  #again(ended: pg.Client): void {
    if (this.#client !== ended) return
    this.#client = undefined
    if (this.#watchers.size === 0) return
    this.#delay = Math.min(this.#delay * 2, LONGEST_DELAY)
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      void this.#listen()
    }, this.#delay)
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const client = this.#client
    this.#client = undefined
    await client?.end().catch(() => undefined)
  }
}
