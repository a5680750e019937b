import { findProductionOrderOf } from '@/db/queries/build'
import { findOrder, paymentsOf } from '@/db/queries/order'
import { parseAmount } from '@/lib/domain/pricing/parse-amount'
import { TRANSITIONS } from '@/lib/domain/production/production-order'
import { type Result, refuse } from '@/lib/domain/result'
import { allowed } from './access'
import { cancelOrder, mayCancel } from './cancel-order'
import { database } from './database'
import { reasonOf } from './hold-production'
import { refundable, refundOrder } from './refund'
import type { StaffMember } from './session'

/** Whether an order can be called off, and what can be given back, for the page that offers it. */
export async function movable(order: string) {
  const found = await findOrder(database(), order)
  const [production, payments, left] = await Promise.all([
    findProductionOrderOf(database(), order),
    paymentsOf(database(), order),
    refundable(order),
  ])
  return {
    cancellable: found !== undefined && mayCancel(found.state, production, payments),
    /** Giving back everything ends the order, since its atelier has not begun. */
    ends: found?.state === 'placed' && production !== undefined && TRANSITIONS[production.phase].withdrawn !== undefined,
    ...(left && left.amount > 0 ? { left } : {}),
  }
}

/** Refused: `access.none`, `staff.reason`, and what `cancelOrder` refuses. */
export async function cancelByStaff(member: StaffMember, id: string, given: string, at: Date): Promise<Result<unknown>> {
  const order = id.length <= 100 ? await findOrder(database(), id) : undefined
  if (!order) return refuse('access.none')
  const may = allowed(member, 'order.cancel', { atelier: order.atelier })
  if (!may.ok) return may
  const reason = reasonOf(given)
  return reason.ok ? cancelOrder({ order: id, actor: `staff:${member.id}`, reason: reason.value, at }) : reason
}

export interface WantedStaffRefund {
  order: string
  /** As it was typed, in the order's currency; empty: everything that is left. */
  amount: string
  reason: string
  /** The same key is the same refund. */
  key: string
  at: Date
}

/** Refused: `access.none`, `staff.reason`, `staff.amount`, and what `refundOrder` refuses. */
export async function refundByStaff(member: StaffMember, wanted: WantedStaffRefund): Promise<Result<unknown>> {
  const { order: id, key, at } = wanted
  const order = id.length <= 100 ? await findOrder(database(), id) : undefined
  if (!order) return refuse('access.none')
  const may = allowed(member, 'order.refund', { atelier: order.atelier })
  if (!may.ok) return may
  const reason = reasonOf(wanted.reason)
  if (!reason.ok) return reason
  const typed = wanted.amount.trim()
  const amount = typed === '' ? undefined : parseAmount(typed, order.currency)
  if (typed !== '' && !amount) return refuse('staff.amount', undefined, '/amount')
  return refundOrder({ order: id, amount, reason: reason.value, actor: `staff:${member.id}`, key: key.slice(0, 100), at })
}
