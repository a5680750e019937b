import type { Database } from '@/db/connection'
import { findProfile } from '@/db/queries/atelier'
import { findProductionOrder, type StoredProductionOrder } from '@/db/queries/build'
import { changeProductionOrder, lockProductionOrder } from '@/db/queries/production'
import { insertAudit } from '@/db/queries/staff'
import { answerBy } from '@/lib/domain/network/answer-time'
import { JOB_STATE, TRANSITIONS } from '@/lib/domain/production/production-order'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { allowed } from './access'
import { database } from './database'
import type { StaffMember } from './session'

const SHORTEST_REASON = 3
const LONGEST_REASON = 500

/** What somebody gives as their reason, or why it is none: `staff.reason`. */
export function reasonOf(given: string): Result<string> {
  const reason = given.normalize('NFC').replaceAll('\r\n', '\n').trim()
  const fits = reason.length >= SHORTEST_REASON && reason.length <= LONGEST_REASON && !/\p{Cs}|[^\P{Cc}\n]/u.test(reason)
  return fits ? ok(reason) : refuse('staff.reason', { least: SHORTEST_REASON, most: LONGEST_REASON }, '/reason')
}

/**
 * Stops a production order: while it is held it is not offered, cannot be accepted, and no operation of it may begin; what is under
 * way is ended and told as usual. Held twice is held, with the first reason. Refused: `access.none`, `staff.reason`, `production.over`.
 */
export async function holdProduction(member: StaffMember, id: string, given: string, at: Date): Promise<Result<undefined>> {
  const reason = reasonOf(given)
  return change(member, id, async (transaction, production) => {
    if (!reason.ok) return reason
    if (production.endedAt) return refuse('production.over')
    if (production.heldAt) return ok(undefined)
    await changeProductionOrder(transaction, id, { heldAt: at, holdReason: reason.value }, at)
    const data = { reason: reason.value, order: production.order }
    await insertAudit(transaction, { actor: `staff:${member.id}`, action: 'production-order.held', subject: id, data })
    return ok(undefined)
  })
}

/** Lets a held production order go on; one whose files are complete is offered now. Released twice is released. Refused as `holdProduction`. */
export async function releaseProduction(member: StaffMember, id: string, given: string, at: Date): Promise<Result<undefined>> {
  const reason = reasonOf(given)
  return change(member, id, async (transaction, production) => {
    if (!reason.ok) return reason
    if (!production.heldAt) return ok(undefined)
    await changeProductionOrder(
      transaction,
      id,
      { heldAt: null, holdReason: null, ...(await offerOf(transaction, production, at)) },
      at,
    )
    const data = { reason: reason.value, order: production.order }
    await insertAudit(transaction, { actor: `staff:${member.id}`, action: 'production-order.released', subject: id, data })
    return ok(undefined)
  })
}

/** The offer that was kept back while it was held, if its files are there; an answer's time begins when it can be given. */
async function offerOf(transaction: Database, production: StoredProductionOrder, at: Date) {
  const profile = await findProfile(transaction, production.atelier, production.profileVersion)
  const limit = profile && answerBy(profile, at.getTime())
  const answer = production.acceptedAt || limit === undefined ? {} : { answerBy: new Date(limit) }
  const phase = production.manifest ? TRANSITIONS[production.phase]['package-completed'] : undefined
  return phase ? { ...answer, phase, state: JOB_STATE[phase], offeredAt: at } : answer
}

async function change(
  member: StaffMember,
  id: string,
  work: (transaction: Database, production: StoredProductionOrder) => Promise<Result<undefined>>,
): Promise<Result<undefined>> {
  const known = await findProductionOrder(database(), id)
  const may = allowed(member, 'production.hold', { atelier: known?.atelier })
  if (!known) return refuse('access.none')
  if (!may.ok) return may
  return database().transaction(async (transaction) => {
    const production = await lockProductionOrder(transaction, id)
    return production ? work(transaction, production) : refuse('access.none')
  })
}
