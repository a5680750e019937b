import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findProductionOrderOf } from '@/db/queries/build'
import { findOrder, ledgerOf, paymentsOf } from '@/db/queries/order'
import { changeProductionOrder } from '@/db/queries/production'
import { type FreshDatabase, freshHouse } from '@/db/testing/fresh-database'
import { insertOpenOrder } from '@/db/testing/open-order'
import { type Sandbox, startSandbox } from '@/sandbox/server'
import { cancelOrder } from './cancel-order'
import { capturePayment, pollPayments, releasePayment } from './capture'
import { connection, database } from './database'
import { makeLink } from './links'
import { openOrder } from './order-view'
import { openPayment } from './payments'
import { settle } from './settle'
import { receiveNotice } from './webhooks'

const KEY = 'sk_test_of_the_settle_suite'
const SECRET = 'whsec_of_the_tests'
let house: FreshDatabase
let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, secretKey: KEY, webhookSecret: SECRET })
  house = await freshHouse({ STRIPE_SECRET_KEY: KEY, STRIPE_API_BASE: sandbox.url, STRIPE_WEBHOOK_SECRET: SECRET })
})
afterAll(async () => {
  await house.remove()
  await sandbox.close()
})

async function begun(): Promise<{ order: string; session: string; url: string; payment: string }> {
  const order = await insertOpenOrder(database(), new Date())
  const opened = await pay(order)
  const [payment] = await paymentsOf(database(), order)
  return { order, session: payment?.session ?? '', url: opened.url, payment: opened.payment }
}

async function pay(order: string) {
  const page = 'http://localhost:3000/en/o/x'
  const opened = await openPayment({ order, description: 'A ring', successUrl: page, cancelUrl: page, at: new Date() })
  if (!opened.ok) throw new Error(opened.refusal.code)
  return opened.value
}

async function card(url: string, number = '4242424242424242'): Promise<number> {
  const body = new URLSearchParams({ number, expiry: '12/34', cvc: '123', name: 'A' })
  return (await fetch(url, { method: 'POST', body, redirect: 'manual' })).status
}

const paid = async () => {
  const order = await begun()
  await card(order.url)
  return order
}

/** What the sandbox would send, signed as it signs. */
const noticesOf = (about: string) =>
  sandbox.provider.events
    .all()
    .filter((event) => JSON.stringify(event.data.object).includes(about))
    .map((event) => JSON.stringify(event))
const signed = (payload: string, secret = SECRET, age = 0) => {
  const t = Math.floor(Date.now() / 1000) - age
  return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${payload}`).digest('hex')}`
}

async function truthOf(order: string) {
  const [row, payments, ledger, production] = await Promise.all([
    findOrder(database(), order),
    paymentsOf(database(), order),
    ledgerOf(database(), order),
    findProductionOrderOf(database(), order),
  ])
  const jobs = await connection().pool.query<{ task_identifier: string; key: string }>(
    `select task_identifier, key from graphile_worker.jobs where key like any($1)`,
    [[`%${production?.id ?? 'none'}`, `%${payments[0]?.id}`]],
  )
  const links = await connection().pool.query(`select 1 from link where subject = $1`, [production?.id ?? 'none'])
  return {
    order: row?.state,
    payments: payments.map(({ state }) => state),
    ledger: ledger.map(({ kind, amount }) => [kind, amount]),
    production: production?.phase,
    jobs: jobs.rows.map((job) => job.task_identifier).sort(),
    links: links.rowCount,
  }
}

const RELEASED = {
  order: 'authorised',
  payments: ['authorised'],
  ledger: [['authorised', 124_000]],
  production: 'releasing',
  jobs: ['package'],
  links: 1,
}
const UNPAID = { order: 'open', payments: ['open'], ledger: [], production: undefined, jobs: [], links: 0 }

describe('settle', () => {
  it('has one effect when fifty settle one payment at once', async () => {
    const { order, session } = await paid()
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => settle(session, new Date())))
    expect(outcomes.filter((outcome) => outcome.ok && outcome.value === 'authorised')).toHaveLength(1)
    expect(outcomes.every((outcome) => outcome.ok)).toBe(true)
    expect(await truthOf(order)).toEqual(RELEASED)
  })

  it('moves nothing before a card was good', async () => {
    const { order, session, url } = await begun()
    expect(await settle(session, new Date())).toEqual({ ok: true, value: 'unchanged' })
    expect(await card(url, '4000000000000002')).toBe(402)
    expect(await settle(session, new Date())).toEqual({ ok: true, value: 'unchanged' })
    expect(await truthOf(order)).toEqual(UNPAID)
    expect(await card(url)).toBe(303)
    expect(await settle(session, new Date())).toEqual({ ok: true, value: 'authorised' })
    expect(await truthOf(order)).toEqual(RELEASED)
  })

  it('is over when its page was closed after a declined card, which takes the intent along', async () => {
    const order = await begun()
    await card(order.url, '4000000000000002')
    sandbox.provider.expireSession(order.session, { id: null, idempotency_key: null })
    expect(await settle(order.session, new Date())).toEqual({ ok: true, value: 'expired' })
    expect(await truthOf(order.order)).toMatchObject({ order: 'cancelled', payments: ['expired'], ledger: [], jobs: [] })
    expect(await settle(order.session, new Date())).toEqual({ ok: true, value: 'unchanged' })
  })

  it('opens one payment page for a double click, two tabs and a retry', async () => {
    const order = await insertOpenOrder(database(), new Date())
    const opened = await Promise.all(Array.from({ length: 8 }, () => pay(order)))
    expect(new Set(opened.map(({ url }) => url)).size).toBe(1)
    expect((await paymentsOf(database(), order)).length).toBe(1)
  })

  it('refuses a session of another amount, and one that is not ours', async () => {
    const { order, session } = await paid()
    await connection().pool.query('update payment set amount = amount - 1 where session = $1', [session])
    expect(await settle(session, new Date())).toMatchObject({
      ok: false,
      refusal: { code: 'payment.mismatch', parameters: { field: 'amount' } },
    })
    expect((await truthOf(order)).order).toBe('open')
    await connection().pool.query(
      'update payment set amount = amount + 1, order_id = (select id from client_order where id <> $2 limit 1) where session = $1',
      [session, order],
    )
    expect(await settle(session, new Date())).toMatchObject({ ok: false, refusal: { parameters: { field: 'order' } } })
  })

  it('finds a payment whose webhook was lost', async () => {
    const { order } = await paid()
    await pollPayments(new Date(Date.now() + 120_000))
    expect(await truthOf(order)).toEqual(RELEASED)
  })

  it('handles a notice that was kept behind more failing ones than a round takes', async () => {
    const { session } = await paid()
    const later = (minutes: number) => new Date(Date.now() + minutes * 60_000)
    await connection().pool.query(
      `insert into provider_event (provider, id, type, payload, received_at, tried_at)
       select 'stripe', 'evt_broken_' || n, 'charge.updated', '{}', now() - interval '1 hour', now() - interval '1 hour'
       from generate_series(1, 60) n`,
    )
    const payload = {
      id: 'evt_behind',
      type: 'checkout.session.completed',
      data: { object: { id: session, object: 'checkout.session' } },
    }
    await connection().pool.query(
      "insert into provider_event (provider, id, type, payload) values ('stripe', 'evt_behind', 'checkout.session.completed', $1)",
      [payload],
    )
    for (const minutes of [2, 4, 6]) await pollPayments(later(minutes))
    const { rows } = await connection().pool.query('select id, outcome from provider_event where handled_at is not null')
    expect(rows.filter(({ id }) => id === 'evt_behind')).toHaveLength(1)
    expect(rows.filter(({ id }) => id.startsWith('evt_broken_'))).toEqual([])
    await connection().pool.query("delete from provider_event where id like 'evt_broken_%'")
  })

  it('tells who comes back from paying the truth, though no webhook came', async () => {
    const { order } = await paid()
    const token = await makeLink(database(), 'order', order, new Date())
    const opened = await openOrder(token, new Date(Date.now() + 5000))
    expect(opened).toMatchObject({
      ok: true,
      value: { state: 'authorised', payment: { state: 'authorised' }, build: { status: { sequence: -1 } } },
    })
    expect(await truthOf(order)).toEqual(RELEASED)
  })

  it('finds the session of a process that died before it wrote it down', async () => {
    const { order, session } = await paid()
    await connection().pool.query('update payment set session = null, checkout_url = null where session = $1', [session])
    expect(await settle(session, new Date())).toEqual({ ok: true, value: 'authorised' })
    expect(await truthOf(order)).toEqual(RELEASED)
  })

  it('gives back money that came for an order that is over', async () => {
    const { order, session, url, payment } = await begun()
    expect((await cancelOrder({ order, actor: 'client', reason: 'changed my mind', at: new Date() })).ok).toBe(true)
    await card(url)
    expect(await settle(session, new Date())).toEqual({ ok: true, value: 'given-back' })
    await releasePayment(payment, new Date())
    expect(await truthOf(order)).toMatchObject({ order: 'cancelled', payments: ['cancelled'], production: undefined })
  })

  it('cancels before acceptance and lets the hold go, once', async () => {
    const { order, session, payment } = await paid()
    await settle(session, new Date())
    expect((await cancelOrder({ order, actor: 'client', reason: 'changed my mind', at: new Date() })).ok).toBe(true)
    expect(await cancelOrder({ order, actor: 'client', reason: 'again', at: new Date() })).toMatchObject({ ok: true })
    await Promise.all([releasePayment(payment, new Date()), releasePayment(payment, new Date())])
    const truth = await truthOf(order)
    expect(truth).toMatchObject({ order: 'cancelled', payments: ['cancelled'], production: 'withdrawn' })
    expect(truth.ledger).toEqual([
      ['authorised', 124_000],
      ['released', 124_000],
    ])
  })

  it('withdraws the production order when the bank lets the hold go first', async () => {
    const { order, session } = await paid()
    await settle(session, new Date())
    const intent = (await paymentsOf(database(), order))[0]?.intent ?? ''
    sandbox.provider.releaseHold(intent)
    expect(await settle(session, new Date())).toEqual({ ok: true, value: 'expired' })
    expect(await truthOf(order)).toMatchObject({ order: 'cancelled', payments: ['expired'], production: 'withdrawn' })
  })

  it('finds a hold that the bank let go, though nobody told us', async () => {
    const { order, session } = await paid()
    await settle(session, new Date())
    sandbox.provider.releaseHold((await paymentsOf(database(), order))[0]?.intent ?? '')
    await pollPayments(new Date(Date.now() + 60_000))
    expect((await truthOf(order)).payments).toEqual(['authorised'])
    await pollPayments(new Date(Date.now() + 2 * 3_600_000))
    expect(await truthOf(order)).toMatchObject({ order: 'cancelled', payments: ['expired'], production: 'withdrawn' })
  })
})

describe('capture', () => {
  async function accepted() {
    const made = await paid()
    await settle(made.session, new Date())
    const production = await findProductionOrderOf(database(), made.order)
    const change = { phase: 'accepted' as const, acceptedAt: new Date() }
    await changeProductionOrder(database(), production?.id ?? '', change, new Date())
    return made
  }

  it('charges once however often it is asked', async () => {
    const { order, payment, session } = await accepted()
    await Promise.all(Array.from({ length: 10 }, () => capturePayment(payment, new Date())))
    await settle(session, new Date())
    const truth = await truthOf(order)
    expect(truth).toMatchObject({ order: 'placed', payments: ['captured'], production: 'ready' })
    expect(truth.ledger).toEqual([
      ['authorised', 124_000],
      ['captured', 124_000],
    ])
    const captures = sandbox.provider.events
      .all()
      .filter(({ type, data }) => type === 'payment_intent.succeeded' && JSON.stringify(data).includes(order))
    expect(captures).toHaveLength(1)
  })

  it('starts nothing and says so when the bank will not pay', async () => {
    const { order, payment } = await accepted()
    sandbox.provider.releaseHold((await paymentsOf(database(), order))[0]?.intent ?? '')
    await capturePayment(payment, new Date())
    expect(await truthOf(order)).toMatchObject({ order: 'authorised', payments: ['failed'], production: 'accepted' })
  })
})

describe('payment notices', () => {
  it('have one effect when each comes many times and in any order', async () => {
    const { order } = await paid()
    const notices = noticesOf(order)
    expect(notices.length).toBeGreaterThanOrEqual(3)
    const many = Array.from({ length: 200 }, (_, index) => notices[(index * 7) % notices.length] ?? '')
    const outcomes = await Promise.all(many.map((body) => receiveNotice(body, signed(body), new Date())))
    expect(outcomes.every((outcome) => outcome.ok)).toBe(true)
    expect(await truthOf(order)).toEqual(RELEASED)
    const ids = notices.map((body) => JSON.parse(body).id)
    const kept = await connection().pool.query('select 1 from provider_event where id = any($1)', [ids])
    expect(kept.rowCount).toBe(notices.length)
  })

  it('are refused with a wrong, old or missing signature, and move nothing', async () => {
    const { order, session } = await paid()
    const body = noticesOf(session)[0] ?? ''
    for (const signature of [signed(body, 'whsec_wrong'), signed(body, SECRET, 600), undefined, 't=1', signed(`${body} `)]) {
      expect(await receiveNotice(body, signature, new Date())).toMatchObject({
        ok: false,
        refusal: { code: 'webhook.signature' },
      })
    }
    expect(await truthOf(order)).toEqual(UNPAID)
    const kept = await connection().pool.query('select 1 from provider_event where id = $1', [JSON.parse(body).id])
    expect(kept.rowCount).toBe(0)
  })

  it('are refused from live mode or another account, and tell nothing that the provider does not confirm', async () => {
    const { order, session } = await begun()
    const event = { id: 'evt_forged', object: 'event', type: 'checkout.session.completed', livemode: false }
    const object = { id: session, object: 'checkout.session', status: 'complete', payment_status: 'paid' }
    const send = (more: object) => {
      const body = JSON.stringify({ ...event, data: { object }, ...more })
      return receiveNotice(body, signed(body), new Date())
    }
    expect(await send({ livemode: true })).toMatchObject({ refusal: { code: 'webhook.mode' } })
    expect(await send({ account: 'acct_other' })).toMatchObject({ refusal: { code: 'webhook.account' } })
    expect(await send({ data: { object: { ...object, customer_details: { email: 'a@b.example' } } } })).toEqual({
      ok: true,
      value: { outcome: 'unchanged' },
    })
    expect(await truthOf(order)).toEqual(UNPAID)
    const kept = await connection().pool.query(`select payload from provider_event where id = 'evt_forged'`)
    expect(kept.rows).toEqual([
      {
        payload: {
          id: 'evt_forged',
          type: 'checkout.session.completed',
          data: { object: { id: session, object: object.object } },
        },
      },
    ])
  })
})
