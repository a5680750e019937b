import { findContact, findOrder, paymentsOf, type StoredOrder, type StoredPayment } from '@/db/queries/order'
import { insertPayment, lockOrder, lockPayments, nameSession } from '@/db/queries/payment'
import { lockProductionOrderOf } from '@/db/queries/production'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { database } from './database'
import { newId } from './ids'
import { settle } from './settle'
import { createCheckout } from './stripe'

const MINUTE = 60_000
/** The provider wants at least 30 minutes and less than 24 hours; ours begins a moment later than our row. */
const SHORTEST = 31 * MINUTE
const LONGEST = 23 * 60 * MINUTE

export interface PaymentRequest {
  order: string
  /** What the provider's page calls the piece. */
  description: string
  successUrl: string
  cancelUrl: string
  at: Date
}

/** When an order's payment page closes: with its quote, but never sooner than the provider allows. */
export const closingOf = (quoteExpires: string, at: Date): Date => {
  const wanted = Date.parse(quoteExpires) - at.getTime()
  // Whole seconds, as the provider counts.
  return new Date(Math.floor((at.getTime() + Math.min(LONGEST, Math.max(SHORTEST, wanted))) / 1000) * 1000)
}

/**
 * Where the client pays: for an open order, or again for an accepted one whose capture failed. Two tabs, a double click or a retry after
 * a crash lead to one payment and one page. Refused: `order.unknown`, `order.not-open`. Throws when the provider cannot be reached;
 * nothing is lost then, ask again.
 */
export async function openPayment(request: PaymentRequest): Promise<Result<{ payment: string; url: string }>> {
  const { at } = request
  await closeStale(request.order, at)
  const begun = await database().transaction(async (transaction) => {
    const order = await lockOrder(transaction, request.order)
    if (!order) return refuse('order.unknown')
    const payments = await lockPayments(transaction, order.id)
    const production = await lockProductionOrderOf(transaction, order.id)
    const again = order.state === 'authorised' && production?.acceptedAt && mayPayAgain(payments)
    if (order.state !== 'open' && !again) return refuse('order.not-open')
    const open = payments.findLast(({ state }) => state === 'open')
    if (open) return ok({ order, payment: open })
    const payment = {
      id: newId('pay'),
      order: order.id,
      amount: order.amount,
      currency: order.currency,
      expiresAt: again ? closingOf(new Date(at.getTime() + LONGEST).toISOString(), at) : expiryOf(order, at),
      createdAt: at,
      updatedAt: at,
    }
    await insertPayment(transaction, payment)
    return ok({ order, payment: { ...payment, session: null, checkoutUrl: null } })
  })
  if (!begun.ok) return begun
  const { order, payment } = begun.value
  if (payment.checkoutUrl) return ok({ payment: payment.id, url: payment.checkoutUrl })
  const contact = await findContact(database(), order.contact)
  const { session, url } = await createCheckout({
    order: order.id,
    payment: payment.id,
    description: request.description,
    amount: { amount: payment.amount, currency: payment.currency },
    ...(contact?.email ? { email: contact.email } : {}),
    locale: order.locale,
    successUrl: request.successUrl,
    cancelUrl: request.cancelUrl,
    expires: payment.expiresAt ?? expiryOf(order, payment.createdAt),
    idempotencyKey: payment.id,
  })
  await nameSession(database(), payment.id, session, url)
  return ok({ payment: payment.id, url })
}

/** Something failed, and nothing is on its way or paid. */
export const mayPayAgain = (payments: readonly Pick<StoredPayment, 'state'>[]): boolean =>
  payments.some(({ state }) => state === 'failed') &&
  !payments.some(({ state }) => state === 'authorised' || state === 'captured')

const expiryOf = (order: StoredOrder, from: Date): Date => order.expiresAt ?? closingOf(order.quote.expires, from)

/** A page that has closed is looked at before another is opened. */
async function closeStale(id: string, at: Date): Promise<void> {
  const order = await findOrder(database(), id)
  const open = order && (await paymentsOf(database(), id)).findLast(({ state }) => state === 'open')
  if (open?.session && open.expiresAt && open.expiresAt <= at) await settle(open.session, at)
}
