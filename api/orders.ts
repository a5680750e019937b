import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Result } from '@/lib/domain/result'
import { orderPage } from '@/lib/server/addresses'
import { renewBuildLink } from '@/lib/server/build-links'
import { type OpenedOrder, type OrderRefusal, placeOrder } from '@/lib/server/checkout'
import { cancelByLink, orderAgain, otherAteliers, payByLink } from '@/lib/server/order-actions'
import { openOrder } from '@/lib/server/order-view'
import { keepOrder, makerOf } from '@/lib/server/pieces'
import { type Locale, localeOf } from '@/lib/words/render'
import { type Bindings, body, clientAsking, documentOf, json, limited, newApi, refusals, refused } from './contract'
import { bodyOf } from './refusals'
import * as schemas from './schemas'

const outcome = z.enum(['makeable', 'confirm', 'blocked'])
const line = schemas.line.min(1).max(200)

const seen = z
  .strictObject({ outcome, total: z.strictObject(schemas.money.shape), delivered: z.iso.datetime({ offset: true }) })
  .openapi({ description: 'Outcome, total and date that the client said yes to, from a quote of fineness `full`' })

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
    seen,
    parent: z.string().max(200).optional().openapi({ description: 'Token of the saved design that this one was made from' }),
    consent: z.literal(true).openapi({
      description:
        'The client has read `terms` of the quote: what is stored, what for and until when; whether it may be given back',
    }),
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

const byToken = { params: z.object({ token: schemas.token }) }
const noLink = json(schemas.refusal, 'No such link')
const notNow = json(schemas.refusal, 'Not in the state that the order is in')

const cancel = createRoute({
  method: 'post',
  path: '/orders/{token}/cancel',
  summary: 'Call an order off',
  description: 'Free until the atelier has accepted. What is held is let go. Twice is once.',
  request: byToken,
  responses: { 200: json(z.object({ state: z.string() }), 'Called off'), 404: noLink, 409: notNow, ...refusals },
})

const payment = createRoute({
  method: 'post',
  path: '/orders/{token}/payment',
  summary: 'Where an order is paid',
  description:
    'For an order that waits for its payment, and again for an accepted one whose payment failed. One page, however often it is asked for.',
  request: byToken,
  responses: { 200: json(z.object({ checkoutUrl: z.string() }), 'The provider’s page'), 404: noLink, 409: notNow, ...refusals },
})

const other = z
  .object({ atelier: z.string(), city: z.string(), outcome, total: schemas.money.optional(), delivered: z.string().optional() })
  .openapi('OtherAtelier')

const others = createRoute({
  method: 'get',
  path: '/orders/{token}/ateliers',
  summary: 'What other ateliers say of a design that its atelier did not take',
  request: byToken,
  responses: {
    200: json(z.object({ ateliers: z.array(other) }), 'The best answer first'),
    404: noLink,
    409: notNow,
    ...refusals,
  },
})

const again = createRoute({
  method: 'post',
  path: '/orders/{token}/again',
  summary: 'Order the same design at another atelier',
  request: {
    ...byToken,
    headers: z.object({ 'idempotency-key': schemas.idempotencyKey }),
    body: body(z.strictObject({ atelier: schemas.line.max(41), seen })),
  },
  responses: { 201: json(opened, 'Opened'), 404: noLink, 409: json(changed, 'Something is not as it was seen'), ...refusals },
})

export const orders = newApi()

orders.openapi(place, async (context) => {
  const { document, consent: _, parent, ...rest } = context.req.valid('json')
  const key = context.req.valid('header')['idempotency-key']
  const locale = localeOf(context.req.header('accept-language'))
  const client = await clientAsking(context)
  const result = await limited(context, 'geometry', async () => {
    const parsed = await documentOf(document)
    if (!parsed.ok) return parsed
    return placeOrder({
      ...rest,
      ...parsed.value,
      locale,
      at: new Date(),
      caller: context.env.address,
      maker: client && makerOf(client),
      ...(parent === undefined ? {} : { parent }),
      idempotencyKey: key,
    })
  })
  return openedAnswer(context, result, locale)
})

/** 201 with the way to pay, 409 with what is true now, or the refusal. */
async function openedAnswer(
  context: Context<{ Bindings: Bindings }>,
  result: Result<OpenedOrder, OrderRefusal>,
  locale: Locale,
  isAgain = false,
): Promise<never> {
  if (!result.ok) {
    const { refusal } = result
    if (!('now' in refusal)) return refused(context, refusal) as never
    return context.json({ ...bodyOf(refusal, locale), now: refusal.now }, 409) as never
  }
  const client = await clientAsking(context)
  if (client) await keepOrder(client, result.value.order, isAgain, new Date())
  const { reference, token, checkoutUrl } = result.value
  return context.json({ reference, token, url: orderPage(locale, token), checkoutUrl }, 201) as never
}

orders.openapi(cancel, async (context) => {
  const result = await limited(context, 'write', () => cancelByLink(context.req.valid('param').token, new Date()))
  return result.ok ? context.json({ state: 'cancelled' }, 200) : (refused(context, result.refusal) as never)
})

orders.openapi(payment, async (context) => {
  const result = await limited(context, 'write', () => payByLink(context.req.valid('param').token, new Date()))
  return result.ok ? context.json(result.value, 200) : (refused(context, result.refusal) as never)
})

orders.openapi(others, async (context) => {
  const result = await limited(context, 'geometry', () => otherAteliers(context.req.valid('param').token, new Date()))
  return result.ok ? context.json({ ateliers: [...result.value] }, 200) : (refused(context, result.refusal) as never)
})

orders.openapi(again, async (context) => {
  const idempotencyKey = context.req.valid('header')['idempotency-key']
  const wanted = { ...context.req.valid('json'), idempotencyKey, caller: context.env.address, at: new Date() }
  const locale = localeOf(context.req.header('accept-language'))
  const result = await limited(context, 'geometry', () => orderAgain(context.req.valid('param').token, wanted))
  return openedAnswer(context, result, locale, true)
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
