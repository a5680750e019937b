import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findProductionOrder, findProductionOrderOf } from '@/db/queries/build'
import { mailsOf } from '@/db/queries/mail'
import { findOrder, paymentsOf } from '@/db/queries/order'
import { allEvents, changeProductionOrder } from '@/db/queries/production'
import { type FreshDatabase, freshHouse } from '@/db/testing/fresh-database'
import { ATELIER_KEY, insertAtelierAccess, insertOpenOrder, ROUTING } from '@/db/testing/open-order'
import { eventHash, GENESIS, type SealedEvent, seal, verifyChain } from '@/lib/domain/production/chain'
import type { EventBody, SignedEvent } from '@/lib/domain/production/event'
import { type Sandbox, startSandbox } from '@/sandbox/server'
import { capturePayment, releasePayment } from './capture'
import { connection, database } from './database'
import { receiveEvent } from './events'
import { leaveLine } from './maker-lines'
import { openPayment } from './payments'
import { buildToken } from './release'
import { settle } from './settle'
import { verifyBuild } from './verify-build'

const KEY = 'sk_test_of_the_events_suite'
let house: FreshDatabase
let sandbox: Sandbox
let production = ''
let order = ''
let payment = ''
/** Our clock; moved by the tests, since a time-lapse is checked against it. */
let now = 0
const at = () => new Date(now)

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, secretKey: KEY, webhookSecret: 'whsec_of_the_tests' })
  house = await freshHouse({ STRIPE_SECRET_KEY: KEY, STRIPE_API_BASE: sandbox.url, TIME_SCALE_LIMIT: '1000' })
  await insertAtelierAccess(database(), 'paris', new Date())
})
afterAll(async () => {
  await house.remove()
  await sandbox.close()
})

/** A paid order that is offered to Paris. */
beforeEach(async () => {
  now = Date.now()
  order = await insertOpenOrder(database(), at())
  const page = 'http://localhost:3000/en/o/x'
  const opened = await openPayment({ order, description: 'A ring', successUrl: page, cancelUrl: page, at: at() })
  if (!opened.ok) throw new Error(opened.refusal.code)
  payment = opened.value.payment
  const body = new URLSearchParams({ number: '4242424242424242', expiry: '12/34', cvc: '123', name: 'A' })
  await fetch(opened.value.url, { method: 'POST', body, redirect: 'manual' })
  await settle((await paymentsOf(database(), order))[0]?.session ?? '', at())
  production = (await findProductionOrderOf(database(), order))?.id ?? ''
  await changeProductionOrder(database(), production, { phase: 'offered', manifest: 'a'.repeat(64), offeredAt: at() }, at())
})

const by = { kind: 'person', name: 'C. D.' } as const
const dayAhead = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
/** What was sold is 36 hours ahead of the order. */
const [SOLD, NEXT] = [dayAhead(1), dayAhead(2)]
const acceptance: EventBody = { type: 'accepted', promised: `${SOLD}T10:00:00.000Z` }
const climate: EventBody = { type: 'climate', workCenter: 'paris-bench', temperature: 21, humidity: 45, inWindow: true }
const begin = (operation: string): EventBody => ({ type: 'operation-started', operation, workCenter: 'paris-bench', by, run: 1 })
const end = (operation: string): EventBody => ({ type: 'operation-ended', operation, workCenter: 'paris-bench', run: 1 })

function sealed(last: SealedEvent | undefined, body: EventBody, change: Partial<SignedEvent> = {}): SealedEvent {
  const sequence = last ? last.sequence + 1 : 0
  const event = {
    id: `evt_${String(sequence).padStart(10, '0')}`,
    productionOrder: production,
    atelier: 'paris',
    sequence,
    previous: last ? eventHash(last) : GENESIS,
    occurredAt: new Date(now).toISOString(),
    timeScale: 1,
    body,
    ...change,
  }
  return seal(event, ATELIER_KEY.keyId, ATELIER_KEY.secret)
}
const send = (event: unknown, atelier = 'paris') => receiveEvent(atelier, production, event, at())
async function code(event: unknown, atelier = 'paris'): Promise<string> {
  const taken = await send(event, atelier)
  return taken.ok ? 'ok' : taken.refusal.code
}
async function chain(...bodies: EventBody[]): Promise<SealedEvent> {
  let last: SealedEvent | undefined
  for (const body of bodies) {
    last = sealed(last, body)
    expect(await code(last)).toBe('ok')
    if (body.type === 'accepted') await capturePayment(payment, at())
  }
  if (!last) throw new Error('an empty chain')
  return last
}
const waitingJobs = async () => {
  const { rows } = await connection().pool.query<{ task: string }>(
    'select task_identifier as task from graphile_worker.jobs where key like $1',
    [`%${payment}`],
  )
  return rows.map(({ task }) => task)
}

describe('an atelier’s events', () => {
  it('accept: the payment is captured by a job, and only then may work begin', async () => {
    const accepted = sealed(undefined, acceptance)
    expect(await code(accepted)).toBe('ok')
    expect(await waitingJobs()).toEqual(['capture-payment'])
    expect(await code(sealed(accepted, begin('pattern')))).toBe('event.not-paid')
    await capturePayment(payment, at())
    expect(await findOrder(database(), order)).toMatchObject({ state: 'placed' })
    expect(await findProductionOrder(database(), production)).toMatchObject({
      state: 'AllowedToStart',
      phase: 'ready',
      nextSequence: 1,
    })
    expect(await code(sealed(accepted, begin('pattern')))).toBe('ok')
  })

  it('decline with a reason: what was held is let go and the order is over', async () => {
    expect(await code(sealed(undefined, { type: 'declined', reason: 'The casting machine is broken.' }))).toBe('ok')
    expect(await waitingJobs()).toEqual(['release-payment'])
    await releasePayment(payment, at())
    expect(await findOrder(database(), order)).toMatchObject({ state: 'cancelled' })
    expect((await paymentsOf(database(), order))[0]).toMatchObject({ state: 'cancelled' })
    const { status } = (await findProductionOrder(database(), production)) ?? {}
    expect(status).toMatchObject({ state: 'Aborted', declined: { reason: 'The casting machine is broken.' } })
  })

  it('go the whole way to delivery, in a chain that verifies', async () => {
    const made = ROUTING.flatMap((operation) => [begin(operation), end(operation)])
    const shipped: EventBody = { type: 'shipped', carrier: 'Post', tracking: 'P1' }
    await chain(acceptance, climate, ...made, { type: 'finished' }, shipped, { type: 'delivered' })
    expect(await findOrder(database(), order)).toMatchObject({ state: 'closed' })
    const row = await findProductionOrder(database(), production)
    expect(row).toMatchObject({ phase: 'delivered', state: 'Ended', status: { state: 'Ended', sequence: made.length + 4 } })
    const events = await allEvents(database(), production)
    const keys = { [ATELIER_KEY.keyId]: { publicKey: ATELIER_KEY.publicKey } }
    const head = { count: row?.nextSequence ?? 0, hash: row?.head ?? '' }
    expect(verifyChain(events, { productionOrder: production, atelier: 'paris', keys, head })).toEqual({ ok: true })
  })

  it('write to the client once of each thing that matters, and of no move within a day', async () => {
    const moved = (promised: string): EventBody => ({
      type: 'promise-moved',
      promised,
      reason: 'engrave ended late',
      causedBy: 'e',
    })
    const made = ROUTING.flatMap((operation) => [begin(operation), end(operation)])
    const gate: EventBody = {
      type: 'gate-measured',
      gate: 'bore',
      feature: 'bore',
      operation: 'pattern',
      measured: 3,
      lower: 1,
      upper: 2,
      unit: 'mm',
      instrument: 'gauge',
      uncertainty: 0.01,
      passed: false,
      by,
    }
    const back: EventBody = { type: 'rework', gate: 'bore', backTo: 'pattern', reason: 'bore too wide' }
    const again = [begin('pattern'), end('pattern')].map((body) => ({ ...body, run: 2 }) as EventBody)
    const right: EventBody = { ...gate, measured: 1.5, passed: true }
    const shipped: EventBody = { type: 'shipped', carrier: 'Post', tracking: 'P1' }
    const moves = [moved(`${SOLD}T20:00:00.000Z`), moved(`${NEXT}T09:00:00.000Z`), moved(`${NEXT}T11:00:00.000Z`)]
    const all = [acceptance, ...moves, ...made.slice(0, 2), gate, back, ...again, right, ...made.slice(2)]
    const last = await chain(...all, { type: 'finished' }, shipped)
    await send(last)
    const told = (await mailsOf(database(), order)).map(({ code: told, parameters }) => [told, parameters])
    expect(told).toEqual([
      ['order-confirmed', {}],
      ['order-accepted', { delivered: `${SOLD}T10:00:00.000Z` }],
      ['order-delayed', { reason: 'engrave ended late', from: `${SOLD}T20:00:00.000Z`, to: `${NEXT}T09:00:00.000Z` }],
      ['order-rework', { operation: 'pattern', reason: 'bore too wide' }],
      ['order-finished', {}],
      ['order-shipped', { carrier: 'Post', tracking: 'P1' }],
    ])
  })

  it('leave room for a line to the maker: one key is one line, however often it is asked at once', async () => {
    const line = { text: 'For my father', withName: false, idempotencyKey: 'the-key-of-a-line' }
    const left = await Promise.all([1, 2, 3, 4].map(() => leaveLine(buildToken(order), line, at())))
    expect(new Set(left.map((one) => one.ok && one.value.id)).size).toBe(1)
    expect(left[0]?.ok).toBe(true)
    expect(await leaveLine(buildToken(order), { ...line, text: 'Another' }, at())).toMatchObject({
      refusal: { code: 'idempotency.mismatch' },
    })
    const next = Array.from({ length: 6 }, (_, index) =>
      leaveLine(buildToken(order), { ...line, idempotencyKey: `k${index}` }, at()),
    )
    expect((await Promise.all(next)).filter(({ ok }) => ok)).toHaveLength(4)
  })

  it('take a line in any script, and no tower of signs over one letter', async () => {
    const leave = async (text: string) => {
      const left = await leaveLine(buildToken(order), { text, withName: false }, at())
      return left.ok ? 'ok' : left.refusal.code
    }
    expect(await leave(`a${'\u0301'.repeat(40)}`)).toBe('line.characters')
    expect(await leave(`Z${'\u0335\u0321\u0347'.repeat(3)}algo`)).toBe('line.characters')
    expect(await leave(`o${'\u200d\u{1f468}'.repeat(30)}`)).toBe('line.characters')
    for (const text of ['Tiếng Việt', 'בְּרֵאשִׁ֖ית', 'བསྒྲུབས', 'ภูมิปัญญา', '👩🏽‍❤️‍💋‍👨🏿 🏴󠁧󠁢󠁳󠁣󠁴󠁿'])
      expect([text, await leave(text)]).toEqual([text, 'ok'])
  })

  it('answer the same to the same event again, also when it comes twice at once', async () => {
    const accepted = sealed(undefined, acceptance)
    const answers = await Promise.all([send(accepted), send(accepted), send(accepted)])
    now += 5000
    answers.push(await send(accepted))
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(answers[0]?.ok).toBe(true)
    expect(await allEvents(database(), production)).toHaveLength(1)
  })

  it('are refused when they do not continue the chain', async () => {
    const last = await chain(acceptance, climate)
    const other = { ...climate, temperature: 22 }
    expect(await code(sealed(last, climate, { sequence: 5 }))).toBe('event.gap')
    expect(await code(sealed(last, climate, { sequence: 1, id: 'evt_another001' }))).toBe('event.forked')
    expect(await code(sealed(last, other, { id: last.id }))).toBe('event.forked')
    expect(await code(sealed(last, climate, { previous: 'f'.repeat(64) }))).toBe('event.previous')
    expect(await allEvents(database(), production)).toHaveLength(2)
    expect(await code(sealed(last, climate))).toBe('ok')
  })

  it('are refused unsigned, signed by another, changed on the way, or for another’s order', async () => {
    const event = sealed(undefined, acceptance)
    expect(await code({ ...event, signature: '0'.repeat(128) })).toBe('event.signature')
    expect(await code({ ...event, occurredAt: new Date(now - 1000).toISOString() })).toBe('event.signature')
    expect(await code(seal(event, ATELIER_KEY.keyId, '11'.repeat(32)))).toBe('event.signature')
    expect(await code({ ...event, keyId: 'key_paris_none' })).toBe('event.key')
    const { signature: _, ...unsigned } = event
    expect(await code(unsigned)).toBe('event.malformed')
    expect(await code(event, 'tokyo')).toBe('production-order.unknown')
    expect(await code(sealed(undefined, acceptance, { productionOrder: 'po_00000000000000000000000000' }))).toBe('event.stranger')
    expect(await receiveEvent('paris', 'po_00000000000000000000000000', event, at())).toMatchObject({
      refusal: { code: 'production-order.unknown' },
    })
    expect(await allEvents(database(), production)).toHaveLength(0)
  })

  it('are refused from a revoked key', async () => {
    await connection().pool.query('update atelier_key set revoked_at = $1 where id = $2', [at(), ATELIER_KEY.keyId])
    expect(await code(sealed(undefined, acceptance))).toBe('event.key')
    await connection().pool.query('update atelier_key set revoked_at = null where id = $1', [ATELIER_KEY.keyId])
  })

  it('are refused from the future, backwards, before the offer, or faster than this house allows', async () => {
    const instant = (ms: number) => ({ occurredAt: new Date(now + ms).toISOString() })
    expect(await code(sealed(undefined, acceptance, instant(600_000)))).toBe('event.future')
    expect(await code(sealed(undefined, acceptance, instant(-600_000)))).toBe('event.too-early')
    const promising = (hours: number) =>
      sealed(undefined, { type: 'accepted', promised: new Date(now + hours * 3_600_000).toISOString() })
    for (const hours of [-1, 49, 80_000 * 365]) expect(await code(promising(hours)), `${hours} hours`).toBe('event.promise')
    const first = await chain(acceptance)
    expect(await code(sealed(first, climate, instant(-1000)))).toBe('event.backwards')
    expect(await code(sealed(first, climate, { ...instant(3_600_000), timeScale: 2000 }))).toBe('event.time-lapse')
    // An hour at a thousandfold takes 3.6 s of life; ten days take a quarter of an hour, which has not passed.
    expect(await code(sealed(first, climate, { ...instant(864_000_000), timeScale: 1000 }))).toBe('event.future')
    const hour = sealed(first, climate, { ...instant(3_600_000), timeScale: 1000 })
    expect(await code(hour)).toBe('ok')
  })

  it('are refused out of turn, and when the order was called off', async () => {
    const last = await chain(acceptance, begin('pattern'))
    expect(await code(sealed(last, begin('cast')))).toBe('event.out-of-turn')
    expect(await code(sealed(last, { type: 'finished' }))).toBe('event.not-finished')
    expect(await code(sealed(last, acceptance))).toBe('event.illegal')
    expect(await code(sealed(last, { type: 'rework', gate: 'g', backTo: 'cast', reason: 'x'.repeat(1e6) }))).toBe(
      'event.malformed',
    )
    expect(await allEvents(database(), production)).toHaveLength(2)
  })

  it('of which many come at once for one place keep exactly one', async () => {
    const first = await chain(acceptance)
    const rivals = Array.from({ length: 12 }, (_, index) =>
      sealed(first, climate, { id: `evt_rival00${String(index).padStart(2, '0')}` }),
    )
    const codes = await Promise.all(rivals.map((event) => code(event)))
    expect(codes.filter((answer) => answer === 'ok')).toHaveLength(1)
    expect(codes.filter((answer) => answer === 'event.forked')).toHaveLength(11)
  })

  it('say of the air what the profile says of it', async () => {
    const last = await chain(acceptance, begin('pattern'))
    expect(await code(sealed(last, { ...climate, humidity: 90 } as EventBody))).toBe('event.climate-window')
    expect(await code(sealed(last, { ...climate, inWindow: false } as EventBody))).toBe('event.climate-window')
    expect(await code(sealed(last, { ...climate, workCenter: 'tokyo-cell' } as EventBody))).toBe('event.unknown-work-center')
    expect(await code(sealed(last, { ...climate, humidity: 90, inWindow: false } as EventBody))).toBe('ok')
  })

  it('verify as a whole, and a record that was changed behind our back is named', async () => {
    await chain(acceptance, begin('pattern'), climate, end('pattern'), begin('cast'))
    expect(await verifyBuild(production)).toEqual({ ok: true, value: { count: 5, head: expect.any(String) } })
    expect(await verifyBuild(production, 'tokyo')).toMatchObject({ refusal: { code: 'production-order.unknown' } })
    const { pool } = connection()
    await pool.query('alter table production_event disable trigger append_only')
    const record = 'production_order = $1 and sequence = 2'
    await pool.query(`update production_event set event = jsonb_set(event, '{body,humidity}', '46') where ${record}`, [
      production,
    ])
    expect(await verifyBuild(production)).toMatchObject({
      value: { fault: { index: 2, code: 'chain.signature', event: 'evt_0000000002' } },
    })
    await pool.query(`update production_event set event = jsonb_set(event, '{body,humidity}', '45') where ${record}`, [
      production,
    ])
    await pool.query(`update production_order set status = jsonb_set(status, '{state}', '"Ended"') where id = $1`, [production])
    expect(await verifyBuild(production)).toMatchObject({ value: { fault: { code: 'build.status' } } })
    await pool.query('alter table production_event enable trigger append_only')
  })

  it('hold whenever somebody looks, also while they arrive', async () => {
    const faults: unknown[] = []
    let isOver = false
    const looking = Array.from({ length: 4 }, async () => {
      while (!isOver) {
        const seen = await verifyBuild(production)
        if (!seen.ok || seen.value.fault) faults.push(seen)
      }
    })
    await chain(acceptance, begin('pattern'), ...Array.from({ length: 40 }, () => climate))
    isOver = true
    await Promise.all(looking)
    expect(faults).toEqual([])
  })

  it('go on after the tip was lost: it is made again from the chain', async () => {
    const last = await chain(acceptance, begin('pattern'))
    await connection().pool.query('update production_order set tip = null, status = null where id = $1', [production])
    expect(await code(sealed(last, end('pattern')))).toBe('ok')
    expect(await verifyBuild(production)).toEqual({ ok: true, value: { count: 3, head: expect.any(String) } })
  })

  it('cannot be rewritten in the database', async () => {
    await chain(acceptance)
    await expect(connection().pool.query(`update production_event set type = 'x'`)).rejects.toThrow('append-only')
  })
})
