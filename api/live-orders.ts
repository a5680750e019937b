import type { IncomingMessage, ServerResponse } from 'node:http'
import { may } from '@/lib/domain/access/permissions'
import { type OrderChange, OrderFeed } from '@/lib/server/order-feed'
import { callerOf, SESSION_COOKIE, type StaffMember, staffOf } from '@/lib/server/session'
import { sendRefusal } from './send-answer'

/** Proxies cut a silent stream after half a minute; a session that has ended is noticed at the next breath. */
const BREATH = 15_000

/**
 * Server-sent events for staff: `changed` with the id of an order that they may see and that is not what it was, `recorded` when the
 * audit list that they may see has a new line.
 */
export class LiveOrders {
  readonly #feed = new OrderFeed()
  readonly #open = new Set<ServerResponse>()

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const token = cookieOf(request, SESSION_COOKIE)
    const staff = await staffOf(token, new Date())
    if (request.method !== 'GET') return sendRefusal(request, response, { code: 'request.method', parameters: { allow: 'GET' } })
    if (!staff) return sendRefusal(request, response, { code: 'session.none' })
    if (!may(callerOf(staff), 'order.read')) return sendRefusal(request, response, { code: 'request.not-found' })
    if (!response.destroyed) this.#stream(response, staff, token)
  }

  #stream(response: ServerResponse, staff: StaffMember, token: string | undefined): void {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    const write = (text: string) => response.writableEnded || response.write(text)
    write('retry: 2000\n\n')
    this.#open.add(response)
    const leave = this.#feed.watch((change: OrderChange) => {
      const caller = callerOf(staff)
      if (change.recorded) {
        if (may(caller, 'audit.read')) write('event: recorded\ndata: *\n\n')
      } else if (!change.order) write('event: changed\ndata: *\n\nevent: recorded\ndata: *\n\n')
      else if (may(caller, 'order.read', { atelier: change.atelier })) write(`event: changed\ndata: ${change.order}\n\n`)
    })
    const breath = setInterval(async () => {
      write(': still here\n\n')
      // A database that is away says nothing about the session.
      const still = await staffOf(token, new Date()).catch(() => staff)
      if (!still) response.end()
    }, BREATH)
    response.once('close', () => {
      clearInterval(breath)
      leave()
      this.#open.delete(response)
    })
  }

  async close(): Promise<void> {
    for (const response of this.#open) response.end()
    await this.#feed.close()
  }
}

function cookieOf(request: IncomingMessage, name: string): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2)
    if (key === name && value) return value
  }
  return undefined
}
