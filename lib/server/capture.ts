import { findOrder, paymentsOf } from '@/db/queries/order'
import {
  changePayment,
  findPayment,
  findPaymentById,
  openProviderEvents,
  ordersGivenUp,
  paymentsToPoll,
  tryProviderEvent,
} from '@/db/queries/payment'
import { unanswered } from '@/db/queries/production'
import { paymentsWithOpenRefunds } from '@/db/queries/refund'
import { database } from './database'
import { endOrder, lockWholeOrder } from './end-order'
import { log } from './log'
import { mayPayAgain } from './payments'
import { settleRefunds } from './refund'
import { settle } from './settle'
import { captureHeld, closeCheckout, noticeOf, releaseHeld } from './stripe'
import { handleNotice } from './webhooks'

/**
 * Charges what is held for an accepted order. Asked twice it charges once: the provider is given the same key, and what it then says is
 * settled. What the bank will not pay is let go, so that the payment is plainly failed and the client can pay another way.
 */
export async function capturePayment(id: string, at: Date): Promise<void> {
  const payment = await findPaymentById(database(), id)
  if (!payment?.session || !payment.intent || payment.state !== 'authorised') return
  const order = await findOrder(database(), payment.order)
  if (order?.state !== 'authorised') return
  const charged = await captureHeld(payment.intent, payment.id)
  if (!charged.ok) {
    log().warn({ payment: id, ...charged.refusal.parameters }, 'a payment could not be captured')
    // Refused here as well where it is captured or gone already: then only what is true counts.
    await releaseHeld(payment.intent, payment.id)
  }
  const settled = await settle(payment.session, at)
  const done = settled.ok && settled.value !== 'unchanged'
  // Settled meanwhile by a webhook is done as well; anything else is tried again by the queue.
  if (!done && (await findPaymentById(database(), id))?.state === 'authorised')
    throw new Error(`payment ${id} is still only held`)
}

/** Lets go of what is held for an order that is over or paid otherwise, or closes the page on which it would have been paid. */
export async function releasePayment(id: string, at: Date): Promise<void> {
  const payment = await findPaymentById(database(), id)
  if (!payment?.session) return
  const order = await findOrder(database(), payment.order)
  const others = (await paymentsOf(database(), payment.order)).filter((one) => one.id !== id)
  const isPaidOtherwise = others.some(({ state }) => state === 'captured' || state === 'authorised')
  if (order?.state !== 'cancelled' && !isPaidOtherwise) return
  if (payment.state === 'open') await closeCheckout(payment.session)
  if (payment.intent && (payment.state === 'authorised' || payment.state === 'failed'))
    await releaseHeld(payment.intent, payment.id)
  await settle(payment.session, at)
  // Paid in the moment in which the page was closed: settling has asked for another release.
}

const MINUTE = 60_000
/** How long a client whose capture failed may take to pay another way, ms. */
export const PAY_AGAIN_WITHIN = 3 * 86_400_000
/** A page that asks again and again asks the provider no more often than this, and waits for it no longer, ms. */
const LOOK_EVERY = 1500
const LOOK_PATIENCE = 3000

/**
 * Whoever comes back from the provider's page is told the truth now, also when the webhook is late or lost. Never throws: without
 * the provider the page shows what we know.
 */
export async function lookAtPayment(order: string, at: Date): Promise<void> {
  const payment = await findPayment(database(), { order })
  if (payment?.state !== 'open' || !payment.session || at.getTime() - payment.updatedAt.getTime() < LOOK_EVERY) return
  const { id, session } = payment
  await changePayment(database(), id, {}, at)
  const patience = new Promise<void>((over) => setTimeout(over, LOOK_PATIENCE).unref())
  await Promise.race([attempt(`payment ${id}`, () => settle(session, at)), patience])
}

/** Looks after what nobody told us: lost webhooks, pages left open, holds that ran out or should have been let go, notices kept but not handled. */
export async function pollPayments(at: Date): Promise<void> {
  const before = new Date(at.getTime() - MINUTE / 2)
  for (const notice of await openProviderEvents(database(), before, new Date(at.getTime() - 3 * 1440 * MINUTE), 50)) {
    await tryProviderEvent(database(), notice.id, at)
    await attempt(`notice ${notice.id}`, () => handleNotice(noticeOf(notice.payload), at))
  }
  const hour = new Date(at.getTime() - 60 * MINUTE)
  for (const { payment, over } of await paymentsToPoll(database(), before, hour, 50)) {
    await changePayment(database(), payment.id, {}, at)
    const { id, session, state } = payment
    if (!session) continue
    await attempt(`payment ${id}`, () => (over && state !== 'open' ? releasePayment(id, at) : settle(session, at)))
  }
  for (const payment of await paymentsWithOpenRefunds(database(), hour, 50))
    await attempt(`refunds of ${payment}`, () => settleRefunds(payment, at))
}

/** What the clock ends: orders that their atelier did not answer in time, and accepted ones that nobody paid for after all. */
export async function endOverdue(at: Date): Promise<void> {
  for (const { id, order } of await unanswered(database(), at, 50)) {
    await attempt(`production order ${id}`, () =>
      database().transaction(async (transaction) => {
        const locked = await lockWholeOrder(transaction, order)
        const waiting = locked.ok && ['releasing', 'offered'].includes(locked.value.production?.phase ?? '')
        if (waiting) await endOrder(transaction, locked.value, { ending: 'unanswered', actor: 'system', at })
      }),
    )
  }
  for (const order of await ordersGivenUp(database(), new Date(at.getTime() - PAY_AGAIN_WITHIN), 50)) {
    await attempt(`order ${order}`, () =>
      database().transaction(async (transaction) => {
        const locked = await lockWholeOrder(transaction, order)
        const payments = locked.ok ? locked.value.payments : []
        if (!locked.ok || !mayPayAgain(payments) || payments.some(({ state }) => state === 'open')) return
        await endOrder(transaction, locked.value, { ending: 'payment-failed', actor: 'system', at })
      }),
    )
  }
}

/** One that fails must not keep the others from being looked at; the next round tries it again. */
async function attempt(what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    log().warn({ err: error }, `could not look after ${what}`)
  }
}
