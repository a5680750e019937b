import pg from 'pg'
import { log } from './log'
import { settings } from './settings'

type Wake = () => void

/** No build has this name. */
const EVERY = '*'
const FIRST_DELAY = 250
const LONGEST_DELAY = 10_000

/** What is told of: facts of production orders, or designs and clients of the salon. */
export type FeedChannel = 'build' | 'salon'

/**
 * Wakes whoever watches something when it changed. One LISTEN connection a process, whatever the number of watchers; a
 * notice carries only the id, and after a lost connection everybody is woken, since notices may have been missed.
 */
export class BuildFeed {
  readonly #watchers = new Map<string, Set<Wake>>()
  #client: pg.Client | undefined
  #delay = FIRST_DELAY
  #timer: NodeJS.Timeout | undefined
  #closed = false
  readonly #channel: FeedChannel

  constructor(channel: FeedChannel = 'build') {
    this.#channel = channel
  }

  /** Woken by every change of any build. Ends with the returned function. */
  watchAll(wake: Wake): () => void {
    return this.watch(EVERY, wake)
  }

  /** Ends with the returned function. */
  watch(build: string, wake: Wake): () => void {
    const watchers = this.#watchers.get(build) ?? new Set<Wake>()
    this.#watchers.set(build, watchers.add(wake))
    if (!this.#client && !this.#timer) void this.#listen()
    return () => {
      watchers.delete(wake)
      if (watchers.size === 0 && this.#watchers.get(build) === watchers) this.#watchers.delete(build)
    }
  }

  async #listen(): Promise<void> {
    const client = new pg.Client({ connectionString: settings().DATABASE_URL, keepAlive: true })
    this.#client = client
    client.on('notification', ({ payload }) => this.#wake(payload ?? ''))
    client.on('error', () => undefined)
    client.once('end', () => this.#again(client))
    try {
      await client.connect()
      await client.query(`listen ${this.#channel}`)
      this.#delay = FIRST_DELAY
      for (const build of [...this.#watchers.keys()]) this.#wake(build)
    } catch (error) {
      log().warn({ err: error }, 'live pages wait for the database')
      await client.end().catch(() => undefined)
      this.#again(client)
    }
  }

  #again(ended: pg.Client): void {
    if (this.#closed || this.#client !== ended) return
    this.#client = undefined
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      void this.#listen()
    }, this.#delay)
    this.#delay = Math.min(this.#delay * 2, LONGEST_DELAY)
  }

  #wake(build: string): void {
    const watchers = [...(this.#watchers.get(build) ?? []), ...(build === EVERY ? [] : (this.#watchers.get(EVERY) ?? []))]
    for (const wake of watchers) wake()
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    await this.#client?.end().catch(() => undefined)
  }
}
