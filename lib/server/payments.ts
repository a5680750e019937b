import { findContact, paymentsOf, type StoredOrder } from '@/db/queries/order'
import { changeOrder, changePayment, findPayment, insertPayment, lockOrder, lockPayment, nameSession } from '@/db/queries/payment'
import { addJob, changeProductionOrder, freeBookings, lockProductionOrderOf } from '@/db/queries/production'
import { insertAudit } from '@/db/queries/staff'
import { hashOf } from '@/lib/domain/design/canonical'
import { applyToOrder } from '@/lib/domain/orders/order-state'
import { buildStatus } from '@/lib/domain/production/fold'
import { JOB_STATE, TRANSITIONS } from '@/lib/domain/production/production-order'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { database } from './database'
import { newId } from './ids'
import { createCheckout } from './stripe'

const MINUTE = 60_000
/** The provider wants at least 30 minutes and at most 24 hours; a client wants time to find a card. */
const SHORTEST = 60 * MINUTE
const LONGEST = 23 * 60 * MINUTE

export interface PaymentRequest {
  order: string
  /** What the provider's page calls the piece. */
  description: string
  successUrl: string
  cancelUrl: string
  at: Date
}

/**
 * Where the client pays for an open order. Two tabs, a double click or a retry after a crash lead to one payment and one page.
 * Refused: `order.unknown`, `order.not-open`. Throws when the provider cannot be reached; nothing is lost then, ask again.
 */
export async function openPayment(request: PaymentRequest): Promise<Result<{ payment: string; url: string }>> {
  const { at } = request
  const begun = await database().transaction(async (transaction) => {
    const order = await lockOrder(transaction, request.order)
    if (!order) return refuse('order.unknown')
    if (order.state !== 'open') return refuse('order.not-open')
    const open = (await paymentsOf(transaction, order.id)).findLast(({ state }) => state === 'open')
    if (open) return ok({ order, payment: open })
    const payment = {
      id: newId('pay'),
      order: order.id,
      amount: order.amount,
      currency: order.currency,
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
    expires: expiryOf(order, payment.createdAt),
    idempotencyKey: `${order.id}:${hashOf(order.quote).slice(0, 24)}:${payment.id}`,
  })
  await nameSession(database(), payment.id, session, url)
  return ok({ payment: payment.id, url })
}

/** From rows only, so that the same request again is the same to the provider. */
function expiryOf(order: StoredOrder, from: Date): Date {
  const wanted = Date.parse(order.quote.expires) - from.getTime()
  return new Date(from.getTime() + Math.min(LONGEST, Math.max(SHORTEST, wanted)))
}

/**
 * Calls an order off before the atelier has accepted it; what is held is let go by a job. `actor` as in the audit list.
 * Refused: `order.unknown`, `order.accepted`, `order.illegal`.
 */
export async function cancelOrder(id: string, actor: string, reason: string, at: Date): Promise<Result<void>> {
  return database().transaction(async (transaction) => {
    const order = await lockOrder(transaction, id)
    if (!order) return refuse('order.unknown')
    const found = await findPayment(transaction, { order: id })
    const payment = found && (await lockPayment(transaction, found.id))
    const production = await lockProductionOrderOf(transaction, id)
    if (production?.acceptedAt) return refuse('order.accepted')
    const state = applyToOrder(order.state, 'cancelled')
    if (!state.ok) return state
    const phase = production && TRANSITIONS[production.phase].withdrawn
    if (production && !phase) return refuse('order.accepted')
    await changeOrder(transaction, id, { state: state.value, closedAt: at })
    if (production && phase) {
      await changeProductionOrder(
        transaction,
        production.id,
        {
          phase,
          state: JOB_STATE[phase],
          withdrawnAt: at,
          endedAt: at,
          status: buildStatus(production.plan, [], { captured: false, withdrawn: true }),
        },
        at,
      )
      await freeBookings(transaction, production.id)
    }
    if (payment) {
      await changePayment(transaction, payment.id, { checkoutUrl: null }, at)
      await addJob(transaction, 'release-payment', { payment: payment.id }, `release-payment:${payment.id}`)
    }
    await insertAudit(transaction, { actor, action: 'order.cancelled', subject: id, data: { reason } })
    return ok(undefined)
  })
}
