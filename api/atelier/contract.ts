import { OpenAPIHono } from '@hono/zod-openapi'
import { type Bindings, refusalOf } from '../contract'
import { refusalResponse } from '../refusals'

/** A router that knows which atelier is asking. */
export function newAtelierApi() {
  const api = new OpenAPIHono<{ Bindings: Bindings; Variables: { atelier: string } }>({
    defaultHook: (result, context) => {
      if (!result.success) return refusalResponse(refusalOf(result.error.issues[0]), context.req.raw)
    },
  })
  api.openAPIRegistry.registerComponent('securitySchemes', 'atelierToken', {
    type: 'http',
    scheme: 'bearer',
    description: 'Given to the atelier once; kept hashed; ends and can be revoked',
  })
  return api
}
