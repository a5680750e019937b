import type { Database } from '@/db/connection'
import type { StoredProductionOrder } from '@/db/queries/build'
import type { StoredOrder, StoredPayment } from '@/db/queries/order'
import { changeOrder, changePayment, lockOrder, lockPayments } from '@/db/queries/payment'
import { addJob, allEvents, changeProductionOrder, lockProductionOrderOf } from '@/db/queries/production'
import { freeBookings } from '@/db/queries/slot'
import { insertAudit } from '@/db/queries/staff'
import type { Ending } from '@/db/schema/order'
import { applyToOrder, type OrderTrigger } from '@/lib/domain/orders/order-state'
import { buildStatus } from '@/lib/domain/production/fold'
import { JOB_STATE, TRANSITIONS } from '@/lib/domain/production/production-order'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { localeOf, translator } from '@/lib/words/render'
import { tellClient } from './mail'
import { giveBackRest } from './refund-rows'

export interface LockedOrder {
  order: StoredOrder
  /** Oldest first. */
  payments: readonly StoredPayment[]
  production: StoredProductionOrder | undefined
}

/** An order with everything that moves with it, locked in the order in which everybody locks. Refused: `order.unknown`. */
export async function lockWholeOrder(transaction: Database, id: string): Promise<Result<LockedOrder>> {
  const order = await lockOrder(transaction, id)
  if (!order) return refuse('order.unknown')
  const payments = await lockPayments(transaction, id)
  return ok({ order, payments, production: await lockProductionOrderOf(transaction, id) })
}

export interface Ended {
  ending: Ending
  /** In a person's own words, where somebody gave a reason. */
  reason?: string
  /** As in the audit list. */
  actor: string
  at: Date
}

const TRIGGERS: Readonly<Record<Ending, OrderTrigger>> = {
  client: 'cancelled',
  staff: 'cancelled',
  declined: 'atelier-declined',
  unanswered: 'atelier-declined',
  unpaid: 'payment-expired',
  'hold-lost': 'payment-expired',
  changed: 'payment-expired',
  'payment-failed': 'payment-given-up',
  refunded: 'refunded',
}

/**
 * The one way in which an order ends before its piece is delivered: its production order is withdrawn unless the atelier ended it, its
 * slots are free again, its payments are let go or given back by jobs of this transaction. Refused: `order.illegal`.
 */
export async function endOrder(transaction: Database, locked: LockedOrder, ended: Ended): Promise<Result<void>> {
  const { order, payments, production } = locked
  const { ending, reason, actor, at } = ended
  const state = applyToOrder(order.state, TRIGGERS[ending])
  if (!state.ok) return state
  await changeOrder(transaction, order.id, { state: state.value, closedAt: at, ending, endingReason: reason ?? null })
  if (production) await withdraw(transaction, production, at)
  await freeBookings(transaction, order.id)
  for (const payment of payments) await letGo(transaction, payment, ended)
  const data = { ending, ...(reason ? { reason } : {}) }
  await insertAudit(transaction, { actor, action: 'order.cancelled', subject: order.id, data })
  await tellEnding(transaction, order, ended)
  return ok(undefined)
}

/** A letter where money was held or something was promised; who never paid is not written to. */
async function tellEnding(transaction: Database, order: StoredOrder, { ending, reason, at }: Ended): Promise<void> {
  const more = reason ? { reason } : {}
  const tell = (by: 'client' | 'house' | 'clock', why: { reason?: string }) =>
    tellClient(transaction, order.id, 'order-cancelled', { by, ...why }, '', at)
  switch (ending) {
    case 'declined':
    case 'unanswered':
      return tellClient(transaction, order.id, 'order-declined', { reason: reason ?? ending }, '', at)
    case 'client':
      return order.state === 'open' ? undefined : tell('client', {})
    case 'staff':
      return tell('house', more)
    case 'changed':
    case 'hold-lost':
      return tell('house', { reason: translator(localeOf(order.locale))(`orderPage.ending.${ending}`) })
    case 'payment-failed':
      return tell('clock', {})
    // Nobody paid; or the refund has a letter of its own.
    case 'unpaid':
    case 'refunded':
      return undefined
  }
}

/** What the atelier ended itself, or is at work on, stays as it is. */
async function withdraw(transaction: Database, production: StoredProductionOrder, at: Date): Promise<void> {
  const phase = TRANSITIONS[production.phase].withdrawn
  if (!phase) return
  const events = await allEvents(transaction, production.id)
  const status = buildStatus(production.plan, events, { captured: production.capturedAt !== null, withdrawn: true })
  const change = { phase, state: JOB_STATE[phase], withdrawnAt: at, endedAt: at, status }
  await changeProductionOrder(transaction, production.id, change, at)
}

async function letGo(transaction: Database, payment: StoredPayment, { ending, reason, actor, at }: Ended): Promise<void> {
  if (payment.state === 'captured')
    return giveBackRest(transaction, payment, { reason: reason ?? ending, actor, key: `ended:${payment.id}`, at })
  if (payment.checkoutUrl) await changePayment(transaction, payment.id, { checkoutUrl: null }, at)
  await askRelease(transaction, payment.id)
}

/** Lets go of what is held, or closes the page on which it would be paid. */
export const askRelease = (transaction: Database, payment: string): Promise<void> =>
  addJob(transaction, 'release-payment', { payment }, `release-payment:${payment}`)
