import type { Database } from '@/db/connection'
import { findRevision } from '@/db/queries/design'
import { findOrder, type StoredOrder } from '@/db/queries/order'
import { freeBookings, lockSlots, openBookings } from '@/db/queries/slot'
import type { Market } from '@/lib/domain/assess'
import { answer } from '@/lib/domain/assess-all'
import type { DesignDocument } from '@/lib/domain/design/document'
import type { Measurements } from '@/lib/domain/manufacturability/measurements'
import type { Plan } from '@/lib/domain/network/plan'
import type { AtelierProfile } from '@/lib/domain/network/profile'
import { applyToOrder, type OrderState } from '@/lib/domain/orders/order-state'
import { loadFamily } from '@/lib/domain/products/catalogue'
import type { Family, Stage } from '@/lib/domain/products/family'
import { database } from './database'
import { wholeDocument } from './designs'
import { measured } from './drafting'
import { endOrder, type LockedOrder } from './end-order'
import { currentMarket } from './market'
import { takeSlots } from './slots'

/** What is needed to begin an order whose money is there; made before the transaction, since families load and geometry takes time. */
export interface Preparation {
  stages: readonly Stage[]
  /** Where the money came after its price had ended: what the piece is judged, planned and priced by now. */
  late?: { family: Family; document: DesignDocument; measurements: Measurements; market: Market; profile: AtelierProfile }
}

/** A notice may take a while on its way, and the page is open until the last second. */
const GRACE = 120_000

const isLate = ({ expiresAt, state }: StoredOrder, at: Date) =>
  state === 'cancelled' || (expiresAt !== null && at.getTime() > expiresAt.getTime() + GRACE)

/** Undefined where the order is not waiting for its first payment. Throws when the design is gone or cannot be drafted now. */
export async function prepare(id: string, at: Date): Promise<Preparation | undefined> {
  const order = await findOrder(database(), id)
  const isUnpaid = order?.state === 'open' || (order?.state === 'cancelled' && order.ending === 'unpaid')
  if (!order || !isUnpaid) return undefined
  const revision = await findRevision(database(), order.revision)
  const document = revision && wholeDocument(revision)
  if (!document?.ok) {
    if (order.state === 'cancelled') return undefined
    throw new Error(`the design of ${order.id} cannot be read`)
  }
  const family = await loadFamily(document.value.family)
  if (!family) throw new Error(`the family ${document.value.family} is not here`)
  const stages = family.stages(document.value)
  if (!isLate(order, at)) return { stages }
  const [geometry, market] = await Promise.all([measured(document.value, 'full'), currentMarket(order.destination, at)])
  if (!geometry.ok) throw new Error(`the design of ${order.id} could not be measured: ${geometry.refusal.code}`)
  const profile = market.ateliers.find((one) => one.id === order.atelier)
  // The atelier takes no orders any more: something has changed.
  if (!profile) return { stages }
  return { stages, late: { family, document: document.value, measurements: geometry.value, market, profile } }
}

export interface Honoured {
  change: { state: OrderState; plan: Plan; ending: null; endingReason: null }
  stages: readonly Stage[]
}

/**
 * Money is there for an order that nothing was begun for. In time, it goes on as it was ordered. Later, it goes on where verdict, price and
 * day are still what the client said yes to, with slots planned again; otherwise the order ends (`changed`) and undefined is given: the
 * money goes back.
 */
export async function honour(
  transaction: Database,
  locked: LockedOrder,
  { stages, late }: Preparation,
  at: Date,
): Promise<Honoured | undefined> {
  const { order } = locked
  const state = applyToOrder(order.state, order.state === 'cancelled' ? 'paid-late' : 'payment-authorised')
  if (!state.ok || (order.state === 'cancelled' && order.ending !== 'unpaid')) return undefined
  const change = { state: state.value, plan: order.plan, ending: null, endingReason: null }
  if (!isLate(order, at)) return { change, stages }
  const plan = late && (await planAgain(transaction, order, late, at))
  if (plan) return { change: { ...change, plan }, stages }
  if (order.state === 'open') {
    // This payment is let go or given back by whoever asked.
    await endOrder(transaction, { ...locked, payments: [] }, { ending: 'changed', actor: 'system', at })
  }
  return undefined
}

/** The plan as it is now, with its slots taken, where nothing that the client said yes to has changed. */
async function planAgain(
  transaction: Database,
  order: StoredOrder,
  { family, document, measurements, market, profile }: NonNullable<Preparation['late']>,
  at: Date,
): Promise<Plan | undefined> {
  await lockSlots(transaction, order.atelier)
  const bookings = await openBookings(transaction, at, order.id)
  const [now] = answer(family, document, measurements, { ...market, bookings, ateliers: [profile] }).answers
  if (!now?.plan || !now.quote) return undefined
  const same =
    now.verdict.outcome === order.verdict.outcome &&
    now.quote.shownTotal.amount === order.amount &&
    now.quote.shownTotal.currency === order.currency &&
    now.plan.delivered.slice(0, 10) === order.plan.delivered.slice(0, 10)
  if (!same) return undefined
  await freeBookings(transaction, order.id)
  await takeSlots(transaction, order.id, now.plan)
  return now.plan
}
