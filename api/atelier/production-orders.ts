import { createRoute, z } from '@hono/zod-openapi'
import { type Refusal, refuse } from '@/lib/domain/result'
import { cursorOf } from '@/lib/server/cursors'
import { receiveEvent } from '@/lib/server/events'
import { linesFor } from '@/lib/server/maker-lines'
import { chainOf, fileOf, offer, offers } from '@/lib/server/production'
import { verifyBuild } from '@/lib/server/verify-build'
import { json, refused } from '../contract'
import { refusalResponse } from '../refusals'
import { newAtelierApi, ofOne, scoped, security, small } from './contract'
import * as schemas from './schemas'

const params = z.object({ id: schemas.productionOrderId })
const eventAnswers = {
  200: json(schemas.receipt, 'Kept; the same event again gets the same answer'),
  400: json(schemas.refusal, 'Malformed'),
  409: json(schemas.refusal, 'Does not continue the chain, or cannot be in this state'),
  413: json(schemas.refusal, 'Too large'),
  ...ofOne,
} as const
const eventBody = { required: true, content: { 'application/json': { schema: schemas.sealedEvent } } } as const

export const productionOrders = newAtelierApi()

productionOrders.openapi(
  createRoute({
    method: 'get',
    path: '/production-orders',
    summary: 'Production orders of this atelier, oldest offer first',
    security,
    middleware: scoped('read'),
    request: { query: schemas.listQuery },
    responses: {
      200: json(schemas.list, 'A page'),
      400: json(schemas.refusal, 'Malformed'),
      401: ofOne[401],
      403: ofOne[403],
      429: ofOne[429],
    },
  }),
  async (context) => {
    const { list, after, limit } = context.req.valid('query')
    const from = cursorOf(after)
    if (!from.ok) return refused(context, from.refusal) as never
    return context.json(await offers(context.get('atelier'), list, from.value, limit), 200)
  },
)

productionOrders.openapi(
  createRoute({
    method: 'get',
    path: '/production-orders/{id}',
    summary: 'One production order',
    security,
    middleware: scoped('read'),
    request: { params },
    responses: { 200: json(schemas.productionOrder, 'As it is now'), ...ofOne },
  }),
  async (context) => {
    const found = await offer(context.get('atelier'), context.req.valid('param').id)
    return found.ok ? context.json(found.value, 200) : (refused(context, found.refusal) as never)
  },
)

productionOrders.openapi(
  createRoute({
    method: 'get',
    path: '/production-orders/{id}/events',
    summary: 'Its chain as the house keeps it',
    security,
    middleware: scoped('read'),
    request: { params },
    responses: { 200: json(schemas.chain, 'In their order'), ...ofOne },
  }),
  async (context) => {
    const found = await chainOf(context.get('atelier'), context.req.valid('param').id)
    return found.ok ? context.json({ events: found.value } as never, 200) : (refused(context, found.refusal) as never)
  },
)

productionOrders.openapi(
  createRoute({
    method: 'get',
    path: '/production-orders/{id}/verification',
    summary: 'Verifies the whole chain now: every signature, every link, and what is folded from it',
    security,
    middleware: scoped('read'),
    request: { params },
    responses: { 200: json(schemas.verification, 'How far it holds'), ...ofOne },
  }),
  async (context) => {
    const found = await verifyBuild(context.req.valid('param').id, context.get('atelier'))
    return found.ok ? context.json(found.value, 200) : (refused(context, found.refusal) as never)
  },
)

productionOrders.openapi(
  createRoute({
    method: 'get',
    path: '/production-orders/{id}/lines',
    summary: 'What its client wrote to the maker',
    security,
    middleware: scoped('read'),
    request: { params },
    responses: { 200: json(schemas.lines, 'Oldest first'), ...ofOne },
  }),
  async (context) => {
    const found = await linesFor(context.get('atelier'), context.req.valid('param').id, new Date())
    return found.ok ? context.json(found.value, 200) : (refused(context, found.refusal) as never)
  },
)

productionOrders.openapi(
  createRoute({
    method: 'get',
    path: '/production-orders/{id}/files/{name}',
    summary: 'One file of its package; `manifest.json` names all with their sums',
    security,
    middleware: scoped('files'),
    request: { params: params.extend({ name: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,80}$/) }) },
    responses: {
      200: { description: 'The bytes', content: { 'application/octet-stream': { schema: schemas.bytes } } },
      ...ofOne,
    },
  }),
  async (context) => {
    const { id, name } = context.req.valid('param')
    const found = await fileOf(context.get('atelier'), id, name)
    if (!found.ok) return refused(context, found.refusal) as never
    const { file, content } = found.value
    return context.body(content, 200, {
      'content-type': file.mediaType,
      'content-disposition': `attachment; filename="${file.name}"`,
      'cache-control': 'private, no-store',
      etag: `"${file.blob}"`,
      'x-content-type-options': 'nosniff',
    }) as never
  },
)

for (const [path, summary, only, scope] of [
  ['/production-orders/{id}/events', 'Adds a signed event to the chain', undefined, 'events'],
  [
    '/production-orders/{id}/accept',
    'Accepts: the payment is captured; work may begin when the order says AllowedToStart',
    'accepted',
    'accept',
  ],
  [
    '/production-orders/{id}/decline',
    'Declines with a reason: what was held of the client’s money is let go',
    'declined',
    'accept',
  ],
] as const) {
  productionOrders.openapi(
    createRoute({
      method: 'post',
      path,
      summary,
      security,
      middleware: [scoped(scope), small],
      request: { params, body: eventBody },
      responses: eventAnswers,
    }),
    async (context) => {
      const input: unknown = await context.req.json().catch(() => undefined)
      const fault = faultOf(input, only)
      if (fault) return refusalResponse(fault, context.req.raw) as never
      // Whether to make a piece is another right than telling how it goes, by whichever path it is said.
      if (isAnswer(input) && !context.get('scopes').includes('accept')) {
        return refused(context, refuse('scope.missing', { scope: 'accept' }).refusal) as never
      }
      const taken = await receiveEvent(context.get('atelier'), context.req.valid('param').id, input, new Date())
      return taken.ok ? context.json(taken.value, 200) : (refused(context, taken.refusal) as never)
    },
  )
}

const typeOf = (input: unknown) => (input as { body?: { type?: unknown } } | null)?.body?.type
const isAnswer = (input: unknown) => typeOf(input) === 'accepted' || typeOf(input) === 'declined'

function faultOf(input: unknown, only: string | undefined): Refusal | undefined {
  if (input === undefined) return refuse('event.malformed', { fault: 'not-json' }, '').refusal
  return only !== undefined && typeOf(input) !== only
    ? refuse('event.wrong-type', { expected: only }, '/body/type').refusal
    : undefined
}
