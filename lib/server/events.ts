import type { Database } from '@/db/connection'
import { findProfile } from '@/db/queries/atelier'
import { keysOf, signingKey } from '@/db/queries/atelier-access'
import { findProductionOrder, type StoredProductionOrder } from '@/db/queries/build'
import type { StoredOrder } from '@/db/queries/order'
import { changeOrder, lockOrder, lockPayments } from '@/db/queries/payment'
import {
  addJob,
  allEvents,
  changeProductionOrder,
  findEvent,
  insertEvent,
  lockProductionOrder,
  type ProductionChange,
} from '@/db/queries/production'
import { freeBookings } from '@/db/queries/slot'
import { insertAudit } from '@/db/queries/staff'
import type { Verdict } from '@/lib/domain/manufacturability/finding'
import { applyToOrder } from '@/lib/domain/orders/order-state'
import { eventHash, receiptOf, type SealedEvent, signatureHolds } from '@/lib/domain/production/chain'
import { isInWindow } from '@/lib/domain/production/climate-reading'
import { confirmed } from '@/lib/domain/production/confirm'
import type { ProductionEvent } from '@/lib/domain/production/event'
import { parseSealedEvent } from '@/lib/domain/production/event-schema'
import { buildStatus, foldEvent } from '@/lib/domain/production/fold'
import { mayStillSign } from '@/lib/domain/production/keys'
import { apply, JOB_STATE, type ProductionState } from '@/lib/domain/production/production-order'
import { clockAfter, FIRST_TIP, stateAt, type Tip, tipAfter, tipOf } from '@/lib/domain/production/tip'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { database } from './database'
import { endOrder, type LockedOrder } from './end-order'
import { tellClient } from './mail'
import { settings } from './settings'
import { keepOutcomes } from './track-records'

/** How far an atelier's clock may run ahead of ours, ms. */
const SKEW = 120_000

/** What a held production order must wait with; everything else has happened and is told. */
const BEGINS: ReadonlySet<string> = new Set(['accepted', 'operation-started'])

/** What the atelier gets for an event, and gets again when it sends the event again. */
export interface Receipt {
  id: string
  sequence: number
  hash: string
  receivedAt: string
}

/**
 * Takes one event of an atelier into the chain of its production order, and does what it causes. `input` is what was parsed from
 * the request. Refused with `event.…` codes or `production-order.unknown`; then nothing has changed.
 */
export async function receiveEvent(atelier: string, id: string, input: unknown, at: Date): Promise<Result<Receipt>> {
  const parsed = parseSealedEvent(input)
  if (!parsed.ok) return parsed
  const event = parsed.value
  const known = await findProductionOrder(database(), id)
  if (known?.atelier !== atelier || !known.offeredAt) return refuse('production-order.unknown')
  if (event.productionOrder !== id || event.atelier !== atelier) return refuse('event.stranger')
  // Said before by a key that has ended since, it is still said.
  const said = await findEvent(database(), id, event.id)
  if (said?.hash === eventHash(event)) return ok(said)
  const key = (await keysOf(database(), atelier)).find((one) => one.id === event.keyId)
  if (!key || !mayStillSign(signingKey(key), at.getTime())) return refuse('event.key')
  if (!signatureHolds(event, event.signature, key.publicKey)) return refuse('event.signature')
  return database().transaction(async (transaction) => {
    // Order, payment, production order: the order in which everybody locks.
    const order = await lockOrder(transaction, known.order)
    const payments = await lockPayments(transaction, known.order)
    const production = await lockProductionOrder(transaction, id)
    if (!order || !production) return refuse('production-order.unknown')
    const again = await findEvent(transaction, id, event.id)
    if (again) return again.hash === eventHash(event) ? ok(again) : refuse('event.forked', { sequence: again.sequence })
    const tip = await tipNow(transaction, production)
    const fault =
      faultOfPlace(event, production) ??
      faultOfTime(event, tip, production, at) ??
      faultOfPromise(event, production) ??
      (event.body.type === 'climate' ? await faultOfAir(transaction, event.body, production) : undefined)
    if (fault) return fault
    if (production.heldAt && BEGINS.has(event.body.type)) return refuse('event.held')
    const answered = event.body.type === 'accepted' ? confirmed(order.verdict, event.body.confirmations) : undefined
    if (answered && !answered.ok) return answered
    const said = apply(stateAt(tip, production.phase, rulesOf(production, order.verdict)), event.body)
    // Charged before it was accepted, e.g. in the provider's own pages: it may begin at once.
    const isPaid = said.ok && event.body.type === 'accepted' && production.capturedAt
    const next = isPaid ? apply(said.value, { type: 'captured' }) : said
    if (!next.ok) return next
    const record = recordOf(event, tip, at)
    await insertEvent(transaction, record)
    await keepProduction(transaction, production, next.value, record, tip, at)
    await consequences(transaction, { order, payments, production }, event, at)
    await tellOf(transaction, production, event, at)
    return ok(receipt(record))
  })
}

/** A person signs after operations whose first-pass yield, as it was sold, is too low or rests on too few builds. */
const rulesOf = (production: StoredProductionOrder, { operations }: Verdict) => ({
  routing: routingOf(production),
  gated: operations.flatMap(({ operation, gate }) => (gate ? [operation] : [])),
  gates: production.gates,
})
const routingOf = ({ operations }: StoredProductionOrder) => operations.map(({ id }) => id)
const houseOf = ({ capturedAt, withdrawnAt }: StoredProductionOrder) => ({
  captured: capturedAt !== null,
  withdrawn: withdrawnAt !== null,
})

async function tipNow(transaction: Database, production: StoredProductionOrder): Promise<Tip> {
  if (production.tip) return production.tip
  if (production.nextSequence === 0) return FIRST_TIP
  return tipOf(routingOf(production), await allEvents(transaction, production.id), production.capturedAt !== null)
}

function faultOfPlace(event: SealedEvent, { nextSequence, head }: StoredProductionOrder) {
  if (event.sequence < nextSequence) return refuse('event.forked', { sequence: event.sequence })
  if (event.sequence > nextSequence) return refuse('event.gap', { expected: nextSequence, received: event.sequence })
  return event.previous === head ? undefined : refuse('event.previous', { sequence: event.sequence })
}

/**
 * An atelier's clock may run faster than life only as fast as each event says, and no faster than this house allows. The seconds
 * of life that the whole chain claims to have taken may not lie ahead of our clock.
 */
function faultOfTime(event: SealedEvent, { clock }: Tip, production: StoredProductionOrder, at: Date) {
  if (event.timeScale > settings().TIME_SCALE_LIMIT) return refuse('event.time-lapse', { limit: settings().TIME_SCALE_LIMIT })
  const occurred = Date.parse(event.occurredAt)
  if (clock && occurred < clock.last) return refuse('event.backwards')
  if (clockAfter(clock, event).life > at.getTime() + SKEW) return refuse('event.future')
  if (!clock && occurred < (production.offeredAt?.getTime() ?? 0) - SKEW) return refuse('event.too-early')
  return undefined
}

/** From the evening of a delivery to the end of its day, ms. */
const REST_OF_DAY = 6 * 3_600_000

/** What is accepted is what was sold: by that day, or sooner. An atelier that needs longer declines, and the client chooses. */
function faultOfPromise({ body, occurredAt }: SealedEvent, { plan }: StoredProductionOrder) {
  if (body.type !== 'accepted') return undefined
  const promised = Date.parse(body.promised)
  const sold = Date.parse(plan.delivered)
  const stands = promised >= Date.parse(occurredAt) && promised <= sold + REST_OF_DAY
  return stands ? undefined : refuse('event.promise', { sold: plan.delivered })
}

/** Whether the air lets the work go on is what the profile says that was sold, not what the sender says. */
async function faultOfAir(
  transaction: Database,
  air: Extract<SealedEvent['body'], { type: 'climate' }>,
  { atelier, profileVersion }: StoredProductionOrder,
) {
  const profile = await findProfile(transaction, atelier, profileVersion)
  const center = profile?.workCenters.find(({ id }) => id === air.workCenter)
  if (!center) return refuse('event.unknown-work-center', { workCenter: air.workCenter })
  return air.inWindow === isInWindow(air, center.climate)
    ? undefined
    : refuse('event.climate-window', { workCenter: air.workCenter })
}

function recordOf(event: SealedEvent, tip: Tip, at: Date): ProductionEvent {
  const record = { ...event, hash: eventHash(event), receivedAt: at.toISOString() }
  return { ...record, receipt: receiptOf(record, tip.receipt) }
}

const receipt = ({ id, sequence, hash, receivedAt }: ProductionEvent): Receipt => ({ id, sequence, hash, receivedAt })

async function keepProduction(
  transaction: Database,
  production: StoredProductionOrder,
  next: ProductionState,
  record: ProductionEvent,
  tip: Tip,
  at: Date,
): Promise<void> {
  const { phase } = next
  const state = JOB_STATE[phase]
  const { plan } = production
  const house = houseOf(production)
  const before = production.status ?? buildStatus(plan, await allEvents(transaction, production.id), house)
  const change: ProductionChange = {
    phase,
    state,
    nextSequence: record.sequence + 1,
    head: record.hash,
    tip: tipAfter(next, record, tip.clock),
    status: foldEvent(plan, before, record, house),
    ...(phase === 'accepted' || phase === 'ready' ? { acceptedAt: production.acceptedAt ?? at } : {}),
    ...((state === 'Ended' || state === 'Aborted') && !production.endedAt ? { endedAt: at } : {}),
  }
  await changeProductionOrder(transaction, production.id, change, at)
}

/** Money is moved by jobs of this transaction: it moves exactly when the event is kept, and again and again until it has moved. */
async function consequences(
  transaction: Database,
  locked: LockedOrder & { production: StoredProductionOrder },
  { body, atelier }: SealedEvent,
  at: Date,
): Promise<void> {
  const { order, payments, production } = locked
  const actor = `atelier:${atelier}`
  if (body.type === 'accepted') {
    const { confirmations } = body
    await insertAudit(transaction, {
      actor,
      action: 'production-order.accepted',
      subject: production.id,
      createdAt: at,
      ...(confirmations ? { data: { confirmations } } : {}),
    })
    if (production.capturedAt) await moveOrder(transaction, order, 'payment-captured', {})
    for (const { id } of payments.filter(({ state }) => state === 'authorised'))
      await addJob(transaction, 'capture-payment', { payment: id }, `capture-payment:${id}`)
  }
  if (body.type === 'declined') {
    const { reason } = body
    const subject = production.id
    await insertAudit(transaction, { actor, action: 'production-order.declined', subject, createdAt: at, data: { reason } })
    // The atelier has ended it itself: only the order and its money follow.
    await endOrder(transaction, { order, payments, production: undefined }, { ending: 'declined', reason, actor, at })
  }
  // What was planned and not needed is free for others.
  if (body.type === 'finished') {
    await freeBookings(transaction, order.id)
    await keepOutcomes(transaction, production, order.verdict, at)
  }
  if (body.type === 'delivered') await moveOrder(transaction, order, 'delivered', { closedAt: at })
}

/** What the client is written about; a promise that moves within its day is told by the page only. */
async function tellOf(
  transaction: Database,
  production: StoredProductionOrder,
  { id, body }: SealedEvent,
  at: Date,
): Promise<void> {
  const { order } = production
  const from = production.status?.promise.delivered ?? production.plan.delivered
  switch (body.type) {
    case 'accepted':
      return tellClient(transaction, order, 'order-accepted', { delivered: body.promised }, '', at)
    case 'promise-moved': {
      const { reason, promised: to } = body
      if (dayOf(from) === dayOf(to)) return
      return tellClient(transaction, order, 'order-delayed', { reason, from, to }, id, at)
    }
    case 'rework':
      return tellClient(transaction, order, 'order-rework', { operation: body.backTo, reason: body.reason }, id, at)
    case 'finished':
      return tellClient(transaction, order, 'order-finished', {}, '', at)
    case 'shipped':
      return tellClient(transaction, order, 'order-shipped', { carrier: body.carrier, tracking: body.tracking }, '', at)
  }
}

/** The calendar day on the atelier's clock: the beginning of an instant with its offset. */
const dayOf = (instant: string) => instant.slice(0, 10)

async function moveOrder(
  transaction: Database,
  { id, state }: StoredOrder,
  trigger: 'payment-captured' | 'delivered',
  more: { closedAt?: Date },
): Promise<void> {
  const next = applyToOrder(state, trigger)
  if (next.ok) await changeOrder(transaction, id, { state: next.value, ...more })
}
