import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Stripe from 'stripe'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Sandbox, type SandboxOptions, startSandbox } from './server'
import { faultsOfReplies } from './typed-replies'

const KEY = 'sk_test_of_this_suite'
const SECRET = 'whsec_of_this_suite'
const folder = mkdtempSync(join(tmpdir(), 'sandbox-'))

interface Received {
  body: string
  signature: string
}
let receiver: Server
let received: Received[] = []
let answers: number[] = []
const waiting: (() => void)[] = []
let sandbox: Sandbox
let stripe: Stripe
let clock = 0
const options = (): SandboxOptions => ({
  port: 0,
  secretKey: KEY,
  webhookSecret: SECRET,
  webhookUrl: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`,
  folder,
  now: () => Date.now() + clock,
})
const withoutFolder = ({ folder: _, ...rest }: SandboxOptions): SandboxOptions => rest
const client = (key = KEY, retries = 0) => {
  const { hostname, port } = new URL(sandbox.url)
  return new Stripe(key, { host: hostname, port: Number(port), protocol: 'http', maxNetworkRetries: retries, telemetry: false })
}

beforeAll(async () => {
  receiver = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      received.push({ body, signature: String(request.headers['stripe-signature']) })
      response.writeHead(answers.shift() ?? 200).end()
      for (const wake of waiting.splice(0)) wake()
    })
  })
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done))
  sandbox = await startSandbox(options())
  stripe = client()
})
afterAll(async () => {
  await sandbox.close()
  receiver.closeAllConnections()
  await new Promise((done) => receiver.close(done))
  rmSync(folder, { recursive: true })
})
afterEach(() => {
  received = []
  answers = []
  clock = 0
})

/** Resolves when the receiver has seen what is asked for; each arrival wakes it. */
async function until(seen: () => boolean): Promise<void> {
  while (!seen()) await new Promise<void>((wake) => waiting.push(wake))
}
const types = () => received.map(({ body }) => (JSON.parse(body) as { type: string }).type)

const parameters = (): Stripe.Checkout.SessionCreateParams => ({
  mode: 'payment',
  success_url: 'http://shop.example/thanks?session={CHECKOUT_SESSION_ID}',
  cancel_url: 'http://shop.example/back',
  client_reference_id: 'ord_1',
  customer_email: 'client@shop.example',
  line_items: [{ quantity: 1, price_data: { currency: 'eur', unit_amount: 124_000, product_data: { name: 'Signet <ring>' } } }],
  payment_intent_data: { capture_method: 'manual', metadata: { order: 'ord_1' } },
  metadata: { order: 'ord_1' },
})

async function tryCard(url: string, number: string): Promise<Response> {
  const body = new URLSearchParams({ number, expiry: '12 / 34', cvc: '123', name: 'A. Client' })
  return fetch(url, { method: 'POST', body, redirect: 'manual' })
}

async function authorised(): Promise<{ session: Stripe.Checkout.Session; intent: string }> {
  const session = await stripe.checkout.sessions.create(parameters())
  await tryCard(session.url ?? '', '4242 4242 4242 4242')
  const { payment_intent: intent } = await stripe.checkout.sessions.retrieve(session.id)
  return { session, intent: String(intent) }
}

describe('the sandbox through the provider’s own library', () => {
  it('holds, captures and refunds, in replies of exactly the declared types', async () => {
    const replies: { type: string; reply: unknown }[] = []
    const keep = <T>(type: string, reply: T): T => {
      replies.push({ type, reply: JSON.parse(JSON.stringify(reply)) })
      return reply
    }
    const customer = keep('Stripe.Customer', await stripe.customers.create({ email: 'a@shop.example', name: 'A' }))
    keep('Stripe.Customer', (await stripe.customers.retrieve(customer.id)) as Stripe.Customer)
    const open = keep('Stripe.Checkout.Session', await stripe.checkout.sessions.create(parameters()))
    expect(open).toMatchObject({ status: 'open', payment_status: 'unpaid', amount_total: 124_000, payment_intent: null })

    const declined = await tryCard(open.url ?? '', '4000000000000002')
    expect(declined.status).toBe(402)
    expect(await declined.text()).toContain('Your card was declined.')
    const tried = keep('Stripe.Checkout.Session', await stripe.checkout.sessions.retrieve(open.id))
    const failed = keep('Stripe.PaymentIntent', await stripe.paymentIntents.retrieve(String(tried.payment_intent)))
    expect(failed).toMatchObject({ status: 'requires_payment_method', last_payment_error: { decline_code: 'generic_decline' } })

    const thanks = await tryCard(open.url ?? '', '4242424242424242')
    expect([thanks.status, thanks.headers.get('location')]).toEqual([303, `http://shop.example/thanks?session=${open.id}`])
    const done = keep(
      'Stripe.Checkout.Session',
      await stripe.checkout.sessions.retrieve(open.id, { expand: ['payment_intent', 'line_items'] }),
    )
    // With manual capture a completed session stays unpaid until the capture.
    expect(done).toMatchObject({ status: 'complete', payment_status: 'unpaid', url: null })
    const held = done.payment_intent as Stripe.PaymentIntent
    expect(held).toMatchObject({
      id: failed.id,
      status: 'requires_capture',
      amount_capturable: 124_000,
      metadata: { order: 'ord_1' },
    })
    const captured = keep('Stripe.PaymentIntent', await stripe.paymentIntents.capture(held.id))
    expect(captured).toMatchObject({ status: 'succeeded', amount_received: 124_000, amount_capturable: 0 })
    const refund = keep('Stripe.Refund', await stripe.refunds.create({ payment_intent: held.id, amount: 4000 }))
    keep('Stripe.Refund', await stripe.refunds.retrieve(refund.id))
    keep('Stripe.ApiList<Stripe.Refund>', await stripe.refunds.list({ payment_intent: held.id }))
    const events = keep('Stripe.ApiList<Stripe.Event>', await stripe.events.list({ limit: 100 }))
    expect(events.data.map(({ type }) => type).reverse()).toEqual([
      'customer.created',
      'payment_intent.created',
      'payment_intent.payment_failed',
      'payment_intent.amount_capturable_updated',
      'checkout.session.completed',
      'payment_intent.succeeded',
      'refund.created',
    ])
    const second = await authorised()
    keep(
      'Stripe.PaymentIntent',
      await stripe.paymentIntents.cancel(second.intent, { cancellation_reason: 'requested_by_customer' }),
    )
    const gone = await stripe.checkout.sessions.create(parameters())
    keep('Stripe.Checkout.Session', await stripe.checkout.sessions.expire(gone.id))
    expect(faultsOfReplies(replies)).toEqual([])
    const wrong = { ...(replies[0]?.reply as object), balance: '0', colour: 'red' }
    expect(faultsOfReplies([{ type: 'Stripe.Customer', reply: wrong }])).not.toEqual([])
  })

  it('asks the bank’s client first where the card is of that kind (3-D Secure)', async () => {
    const session = await stripe.checkout.sessions.create(parameters())
    const asked = await tryCard(session.url ?? '', '4000 0027 6000 3184')
    expect([asked.status, asked.headers.get('location')]).toEqual([303, `/c/pay/${session.id}/authenticate`])
    const open = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] })
    const intent = open.payment_intent as Stripe.PaymentIntent
    expect(open.status).toBe('open')
    expect(intent).toMatchObject({ status: 'requires_action', next_action: { type: 'redirect_to_url' } })
    const page = `${session.url}/authenticate`
    expect(await (await fetch(page)).text()).toContain('Your bank asks')
    const say = (answer: string) => fetch(page, { method: 'POST', body: new URLSearchParams({ answer }), redirect: 'manual' })
    expect((await say('fail')).status).toBe(402)
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'payment_intent_authentication_failure' },
    })
    // A second answer to the same question moves nothing.
    expect((await say('complete')).headers.get('location')).toBe(`/c/pay/${session.id}`)
    await tryCard(session.url ?? '', '4000 0082 6000 3178')
    expect(await (await say('complete')).text()).toContain('insufficient funds')
    await tryCard(session.url ?? '', '4000 0027 6000 3184')
    expect((await say('complete')).headers.get('location')).toContain('http://shop.example/thanks')
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ status: 'requires_capture', next_action: null })
    expect(faultsOfReplies([{ type: 'Stripe.PaymentIntent', reply: JSON.parse(JSON.stringify(intent)) }])).toEqual([])
  })

  it('sends notices twice and out of order on demand', async () => {
    const messy = await startSandbox({ ...withoutFolder(options()), mischief: { copies: 3, shuffle: 40 } })
    const { hostname, port } = new URL(messy.url)
    const other = new Stripe(KEY, { host: hostname, port: Number(port), protocol: 'http', telemetry: false })
    const session = await other.checkout.sessions.create(parameters())
    await tryCard(session.url ?? '', '4242424242424242')
    const mine = () => received.filter(({ body }) => body.includes(session.id))
    await until(() => mine().length === 3)
    expect(new Set(mine().map(({ body }) => (JSON.parse(body) as { id: string }).id)).size).toBe(1)
    await until(() => received.length >= 9)
    await messy.close()
  })

  it('signs webhooks as the library verifies them, and sends again until answered', async () => {
    answers = [500, 302]
    await authorised()
    const sentAgain = () => received.length - new Set(received.map(({ body }) => (JSON.parse(body) as { id: string }).id)).size
    await until(() => types().includes('checkout.session.completed') && sentAgain() === 2)
    for (const { body, signature } of received) {
      expect(stripe.webhooks.constructEvent(body, signature, SECRET).object).toBe('event')
      expect(() => stripe.webhooks.constructEvent(body, signature, 'whsec_another')).toThrow()
      expect(() => stripe.webhooks.constructEvent(body.replace('eur', 'usd'), signature, SECRET)).toThrow()
    }
  })

  it('gives the first answer again to the same idempotency key, and refuses other parameters under it', async () => {
    const first = await stripe.checkout.sessions.create(parameters(), { idempotencyKey: 'order-1' })
    const again = await stripe.checkout.sessions.create(parameters(), { idempotencyKey: 'order-1' })
    expect(again.id).toBe(first.id)
    const other = stripe.checkout.sessions.create(
      { ...parameters(), client_reference_id: 'ord_2' },
      { idempotencyKey: 'order-1' },
    )
    await expect(other).rejects.toMatchObject({ type: 'StripeIdempotencyError', statusCode: 400 })
    const { intent } = await authorised()
    await stripe.paymentIntents.capture(intent, {}, { idempotencyKey: 'capture-1' })
    await expect(stripe.paymentIntents.capture(intent, {}, { idempotencyKey: 'capture-1' })).resolves.toMatchObject({
      id: intent,
    })
    await expect(stripe.paymentIntents.capture(intent)).rejects.toMatchObject({ code: 'payment_intent_unexpected_state' })
  })

  it('answers what it does not know with the provider’s errors', async () => {
    const wrong = { ...parameters(), allow_promotion_codes: true }
    await expect(stripe.checkout.sessions.create(wrong)).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      code: 'parameter_unknown',
      param: 'allow_promotion_codes',
      statusCode: 400,
    })
    const { success_url: _, ...incomplete } = parameters()
    await expect(stripe.checkout.sessions.create(incomplete)).rejects.toMatchObject({
      code: 'parameter_missing',
      param: 'success_url',
    })
    await expect(stripe.products.list()).rejects.toMatchObject({ type: 'StripeInvalidRequestError', statusCode: 404 })
    await expect(stripe.paymentIntents.retrieve('pi_none')).rejects.toMatchObject({ code: 'resource_missing', statusCode: 404 })
    await expect(client('sk_test_wrong').events.list()).rejects.toMatchObject({
      type: 'StripeAuthenticationError',
      statusCode: 401,
    })
    const soon = { ...parameters(), expires_at: Math.floor(Date.now() / 1000) + 60 }
    await expect(stripe.checkout.sessions.create(soon)).rejects.toMatchObject({ param: 'expires_at' })
  })

  it.each([
    ['4000000000009995', 'insufficient funds', 402],
    ['4111111111111111', 'test cards only', 402],
    ['1234', 'incorrect', 402],
  ])('refuses card %s on the page (%s)', async (number, words, status) => {
    const session = await stripe.checkout.sessions.create(parameters())
    const response = await tryCard(session.url ?? '', number)
    expect([response.status, (await response.text()).includes(words)]).toEqual([status, true])
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe('open')
  })

  it('shows a page without scripts, with what was given made inert', async () => {
    const session = await stripe.checkout.sessions.create({ ...parameters(), locale: 'fr' })
    const response = await fetch(session.url ?? '')
    expect(response.headers.get('content-security-policy')).toContain(`default-src 'none'`)
    const html = await response.text()
    expect(html).toContain('lang="fr"')
    expect(html).toContain('TEST')
    expect(html).toContain('Signet &lt;ring&gt;')
    expect(html).not.toContain('<script')
    expect((await fetch(`${sandbox.url}/c/pay/cs_none`)).status).toBe(404)
  })

  it('lists by cursor in both directions without losing one', async () => {
    const all = (await stripe.events.list({ limit: 100 })).data.map(({ id }) => id)
    const paged: string[] = []
    for await (const event of stripe.events.list({ limit: 3 })) paged.push(event.id)
    expect(paged).toEqual(all)
    const back = await stripe.events.list({ limit: 2, ending_before: all[4]! })
    expect(back.data.map(({ id }) => id)).toEqual(all.slice(2, 4))
  })

  it('ends a session by its time, and a hold after seven days', async () => {
    const session = await stripe.checkout.sessions.create({ ...parameters(), expires_at: Math.floor(Date.now() / 1000) + 1900 })
    const { intent } = await authorised()
    clock = 1_900_000
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe('expired')
    clock = 8 * 86_400_000
    sandbox.provider.expireDue()
    expect(await stripe.paymentIntents.retrieve(intent)).toMatchObject({ status: 'canceled', cancellation_reason: 'automatic' })
  })

  it('forgets nothing when it is started again', async () => {
    const { session, intent } = await authorised()
    await stripe.paymentIntents.capture(intent, {}, { idempotencyKey: 'capture-2' })
    const events = (await stripe.events.list({ limit: 100 })).data.length
    await sandbox.close()
    sandbox = await startSandbox(options())
    stripe = client()
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe('complete')
    expect((await stripe.events.list({ limit: 100 })).data.length).toBe(events)
    await expect(stripe.paymentIntents.capture(intent, {}, { idempotencyKey: 'capture-2' })).resolves.toMatchObject({
      id: intent,
    })
  })
})
