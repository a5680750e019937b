import { createRoute, z } from '@hono/zod-openapi'
import { agreeToShow } from '@/lib/server/build-links'
import { openBuild } from '@/lib/server/build-view'
import { leaveLine } from '@/lib/server/maker-lines'
import { body, json, limited, newApi, refusals, refused } from './contract'
import * as schemas from './schemas'

const read = createRoute({
  method: 'get',
  path: '/builds/{token}',
  summary: 'A piece being made',
  description:
    'Plan, status and the signed facts that it is folded from. New facts come as server-sent events from `/live/builds/{token}`: `event: fact`, `id:` the sequence, `data:` the fact; resume with Last-Event-ID.',
  request: { params: z.object({ token: schemas.token }) },
  responses: {
    200: json(z.record(z.string(), z.unknown()).openapi('Build'), 'The build'),
    404: json(schemas.refusal, 'No such link'),
  },
})

export const builds = newApi()

builds.openapi(read, async (context) => {
  const result = await openBuild(context.req.valid('param').token, new Date())
  return result.ok ? context.json(result.value as never, 200) : (refused(context, result.refusal) as never)
})

const line = z
  .object({
    id: z.string(),
    text: z.string(),
    name: z.string().optional(),
    occasion: z.string().optional(),
    at: z.string(),
    answers: z.array(z.object({ id: z.string(), text: z.string(), at: z.string() })),
  })
  .openapi('MakerLine')

const leave = createRoute({
  method: 'post',
  path: '/builds/{token}/lines',
  summary: 'Leave the maker a line',
  description:
    'Plain text, at most 240 letters, five lines a piece, until it is finished. The maker reads a first name or an occasion only when they are sent along. The same Idempotency-Key is the same line.',
  request: {
    params: z.object({ token: schemas.token }),
    headers: z.object({ 'idempotency-key': schemas.idempotencyKey }),
    body: body(
      z
        .strictObject({
          text: z.string().max(2000),
          withName: z.boolean().default(false),
          occasion: z.string().max(500).optional(),
        })
        .openapi('NewMakerLine'),
    ),
  },
  responses: { 201: json(line, 'Left'), 404: json(schemas.refusal, 'No such link'), ...refusals },
})

builds.openapi(leave, async (context) => {
  const { text, withName, occasion } = context.req.valid('json')
  const idempotencyKey = context.req.valid('header')['idempotency-key']
  const { token } = context.req.valid('param')
  const left = await limited(context, 'write', () => leaveLine(token, { text, withName, occasion, idempotencyKey }, new Date()))
  return left.ok ? context.json(left.value, 201) : (refused(context, left.refusal) as never)
})

const show = createRoute({
  method: 'put',
  path: '/builds/{token}/showing',
  summary: 'Let the house show the piece, or no longer',
  description: 'Without a name and without its letters.',
  request: { params: z.object({ token: schemas.token }), body: body(z.strictObject({ agreed: z.boolean() }).openapi('Showing')) },
  responses: {
    200: json(z.object({ agreed: z.boolean() }), 'As it is now'),
    404: json(schemas.refusal, 'No such link'),
    ...refusals,
  },
})

builds.openapi(show, async (context) => {
  const { agreed } = context.req.valid('json')
  const { token } = context.req.valid('param')
  const shown = await limited(context, 'write', () => agreeToShow(token, agreed, new Date()))
  return shown.ok ? context.json({ agreed: shown.value }, 200) : (refused(context, shown.refusal) as never)
})
