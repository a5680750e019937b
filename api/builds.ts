import { createRoute, z } from '@hono/zod-openapi'
import { openBuild } from '@/lib/server/build-view'
import { json, newApi, refused } from './contract'
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
