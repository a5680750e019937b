import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fieldsRead } from './fields-read'
import { type ReplyKind, replyValidators } from './reply-schema'
import { type Sandbox, startSandbox } from './server'

const KEY = 'sk_test_of_this_suite'
let sandbox: Sandbox
let stripe: Stripe

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, secretKey: KEY, webhookSecret: 'whsec_of_this_suite' })
  const { hostname, port } = new URL(sandbox.url)
  stripe = new Stripe(KEY, { host: hostname, port: Number(port), protocol: 'http', maxNetworkRetries: 0, telemetry: false })
})
afterAll(() => sandbox.close())

/** What the provider documents of an object, with where that was taken from. */
function documented(name: string): Readonly<Record<string, unknown>> {
  const { source, example } = JSON.parse(readFileSync(join('sandbox', 'documented', `${name}.json`), 'utf8')) as {
    source: string
    example: Record<string, unknown>
  }
  expect(source).toMatch(/^https:\/\/github\.com\/stripe\/openapi\/blob\/[0-9a-f]{40}\//)
  return example
}

type Reply = Readonly<Record<string, unknown>>
const plain = (reply: unknown) => JSON.parse(JSON.stringify(reply)) as Reply

/** One whole payment: every reply that the house may read, in each state it may be in. */
async function everyReply(): Promise<{ kind: ReplyKind | 'event'; reply: Reply }[]> {
  const kept: { kind: ReplyKind | 'event'; reply: Reply }[] = []
  const keep = <T extends { id: string }>(kind: ReplyKind | 'event', reply: T): T => {
    kept.push({ kind, reply: plain(reply) })
    return reply
  }
  const open = (amount: number) =>
    stripe.checkout.sessions.create({
      mode: 'payment',
      success_url: 'http://shop.example/thanks',
      client_reference_id: 'ord_1',
      line_items: [{ quantity: 1, price_data: { currency: 'eur', unit_amount: amount, product_data: { name: 'Ring' } } }],
      payment_intent_data: { capture_method: 'manual', metadata: { order: 'ord_1' } },
      metadata: { order: 'ord_1', payment: 'pay_1' },
    })
  const intentOf = async (card: string) => {
    const { id, url } = keep('session', await open(124_000))
    const body = new URLSearchParams({ number: card, expiry: '12/34', cvc: '123', name: 'A. Client' })
    await fetch(url ?? '', { method: 'POST', body, redirect: 'manual' })
    const session = keep('session', await stripe.checkout.sessions.retrieve(id))
    return String(session.payment_intent)
  }
  const declined = await intentOf('4000000000000002')
  const held = await intentOf('4242424242424242')
  const asked = await intentOf('4000002760003184')
  for (const intent of [declined, held, asked]) keep('intent', await stripe.paymentIntents.retrieve(intent))
  keep('intent', await stripe.paymentIntents.capture(held))
  keep('intent', await stripe.paymentIntents.cancel(asked))
  keep('refund', await stripe.refunds.create({ payment_intent: held, amount: 1000, metadata: { refund: 'rfd_1' } }))
  const closed = await open(500)
  keep('session', await stripe.checkout.sessions.expire(closed.id))
  for await (const event of stripe.events.list({ limit: 100 })) keep('event', event)
  return kept
}

describe('the sandbox against what the vendor says', () => {
  it('answers by a schema that is made from the library’s own declarations, and the schema can say no', async () => {
    const validators = replyValidators()
    const replies = await everyReply()
    expect(new Set(replies.map(({ kind }) => kind))).toEqual(new Set(['session', 'intent', 'refund', 'event']))
    for (const { kind, reply } of replies) {
      if (kind === 'event') continue
      const validate = validators[kind]
      validate(reply)
      expect(validate.errors ?? [], `${kind} ${String(reply.status)}`).toEqual([])
      const { currency: _, ...without } = reply
      expect(validate(without), `${kind} without a currency`).toBe(false)
      expect(validate({ ...reply, unheard: 1 }), `${kind} with an unknown key`).toBe(false)
      expect(validate({ ...reply, livemode: 'no', status: 7 }), `${kind} with wrong types`).toBe(false)
    }
  })

  it('has every field that the house reads, as the vendor’s documented example has it', async () => {
    const replies = await everyReply()
    const read = [...fieldsRead('lib/server/stripe.ts')].sort()
    expect(read).toEqual(
      expect.arrayContaining(['checkout-session.client_reference_id', 'event.type', 'payment-intent.status', 'refund.amount']),
    )
    const kinds = { 'checkout-session': 'session', 'payment-intent': 'intent', refund: 'refund', event: 'event' } as const
    for (const field of read) {
      const [object = '', name = ''] = field.split('.')
      // Documented as there only when it applies: a refund that failed, an event of somebody else's account.
      if (field === 'refund.failure_reason' || field === 'event.account') {
        expect(documented(object)).not.toHaveProperty(name)
        continue
      }
      const example = documented(object)
      expect(example, field).toHaveProperty(name)
      const ours = replies.filter(({ kind }) => kind === kinds[object as keyof typeof kinds])
      expect(ours.length, field).toBeGreaterThan(0)
      for (const { reply } of ours) {
        expect(reply, field).toHaveProperty(name)
        const [wanted, got] = [kindOf(example[name]), kindOf(reply[name])]
        if (wanted !== 'null' && got !== 'null') expect(got, field).toBe(wanted)
      }
    }
  })

  it('tells of an object by the fields that a notice is read for', async () => {
    const events = (await everyReply()).filter(({ kind }) => kind === 'event')
    const files: Readonly<Record<string, string>> = {
      'checkout.session': 'checkout-session',
      payment_intent: 'payment-intent',
      refund: 'refund',
      charge: 'charge',
    }
    for (const [object, file] of Object.entries(files))
      expect(documented(file), object).toMatchObject({ object, id: expect.any(String) })
    // What a refund is of: the house follows it to the payment.
    for (const file of ['refund', 'charge']) expect(documented(file)).toHaveProperty('payment_intent')
    for (const { reply } of events) {
      const { object } = reply.data as { object: Reply }
      const example = documented(files[String(object.object)] ?? '')
      expect(kindOf(object.id)).toBe(kindOf(example.id))
      if (object.object === 'refund') expect(kindOf(object.payment_intent)).toBe('string')
    }
  })
})

const kindOf = (value: unknown) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value)
