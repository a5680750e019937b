import type { Database } from '@/db/connection'
import { findProductionOrder, type StoredProductionOrder } from '@/db/queries/build'
import { changeOrder, findPayment, lockOrder, lockPayment } from '@/db/queries/payment'
import {
  addJob,
  allEvents,
  changeProductionOrder,
  freeBookings,
  insertEvent,
  keysOf,
  lockProductionOrder,
  type ProductionChange,
} from '@/db/queries/production'
import { insertAudit } from '@/db/queries/staff'
import { applyToOrder } from '@/lib/domain/orders/order-state'
import { eventHash, GENESIS, receiptOf, type SealedEvent, signatureHolds } from '@/lib/domain/production/chain'
import type { ProductionEvent } from '@/lib/domain/production/event'
import { parseSealedEvent } from '@/lib/domain/production/event-schema'
import { buildStatus } from '@/lib/domain/production/fold'
import { apply, type Fact, JOB_STATE, type ProductionState, replay } from '@/lib/domain/production/production-order'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { database } from './database'
import { tellClient } from './mail'
import { settings } from './settings'

/** How far an atelier's clock may run ahead of ours, ms. */
const SKEW = 120_000

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
  const key = (await keysOf(database(), atelier)).find((one) => one.id === event.keyId)
  if (!key || (key.revokedAt && key.revokedAt <= at)) return refuse('event.key')
  if (!signatureHolds(event, event.signature, key.publicKey)) return refuse('event.signature')
  return database().transaction(async (transaction) => {
    // Order, payment, production order: the order in which everybody locks.
    const order = await lockOrder(transaction, known.order)
    const paid = await findPayment(transaction, { order: known.order })
    if (paid) await lockPayment(transaction, paid.id)
    const production = await lockProductionOrder(transaction, id)
    if (!order || !production) return refuse('production-order.unknown')
    const before = await allEvents(transaction, id)
    const again = before.find((one) => one.id === event.id)
    if (again) return again.hash === eventHash(event) ? ok(receipt(again)) : refuse('event.forked', { sequence: again.sequence })
    const place = faultOfPlace(event, production) ?? faultOfTime(event, before, production, at)
    if (place) return place
    const state = stateOf(production, before)
    const next = apply(state, event.body)
    if (!next.ok) return next
    const record = recordOf(event, before.at(-1), at)
    await insertEvent(transaction, record)
    await keepProduction(transaction, production, next.value, [...before, record], at)
    await consequences(transaction, production, event, paid?.id, at)
    await tellOf(transaction, production, event, at)
    return ok(receipt(record))
  })
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
function faultOfTime(event: SealedEvent, before: readonly ProductionEvent[], production: StoredProductionOrder, at: Date) {
  if (event.timeScale > settings().TIME_SCALE_LIMIT) return refuse('event.time-lapse', { limit: settings().TIME_SCALE_LIMIT })
  let life = 0
  let last: number | undefined
  for (const { occurredAt, timeScale } of [...before, event]) {
    const occurred = Date.parse(occurredAt)
    if (last !== undefined && occurred < last) return refuse('event.backwards')
    life = last === undefined ? occurred : life + (occurred - last) / timeScale
    last = occurred
  }
  if (life > at.getTime() + SKEW) return refuse('event.future')
  const first = before[0] ?? event
  if (Date.parse(first.occurredAt) < (production.offeredAt?.getTime() ?? 0) - SKEW) return refuse('event.too-early')
  return undefined
}

function stateOf(production: StoredProductionOrder, before: readonly ProductionEvent[]): ProductionState {
  const facts: Fact[] = [{ type: 'package-completed' }]
  for (const { body } of before) {
    facts.push(body)
    if (body.type === 'accepted' && production.capturedAt) facts.push({ type: 'captured' })
  }
  if (production.withdrawnAt) facts.push({ type: 'withdrawn' })
  const state = replay(
    production.operations.map((operation) => operation.id),
    facts,
  )
  if (!state.ok) throw new Error(`the facts of ${production.id} do not hold: ${state.refusal.code}`)
  return state.value
}

function recordOf(event: SealedEvent, last: ProductionEvent | undefined, at: Date): ProductionEvent {
  const record = { ...event, hash: eventHash(event), receivedAt: at.toISOString() }
  return { ...record, receipt: receiptOf(record, last?.receipt ?? GENESIS) }
}

const receipt = ({ id, sequence, hash, receivedAt }: ProductionEvent): Receipt => ({ id, sequence, hash, receivedAt })

async function keepProduction(
  transaction: Database,
  production: StoredProductionOrder,
  { phase }: ProductionState,
  events: readonly ProductionEvent[],
  at: Date,
): Promise<void> {
  const state = JOB_STATE[phase]
  const last = events.at(-1)
  const house = { captured: production.capturedAt !== null, withdrawn: production.withdrawnAt !== null }
  const change: ProductionChange = {
    phase,
    state,
    nextSequence: events.length,
    head: last?.hash ?? GENESIS,
    status: buildStatus(production.plan, events, house),
    ...(phase === 'accepted' ? { acceptedAt: production.acceptedAt ?? at } : {}),
    ...((state === 'Ended' || state === 'Aborted') && !production.endedAt ? { endedAt: at } : {}),
  }
  await changeProductionOrder(transaction, production.id, change, at)
}

/** Money is moved by jobs of this transaction: it moves exactly when the event is kept, and again and again until it has moved. */
async function consequences(
  transaction: Database,
  production: StoredProductionOrder,
  { body, atelier }: SealedEvent,
  payment: string | undefined,
  at: Date,
): Promise<void> {
  const actor = `atelier:${atelier}`
  if (body.type === 'accepted' || body.type === 'declined') {
    const data = body.type === 'declined' ? { reason: body.reason } : {}
    await insertAudit(transaction, { actor, action: `production-order.${body.type}`, subject: production.id, data })
  }
  if (body.type === 'accepted' && payment) await addJob(transaction, 'capture-payment', { payment }, `capture-payment:${payment}`)
  if (body.type === 'declined') {
    await moveOrder(transaction, production.order, 'atelier-declined', at)
    await freeBookings(transaction, production.id)
    if (payment) await addJob(transaction, 'release-payment', { payment }, `release-payment:${payment}`)
  }
  if (body.type === 'delivered') await moveOrder(transaction, production.order, 'delivered', at)
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

async function moveOrder(transaction: Database, id: string, trigger: 'atelier-declined' | 'delivered', at: Date): Promise<void> {
  const order = await lockOrder(transaction, id)
  const next = order && applyToOrder(order.state, trigger)
  if (next?.ok) await changeOrder(transaction, id, { state: next.value, closedAt: at })
}
