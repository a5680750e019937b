import { ok, type Result, refuse } from '@/lib/domain/result'
import { database } from './database'
import { endOrder, lockWholeOrder } from './end-order'

export interface WantedCancellation {
  order: string
  /** As in the audit list: `client` or `staff:stf_…`. */
  actor: string
  /** In their own words; empty where a client gives none. */
  reason: string
  at: Date
}

/**
 * Calls an order off for nothing: until the atelier has accepted it, and after that while its payment has failed and nothing was
 * begun. What is held is let go, what was captured early goes back. Done twice it is done once. Refused: `order.unknown`,
 * `order.accepted`, `order.illegal`.
 */
export async function cancelOrder({ order: id, actor, reason, at }: WantedCancellation): Promise<Result<void>> {
  return database().transaction(async (transaction) => {
    const locked = await lockWholeOrder(transaction, id)
    if (!locked.ok) return locked
    const { order, production, payments } = locked.value
    if (order.state === 'cancelled') return ok(undefined)
    if (!mayCancel(order.state, production, payments)) return refuse('order.accepted')
    const ending = actor.startsWith('staff:') ? 'staff' : 'client'
    return endOrder(transaction, locked.value, { ending, actor, at, ...(reason ? { reason } : {}) })
  })
}

/** Also asked by the pages that offer it. */
export function mayCancel(
  state: string,
  production: { acceptedAt: Date | null } | undefined,
  payments: readonly { state: string }[],
): boolean {
  if (state !== 'open' && state !== 'authorised') return false
  if (!production?.acceptedAt) return true
  // The money was not there: nothing was begun.
  return payments.some((payment) => payment.state === 'failed') && payments.every((payment) => payment.state !== 'captured')
}
