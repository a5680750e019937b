import type { Database } from '@/db/connection'
import type { StoredPayment } from '@/db/queries/order'
import { changeOrder, changePayment, enterLedger, findPayment, nameSession } from '@/db/queries/payment'
import { addJob, allEvents, changeProductionOrder } from '@/db/queries/production'
import { applyToOrder, type OrderTrigger } from '@/lib/domain/orders/order-state'
import { applyToPayment, type PaymentTrigger } from '@/lib/domain/orders/payment-state'
import { buildStatus } from '@/lib/domain/production/fold'
import { JOB_STATE, TRANSITIONS } from '@/lib/domain/production/production-order'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { database } from './database'
import { askRelease, endOrder, type LockedOrder, lockWholeOrder } from './end-order'
import { honour, type Preparation, prepare } from './honour'
import { log } from './log'
import { tellClient } from './mail'
import { giveBackRest } from './refund-rows'
import { release } from './release'
import { settings } from './settings'
import { type CheckoutFacts, readCheckout } from './stripe'

/** What settling led to. `given-back`: money came for an order that is over or paid already, or too late for what it was asked for. */
export type Settlement = 'authorised' | 'captured' | 'capture-failed' | 'cancelled' | 'expired' | 'given-back' | 'unchanged'

interface Locked extends LockedOrder {
  transaction: Database
  payment: StoredPayment
  facts: CheckoutFacts
  preparation: Preparation | undefined
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
  const isPaid = facts.intent?.status === 'requires_capture' || facts.intent?.status === 'succeeded'
  const preparation = isPaid ? await prepare(known.order, at) : undefined
  return database().transaction(async (transaction) => {
    const locked = await lockWholeOrder(transaction, known.order)
    const payment = locked.ok && locked.value.payments.find(({ id }) => id === known.id)
    if (!locked.ok || !payment) return refuse('payment.unknown')
    return ok(await move({ transaction, ...locked.value, payment, facts, preparation, at }))
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
  const isWaiting = payment.state === 'open' || payment.state === 'expired'
  switch (facts.intent?.status) {
    case 'requires_capture':
      return isWaiting ? authorised(locked) : 'unchanged'
    case 'succeeded':
      if (isWaiting) return capturedUnseen(locked)
      return payment.state === 'authorised' || payment.state === 'failed' ? captured(locked) : 'unchanged'
    case 'canceled':
      // A page on which a card was declined takes its intent along when it closes.
      if (payment.state === 'open') return expired(locked)
      if (payment.state !== 'authorised' && payment.state !== 'failed') return 'unchanged'
      if (order.state === 'cancelled' || payment.state === 'failed') return released(locked)
      return production?.acceptedAt ? captureFailed(locked) : holdLost(locked)
    default:
      return facts.status === 'expired' && payment.state === 'open' ? expired(locked) : 'unchanged'
  }
}

async function authorised(locked: Locked): Promise<Settlement> {
  const { transaction, payment } = locked
  await step(locked, 'authorised', { intent: locked.facts.intent?.id ?? null, checkoutUrl: null })
  await ledger(locked, 'authorised')
  if (await take(locked)) return 'authorised'
  await askRelease(transaction, payment.id)
  return 'given-back'
}

/** Is this payment the order's? Then the order goes on with it. */
async function take({ transaction, order, payment, payments, production, preparation, at }: Locked): Promise<boolean> {
  if (order.state === 'authorised' && production?.acceptedAt) {
    const isPaid = payments.some(({ id, state }) => id !== payment.id && (state === 'authorised' || state === 'captured'))
    if (isPaid || production.capturedAt) return false
    await addJob(transaction, 'capture-payment', { payment: payment.id }, `capture-payment:${payment.id}`)
    return true
  }
  const honoured = preparation && (await honour(transaction, { order, payments, production }, preparation, at))
  if (!honoured) return false
  await changeOrder(transaction, order.id, { ...honoured.change, authorisedAt: at })
  await release(transaction, { ...order, ...honoured.change, authorisedAt: at }, honoured.stages, at)
  await tellClient(transaction, order.id, 'order-confirmed', {}, '', at)
  return true
}

/** Somebody charged it in the provider's own pages before we had seen that it was held: its order begins all the same. */
async function capturedUnseen(locked: Locked): Promise<Settlement> {
  const { transaction, order, payment, at } = locked
  await step(locked, 'authorised', { intent: locked.facts.intent?.id ?? null, checkoutUrl: null })
  await ledger(locked, 'authorised')
  const isTaken = await take(locked)
  const held = { ...payment, state: 'authorised' as const, intent: locked.facts.intent?.id ?? null }
  const now = await lockWholeOrder(transaction, order.id)
  if (!now.ok) throw new Error(`${order.id} has vanished`)
  const settled = await captured({ ...locked, ...now.value, payment: held })
  if (isTaken) return settled
  await giveBackRest(transaction, held, { reason: 'late', actor: 'system', key: `unwanted:${payment.id}`, at })
  return 'given-back'
}

async function captured(locked: Locked): Promise<Settlement> {
  const { transaction, order, payment, payments, production, at } = locked
  await step(locked, 'captured', {})
  await ledger(locked, 'captured')
  const isPaid = payments.some(({ id, state }) => id !== payment.id && state === 'captured')
  if (order.state === 'cancelled' || isPaid) {
    const reason = isPaid ? 'paid-twice' : (order.endingReason ?? order.ending ?? 'cancelled')
    await giveBackRest(transaction, payment, { reason, actor: 'system', key: `unwanted:${payment.id}`, at })
    return 'captured'
  }
  if (!production) return 'captured'
  // Charged before the atelier answered: the order goes on when it accepts (lib/server/events.ts).
  const phase = TRANSITIONS[production.phase].captured
  if (phase) await moveOrder(locked, 'payment-captured')
  const events = await allEvents(transaction, production.id)
  const status = buildStatus(production.plan, events, { captured: true, withdrawn: production.withdrawnAt !== null })
  const change = phase ? { phase, state: JOB_STATE[phase] } : {}
  await changeProductionOrder(transaction, production.id, { ...change, capturedAt: at, status }, at)
  return 'captured'
}

async function captureFailed(locked: Locked): Promise<Settlement> {
  await step(locked, 'capture-failed', {})
  await ledger(locked, 'released')
  await moveOrder(locked, 'capture-failed')
  const { transaction, order, payment, at } = locked
  await tellClient(transaction, order.id, 'payment-failed', {}, payment.id, at)
  return 'capture-failed'
}

async function released(locked: Locked): Promise<Settlement> {
  if (locked.payment.state === 'authorised') await ledger(locked, 'released')
  else if (locked.order.state !== 'cancelled') return 'unchanged'
  await step(locked, 'released', {})
  return 'cancelled'
}

/** The bank let the hold go before the atelier answered. */
async function holdLost(locked: Locked): Promise<Settlement> {
  await step(locked, 'expired', { checkoutUrl: null })
  await ledger(locked, 'released')
  await end(locked, 'hold-lost')
  return 'expired'
}

/** The page was open too long. A page for paying again takes only itself along; the order has its own limit then. */
async function expired(locked: Locked): Promise<Settlement> {
  await step(locked, 'expired', { checkoutUrl: null })
  if (locked.order.state === 'open') await end(locked, 'unpaid')
  return 'expired'
}

async function end({ transaction, order, payments, payment, production, at }: Locked, ending: 'unpaid' | 'hold-lost') {
  const others = payments.filter(({ id }) => id !== payment.id)
  const ended = await endOrder(transaction, { order, payments: others, production }, { ending, actor: 'system', at })
  if (!ended.ok) log().warn({ order: order.id, state: order.state }, 'an order could not end')
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
async function moveOrder({ transaction, order }: Locked, trigger: OrderTrigger): Promise<void> {
  const next = applyToOrder(order.state, trigger)
  if (next.ok && next.value !== order.state) await changeOrder(transaction, order.id, { state: next.value })
}

async function ledger({ transaction, payment, facts, at }: Locked, kind: 'authorised' | 'captured' | 'released'): Promise<void> {
  const reference = facts.intent?.id ?? payment.intent ?? facts.session
  const { order, amount, currency } = payment
  await enterLedger(transaction, { order, payment: payment.id, kind, amount, currency, reference, createdAt: at })
}
