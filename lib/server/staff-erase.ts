import { findOrder } from '@/db/queries/order'
import { type Result, refuse } from '@/lib/domain/result'
import { allowed } from './access'
import { database } from './database'
import { eraseOrder } from './erasure'
import { reasonOf } from './hold-production'
import type { StaffMember } from './session'

/** At the client's request: `eraseOrder`, with who asked for it on record. Refused: `access.none`, `staff.reason`, and what it refuses. */
export async function eraseByStaff(member: StaffMember, id: string, given: string, at: Date): Promise<Result<undefined>> {
  const order = id.length <= 100 ? await findOrder(database(), id) : undefined
  if (!order) return refuse('access.none')
  const may = allowed(member, 'order.erase', { atelier: order.atelier })
  if (!may.ok) return may
  const reason = reasonOf(given)
  return reason.ok ? eraseOrder(id, `staff:${member.id}`, at) : reason
}
