import type { IncomingMessage, ServerResponse } from 'node:http'
import { BuildFeed } from '@/lib/server/build-feed'
import { buildOf } from '@/lib/server/build-view'
import { LiveBuild } from './live-build'
import { sendRefusal } from './send-answer'

/** Proxies cut a silent stream after half a minute. */
const BREATH = 15_000
const PATH = /^\/live\/builds\/([^/]{1,200})$/
/** Streams one address may hold open in one process: a family at one screen each, not a flood. */
const STREAMS = 20

/**
 * Server-sent events of builds, on plain Node because a watcher is then 15 kB and not 72. Facts come from the table, in their
 * order, from after Last-Event-ID (all without it); a notice only says that there is something to read.
 */
export class LiveBuilds {
  readonly #feed: BuildFeed
  readonly #open = new Set<ServerResponse>()
  readonly #streams = new Map<string, number>()
  readonly #builds = new Map<string, { live: LiveBuild; end(): void }>()

  constructor(feed = new BuildFeed()) {
    this.#feed = feed
  }

  async handle(request: IncomingMessage, response: ServerResponse, path: string, address: string): Promise<void> {
    const token = PATH.exec(path)?.[1]
    if (!token) return sendRefusal(request, response, { code: 'request.not-found' })
    if (request.method !== 'GET') return sendRefusal(request, response, { code: 'request.method', parameters: { allow: 'GET' } })
    const count = this.#streams.get(address) ?? 0
    if (count >= STREAMS) {
      return sendRefusal(request, response, { code: 'limit.concurrent', parameters: { most: STREAMS, seconds: 10 } })
    }
    // Counted before anything is waited for, so that many at once are not each the first.
    this.#streams.set(address, count + 1)
    response.once('close', () => this.#forget(address))
    const build = await buildOf(token, new Date())
    if (!build.ok) return sendRefusal(request, response, build.refusal)
    const last = String(request.headers['last-event-id'] ?? '')
    // Whoever left meanwhile will not leave again: nothing may be begun for them.
    if (!response.destroyed) this.#stream(response, token, build.value, /^\d{1,9}$/.test(last) ? Number(last) : -1)
  }

  #forget(address: string): void {
    const left = (this.#streams.get(address) ?? 1) - 1
    if (left > 0) this.#streams.set(address, left)
    else this.#streams.delete(address)
  }

  #stream(response: ServerResponse, token: string, build: string, from: number): void {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-accel-buffering': 'no',
    })
    // After its end nothing is written: on a reader that has stopped reading that would be an error of the whole process.
    response.write('retry: 2000\n\n')
    this.#open.add(response)
    const breath = setInterval(() => response.writableEnded || response.write(': still here\n\n'), BREATH)
    const leave = this.#watch(response, build, from)
    // Whoever had a link that was taken back is out at once, also from an open page.
    const stay = this.#feed.watch(`revoked:${build}`, () => {
      buildOf(token, new Date()).then(
        (still) => still.ok || response.end(),
        () => response.end(),
      )
    })
    response.once('close', () => {
      clearInterval(breath)
      leave()
      stay()
      this.#open.delete(response)
    })
  }

  #watch(response: ServerResponse, build: string, from: number): () => void {
    const { live, end } = this.#builds.get(build) ?? this.#begin(build)
    const leave = live.join(response, from)
    return () => {
      leave()
      if (live.size > 0) return
      end()
      this.#builds.delete(build)
    }
  }

  #begin(build: string) {
    const live = new LiveBuild(build)
    const begun = { live, end: this.#feed.watch(build, () => live.wake()) }
    this.#builds.set(build, begun)
    return begun
  }

  async close(): Promise<void> {
    for (const response of this.#open) response.end()
    await this.#feed.close()
  }
}
