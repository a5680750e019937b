import { createRoute } from '@hono/zod-openapi'
import { announceKey, atelierKeys, revokeKey } from '@/lib/server/atelier-keys'
import { latestClimate, receiveReading } from '@/lib/server/climate'
import { json, refused } from '../contract'
import { common, newAtelierApi, scoped, security, small } from './contract'
import * as schemas from './schemas'

const answers = {
  400: json(schemas.refusal, 'Malformed'),
  409: json(schemas.refusal, 'Cannot be taken as it is'),
  413: json(schemas.refusal, 'Too large'),
  ...common,
} as const
const bodyOf = <Schema>(schema: Schema) => ({ required: true, content: { 'application/json': { schema } } }) as const

/** What is the atelier's own and no production order's: the air in its rooms and the keys that it signs with. */
export const workshop = newAtelierApi()

workshop.openapi(
  createRoute({
    method: 'post',
    path: '/climate',
    summary: 'A signed reading of a work center’s air, whether or not anything is made there',
    security,
    middleware: [scoped('events'), small],
    request: { body: bodyOf(schemas.sealedReading) },
    responses: { 200: json(schemas.readingReceipt, 'Kept; the same again gets the same answer'), ...answers },
  }),
  async (context) => {
    const taken = await receiveReading(context.get('atelier'), await context.req.json().catch(() => undefined), new Date())
    return taken.ok ? context.json(taken.value, 200) : (refused(context, taken.refusal) as never)
  },
)

workshop.openapi(
  createRoute({
    method: 'get',
    path: '/climate',
    summary: 'The last reading of each work center',
    security,
    middleware: scoped('read'),
    responses: { 200: json(schemas.readings, 'By work center'), ...common },
  }),
  async (context) => context.json({ readings: await latestClimate(context.get('atelier')) }, 200),
)

workshop.openapi(
  createRoute({
    method: 'get',
    path: '/keys',
    summary: 'Every signing key of this atelier, also those that ended',
    security,
    middleware: scoped('read'),
    responses: { 200: json(schemas.keys, 'Oldest first'), ...common },
  }),
  async (context) => context.json({ keys: await atelierKeys(context.get('atelier'), new Date()) }, 200),
)

for (const [path, summary, take, schema] of [
  ['/keys', 'Announces a new key: signed by a key in force, proved by the new one', announceKey, schemas.announcement],
  ['/keys/revocations', 'Takes a key back: nothing that it signs is believed any more', revokeKey, schemas.revocation],
] as const) {
  workshop.openapi(
    createRoute({
      method: 'post',
      path,
      summary,
      security,
      middleware: [scoped('keys'), small],
      request: { body: bodyOf(schema) },
      responses: { 200: json(schemas.key, 'As it is now'), ...answers },
    }),
    async (context) => {
      const taken = await take(context.get('atelier'), await context.req.json().catch(() => undefined), new Date())
      return taken.ok ? context.json(taken.value, 200) : (refused(context, taken.refusal) as never)
    },
  )
}
