import type { ServerResponse } from 'node:http'
import { factsAfter } from '@/lib/server/build-view'
import { log } from '@/lib/server/log'
import { writeTo } from './stream-write'

interface Watcher {
  response: ServerResponse
  /** Of the last fact written; −1 before the first. */
  sequence: number
}

/** One build and all who watch it in this process: facts are read and written as text once, however many watch. */
export class LiveBuild {
  readonly #id: string
  readonly #watchers = new Set<Watcher>()
  #reading = false
  #again = false

  constructor(id: string) {
    this.#id = id
  }

  get size(): number {
    return this.#watchers.size
  }

  /** Writes what came after `sequence`, then what comes. Ends with the returned function. */
  join(response: ServerResponse, sequence: number): () => void {
    const watcher = { response, sequence }
    this.#watchers.add(watcher)
    this.wake()
    return () => this.#watchers.delete(watcher)
  }

  /** Something may have come in. A call during a read makes another one follow, since that read may have begun too early. */
  wake(): void {
    if (this.#reading) {
      this.#again = true
      return
    }
    this.#reading = true
    this.#read()
      .catch((error: unknown) => {
        // The browsers come back by themselves and say what they had last.
        log().warn({ err: error }, 'a live page could not be read')
        for (const { response } of this.#watchers) response.end()
      })
      .finally(() => {
        this.#reading = false
      })
  }

  async #read(): Promise<void> {
    do {
      this.#again = false
      if (this.#watchers.size === 0) return
      const from = Math.min(...Array.from(this.#watchers, ({ sequence }) => sequence))
      const { facts, rest } = await factsAfter(this.#id, from)
      const last = facts.at(-1)?.sequence
      if (last === undefined) continue
      const texts = facts.map((fact) => `event: fact\nid: ${fact.sequence}\ndata: ${JSON.stringify(fact)}\n\n`)
      const whole = texts.join('')
      for (const watcher of this.#watchers) {
        // Whoever came during the read with an older last fact has the next read to themselves: their wake asked for it.
        if (watcher.sequence < from) continue
        const unseen = facts.findIndex(({ sequence }) => sequence > watcher.sequence)
        if (unseen < 0) continue
        watcher.sequence = last
        writeTo(watcher.response, unseen === 0 ? whole : texts.slice(unseen).join(''))
      }
      this.#again ||= rest
    } while (this.#again)
  }
}
