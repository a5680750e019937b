import { createRoute, z } from '@hono/zod-openapi'
import { ok } from '@/lib/domain/result'
import { consentPage } from '@/lib/server/addresses'
import { cursorOf } from '@/lib/server/cursors'
import { place, placings } from '@/lib/server/salon/advisor'
import { changeClient, consentLink, findClients, lookAt, makeClient } from '@/lib/server/salon/clients'
import { beginFromSaved } from '@/lib/server/salon/livings'
import { localeOf } from '@/lib/words/render'
import { body, json, newApi, refusals, refused } from '../contract'
import * as schemas from '../schemas'
import { asAdvisor } from './asking'
import * as shapes from './schemas'

const closed = {
  401: json(schemas.refusal, 'Nobody is signed in'),
  404: json(schemas.refusal, 'Not there, or not for this person'),
} as const

const find = createRoute({
  method: 'get',
  path: '/salon/clients',
  summary: 'Clients of the advisor’s shop, by name, mail or number',
  request: { query: z.object({ q: z.string().max(100).default(''), after: z.string().max(120).optional() }) },
  responses: { 200: json(shapes.clients, 'A page; `next` continues it'), 400: refusals[400], ...closed },
})

const make = createRoute({
  method: 'post',
  path: '/salon/clients',
  summary: 'A new client, for this visit until they allow more',
  request: { headers: z.object({ 'idempotency-key': schemas.idempotencyKey }), body: body(shapes.newClient) },
  responses: { 201: json(shapes.client, 'The client'), ...closed, ...refusals },
})

const look = createRoute({
  method: 'get',
  path: '/salon/clients/{id}',
  summary: 'A client’s book; the look is on record',
  request: { params: z.object({ id: shapes.id }) },
  responses: { 200: json(shapes.client, 'The client'), ...closed },
})

const change = createRoute({
  method: 'put',
  path: '/salon/clients/{id}',
  summary: 'Writes in a client’s book',
  request: {
    params: z.object({ id: shapes.id }),
    body: body(z.strictObject({ version: z.int().min(1), parts: shapes.parts.partial() })),
  },
  responses: { 200: json(shapes.client, 'The client'), 409: json(schemas.refusal, 'Written meanwhile'), ...closed, ...refusals },
})

const goOn = createRoute({
  method: 'post',
  path: '/salon/clients/{id}/designs',
  summary: 'A living design that goes on from a revision the client saved, with their consent; on record',
  request: {
    params: z.object({ id: shapes.id }),
    headers: z.object({ 'idempotency-key': schemas.idempotencyKey }),
    body: body(z.strictObject({ revision: schemas.line.max(60), atelier: schemas.line.max(41) })),
  },
  responses: { 201: json(shapes.living, 'The design'), ...closed, ...refusals },
})

const consent = createRoute({
  method: 'post',
  path: '/salon/clients/{id}/consent-link',
  summary: 'The page on which the client says yes or no, for their own telephone',
  request: { params: z.object({ id: shapes.id }), body: body(z.strictObject({})) },
  responses: { 201: json(shapes.link, 'The link'), ...closed, ...refusals },
})

const people = createRoute({
  method: 'get',
  path: '/salon/advisors',
  summary: 'Who works in which shop',
  responses: { 200: json(shapes.placing, 'Shops and advisors'), ...closed },
})

const bind = createRoute({
  method: 'put',
  path: '/salon/advisors/{id}',
  summary: 'Places an advisor in a shop',
  request: { params: z.object({ id: shapes.id }), body: body(z.strictObject({ shop: schemas.line.min(1).max(40) })) },
  responses: { 200: json(shapes.done, 'Placed'), ...closed, ...refusals },
})

export const salonClients = newApi()

salonClients.openapi(find, async (context) => {
  const { q, after } = context.req.valid('query')
  const result = await asAdvisor(context, async (advisor) => {
    const from = cursorOf(after)
    return from.ok ? ok(await findClients(advisor, q, from.value)) : from
  })
  return result.ok ? context.json(result.value as never, 200) : (refused(context, result.refusal) as never)
})

salonClients.openapi(make, async (context) => {
  const given = context.req.valid('json')
  const key = context.req.valid('header')['idempotency-key']
  const result = await asAdvisor(context, (advisor, at) => makeClient(advisor, given as never, key, at))
  return result.ok ? context.json(result.value as never, 201) : (refused(context, result.refusal) as never)
})

salonClients.openapi(look, async (context) => {
  const { id } = context.req.valid('param')
  const result = await asAdvisor(context, (advisor, at) => lookAt(advisor, id, at))
  return result.ok ? context.json(result.value as never, 200) : (refused(context, result.refusal) as never)
})

salonClients.openapi(change, async (context) => {
  const { id } = context.req.valid('param')
  const { version, parts } = context.req.valid('json')
  const result = await asAdvisor(context, (advisor, at) => changeClient(advisor, id, version, parts as never, at))
  return result.ok ? context.json(result.value as never, 200) : (refused(context, result.refusal) as never)
})

salonClients.openapi(goOn, async (context) => {
  const { id: client } = context.req.valid('param')
  const wanted = { ...context.req.valid('json'), client, idempotencyKey: context.req.valid('header')['idempotency-key'] }
  const result = await asAdvisor(context, (advisor, at) => beginFromSaved(advisor, { ...wanted, at }))
  return result.ok ? context.json(result.value as never, 201) : (refused(context, result.refusal) as never)
})

salonClients.openapi(consent, async (context) => {
  const { id } = context.req.valid('param')
  const result = await asAdvisor(context, (advisor, at) => consentLink(advisor, id, at))
  if (!result.ok) return refused(context, result.refusal) as never
  return context.json({ url: consentPage(localeOf(context.req.header('accept-language')), result.value) }, 201)
})

salonClients.openapi(people, async (context) => {
  const result = await asAdvisor(context, placings)
  return result.ok ? context.json(result.value as never, 200) : (refused(context, result.refusal) as never)
})

salonClients.openapi(bind, async (context) => {
  const { id } = context.req.valid('param')
  const { shop } = context.req.valid('json')
  const result = await asAdvisor(context, (advisor) => place(advisor, id, shop))
  return result.ok ? context.json({ done: true as const }, 200) : (refused(context, result.refusal) as never)
})
