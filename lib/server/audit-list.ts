import { z } from 'zod'
import { currentProfiles } from '@/db/queries/atelier'
import { listAudit } from '@/db/queries/audit'
import { peopleLike, subjectsOfReference } from '@/db/queries/audit-names'
import { ok, refuse } from '@/lib/domain/result'
import { allowed } from './access'
import { subjectNames } from './audit-names'
import { database } from './database'
import type { StaffMember } from './session'
import { withNames } from './staff-order'

const PAGE = 100
/** Who is not a person of the house. */
const OTHERS = ['client', 'system', 'provider'] as const

const text = z.string().max(120).optional().catch(undefined)
const direction = z.enum(['asc', 'desc']).catch('desc')
const asking = z.object({ actor: text, action: text, subject: text, direction, cursor: text })
export type AuditAsking = z.infer<typeof asking>

/** What the address of the list asks for; what is no filter filters nothing. */
export const readAuditAsking = (given: Readonly<Record<string, unknown>>): AuditAsking =>
  asking.parse(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')))

/**
 * Who did what, newest first unless asked otherwise. `actor` is an actor as records have it, or part of a name or mail address, or an
 * atelier; `subject` an id, or an order's reference. Refused: `access.none`.
 */
export async function auditList(member: StaffMember, { actor, action, subject, direction, cursor }: AuditAsking, at: Date) {
  if (!allowed(member, 'audit.read').ok) return refuse('access.none')
  const clean = (value: string | undefined) => value?.replaceAll('\0', '').trim() || undefined
  const [actors, subjects] = await Promise.all([actorsFor(clean(actor), at), subjectsFor(clean(subject))])
  const filter = { actors, action: clean(action), subjects, direction, cursor }
  const { rows, next } = await listAudit(database(), { ...filter, limit: PAGE })
  const [named, about] = await Promise.all([withNames(rows), subjectNames(rows, at)])
  return ok({ rows: named.map((row) => ({ ...row, about: about.get(row.subject) })), ...(next ? { next } : {}) })
}

async function actorsFor(wanted: string | undefined, at: Date): Promise<string[] | undefined> {
  if (!wanted) return undefined
  if (wanted.includes(':')) return [wanted]
  const text = wanted.toLowerCase()
  const [people, profiles] = await Promise.all([peopleLike(database(), wanted), currentProfiles(database(), at)])
  const ateliers = profiles.filter(({ id, name, city }) => [id, name, city].some((one) => one.toLowerCase().includes(text)))
  return [
    ...people.map((id) => `staff:${id}`),
    ...ateliers.map(({ id }) => `atelier:${id}`),
    ...OTHERS.filter((one) => one.includes(text)),
  ]
}

async function subjectsFor(wanted: string | undefined): Promise<string[] | undefined> {
  return wanted ? [wanted, ...(await subjectsOfReference(database(), wanted))] : undefined
}
