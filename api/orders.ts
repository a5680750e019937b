import { createRoute, z } from '@hono/zod-openapi'
import { orderPage } from '@/lib/server/addresses'
import { renewBuildLink } from '@/lib/server/build-links'
import { placeOrder } from '@/lib/server/checkout'
import { openOrder } from '@/lib/server/order-view'
import { keepOrder } from '@/lib/server/pieces'
import { localeOf } from '@/lib/words/render'
import { body, clientAsking, documentOf, json, limited, newApi, refusals, refused } from './contract'
import { bodyOf } from './refusals'
import * as schemas from './schemas'

const outcome = z.enum(['makeable', 'confirm', 'blocked'])
const line = schemas.line.min(1).max(200)

const wanted = z
  .strictObject({
    document: schemas.document,
    atelier: schemas.line.max(41),
    destination: schemas.destination,
    client: z.strictObject({
      name: line,
      email: z.email().max(200),
      address: z.strictObject({
        lines: z.array(line).min(1).max(5),
        postcode: schemas.line.max(20).optional(),
        city: line.optional(),
      }),
    }),
    seen: z
      .strictObject({ outcome, total: z.strictObject(schemas.money.shape), delivered: z.iso.datetime({ offset: true }) })
      .openapi({ description: 'Outcome, total and date that the client said yes to, from a quote of fineness `full`' }),
  })
  .openapi('WantedOrder')

const opened = z.object({ reference: z.string(), token: z.string(), url: z.string(), checkoutUrl: z.string() })

const changed = schemas.refusal
  .extend({ now: z.object({ outcome, total: schemas.money, delivered: z.string() }).optional() })
  .openapi('OrderRefusal')

const place = createRoute({
  method: 'post',
  path: '/orders',
  summary: 'Order a design',
  description:
    'The house drafts, measures, judges, plans and prices again. When that is what the client saw, an order is opened and `checkoutUrl` is where it is paid. The amount is held; it is charged when the atelier accepts.',
  request: { headers: z.object({ 'idempotency-key': schemas.idempotencyKey }), body: body(wanted) },
  responses: {
    201: json(opened.openapi('OpenedOrder'), 'Opened'),
    409: json(changed, 'Something is not as the client saw it; `now` says what is'),
    ...refusals,
  },
})

const read = createRoute({
  method: 'get',
  path: '/orders/{token}',
  summary: 'An order',
  request: { params: z.object({ token: schemas.token }) },
  responses: {
    200: json(z.record(z.string(), z.unknown()).openapi('Order'), 'State, quote, plan, payment, and the way to its live page'),
    404: json(schemas.refusal, 'No such link'),
  },
})

export const orders = newApi()

orders.openapi(place, async (context) => {
  const { document, ...rest } = context.req.valid('json')
  const key = context.req.valid('header')['idempotency-key']
  const locale = localeOf(context.req.header('accept-language'))
  const result = await limited(context, 'geometry', async () => {
    const parsed = await documentOf(document)
    if (!parsed.ok) return parsed
    return placeOrder({ ...rest, ...parsed.value, locale, at: new Date(), ...(key === undefined ? {} : { idempotencyKey: key }) })
  })
  if (!result.ok) {
    const { refusal } = result
    if (!('now' in refusal)) return refused(context, refusal) as never
    return context.json({ ...bodyOf(refusal, locale), now: refusal.now } as never, 409)
  }
  const client = await clientAsking(context)
  if (client) await keepOrder(client, result.value.order, new Date())
  const { reference, token, checkoutUrl } = result.value
  return context.json({ reference, token, url: orderPage(locale, token), checkoutUrl }, 201)
})

orders.openapi(read, async (context) => {
  const result = await openOrder(context.req.valid('param').token, new Date())
  return result.ok ? context.json(result.value as never, 200) : (refused(context, result.refusal) as never)
})

const renew = createRoute({
  method: 'post',
  path: '/orders/{token}/build-link',
  summary: 'Take the link of the build page back and get another',
  description: '`replaces`: the token that is to hold no longer. Asked twice it makes one.',
  request: {
    params: z.object({ token: schemas.token }),
    body: body(z.strictObject({ replaces: z.string().max(200) }).openapi('RenewedLink')),
  },
  responses: {
    200: json(z.object({ token: z.string() }), 'The one that holds now'),
    404: json(schemas.refusal, 'No such link'),
    409: json(schemas.refusal, 'Nothing is made for this order yet'),
    ...refusals,
  },
})

orders.openapi(renew, async (context) => {
  const { replaces } = context.req.valid('json')
  const { token } = context.req.valid('param')
  const renewed = await limited(context, 'write', () => renewBuildLink(token, replaces, new Date()))
  return renewed.ok ? context.json({ token: renewed.value }, 200) : (refused(context, renewed.refusal) as never)
})
