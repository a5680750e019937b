import { OpenAPIHono } from '@hono/zod-openapi'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import type { Refusal } from '@/lib/domain/result'
import { BuildFeed } from '@/lib/server/build-feed'
import { healthy } from '@/lib/server/health'
import { log } from '@/lib/server/log'
import { allowedMethods } from './allowed-methods'
import { assessments } from './assessments'
import { productionOrders } from './atelier/production-orders'
import { orderStream } from './atelier/stream'
import { workshop } from './atelier/workshop'
import { ateliers } from './ateliers'
import { builds } from './builds'
import type { Bindings } from './contract'
import { designs } from './designs'
import { addressFault } from './door-guard'
import { orders } from './orders'
import { type OpenApiDocument, referencePage, referencePolicy } from './reference'
import { refusalResponse } from './refusals'
import { salonClients } from './salon/clients'
import { salonDesigns } from './salon/designs'
import { held } from './salon/held'
import { webhooks } from './webhooks'

/** A text of a million letters of four bytes still gets its 400; what is larger is not read. */
const LARGEST_BODY = 5 * 1024 * 1024

const DOCUMENT = {
  openapi: '3.1.0',
  info: {
    title: 'Lot One API',
    version: '1',
    description:
      'Pieces made once. A design is a JSON document; ateliers are compared with it, it is priced, ordered and watched being made. Anonymous callers are counted; 429 and 503 say when to come back.',
  },
}

/** One application for everything that is not a page; parse, authorise, call a use case, answer. `feed` wakes its streams. */
export function makeApp(feed = new BuildFeed()) {
  const app = new OpenAPIHono<{ Bindings: Bindings }>()
  app.use(async (context, next) => {
    await next()
    const { headers } = context.res
    headers.set('x-content-type-options', 'nosniff')
    headers.set('referrer-policy', 'no-referrer')
    if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
    if (!headers.has('content-security-policy'))
      headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
  })
  app.use(async (context, next) => {
    const { pathname, search } = new URL(context.req.url)
    const fault = addressFault(`${pathname}${search}`)
    return fault ? refusalResponse(fault, context.req.raw) : next()
  })
  app.use(allowedMethods(() => app.routes))
  app.use(
    bodyLimit({
      maxSize: LARGEST_BODY,
      onError: (context) =>
        refusalResponse({ code: 'request.too-large', parameters: { megabytes: LARGEST_BODY / 1024 / 1024 } }, context.req.raw),
    }),
  )
  app.use('/api/v1/*', async (context, next) => {
    const type = context.req.header('content-type') ?? ''
    const hasBody = context.req.method === 'POST' || context.req.method === 'PUT'
    if (!hasBody || /^application\/json\b/i.test(type)) return next()
    return refusalResponse({ code: 'request.content-type' }, context.req.raw)
  })
  app.get('/healthz', async (context) => {
    const isHealthy = await healthy()
    return context.json({ ok: isHealthy }, isHealthy ? 200 : 503)
  })
  for (const router of [designs, assessments, orders, ateliers, builds, salonClients, salonDesigns, held])
    app.route('/api/v1', router)
  for (const router of [orderStream(feed), workshop, productionOrders]) app.route('/api/v1/atelier', router)
  app.route('/webhooks', webhooks)
  let reference: string | undefined
  const documentOf = () => app.getOpenAPI31Document(DOCUMENT)
  app.get('/api/v1/openapi.json', (context) => context.json(documentOf()))
  app.get('/api/v1/reference', (context) => {
    reference ??= referencePage(documentOf() as unknown as OpenApiDocument)
    return context.html(reference, 200, { 'content-security-policy': referencePolicy })
  })
  app.notFound((context) => refusalResponse({ code: 'request.not-found' }, context.req.raw))
  app.onError((error, context) => {
    const refusal = refusalOf(error)
    if (!refusal) log().error({ err: error, path: context.req.routePath }, 'an answer failed')
    return refusalResponse(refusal ?? { code: 'server.broken' }, context.req.raw)
  })
  return app
}

/** What the framework throws about a request that cannot be read. */
function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof SyntaxError) return { code: 'request.not-json' }
  if (!(error instanceof HTTPException) || error.status >= 500) return undefined
  return { code: error.status === 400 ? 'request.not-json' : 'request.invalid' }
}
