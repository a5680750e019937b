import { z } from 'zod'
import { listAudit } from '@/db/queries/audit'
import { ok, refuse } from '@/lib/domain/result'
import { allowed } from './access'
import { database } from './database'
import type { StaffMember } from './session'
import { withNames } from './staff-order'

const PAGE = 100
const text = z.string().max(120).optional().catch(undefined)
const asking = z.object({ actor: text, action: text, subject: text, cursor: text })
export type AuditAsking = z.infer<typeof asking>

/** What the address of the list asks for; what is no filter filters nothing. */
export const readAuditAsking = (given: Readonly<Record<string, unknown>>): AuditAsking =>
  asking.parse(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')))

/** Who did what, newest first. Refused: `access.none`. */
export async function auditList(member: StaffMember, { actor, action, subject, cursor }: AuditAsking) {
  if (!allowed(member, 'audit.read').ok) return refuse('access.none')
  const clean = (value: string | undefined) => value?.replaceAll('\0', '').trim() || undefined
  const filter = { actor: clean(actor), action: clean(action), subject: clean(subject), cursor }
  const { rows, next } = await listAudit(database(), { ...filter, limit: PAGE })
  return ok({ rows: await withNames(rows), ...(next ? { next } : {}) })
}
