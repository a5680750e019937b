import type { Database } from '@/db/connection'
import type { StoredPayment } from '@/db/queries/order'
import { addJob } from '@/db/queries/production'
import { insertRefund, refundsOf } from '@/db/queries/refund'
import { newId } from './ids'
import { hashToken } from './secrets'

export interface RefundAsk {
  reason: string
  /** As in the audit list. */
  actor: string
  /** The same key for the same payment is one refund. */
  key: string
  at: Date
}

/** Of a captured payment, locked: what no refund speaks for yet. Minor units. */
export async function leftOf(transaction: Database, payment: StoredPayment): Promise<number> {
  const spoken = await refundsOf(transaction, payment.id)
  return payment.amount - spoken.reduce((sum, one) => (one.state === 'failed' ? sum : sum + one.amount), 0)
}

/** One refund with the job that asks the provider for it. The payment must be locked and the amount not more than `leftOf`. */
export async function writeRefund(
  transaction: Database,
  payment: StoredPayment,
  amount: number,
  ask: RefundAsk,
): Promise<string> {
  const id = newId('rfd')
  const { reason, actor, at } = ask
  const { order, currency } = payment
  const requestHash = refundHash(payment.id, ask.key)
  await insertRefund(transaction, { id, order, payment: payment.id, amount, currency, reason, actor, requestHash, createdAt: at })
  await addJob(transaction, 'refund-payment', { refund: id }, `refund-payment:${id}`)
  return id
}

export const refundHash = (payment: string, key: string): string => hashToken(`refund:${payment}:${key}`)

/** Everything that is left of a captured payment goes back. Nothing left: nothing happens. */
export async function giveBackRest(transaction: Database, payment: StoredPayment, ask: RefundAsk): Promise<void> {
  const left = await leftOf(transaction, payment)
  if (left > 0) await writeRefund(transaction, payment, left, ask)
}
