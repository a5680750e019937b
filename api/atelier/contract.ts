import { OpenAPIHono } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { AtelierScope } from '@/lib/domain/network/atelier-scopes'
import { refuse } from '@/lib/domain/result'
import { type AtelierCaller, atelierOf } from '@/lib/server/production'
import { type Bindings, json, refusalOf, refused } from '../contract'
import { refusalResponse } from '../refusals'
import * as schemas from './schemas'

export interface AtelierEnv {
  Bindings: Bindings
  /** `token`: for streams, which ask again whether it still opens anything. */
  Variables: { atelier: string; token: string; scopes: AtelierCaller['scopes'] }
}

/** The largest honest event is under 2 kB. */
const LARGEST = 16_384

/** A router that knows which atelier is asking; whoever has no token is refused before anything else is looked at. */
export function newAtelierApi() {
  const api = new OpenAPIHono<AtelierEnv>({
    defaultHook: (result, context) => {
      if (!result.success) return refusalResponse(refusalOf(result.error.issues[0]), context.req.raw)
    },
  })
  api.openAPIRegistry.registerComponent('securitySchemes', 'atelierToken', {
    type: 'http',
    scheme: 'bearer',
    description: 'Given to the atelier once; kept hashed; has scopes, ends and can be revoked. Each token is counted by itself.',
  })
  api.use('*', authorised)
  return api
}

/** Bearer token → the atelier that asks; everything below belongs to it. */
const authorised: MiddlewareHandler<AtelierEnv> = async (context, next) => {
  if (context.get('atelier') !== undefined) return next()
  const token = /^Bearer (\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1]
  const caller = await atelierOf(token, new Date())
  if (!caller.ok) return refused(context, caller.refusal)
  context.set('atelier', caller.value.atelier)
  context.set('token', token ?? '')
  context.set('scopes', caller.value.scopes)
  await next()
}

/** The token must have this scope. */
export const scoped =
  (scope: AtelierScope): MiddlewareHandler<AtelierEnv> =>
  async (context, next) =>
    context.get('scopes').includes(scope) ? next() : refused(context, refuse('scope.missing', { scope }).refusal)

/** What is larger is not read. */
export const small: MiddlewareHandler<AtelierEnv> = bodyLimit({
  maxSize: LARGEST,
  onError: (context) => refused(context, refuse('event.too-large', { bytes: LARGEST }).refusal),
})

export const security = [{ atelierToken: [] }]

/** The refusals that every call can meet. */
export const common = {
  401: json(schemas.refusal, 'The token is unknown, ended or revoked'),
  403: json(schemas.refusal, 'The token has not the scope'),
  429: json(schemas.refusal, 'Too many calls of this token; see Retry-After'),
} as const

export const ofOne = { ...common, 404: json(schemas.refusal, 'No such production order of this atelier') } as const
