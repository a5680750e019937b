import type { Database } from '@/db/connection'
import { findOrder, ledgerOf, type StoredPayment } from '@/db/queries/order'
import { changePayment, enterLedger, findPaymentById, lockOrder, lockPayment, lockPayments } from '@/db/queries/payment'
import { changeRefund, findRefund, findRefundByRequest, insertRefund, refundsOf, type StoredRefund } from '@/db/queries/refund'
import { insertAudit } from '@/db/queries/staff'
import { applyToPayment } from '@/lib/domain/orders/payment-state'
import type { Money } from '@/lib/domain/pricing/money'
import { TRANSITIONS } from '@/lib/domain/production/production-order'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { database } from './database'
import { endOrder, lockWholeOrder } from './end-order'
import { newId } from './ids'
import { log } from './log'
import { tellClient } from './mail'
import { leftOf, refundHash, writeRefund } from './refund-rows'
import { giveBack, type ProviderRefund, readRefunds } from './stripe'

export interface WantedRefund {
  order: string
  /** Minor units of the order's currency; absent: everything that is left. */
  amount?: number | undefined
  reason: string
  /** As in the audit list, e.g. `staff:stf_…`. */
  actor: string
  /** The same key for the same order is one refund. */
  key: string
  at: Date
}

export interface AskedRefund {
  refund: string
  amount: Money
  /** What could still be given back after it. */
  left: Money
  /** Whether the order ended with it: everything went back before the atelier had begun. */
  ended: boolean
}

/**
 * Gives back the whole or a part of what was captured, never more. The provider is asked by a job of the same transaction; the ledger
 * has its entry when the provider has confirmed. Refused: `order.unknown`, `refund.reason`, `refund.amount`, `refund.nothing-captured`,
 * `refund.too-much` (with what is left), `idempotency.mismatch`.
 */
export async function refundOrder(wanted: WantedRefund): Promise<Result<AskedRefund>> {
  const { at, actor, key } = wanted
  const reason = wanted.reason.trim()
  if (reason.length < 3 || reason.length > 500 || /\p{Cs}|[^\P{Cc}\n\r]/u.test(reason))
    return refuse('refund.reason', {}, '/reason')
  if (wanted.amount !== undefined && (!Number.isSafeInteger(wanted.amount) || wanted.amount < 1))
    return refuse('refund.amount', {}, '/amount')
  return database().transaction(async (transaction) => {
    const locked = await lockWholeOrder(transaction, wanted.order)
    if (!locked.ok) return locked
    const { order, payments, production } = locked.value
    const payment = payments.find(({ state }) => state === 'captured' || state === 'refunded')
    if (!payment) return refuse('refund.nothing-captured')
    const left = await leftOf(transaction, payment)
    const before = await findRefundByRequest(transaction, refundHash(payment.id, key))
    if (before) {
      const same = before.reason === reason && (wanted.amount ?? before.amount) === before.amount
      if (!same) return refuse('idempotency.mismatch')
      return ok(askedOf(before, left, order.state === 'cancelled'))
    }
    const amount = wanted.amount ?? left
    if (left === 0 || amount > left) return refuse('refund.too-much', { left, currency: payment.currency }, '/amount')
    const id = await writeRefund(transaction, payment, amount, { reason, actor, key, at })
    const data = { refund: id, amount, currency: payment.currency, reason }
    await insertAudit(transaction, { actor, action: 'order.refunded', subject: order.id, data })
    const ends = amount === left && order.state === 'placed' && production && TRANSITIONS[production.phase].withdrawn
    if (ends) {
      const ended = await endOrder(transaction, locked.value, { ending: 'refunded', reason, actor, at })
      if (!ended.ok) return ended
    }
    return ok(askedOf({ id, amount, currency: payment.currency }, left - amount, Boolean(ends)))
  })
}

const askedOf = (row: Pick<StoredRefund, 'id' | 'amount' | 'currency'>, left: number, ended: boolean): AskedRefund => ({
  refund: row.id,
  amount: { amount: row.amount, currency: row.currency },
  left: { amount: left, currency: row.currency },
  ended,
})

/** Asks the provider, with the same key however often it is tried, and writes down what it says. */
export async function payRefund(id: string, at: Date): Promise<void> {
  const refund = await findRefund(database(), id)
  const payment = refund && (await findPaymentById(database(), refund.payment))
  if (refund?.state !== 'asked' || !payment?.intent) return
  if (!refund.reference) {
    const { order, amount } = refund
    const given = await giveBack({ intent: payment.intent, refund: id, order, amount })
    if (!given.ok) {
      log().warn({ refund: id, ...given.refusal.parameters }, 'a refund was refused by the provider')
      await refused(refund, String(given.refusal.parameters?.reason ?? given.refusal.code), at)
      return
    }
  }
  await settleRefunds(payment.id, at)
}

async function refused(refund: StoredRefund, fault: string, at: Date): Promise<void> {
  await database().transaction(async (transaction) => {
    await lockPayment(transaction, refund.payment)
    const now = await findRefund(transaction, refund.id)
    if (now?.state !== 'asked' || now.reference) return
    await fail(transaction, now, fault, at)
  })
}

async function fail(transaction: Database, refund: StoredRefund, fault: string, at: Date): Promise<void> {
  await changeRefund(transaction, refund.id, { state: 'failed', fault, settledAt: at })
  const data = { refund: refund.id, amount: refund.amount, currency: refund.currency, fault }
  await insertAudit(transaction, { actor: 'system', action: 'refund.failed', subject: refund.order, data })
}

/**
 * Brings our books to what the provider says of a payment's refunds, also of those given in its own pages. May be called any number of
 * times, at once. Throws when the provider cannot be reached.
 */
export async function settleRefunds(id: string, at: Date): Promise<void> {
  const known = await findPaymentById(database(), id)
  if (!known?.intent) return
  const theirs = await readRefunds(known.intent)
  if (theirs.length === 0) return
  await database().transaction(async (transaction) => {
    await lockOrder(transaction, known.order)
    const payment = (await lockPayments(transaction, known.order)).find((one) => one.id === id)
    if (!payment || (payment.state !== 'captured' && payment.state !== 'refunded')) return
    for (const given of theirs) await settleOne(transaction, payment, given, at)
    await settleSum(transaction, payment, at)
  })
}

async function settleOne(transaction: Database, payment: StoredPayment, given: ProviderRefund, at: Date): Promise<void> {
  const rows = await refundsOf(transaction, payment.id)
  const own = rows.find((row) => row.reference === given.id) ?? rows.find((row) => row.id === given.refund && !row.reference)
  const row = own ?? (await writeStranger(transaction, payment, given, at))
  if (row.amount !== given.amount || row.currency !== given.currency)
    throw new Error(`refund ${row.id}: the provider gave another amount than was asked for`)
  const { order, currency, amount, id } = { ...row }
  const entry = { order, payment: payment.id, amount, currency, reference: given.id, createdAt: at }
  if (given.state === 'done' && row.state !== 'done') {
    await enterLedger(transaction, { ...entry, kind: 'refunded' })
    await changeRefund(transaction, id, { state: 'done', reference: given.id, fault: null, settledAt: at })
    await tellClient(transaction, order, 'order-refunded', { amount: { amount, currency } }, id, at)
  } else if (given.state === 'failed' && row.state !== 'failed') {
    if (row.state === 'done') await enterLedger(transaction, { ...entry, kind: 'refund-returned' })
    await changeRefund(transaction, id, { reference: given.id })
    await fail(transaction, row, given.fault ?? 'failed', at)
  } else if (!row.reference) await changeRefund(transaction, id, { reference: given.id })
}

/** One that was given in the provider's own pages. */
async function writeStranger(
  transaction: Database,
  payment: StoredPayment,
  given: ProviderRefund,
  at: Date,
): Promise<StoredRefund> {
  const id = newId('rfd')
  const { order, currency } = payment
  const { amount, reason } = given
  const requestHash = refundHash(payment.id, `provider:${given.id}`)
  await insertRefund(transaction, {
    id,
    order,
    payment: payment.id,
    amount,
    currency,
    reason: reason ?? 'provider',
    actor: 'provider',
    requestHash,
    createdAt: at,
  })
  const data = { refund: id, amount, currency, reason: reason ?? '' }
  await insertAudit(transaction, { actor: 'provider', action: 'order.refunded', subject: order, data })
  const row = await findRefund(transaction, id)
  if (!row) throw new Error('a refund has vanished')
  return row
}

/** A payment is `refunded` while everything that was captured is back. */
async function settleSum(transaction: Database, payment: StoredPayment, at: Date): Promise<void> {
  const entries = (await ledgerOf(transaction, payment.order)).filter((entry) => entry.payment === payment.id)
  const sum = (kind: string) => entries.reduce((total, entry) => (entry.kind === kind ? total + entry.amount : total), 0)
  const back = sum('refunded') - sum('refund-returned')
  const trigger = back >= sum('captured') ? 'refunded' : 'refund-returned'
  const next = applyToPayment(payment.state, trigger)
  if (next.ok && next.value !== payment.state) await changePayment(transaction, payment.id, { state: next.value }, at)
}

/** Of an order: what may still be given back, for the pages that offer it. */
export async function refundable(order: string): Promise<Money | undefined> {
  const found = await findOrder(database(), order)
  if (!found) return undefined
  return database().transaction(async (transaction) => {
    const payment = (await lockPayments(transaction, order)).find(({ state }) => state === 'captured')
    return payment ? { amount: await leftOf(transaction, payment), currency: payment.currency } : undefined
  })
}
