import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findContact, findOrder, paymentsOf } from '@/db/queries/order'
import { giveOrder } from '@/db/queries/piece'
import { type FreshDatabase, freshHouse } from '@/db/testing/fresh-database'
import { loadFamily } from '@/lib/domain/products/catalogue'
import { type Sandbox, startSandbox } from '@/sandbox/server'
import { assessDesign } from './assessments'
import { capturePayment, endOverdue, pollPayments, releasePayment } from './capture'
import { type OrderRequest, placeOrder, type Seen } from './checkout'
import { connection, database } from './database'
import { saveDesign } from './designs'
import { newId } from './ids'
import { lineageOf } from './lineage'
import { cancelByLink, orderAgain, otherAteliers, payByLink } from './order-actions'
import { openOrder } from './order-view'
import { keepByLink, makerOf } from './pieces'
import { settle } from './settle'
import { comeIn, someone } from './testing/clients'
import { accept, jobsFor, lettersOf, tryCard } from './testing/paying'

const KEY = 'sk_test_of_the_checkout_suite'
const SECRET = 'whsec_of_the_tests'
const DAY = 86_400_000
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

async function wanted(atelier: string, more: Partial<OrderRequest> = {}): Promise<OrderRequest> {
  const family = await loadFamily('signet-ring')
  if (!family) throw new Error('no ring')
  const document = { family: family.id, model: family.model, choices: family.presets[0]?.choices ?? {} }
  return {
    document,
    family,
    atelier,
    destination: { country: 'FR' },
    client: { name: 'A. Client', email: 'client@shop.example', address: { lines: ['1 rue X'], city: 'Paris' } },
    seen: await seenAt(atelier, document),
    locale: 'en',
    at: new Date(),
    ...more,
  }
}

async function seenAt(atelier: string, document: OrderRequest['document'], at = new Date()): Promise<Seen> {
  const assessed = await assessDesign({ document, destination: { country: 'FR' }, ateliers: [atelier], fineness: 'full', at })
  const { verdict, plan, quote } = (assessed.ok && assessed.value.answers[0]) || {}
  if (!verdict || !plan || !quote) throw new Error('no quote')
  return { outcome: verdict.outcome, total: quote.shownTotal, delivered: plan.delivered }
}

async function place(request: OrderRequest) {
  const placed = await placeOrder(request)
  if (!placed.ok) throw new Error(JSON.stringify(placed.refusal))
  const [payment] = await paymentsOf(database(), placed.value.order)
  return { ...placed.value, payment: payment?.id ?? '', session: payment?.session ?? '' }
}

const overlaps = async () =>
  (
    await connection().pool.query(
      `select a.work_center from booking a join booking b on a.id < b.id and a.atelier = b.atelier and a.work_center = b.work_center
       and tstzrange(a.from_at, a.to_at) && tstzrange(b.from_at, b.to_at)`,
    )
  ).rowCount
const slotsOf = async (order: string) =>
  (await connection().pool.query('select 1 from booking where order_id = $1', [order])).rowCount ?? 0

describe('slots', () => {
  it('are never planned twice when many order the same at once: who is told another date says yes to it again', async () => {
    const request = await wanted('paris')
    const one = async (): Promise<string> => {
      let seen = request.seen
      for (let attempt = 0; attempt < 40; attempt++) {
        const placed = await placeOrder({ ...request, seen })
        if (placed.ok) return placed.value.order
        const now = (placed.refusal as { now?: Seen }).now
        if (!now) throw new Error(placed.refusal.code)
        seen = now
      }
      throw new Error('never')
    }
    const orders = await Promise.all(Array.from({ length: 12 }, one))
    expect(new Set(orders).size).toBe(12)
    expect(await overlaps()).toBe(0)
    const dates = await Promise.all(orders.map(async (id) => (await findOrder(database(), id))?.plan.delivered.slice(0, 10)))
    // One foundry, one flask at a time: twelve rings cannot all come on one day.
    expect(new Set(dates).size).toBeGreaterThan(3)
    for (const id of orders) expect(await slotsOf(id)).toBeGreaterThan(5)
  })

  it('are refused by the database itself where two would overlap', async () => {
    const { rows } = await connection().pool.query('select * from booking limit 1')
    const { atelier, work_center, order_id, from_at, to_at } = rows[0]
    const sql = `insert into booking (id, atelier, work_center, order_id, operation, from_at, to_at) values ('bok_x', $1, $2, $3, 'x', $4, $5)`
    await expect(connection().pool.query(sql, [atelier, work_center, order_id, from_at, to_at])).rejects.toMatchObject({
      code: '23P01',
    })
  })

  it('are free again when an order is called off or not paid in time', async () => {
    const first = await place(await wanted('milan'))
    expect(await slotsOf(first.order)).toBeGreaterThan(0)
    expect(await cancelByLink(first.token, new Date())).toEqual({ ok: true, value: undefined })
    expect(await slotsOf(first.order)).toBe(0)
    const second = await place(await wanted('milan'))
    sandbox.provider.expireSession(second.session, { id: null, idempotency_key: null })
    await pollPayments(new Date(Date.now() + 60_000))
    expect(await findOrder(database(), second.order)).toMatchObject({ state: 'cancelled', ending: 'unpaid' })
    expect(await slotsOf(second.order)).toBe(0)
    expect(await lettersOf(second.order)).toEqual([])
  })
})

describe('an order', () => {
  it('of a saved design descends from it: in its own design for whoever holds it, else in one that remembers it', async () => {
    const request = await wanted('tokyo')
    const { document, family } = request
    const at = new Date()
    const first = await saveDesign({ document, family, at })
    const client = { id: newId('acc'), email: 'owner@client.example', session: newId('cse') }
    await connection().pool.query(`insert into client_account (id, email, locale) values ($1, $2, 'en')`, [
      client.id,
      client.email,
    ])
    if (!first.ok) throw new Error(first.refusal.code)
    await keepByLink(client, first.value.token, at)
    const placed = async (more: Partial<OrderRequest>) => {
      const seen = await seenAt('tokyo', document)
      const { order } = await place({ ...request, seen, parent: first.value.token, ...more })
      return lineageOf((await findOrder(database(), order))?.revision ?? '')
    }
    const from = { design: first.value.design, number: 1 }
    expect(await placed({ maker: makerOf(client) })).toEqual({ design: first.value.design, number: 2, from })
    const guest = await placed({})
    expect(guest).toEqual({ design: expect.not.stringMatching(first.value.design), number: 1, from })
    // A link that was taken back is no reason not to order; one that never was is no parent either.
    const lost = await placed({ parent: 'x'.repeat(43) })
    expect(lost).toEqual({ design: expect.any(String), number: 1 })
  })

  it('is one for a double click, with what the client was told', async () => {
    const request = { ...(await wanted('milan')), idempotencyKey: 'a-key-of-a-double-click' }
    const placed = await Promise.all(Array.from({ length: 5 }, () => place(request)))
    expect(new Set(placed.map(({ order, checkoutUrl, token }) => `${order} ${checkoutUrl} ${token}`)).size).toBe(1)
    const order = await findOrder(database(), placed[0]?.order ?? '')
    expect(order?.terms).toMatchObject({ returns: { days: 14, personal: false, market: 'FR' } })
    expect(order?.terms?.consent.purposes.map(({ code }) => code)).toEqual(['making', 'delivery', 'accounts'])
    const [payment] = await paymentsOf(database(), order?.id ?? '')
    const session = sandbox.provider.openedSession(payment?.session ?? '')
    expect(session.expires_at * 1000).toBe(order?.expiresAt?.getTime())
    expect(session.expires_at * 1000).toBeGreaterThanOrEqual(request.at.getTime() + 31 * 60_000 - 1000)
    expect(Math.abs(Date.parse(order?.quote.expires ?? '') - session.expires_at * 1000)).toBeLessThan(1000)
  })

  it('made to personal choice may not be given back', async () => {
    const request = await wanted('milan')
    const document = { ...request.document, choices: { ...request.document.choices, letters: 'LI' } }
    const { order } = await place({ ...request, document, seen: await seenAt('milan', document) })
    expect((await findOrder(database(), order))?.terms?.returns).toMatchObject({ days: 0, personal: true })
  })

  it('is refused with what is true now where verdict, price or date are not as they were seen', async () => {
    const request = await wanted('milan')
    const other: Partial<Seen>[] = [
      { outcome: 'confirm' },
      { total: { ...request.seen.total, amount: request.seen.total.amount - 1 } },
      { delivered: '2026-01-01T10:00:00+01:00' },
    ]
    for (const more of other)
      expect(await placeOrder({ ...request, seen: { ...request.seen, ...more } })).toMatchObject({
        ok: false,
        refusal: { code: 'order.changed', now: { outcome: 'makeable' } },
      })
  })
})

describe('money that comes late', () => {
  async function paidUnseen() {
    const request = await wanted('tokyo')
    const placed = await place(request)
    expect(await tryCard(placed.checkoutUrl)).toBe(303)
    return placed
  }

  it('is honoured where nothing has changed', async () => {
    const placed = await paidUnseen()
    await connection().pool.query(`update client_order set expires_at = now() - interval '1 hour' where id = $1`, [placed.order])
    const before = await slotsOf(placed.order)
    expect(await settle(placed.session, new Date())).toEqual({ ok: true, value: 'authorised' })
    expect(await slotsOf(placed.order)).toBe(before)
    expect(await overlaps()).toBe(0)
  })

  it('is let go, and said so, where price or date have changed', async () => {
    const placed = await paidUnseen()
    const late = new Date(Date.now() + 20 * DAY)
    expect(await settle(placed.session, late)).toEqual({ ok: true, value: 'given-back' })
    expect(await findOrder(database(), placed.order)).toMatchObject({ state: 'cancelled', ending: 'changed' })
    expect(await jobsFor(placed.payment)).toEqual(['release-payment'])
    await releasePayment(placed.payment, late)
    expect((await paymentsOf(database(), placed.order)).map(({ state }) => state)).toEqual(['cancelled'])
    expect(await lettersOf(placed.order)).toEqual(['order-cancelled'])
    expect(await slotsOf(placed.order)).toBe(0)
  })

  it('for an order that we had given up is honoured by the same rule, with slots taken again', async () => {
    const placed = await paidUnseen()
    await connection().pool.query(`update payment set state = 'expired' where id = $1`, [placed.payment])
    await connection().pool.query(`update client_order set state = 'cancelled', ending = 'unpaid' where id = $1`, [placed.order])
    await connection().pool.query('delete from booking where order_id = $1', [placed.order])
    expect(await settle(placed.session, new Date())).toEqual({ ok: true, value: 'authorised' })
    expect(await findOrder(database(), placed.order)).toMatchObject({ state: 'authorised', ending: null })
    expect(await slotsOf(placed.order)).toBeGreaterThan(0)
    expect(await overlaps()).toBe(0)
  })
})

describe('an atelier that does not take it', () => {
  it('by silence: the clock lets go for it, the client is told, and others are offered with one new order of the same design', async () => {
    const placed = await place(await wanted('milan'))
    await tryCard(placed.checkoutUrl)
    await settle(placed.session, new Date())
    expect(await otherAteliers(placed.token, new Date())).toMatchObject({ refusal: { code: 'order.not-ended' } })
    await endOverdue(new Date(Date.now() + 5 * DAY))
    expect((await findOrder(database(), placed.order))?.state).toBe('authorised')
    const silent = new Date(Date.now() + 7 * DAY)
    await Promise.all([endOverdue(silent), endOverdue(silent)])
    expect(await findOrder(database(), placed.order)).toMatchObject({ state: 'cancelled', ending: 'unanswered' })
    expect(await jobsFor(placed.payment)).toEqual(['release-payment'])
    expect(await lettersOf(placed.order)).toEqual(['order-confirmed', 'order-declined'])
    await releasePayment(placed.payment, silent)
    expect((await paymentsOf(database(), placed.order)).map(({ state }) => state)).toEqual(['cancelled'])

    const others = await otherAteliers(placed.token, new Date())
    if (!others.ok) throw new Error(others.refusal.code)
    expect(others.value.map(({ atelier }) => atelier).sort()).toEqual(['paris', 'tokyo'])
    const [best] = others.value
    if (!best?.total || !best.delivered) throw new Error('nobody can make it')
    const seen = { outcome: best.outcome, total: best.total, delivered: best.delivered }
    const ask = { atelier: best.atelier, seen, idempotencyKey: 'one-tap-on-another-atelier', at: new Date() }
    const { id: account } = await comeIn(someone())
    await giveOrder(database(), { account }, placed.order, new Date())
    const again = await Promise.all([orderAgain(placed.token, ask), orderAgain(placed.token, ask)])
    const orders = again.map((one) => (one.ok ? one.value.order : JSON.stringify(one.refusal)))
    expect(new Set(orders).size).toBe(1)
    const [first, next] = await Promise.all([findOrder(database(), placed.order), findOrder(database(), orders[0] ?? '')])
    expect(next).toMatchObject({ state: 'open', atelier: best.atelier, insteadOf: placed.order, revision: first?.revision })
    // Whoever holds the link may order again; it is still the client's whose the first one was.
    expect((await findContact(database(), next?.contact ?? ''))?.account).toBe(account)
    const seenAgain = await openOrder(placed.token, new Date())
    expect(seenAgain).toMatchObject({
      ok: true,
      value: { replacedBy: { reference: next?.reference }, may: { chooseAnother: false } },
    })
    const follow = seenAgain.ok ? (seenAgain.value.replacedBy?.token ?? '') : ''
    expect(await openOrder(follow, new Date())).toMatchObject({ ok: true, value: { reference: next?.reference } })
  })
})

describe('a capture that fails', () => {
  it('starts nothing; the client pays another way on the same order, which then begins', async () => {
    const placed = await place(await wanted('milan'))
    await tryCard(placed.checkoutUrl)
    await settle(placed.session, new Date())
    await accept(placed.order)
    sandbox.provider.releaseHold((await paymentsOf(database(), placed.order))[0]?.intent ?? '')
    await capturePayment(placed.payment, new Date())
    const failed = await openOrder(placed.token, new Date())
    expect(failed).toMatchObject({
      ok: true,
      value: { state: 'authorised', payment: { state: 'failed' }, may: { payAgain: true, cancel: true } },
    })
    expect(await lettersOf(placed.order)).toEqual(['order-confirmed', 'payment-failed'])

    const links = await Promise.all(Array.from({ length: 4 }, () => payByLink(placed.token, new Date())))
    const urls = new Set(links.map((link) => (link.ok ? link.value.checkoutUrl : link.refusal.code)))
    expect(urls.size).toBe(1)
    expect(await tryCard([...urls][0] ?? '')).toBe(303)
    const second = (await paymentsOf(database(), placed.order)).at(-1)
    expect(await settle(second?.session ?? '', new Date())).toEqual({ ok: true, value: 'authorised' })
    expect(await jobsFor(second?.id ?? '')).toEqual(['capture-payment'])
    await Promise.all([capturePayment(second?.id ?? '', new Date()), capturePayment(second?.id ?? '', new Date())])
    expect(await findOrder(database(), placed.order)).toMatchObject({ state: 'placed' })
    expect((await paymentsOf(database(), placed.order)).map(({ state }) => state)).toEqual(['failed', 'captured'])
    const held = await connection().pool.query('select phase from production_order where order_id = $1', [placed.order])
    expect(held.rows).toEqual([{ phase: 'ready' }])
    expect(await payByLink(placed.token, new Date())).toMatchObject({ refusal: { code: 'order.not-open' } })
  })

  it('that nobody pays for is given up after three days, and can be called off before', async () => {
    const failed = async () => {
      const placed = await place(await wanted('paris'))
      await tryCard(placed.checkoutUrl)
      await settle(placed.session, new Date())
      await accept(placed.order)
      sandbox.provider.releaseHold((await paymentsOf(database(), placed.order))[0]?.intent ?? '')
      await capturePayment(placed.payment, new Date())
      return placed
    }
    const [one, two] = [await failed(), await failed()]
    expect(await cancelByLink(two.token, new Date())).toEqual({ ok: true, value: undefined })
    await endOverdue(new Date(Date.now() + 2 * DAY))
    expect((await findOrder(database(), one.order))?.state).toBe('authorised')
    await endOverdue(new Date(Date.now() + 3 * DAY + 60_000))
    expect(await findOrder(database(), one.order)).toMatchObject({ state: 'cancelled', ending: 'payment-failed' })
    expect((await lettersOf(one.order)).at(-1)).toBe('order-cancelled')
  })
})
