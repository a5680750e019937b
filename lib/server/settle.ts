import type { Database } from '@/db/connection'
import type { StoredProductionOrder } from '@/db/queries/build'
import { findOrder, type StoredOrder, type StoredPayment } from '@/db/queries/order'
import { changeOrder, changePayment, enterLedger, findPayment, lockOrder, lockPayment, nameSession } from '@/db/queries/payment'
import {
  addJob,
  allEvents,
  changeProductionOrder,
  freeBookings,
  lockProductionOrderOf,
  type ProductionChange,
} from '@/db/queries/production'
import { applyToOrder, type OrderTrigger } from '@/lib/domain/orders/order-state'
import { applyToPayment, type PaymentTrigger } from '@/lib/domain/orders/payment-state'
import { buildStatus } from '@/lib/domain/production/fold'
import { JOB_STATE, TRANSITIONS } from '@/lib/domain/production/production-order'
import type { Stage } from '@/lib/domain/products/family'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { database } from './database'
import { release, stagesOf } from './release'
import { settings } from './settings'
import { type CheckoutFacts, readCheckout } from './stripe'

/** What settling led to. `given-back`: money came for an order that is over, and is let go. */
export type Settlement = 'authorised' | 'captured' | 'capture-failed' | 'cancelled' | 'expired' | 'given-back' | 'unchanged'

interface Locked {
  transaction: Database
  order: StoredOrder
  payment: StoredPayment
  production: StoredProductionOrder | undefined
  facts: CheckoutFacts
  stages: readonly Stage[]
  at: Date
}

/**
 * Brings our books to what the provider says about a session now. It may be called any number of times, at once, by webhooks,
 * the return page and the clock: each movement of money has one effect. Refused: `payment.unknown`, `payment.mismatch` (another
 * order, amount, currency or mode than ours; nothing moves). Throws when the provider or the database cannot be reached.
 */
export async function settle(session: string, at: Date): Promise<Result<Settlement>> {
  const facts = await readCheckout(session)
  const known = await findOurs(facts)
  if (!known) return refuse('payment.unknown')
  const fault = mismatch(facts, known)
  if (fault) return refuse('payment.mismatch', { field: fault })
  const order = await findOrder(database(), known.order)
  const stages = order?.state === 'open' && facts.intent?.status === 'requires_capture' ? await stagesOf(database(), order) : []
  return database().transaction(async (transaction) => {
    const lockedOrder = await lockOrder(transaction, known.order)
    const payment = await lockPayment(transaction, known.id)
    if (!lockedOrder || !payment) return refuse('payment.unknown')
    const production = await lockProductionOrderOf(transaction, known.order)
    return ok(await move({ transaction, order: lockedOrder, payment, production, facts, stages, at }))
  })
}

/** The payment of a session; one whose process died before it wrote the session down is found by what we told the provider. */
async function findOurs(facts: CheckoutFacts): Promise<StoredPayment | undefined> {
  const named = await findPayment(database(), { session: facts.session })
  if (named || facts.order === undefined) return named
  const latest = await findPayment(database(), { order: facts.order })
  if (!latest || latest.id !== facts.payment || latest.session) return undefined
  await nameSession(database(), latest.id, facts.session, null)
  return findPayment(database(), { session: facts.session })
}

function mismatch(facts: CheckoutFacts, payment: StoredPayment): string | undefined {
  if (facts.livemode !== (settings().LOT_ONE_MODE === 'live')) return 'mode'
  if (facts.order !== payment.order) return 'order'
  if (facts.currency !== payment.currency || (facts.intent && facts.intent.currency !== payment.currency)) return 'currency'
  if (facts.amount !== payment.amount || (facts.intent && facts.intent.amount !== payment.amount)) return 'amount'
  if (facts.intent?.status === 'succeeded' && facts.intent.received !== payment.amount) return 'received'
  return undefined
}

async function move(locked: Locked): Promise<Settlement> {
  const { payment, order, production, facts } = locked
  switch (facts.intent?.status) {
    case 'requires_capture':
      return payment.state === 'open' || payment.state === 'expired' ? authorised(locked) : 'unchanged'
    case 'succeeded':
      return payment.state === 'authorised' || payment.state === 'failed' ? captured(locked) : 'unchanged'
    case 'canceled':
      // A page on which a card was declined takes its intent along when it closes.
      if (payment.state === 'open') return expired(locked, false)
      if (payment.state !== 'authorised' && payment.state !== 'failed') return 'unchanged'
      if (order.state === 'cancelled') return cancelled(locked)
      if (production?.acceptedAt) return payment.state === 'failed' ? 'unchanged' : captureFailed(locked)
      return expired(locked, true)
    default:
      return facts.status === 'expired' && payment.state === 'open' ? expired(locked, false) : 'unchanged'
  }
}

async function authorised(locked: Locked): Promise<Settlement> {
  const { transaction, order, payment, stages, at } = locked
  const intent = locked.facts.intent?.id ?? null
  await step(locked, 'authorised', { intent, checkoutUrl: null })
  await ledger(locked, 'authorised')
  const next = applyToOrder(order.state, 'payment-authorised')
  if (!next.ok) {
    await addJob(transaction, 'release-payment', { payment: payment.id }, `release-payment:${payment.id}`)
    return 'given-back'
  }
  const change = { state: next.value, authorisedAt: at }
  await changeOrder(transaction, order.id, change)
  await release(transaction, { ...order, ...change }, stages, at)
  return 'authorised'
}

async function captured(locked: Locked): Promise<Settlement> {
  const { transaction, production, at } = locked
  await step(locked, 'captured', {})
  await ledger(locked, 'captured')
  await moveOrder(locked, 'payment-captured')
  const phase = production && TRANSITIONS[production.phase].captured
  if (production && phase) {
    const status = buildStatus(production.plan, await allEvents(transaction, production.id), { captured: true, withdrawn: false })
    await changeProductionOrder(transaction, production.id, { phase, state: JOB_STATE[phase], capturedAt: at, status }, at)
  }
  return 'captured'
}

async function captureFailed(locked: Locked): Promise<Settlement> {
  await step(locked, 'capture-failed', {})
  await moveOrder(locked, 'capture-failed')
  return 'capture-failed'
}

async function cancelled(locked: Locked): Promise<Settlement> {
  await step(locked, 'released', {})
  await ledger(locked, 'released')
  return 'cancelled'
}

/** The page was open too long, or the bank let the hold go before the atelier answered. */
async function expired(locked: Locked, held: boolean): Promise<Settlement> {
  const { transaction, production, at } = locked
  await step(locked, 'expired', { checkoutUrl: null })
  if (held) await ledger(locked, 'released')
  await moveOrder(locked, 'payment-expired')
  const phase = production && TRANSITIONS[production.phase].withdrawn
  if (production && phase) {
    const status = buildStatus(production.plan, [], { captured: false, withdrawn: true })
    const change: ProductionChange = { phase, state: JOB_STATE[phase], withdrawnAt: at, endedAt: at, status }
    await changeProductionOrder(transaction, production.id, change, at)
    await freeBookings(transaction, production.id)
  }
  return 'expired'
}

async function step(
  { transaction, payment, at }: Locked,
  trigger: PaymentTrigger,
  more: { intent?: string | null; checkoutUrl?: null },
): Promise<void> {
  const next = applyToPayment(payment.state, trigger)
  if (!next.ok) throw new Error(`payment ${payment.id}: ${payment.state} cannot be ${trigger}`)
  await changePayment(transaction, payment.id, { state: next.value, ...more }, at)
}

/** What the order cannot do any more it need not do: the money was moved for it already. */
async function moveOrder({ transaction, order, at }: Locked, trigger: OrderTrigger): Promise<void> {
  const next = applyToOrder(order.state, trigger)
  if (!next.ok || next.value === order.state) return
  await changeOrder(transaction, order.id, { state: next.value, ...(next.value === 'cancelled' ? { closedAt: at } : {}) })
}

async function ledger({ transaction, payment, facts }: Locked, kind: 'authorised' | 'captured' | 'released'): Promise<void> {
  const reference = facts.intent?.id ?? payment.intent ?? facts.session
  const { order, amount, currency } = payment
  await enterLedger(transaction, { order, payment: payment.id, kind, amount, currency, reference })
}
