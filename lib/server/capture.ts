import { findOrder } from '@/db/queries/order'
import { changePayment, findPayment, findPaymentById, openProviderEvents, paymentsToPoll } from '@/db/queries/payment'
import { database } from './database'
import { log } from './log'
import { settle } from './settle'
import { captureHeld, closeCheckout, noticeOf, releaseHeld } from './stripe'
import { handleNotice } from './webhooks'

/**
 * Charges what is held for an accepted order. Asked twice it charges once: the provider is given the same key, and what it then
 * says is settled. A refusal by the bank leaves the order accepted and not started.
 */
export async function capturePayment(id: string, at: Date): Promise<void> {
  const payment = await findPaymentById(database(), id)
  if (!payment?.session || !payment.intent || payment.state !== 'authorised') return
  const charged = await captureHeld(payment.intent, payment.id)
  if (!charged.ok) log().warn({ payment: id, ...charged.refusal.parameters }, 'a payment could not be captured')
  const settled = await settle(payment.session, at)
  const done = settled.ok && settled.value !== 'unchanged'
  // Settled meanwhile by a webhook is done as well; anything else is tried again by the queue.
  if (!done && (await findPaymentById(database(), id))?.state === 'authorised')
    throw new Error(`payment ${id} is still only held`)
}

/** Lets go of what is held for an order that is over, or closes the page on which it would have been paid. */
export async function releasePayment(id: string, at: Date): Promise<void> {
  const payment = await findPaymentById(database(), id)
  if (!payment?.session) return
  const order = await findOrder(database(), payment.order)
  if (order?.state !== 'cancelled') return
  if (payment.state === 'open') await closeCheckout(payment.session)
  if (payment.intent && (payment.state === 'authorised' || payment.state === 'failed'))
    await releaseHeld(payment.intent, payment.id)
  await settle(payment.session, at)
  // Paid in the moment in which the page was closed: settling has asked for another release.
}

const MINUTE = 60_000
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
    await attempt(`notice ${notice.id}`, () => handleNotice(noticeOf(notice.payload), at))
  }
  const hour = new Date(at.getTime() - 60 * MINUTE)
  for (const { payment, over } of await paymentsToPoll(database(), before, hour, 50)) {
    await changePayment(database(), payment.id, {}, at)
    const { id, session, state } = payment
    if (!session) continue
    await attempt(`payment ${id}`, () => (over && state !== 'open' ? releasePayment(id, at) : settle(session, at)))
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
