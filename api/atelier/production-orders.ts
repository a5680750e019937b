import { createRoute, z } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { type Refusal, refuse } from '@/lib/domain/result'
import { receiveEvent } from '@/lib/server/events'
import { atelierOf, chainOf, fileOf, offer, offers } from '@/lib/server/production'
import { json, refused } from '../contract'
import { refusalResponse } from '../refusals'
import { newAtelierApi } from './contract'
import * as schemas from './schemas'

/** The largest honest event is under 2 kB. */
const EVENT_BYTES = 16_384

/** Bearer token → the atelier that asks; everything below belongs to it. */
const authorised: MiddlewareHandler = async (context, next) => {
  const token = /^Bearer (\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1]
  const atelier = await atelierOf(token, new Date())
  if (!atelier.ok) return refused(context, atelier.refusal)
  context.set('atelier', atelier.value)
  await next()
}

const small = bodyLimit({
  maxSize: EVENT_BYTES,
  onError: (context) => refused(context, refuse('event.too-large', { bytes: EVENT_BYTES }).refusal),
})

const security = [{ atelierToken: [] }]
const params = z.object({ id: schemas.productionOrderId })
const common = {
  401: json(schemas.refusal, 'The token is unknown, ended or revoked'),
  404: json(schemas.refusal, 'No such production order of this atelier'),
} as const
const eventAnswers = {
  200: json(schemas.receipt, 'Kept; the same event again gets the same answer'),
  400: json(schemas.refusal, 'Malformed'),
  409: json(schemas.refusal, 'Does not continue the chain, or cannot be in this state'),
  413: json(schemas.refusal, 'Too large'),
  ...common,
} as const
const eventBody = { required: true, content: { 'application/json': { schema: schemas.sealedEvent } } } as const

export const productionOrders = newAtelierApi()
productionOrders.use('*', authorised)

productionOrders.openapi(
  createRoute({
    method: 'get',
    path: '/production-orders',
    summary: 'Production orders of this atelier, oldest offer first',
    security,
    request: { query: schemas.listQuery },
    responses: { 200: json(schemas.list, 'A page'), 401: common[401] },
  }),
  async (context) => {
    const { list, after, limit } = context.req.valid('query')
    return context.json(await offers(context.get('atelier'), list, after, limit), 200)
  },
)

productionOrders.openapi(
  createRoute({
    method: 'get',
    path: '/production-orders/{id}',
    summary: 'One production order',
    security,
    request: { params },
    responses: { 200: json(schemas.productionOrder, 'As it is now'), ...common },
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
    request: { params },
    responses: { 200: json(schemas.chain, 'In their order'), ...common },
  }),
  async (context) => {
    const found = await chainOf(context.get('atelier'), context.req.valid('param').id)
    return found.ok ? context.json({ events: found.value } as never, 200) : (refused(context, found.refusal) as never)
  },
)

productionOrders.openapi(
  createRoute({
    method: 'get',
    path: '/production-orders/{id}/files/{name}',
    summary: 'One file of its package; `manifest.json` names all with their sums',
    security,
    request: { params: params.extend({ name: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,80}$/) }) },
    responses: {
      200: { description: 'The bytes', content: { 'application/octet-stream': { schema: schemas.bytes } } },
      ...common,
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

for (const [path, summary, only] of [
  ['/production-orders/{id}/events', 'Adds a signed event to the chain', undefined],
  [
    '/production-orders/{id}/accept',
    'Accepts: the payment is captured; work may begin when the order says AllowedToStart',
    'accepted',
  ],
  ['/production-orders/{id}/decline', 'Declines with a reason: what was held of the client’s money is let go', 'declined'],
] as const) {
  productionOrders.use(path.replace('{id}', ':id'), async (context, next) =>
    context.req.method === 'POST' ? small(context, next) : next(),
  )
  productionOrders.openapi(
    createRoute({ method: 'post', path, summary, security, request: { params, body: eventBody }, responses: eventAnswers }),
    async (context) => {
      const input: unknown = await context.req.json().catch(() => undefined)
      const fault = faultOf(input, only)
      if (fault) return refusalResponse(fault, context.req.raw) as never
      const taken = await receiveEvent(context.get('atelier'), context.req.valid('param').id, input, new Date())
      return taken.ok ? context.json(taken.value, 200) : (refused(context, taken.refusal) as never)
    },
  )
}

function faultOf(input: unknown, only: string | undefined): Refusal | undefined {
  if (input === undefined) return refuse('event.malformed', { fault: 'not-json' }, '').refusal
  const type = (input as { body?: { type?: unknown } } | null)?.body?.type
  return only !== undefined && type !== only ? refuse('event.wrong-type', { expected: only }, '/body/type').refusal : undefined
}
