import type { IncomingMessage, ServerResponse } from 'node:http'
import { ok, type Result } from '@/lib/domain/result'
import { BuildFeed } from '@/lib/server/build-feed'
import { log } from '@/lib/server/log'
import { advisorOf } from '@/lib/server/salon/advisor'
import { lookAt } from '@/lib/server/salon/clients'
import { CHANGES_AT_ONCE, changesSince, livingFor, livingHeld, viewOf } from '@/lib/server/salon/livings'
import { absent, present } from '@/lib/server/salon/presence'
import { newToken } from '@/lib/server/secrets'
import { SESSION_COOKIE } from '@/lib/server/session'
import { sendRefusal } from './send-answer'
import { writeTo } from './stream-write'

/** Proxies cut a silent stream after half a minute. */
const BREATH = 15_000
const PATH = /^\/live\/(?:salon\/(designs|clients)|(living))\/([^/]{1,200})$/
/** A shop has one address and many telephones in it. */
const STREAMS = 60

type Kind = 'designs' | 'clients' | 'living'

/** One screen's stream: what it may see is asked again before anything is written. */
interface Watched {
  /** What wakes it. */
  subject: string
  /** Writes what is new; `gone` when it is no longer this screen's. */
  read(write: (text: string) => void): Promise<'here' | 'gone'>
  /** At every breath. */
  breathe?(): Promise<void>
  leave?(): Promise<void>
}

/** Server-sent events of the salon: designs on two screens, and clients' books whose consent may be withdrawn at any moment. */
export class LiveSalon {
  readonly #feed = new BuildFeed('salon')
  readonly #open = new Set<ServerResponse>()
  readonly #streams = new Map<string, number>()

  async handle(request: IncomingMessage, response: ServerResponse, path: string, address: string): Promise<void> {
    const [, staffKind, held, subject] = PATH.exec(path) ?? []
    const kind = (staffKind ?? held) as Kind | undefined
    if (!kind || !subject) return sendRefusal(request, response, { code: 'request.not-found' })
    if (request.method !== 'GET') return sendRefusal(request, response, { code: 'request.method', parameters: { allow: 'GET' } })
    const count = this.#streams.get(address) ?? 0
    if (count >= STREAMS) {
      const parameters = { most: STREAMS, seconds: 10 }
      return sendRefusal(request, response, { code: 'limit.concurrent', parameters })
    }
    this.#streams.set(address, count + 1)
    response.once('close', () => this.#forget(address))
    const opened = await this.#watched(kind, subject, request)
    if (!opened.ok) return sendRefusal(request, response, opened.refusal)
    if (!response.destroyed) this.#stream(response, opened.value)
  }

  #forget(address: string): void {
    const left = (this.#streams.get(address) ?? 1) - 1
    if (left > 0) this.#streams.set(address, left)
    else this.#streams.delete(address)
  }

  async #watched(kind: Kind, subject: string, request: IncomingMessage): Promise<Result<Watched>> {
    const cookie = cookieOf(request, SESSION_COOKIE)
    if (kind === 'clients') return clientWatch(cookie, subject)
    return designWatch(kind, subject, cookie, versionOf(request))
  }

  #stream(response: ServerResponse, watched: Watched): void {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-accel-buffering': 'no',
    })
    const write = (text: string) => writeTo(response, text)
    write('retry: 1000\n\n')
    this.#open.add(response)
    let reading = false
    let again = false
    const read = async () => {
      if (reading) {
        again = true
        return
      }
      reading = true
      try {
        do {
          again = false
          if ((await watched.read(write)) === 'gone') {
            write('event: gone\ndata: {}\n\n')
            response.end()
          }
        } while (again && !response.writableEnded)
      } catch (error) {
        log().warn({ err: error }, 'a salon stream could not be read')
        response.end()
      } finally {
        reading = false
      }
    }
    const breath = setInterval(() => {
      write(': still here\n\n')
      void watched.breathe?.().catch(() => undefined)
      void read()
    }, BREATH)
    const unwatch = this.#feed.watch(watched.subject, () => void read())
    response.once('close', () => {
      clearInterval(breath)
      unwatch()
      this.#open.delete(response)
      void watched.leave?.().catch(() => undefined)
    })
    void (async () => {
      await watched.breathe?.().catch(() => undefined)
      await read()
    })()
  }

  async close(): Promise<void> {
    for (const response of this.#open) response.end()
    await this.#feed.close()
  }
}

/** `event: client`, the whole book, whenever it changed. */
async function clientWatch(cookie: string | undefined, id: string): Promise<Result<Watched>> {
  const look = async () => {
    const at = new Date()
    const advisor = await advisorOf(cookie, at)
    return advisor.ok ? lookAt(advisor.value, id, at) : advisor
  }
  const first = await look()
  if (!first.ok) return first
  let before = ''
  return ok({
    subject: id,
    async read(write) {
      const view = await look()
      if (!view.ok) return 'gone'
      const text = JSON.stringify(view.value)
      if (text !== before) write(`event: client\ndata: ${text}\n\n`)
      before = text
      return 'here'
    },
  })
}

/** `event: change` with the version as its id, and `event: state` (who is here, payment asked, order) whenever that changed. */
async function designWatch(kind: 'designs' | 'living', subject: string, cookie: string | undefined, from: number) {
  const by = kind === 'designs' ? ('advisor' as const) : ('client' as const)
  const find = async (at: Date) => {
    if (kind === 'living') return livingHeld(subject, at)
    const advisor = await advisorOf(cookie, at)
    if (!advisor.ok) return advisor
    const found = await livingFor(advisor.value, subject, at)
    return found.ok ? ok({ living: found.value, initials: advisor.value.initials }) : found
  }
  const first = await find(new Date())
  if (!first.ok) return first
  const { living, initials } = first.value
  const stream = newToken()
  let version = from
  let before = ''
  const watched: Watched = {
    subject: living.id,
    async read(write) {
      const at = new Date()
      const found = await find(at)
      if (!found.ok) return 'gone'
      for (let more = true; more; ) {
        const changes = await changesSince(living.id, version)
        for (const change of changes) {
          write(`event: change\nid: ${change.version}\ndata: ${JSON.stringify(change)}\n\n`)
          version = change.version
        }
        more = changes.length === CHANGES_AT_ONCE
      }
      const { present: here, asked, order } = await viewOf(found.value.living, at)
      const text = JSON.stringify({ present: here, asked, order })
      if (text !== before) write(`event: state\ndata: ${text}\n\n`)
      before = text
      return 'here'
    },
    breathe: () => present(stream, living.id, by, initials, new Date()),
    leave: () => absent(stream),
  }
  return ok(watched)
}

/** Where the screen is: after a cut line the browser says it by itself, at first the page does. */
function versionOf(request: IncomingMessage): number {
  const last = String(request.headers['last-event-id'] ?? '')
  const asked = new URL(request.url ?? '/', 'http://here').searchParams.get('after') ?? ''
  const numbers = [last, asked].filter((text) => /^\d{1,9}$/.test(text)).map(Number)
  return numbers[0] ?? 0
}

function cookieOf(request: IncomingMessage, name: string): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([key]) => key === name)?.[1]
}
