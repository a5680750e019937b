import { eq, max } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { design, designPersonal, designRevision } from '@/db/schema/design'
import type { DesignRecord, PersonalPart } from '@/lib/domain/design/personal'

export interface StoredRevision {
  id: string
  design: string
  number: number
  parent: string | null
  record: DesignRecord
  recordHash: string
  createdAt: Date
  /** Absent once erased. */
  personal?: PersonalPart
}

export interface NewRevision {
  id: string
  design: string
  family: string
  parent?: string
  record: DesignRecord
  recordHash: string
  personal: PersonalPart
  requestHash?: string
}

/** A revision with its personal part; a new design where there is none of that id. Call in a transaction. */
export async function insertRevision(database: Database, revision: NewRevision): Promise<void> {
  await database.insert(design).values({ id: revision.design, family: revision.family }).onConflictDoNothing()
  // The row lock makes two saves of one design take turns for the next number.
  await database.select({ id: design.id }).from(design).where(eq(design.id, revision.design)).for('update')
  const [last] = await database
    .select({ number: max(designRevision.number) })
    .from(designRevision)
    .where(eq(designRevision.design, revision.design))
  await database.insert(designRevision).values({
    id: revision.id,
    design: revision.design,
    number: (last?.number ?? 0) + 1,
    parent: revision.parent ?? null,
    model: revision.record.model,
    record: revision.record,
    recordHash: revision.recordHash,
    requestHash: revision.requestHash ?? null,
  })
  await database
    .insert(designPersonal)
    .values({ revision: revision.id, salt: revision.personal.salt, personal: revision.personal.choices })
}

export const findRevision = (database: Database, id: string) => first(database, eq(designRevision.id, id))

export const findRevisionByRequest = (database: Database, requestHash: string) =>
  first(database, eq(designRevision.requestHash, requestHash))

async function first(database: Database, condition: ReturnType<typeof eq>): Promise<StoredRevision | undefined> {
  const [row] = await database
    .select({ revision: designRevision, personal: designPersonal })
    .from(designRevision)
    .leftJoin(designPersonal, eq(designPersonal.revision, designRevision.id))
    .where(condition)
  if (!row) return undefined
  const { id, design: of, number, parent, record, recordHash, createdAt } = row.revision
  const personal = row.personal ? { personal: { salt: row.personal.salt, choices: row.personal.personal } } : {}
  return { id, design: of, number, parent, record, recordHash, createdAt, ...personal }
}

/** The record stays and still verifies; the personal part is gone for good. */
export async function erasePersonal(database: Database, revision: string): Promise<void> {
  await database.delete(designPersonal).where(eq(designPersonal.revision, revision))
}
