import { currentProfiles } from '@/db/queries/atelier'
import { type AuditNames, namesOfSubjects } from '@/db/queries/audit-names'
import { database } from './database'

/** What a record is about, as people say it. */
export interface NamedSubject {
  kind: 'order' | 'staff' | 'atelier' | 'other'
  /** Reference of an order, name of a person, town of an atelier. */
  name: string
  /** Id of the order or atelier whose page tells more. */
  page?: string
}

/** Names of what records are about, by subject; what has no name of its own is left out. */
export async function subjectNames(
  rows: readonly { subject: string; data: Readonly<Record<string, unknown>> }[],
  at: Date,
): Promise<ReadonlyMap<string, NamedSubject>> {
  const subjects = [...new Set(rows.map(({ subject }) => subject))]
  const [known, profiles] = await Promise.all([namesOfSubjects(database(), subjects), currentProfiles(database(), at)])
  const cities = new Map(profiles.map(({ id, city }) => [id, city]))
  return new Map(
    subjects.flatMap((subject) => {
      const named = nameOf(subject, known, cities)
      return named ? [[subject, named] as const] : []
    }),
  )
}

function nameOf(subject: string, known: AuditNames, cities: ReadonlyMap<string, string>): NamedSubject | undefined {
  const order = known.orders.get(subject)
  if (order) return { kind: 'order', name: order.reference, page: order.id }
  const person = known.people.get(subject)
  if (person) return { kind: 'staff', name: person }
  const atelier = known.ateliers.get(subject) ?? (cities.has(subject) ? subject : undefined)
  if (atelier) return { kind: 'atelier', name: cities.get(atelier) ?? atelier, page: atelier }
  return undefined
}
