import { createRoute, z } from '@hono/zod-openapi'
import { ok } from '@/lib/domain/result'
import { decide, forget, openConsent } from '@/lib/server/salon/consents'
import { editLiving } from '@/lib/server/salon/edit-living'
import { livingHeld, openHeld, tieOrder } from '@/lib/server/salon/livings'
import { localeOf } from '@/lib/words/render'
import { body, json, limited, newApi, refusals, refused } from '../contract'
import * as schemas from '../schemas'
import * as shapes from './schemas'

const unknown = { 404: json(schemas.refusal, 'No such link') } as const
const byToken = { params: z.object({ token: schemas.token }) } as const

const open = createRoute({
  method: 'get',
  path: '/living/{token}',
  summary: 'A living design on a telephone',
  request: byToken,
  responses: { 200: json(shapes.living, 'The design'), ...unknown },
})

const edit = createRoute({
  method: 'post',
  path: '/living/{token}/edits',
  summary: 'Wishes of the telephone',
  request: { ...byToken, body: body(shapes.edits) },
  responses: {
    200: json(shapes.answer, 'What was taken'),
    409: json(schemas.refusal, 'Ordered already'),
    ...unknown,
    ...refusals,
  },
})

const tie = createRoute({
  method: 'post',
  path: '/living/{token}/order',
  summary: 'Ties the order just placed to the design, so that both screens see it made',
  request: { ...byToken, body: body(z.strictObject({ order: z.string().max(200) })) },
  responses: { 200: json(shapes.done, 'Tied'), ...unknown, ...refusals },
})

const consents = createRoute({
  method: 'get',
  path: '/consents/{token}',
  summary: 'What a client allowed, what is kept of them, and who looked',
  request: byToken,
  responses: { 200: json(shapes.consents, 'The client’s own view'), ...unknown },
})

const decisions = createRoute({
  method: 'put',
  path: '/consents/{token}',
  summary: 'Yes or no, purpose by purpose; a no deletes what was kept',
  request: { ...byToken, body: body(z.strictObject({ decisions: z.partialRecord(shapes.purpose, z.boolean()) })) },
  responses: { 200: json(shapes.consents, 'What holds now'), ...unknown, ...refusals },
})

const goodbye = createRoute({
  method: 'post',
  path: '/consents/{token}/forget',
  summary: 'Deletes everything about the client now; orders stay',
  request: { ...byToken, body: body(z.strictObject({})) },
  responses: { 200: json(shapes.done, 'Forgotten'), ...unknown, ...refusals },
})

/** What a client does on their own telephone, by a link that they hold. */
export const held = newApi()

held.openapi(open, async (context) => {
  const result = await openHeld(context.req.valid('param').token, new Date())
  return result.ok ? context.json(result.value as never, 200) : (refused(context, result.refusal) as never)
})

held.openapi(edit, async (context) => {
  const { edits, since } = context.req.valid('json')
  const at = new Date()
  const found = await livingHeld(context.req.valid('param').token, at)
  if (!found.ok) return refused(context, found.refusal) as never
  const { living, initials } = found.value
  const result = await editLiving({ living: living.id, by: 'client', initials, edits, since, at })
  return result.ok ? context.json(result.value as never, 200) : (refused(context, result.refusal) as never)
})

held.openapi(tie, async (context) => {
  const { order } = context.req.valid('json')
  const result = await limited(context, 'write', () => tieOrder(context.req.valid('param').token, order, new Date()))
  return result.ok ? context.json({ done: true as const }, 200) : (refused(context, result.refusal) as never)
})

held.openapi(consents, async (context) => {
  const result = await openConsent(context.req.valid('param').token, new Date())
  return result.ok ? context.json(result.value as never, 200) : (refused(context, result.refusal) as never)
})

held.openapi(decisions, async (context) => {
  const given = context.req.valid('json').decisions
  const locale = localeOf(context.req.header('accept-language'))
  const result = await limited(context, 'write', () => decide(context.req.valid('param').token, given, locale, new Date()))
  return result.ok ? context.json(result.value as never, 200) : (refused(context, result.refusal) as never)
})

held.openapi(goodbye, async (context) => {
  const result = await limited(context, 'write', async () => {
    const gone = await forget(context.req.valid('param').token, new Date())
    return gone.ok ? ok(true as const) : gone
  })
  return result.ok ? context.json({ done: true as const }, 200) : (refused(context, result.refusal) as never)
})
