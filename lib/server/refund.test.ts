import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findProductionOrderOf } from '@/db/queries/build'
import { findOrder, ledgerOf, paymentsOf } from '@/db/queries/order'
import { refundsOfOrder } from '@/db/queries/refund'
import { type FreshDatabase, freshHouse } from '@/db/testing/fresh-database'
import { type Sandbox, startSandbox } from '@/sandbox/server'
import { cancelOrder } from './cancel-order'
import { capturePayment } from './capture'
import { connection, database } from './database'
import { payRefund, refundOrder, settleRefunds } from './refund'
import { accept, held, jobsFor, lettersOf } from './testing/paying'

const KEY = 'sk_test_of_the_refund_suite'
const SECRET = 'whsec_of_the_tests'
const WHOLE = 124_000
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

async function charged() {
  const made = await held()
  await accept(made.order)
  await capturePayment(made.payment, new Date())
  const intent = (await paymentsOf(database(), made.order))[0]?.intent ?? ''
  return { ...made, intent }
}

const ask = (order: string, key: string, amount?: number, reason = 'A scratch on the shank') =>
  refundOrder({ order, key, reason, actor: 'staff:stf_test', at: new Date(), ...(amount === undefined ? {} : { amount }) })

async function payAll(order: string): Promise<void> {
  for (const { id } of await refundsOfOrder(database(), order)) await payRefund(id, new Date())
}

async function booksOf(order: string) {
  const [row, payments, ledger, production] = await Promise.all([
    findOrder(database(), order),
    paymentsOf(database(), order),
    ledgerOf(database(), order),
    findProductionOrderOf(database(), order),
  ])
  const back = ledger.filter(({ kind }) => kind === 'refunded').map(({ amount }) => amount)
  return { order: row?.state, payment: payments[0]?.state, back, production: production?.phase }
}

describe('a refund', () => {
  it('gives back a part, once for its key, with a reason on record and a job for the provider', async () => {
    const { order } = await charged()
    const [first, again] = await Promise.all([ask(order, 'k1', 4000), ask(order, 'k1', 4000)])
    expect(first).toMatchObject({ ok: true, value: { amount: { amount: 4000 }, left: { amount: WHOLE - 4000 }, ended: false } })
    expect(again.ok && first.ok && again.value.refund === first.value.refund).toBe(true)
    expect(await ask(order, 'k1', 5000)).toMatchObject({ refusal: { code: 'idempotency.mismatch' } })
    for (const reason of ['a\0 scratch', 'a \ud800 scratch', 'ab', ' ']) {
      expect(await ask(order, 'k2', 100, reason)).toMatchObject({ refusal: { code: 'refund.reason' } })
    }
    const [row] = await refundsOfOrder(database(), order)
    expect(row).toMatchObject({ state: 'asked', reason: 'A scratch on the shank', actor: 'staff:stf_test' })
    expect(await jobsFor(row?.id ?? '')).toEqual(['refund-payment'])
    expect((await booksOf(order)).back).toEqual([])
    await Promise.all([payAll(order), payAll(order), payAll(order)])
    expect(await booksOf(order)).toEqual({ order: 'placed', payment: 'captured', back: [4000], production: 'ready' })
    const audited = await connection().pool.query(
      `select actor, data from audit where action = 'order.refunded' and subject = $1`,
      [order],
    )
    expect(audited.rows).toEqual([
      { actor: 'staff:stf_test', data: expect.objectContaining({ amount: 4000, reason: 'A scratch on the shank' }) },
    ])
    expect(await lettersOf(order)).toEqual(['order-confirmed', 'order-refunded'])
  })

  it('never gives back more than was captured, however many ask at once', async () => {
    const { order } = await charged()
    const asked = await Promise.all(Array.from({ length: 10 }, (_, index) => ask(order, `many-${index}`, 30_000)))
    expect(asked.filter(({ ok }) => ok)).toHaveLength(4)
    expect(asked.find(({ ok }) => !ok)).toMatchObject({ refusal: { code: 'refund.too-much', parameters: { left: 4000 } } })
    await payAll(order)
    expect((await booksOf(order)).back).toEqual([30_000, 30_000, 30_000, 30_000])
  })

  it('of the whole ends an order that was not begun', async () => {
    const { order } = await charged()
    expect(await ask(order, 'all')).toMatchObject({ ok: true, value: { amount: { amount: WHOLE }, ended: true } })
    await payAll(order)
    expect(await booksOf(order)).toEqual({ order: 'cancelled', payment: 'refunded', back: [WHOLE], production: 'withdrawn' })
    expect(await ask(order, 'more', 1)).toMatchObject({ ok: false, refusal: { code: 'refund.too-much' } })
  })

  it('needs a reason, a sum and something that was charged', async () => {
    const { order } = await held()
    expect(await ask(order, 'k', 100)).toMatchObject({ refusal: { code: 'refund.nothing-captured' } })
    expect(await ask(order, 'k', 0)).toMatchObject({ refusal: { code: 'refund.amount', path: '/amount' } })
    expect(await ask(order, 'k', 100, '  ')).toMatchObject({ refusal: { code: 'refund.reason', path: '/reason' } })
    expect(await ask('ord_none', 'k', 100)).toMatchObject({ refusal: { code: 'order.unknown' } })
  })

  it('given in the provider’s own pages comes into the books, and ours stays inside what is left', async () => {
    const { order, payment, intent } = await charged()
    sandbox.provider.createRefund({ payment_intent: intent, amount: 100_000 }, { id: null, idempotency_key: null })
    // We ask before we have seen theirs: the provider refuses ours, and the books say so.
    const ours = await ask(order, 'blind', 50_000)
    await payAll(order)
    const row = (await refundsOfOrder(database(), order)).find(({ id }) => ours.ok && id === ours.value.refund)
    expect(row?.state).toBe('failed')
    await Promise.all([settleRefunds(payment, new Date()), settleRefunds(payment, new Date())])
    expect((await booksOf(order)).back).toEqual([100_000])
    expect((await refundsOfOrder(database(), order)).map(({ actor, state }) => [actor, state])).toContainEqual([
      'provider',
      'done',
    ])
    expect(await ask(order, 'rest')).toMatchObject({ ok: true, value: { amount: { amount: 24_000 } } })
  })
})

describe('calling off', () => {
  it('is free until the atelier has accepted, and then refused', async () => {
    const { order } = await held()
    await accept(order)
    expect(await cancelOrder({ order, actor: 'client', reason: '', at: new Date() })).toMatchObject({
      refusal: { code: 'order.accepted' },
    })
  })

  it('by staff and client at once ends it once', async () => {
    const { order, payment } = await held()
    const asked = ['client', 'staff:stf_test', 'client'].map((actor) =>
      cancelOrder({ order, actor, reason: 'x', at: new Date() }),
    )
    expect((await Promise.all(asked)).every(({ ok }) => ok)).toBe(true)
    const audited = await connection().pool.query(`select 1 from audit where action = 'order.cancelled' and subject = $1`, [
      order,
    ])
    expect(audited.rowCount).toBe(1)
    expect(await jobsFor(payment)).toEqual(['release-payment'])
    expect(await lettersOf(order)).toEqual(['order-confirmed', 'order-cancelled'])
  })
})
