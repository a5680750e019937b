import { createRoute, z } from '@hono/zod-openapi'
import { designPage } from '@/lib/server/addresses'
import { openDesign, saveDesign } from '@/lib/server/designs'
import { keepSaved, makerOf } from '@/lib/server/pieces'
import { localeOf } from '@/lib/words/render'
import { body, clientAsking, documentOf, json, limited, newApi, refusals, refused } from './contract'
import * as schemas from './schemas'

const saved = z.object({ token: z.string(), url: z.string(), revision: z.string(), design: z.string(), number: z.int() })

const save = createRoute({
  method: 'post',
  path: '/designs',
  summary: 'Save a design as an immutable revision behind a link',
  description: 'Letters and other personal parts lie apart from the record and can be erased.',
  request: {
    headers: z.object({ 'idempotency-key': schemas.idempotencyKey }),
    body: body(z.strictObject({ document: schemas.document, parent: z.string().max(200).optional() })),
  },
  responses: {
    201: json(saved.openapi('SavedDesign'), 'Saved'),
    409: json(schemas.refusal, 'The key was used for something else'),
    ...refusals,
  },
})

const opened = z.object({
  document: schemas.document,
  revision: z.string(),
  design: z.string(),
  number: z.int(),
  recordHash: z.string(),
  createdAt: z.string(),
})

const open = createRoute({
  method: 'get',
  path: '/designs/{token}',
  summary: 'A saved design',
  request: { params: z.object({ token: schemas.token }) },
  responses: {
    200: json(opened.openapi('OpenedDesign'), 'The revision'),
    404: json(schemas.refusal, 'No such link'),
    410: json(schemas.refusal, 'Its personal parts were erased'),
  },
})

export const designs = newApi()

designs.openapi(save, async (context) => {
  const { document, parent } = context.req.valid('json')
  const key = context.req.valid('header')['idempotency-key']
  const client = await clientAsking(context)
  const result = await limited(context, 'write', async () => {
    const parsed = await documentOf(document)
    if (!parsed.ok) return parsed
    return saveDesign({
      ...parsed.value,
      at: new Date(),
      maker: client && makerOf(client),
      ...(parent === undefined ? {} : { parent }),
      idempotencyKey: key,
    })
  })
  if (!result.ok) return refused(context, result.refusal) as never
  if (client) await keepSaved(client, result.value.design, new Date())
  const { token } = result.value
  const locale = localeOf(context.req.header('accept-language'))
  return context.json({ ...result.value, url: designPage(locale, token) }, 201)
})

designs.openapi(open, async (context) => {
  const result = await openDesign(context.req.valid('param').token, new Date())
  if (!result.ok) return refused(context, result.refusal) as never
  const { revision, document } = result.value
  const { id, design, number, recordHash, createdAt } = revision
  return context.json({ document, revision: id, design, number, recordHash, createdAt: createdAt.toISOString() }, 200)
})
