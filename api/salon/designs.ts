import { createRoute, z } from '@hono/zod-openapi'
import { ok } from '@/lib/domain/result'
import { livingPage } from '@/lib/server/addresses'
import { editLiving } from '@/lib/server/salon/edit-living'
import { askForPayment, beginLiving, handOver, livingFor, viewOf } from '@/lib/server/salon/livings'
import { localeOf } from '@/lib/words/render'
import { body, documentOf, json, newApi, refusals, refused } from '../contract'
import * as schemas from '../schemas'
import { asAdvisor } from './asking'
import * as shapes from './schemas'

const closed = {
  401: json(schemas.refusal, 'Nobody is signed in'),
  404: json(schemas.refusal, 'Not there, or not for this person'),
} as const

const begin = createRoute({
  method: 'post',
  path: '/salon/designs',
  summary: 'A living design on the tablet',
  request: {
    headers: z.object({ 'idempotency-key': schemas.idempotencyKey }),
    body: body(
      z.strictObject({ document: schemas.document, atelier: schemas.line.max(41), client: schemas.line.max(60).optional() }),
    ),
  },
  responses: { 201: json(shapes.living, 'The design'), ...closed, ...refusals },
})

const open = createRoute({
  method: 'get',
  path: '/salon/designs/{id}',
  summary: 'A living design',
  request: { params: z.object({ id: shapes.id }) },
  responses: { 200: json(shapes.living, 'The design'), ...closed },
})

const edit = createRoute({
  method: 'post',
  path: '/salon/designs/{id}/edits',
  summary: 'Wishes of the tablet',
  request: { params: z.object({ id: shapes.id }), body: body(shapes.edits) },
  responses: {
    200: json(shapes.answer, 'What was taken'),
    409: json(schemas.refusal, 'Ordered already'),
    ...closed,
    ...refusals,
  },
})

const hand = createRoute({
  method: 'post',
  path: '/salon/designs/{id}/link',
  summary: 'The design on the client’s telephone; `fresh` ends every earlier link',
  request: { params: z.object({ id: shapes.id }), body: body(z.strictObject({ fresh: z.boolean().default(false) })) },
  responses: { 201: json(shapes.link, 'The link'), ...closed, ...refusals },
})

const ask = createRoute({
  method: 'post',
  path: '/salon/designs/{id}/payment',
  summary: 'Asks the telephone to show the order form',
  request: { params: z.object({ id: shapes.id }), body: body(z.strictObject({})) },
  responses: { 200: json(shapes.done, 'Asked'), ...closed, ...refusals },
})

export const salonDesigns = newApi()

salonDesigns.openapi(begin, async (context) => {
  const { document, atelier, client } = context.req.valid('json')
  const idempotencyKey = context.req.valid('header')['idempotency-key']
  const result = await asAdvisor(context, async (advisor, at) => {
    const parsed = await documentOf(document)
    if (!parsed.ok) return parsed
    return beginLiving(advisor, { document: parsed.value.document, atelier, client, idempotencyKey, at })
  })
  return result.ok ? context.json(result.value as never, 201) : (refused(context, result.refusal) as never)
})

salonDesigns.openapi(open, async (context) => {
  const { id } = context.req.valid('param')
  const result = await asAdvisor(context, async (advisor, at) => {
    const found = await livingFor(advisor, id, at)
    return found.ok ? ok(await viewOf(found.value, at)) : found
  })
  return result.ok ? context.json(result.value as never, 200) : (refused(context, result.refusal) as never)
})

salonDesigns.openapi(edit, async (context) => {
  const { id } = context.req.valid('param')
  const { edits, since } = context.req.valid('json')
  const result = await asAdvisor(context, async (advisor, at) => {
    const found = await livingFor(advisor, id, at)
    if (!found.ok) return found
    return editLiving({ living: id, by: 'advisor', initials: advisor.initials, edits, since, at })
  })
  return result.ok ? context.json(result.value as never, 200) : (refused(context, result.refusal) as never)
})

salonDesigns.openapi(hand, async (context) => {
  const { id } = context.req.valid('param')
  const { fresh } = context.req.valid('json')
  const result = await asAdvisor(context, (advisor, at) => handOver(advisor, id, fresh, at))
  if (!result.ok) return refused(context, result.refusal) as never
  return context.json({ url: livingPage(localeOf(context.req.header('accept-language')), result.value) }, 201)
})

salonDesigns.openapi(ask, async (context) => {
  const { id } = context.req.valid('param')
  const result = await asAdvisor(context, (advisor, at) => askForPayment(advisor, id, at))
  return result.ok ? context.json({ done: true as const }, 200) : (refused(context, result.refusal) as never)
})
