import { createRoute } from '@hono/zod-openapi'
import { streamSSE } from 'hono/streaming'
import { refuse } from '@/lib/domain/result'
import type { BuildFeed } from '@/lib/server/build-feed'
import { momentOf } from '@/lib/server/cursors'
import { changesSince, stillOpens } from '@/lib/server/production'
import { json, refused } from '../contract'
import { common, newAtelierApi, scoped, security } from './contract'
import * as schemas from './schemas'

/** Proxies cut a silent stream after half a minute. */
const BREATH = 15_000
/** What was written later may carry an earlier time: so far a stream looks back. A state that was told already is not told again. */
const LOOK_BACK = 30_000
const PAGE = 200
/** A workshop needs one; a second while it comes back from a break. */
const STREAMS = 4

const description = `\`event: production-order\`, \`id:\` where to go on from, \`data:\` the production order as it is now (as in the list).
Without Last-Event-ID everything that changed in the last day is told first. After a break resume with Last-Event-ID: a state may come twice, none is left out.`

/** Offers as they come: pulling the list finds the same, later. */
export function orderStream(feed: BuildFeed) {
  const stream = newAtelierApi()
  const open = new Map<string, number>()
  stream.openapi(
    createRoute({
      method: 'get',
      path: '/production-orders/stream',
      summary: 'Changes of this atelier’s production orders, as server-sent events',
      description,
      security,
      middleware: scoped('read'),
      responses: {
        200: { description: 'A stream without end', content: { 'text/event-stream': { schema: { type: 'string' } } } },
        400: json(schemas.refusal, 'Last-Event-ID is none of ours'),
        ...common,
      },
    }),
    (context) => {
      const atelier = context.get('atelier')
      const token = context.get('token')
      const given = momentOf(context.req.header('last-event-id'))
      if (!given.ok) return refused(context, given.refusal) as never
      const beside = open.get(token) ?? 0
      if (beside >= STREAMS) return refused(context, refuse('limit.concurrent', { most: STREAMS, seconds: 10 }).refusal) as never
      open.set(token, beside + 1)
      const from = given.value ?? Date.now() - 86_400_000
      return streamSSE(context, async (writer) => {
        const told = new Map<string, number>()
        let reached = from
        let wake = () => {}
        let woken = false
        const leave = feed.watchAll(() => {
          woken = true
          wake()
        })
        writer.onAbort(() => wake())
        try {
          while (!writer.aborted && (await stillOpens(token, new Date()))) {
            woken = false
            for (const { offer, changed } of await changesSince(atelier, reached - LOOK_BACK, PAGE)) {
              if (told.get(offer.id) === changed) continue
              told.set(offer.id, changed)
              reached = Math.max(reached, changed)
              await writer.writeSSE({ event: 'production-order', id: String(reached), data: JSON.stringify(offer) })
            }
            for (const [id, changed] of told) if (changed < reached - LOOK_BACK) told.delete(id)
            if (woken) continue
            const rest = new Promise<void>((over) => {
              wake = over
            })
            const breath = setTimeout(() => wake(), BREATH)
            await rest
            clearTimeout(breath)
            if (!woken && !writer.aborted) await writer.write(': still here\n\n')
          }
        } finally {
          leave()
          const left = (open.get(token) ?? 1) - 1
          if (left > 0) open.set(token, left)
          else open.delete(token)
        }
      }) as never
    },
  )
  return stream
}
