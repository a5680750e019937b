import type { MiddlewareHandler } from 'hono'
import { refusalResponse } from './refusals'

interface Route {
  method: string
  path: string
}

/** An address that there is, asked in a way that it does not take, is answered with the ways that it takes. `routes`: known at the first call. */
export function allowedMethods(routes: () => readonly Route[]): MiddlewareHandler {
  let known: (readonly [pattern: RegExp, method: string])[] | undefined
  return async (context, next) => {
    known ??= routes()
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => [new RegExp(`^${path.replaceAll(/:\w+(?:\{[^}]*\})?/g, '[^/]+')}$`), method] as const)
    const { method, path } = context.req
    const taken = new Set(known.filter(([pattern]) => pattern.test(path)).map(([, one]) => one))
    if (taken.has('GET')) taken.add('HEAD')
    if (taken.size === 0 || taken.has(method)) return next()
    return refusalResponse({ code: 'request.method', parameters: { allow: [...taken].sort().join(', ') } }, context.req.raw)
  }
}
