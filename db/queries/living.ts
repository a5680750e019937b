import { and, asc, desc, eq, gt, isNull, lt, type SQL, sql } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { livingChange, livingDesign, livingPresence } from '@/db/schema/salon'
import type { Hand } from '@/lib/domain/salon/living'

export type StoredLiving = typeof livingDesign.$inferSelect
export type NewLiving = typeof livingDesign.$inferInsert
export type StoredChange = typeof livingChange.$inferSelect

/** False when the request was made before: then nothing is written. */
export async function insertLiving(database: Database, row: NewLiving): Promise<boolean> {
  const added = await database
    .insert(livingDesign)
    .values(row)
    .onConflictDoNothing({ target: livingDesign.requestHash })
    .returning({ id: livingDesign.id })
  return added.length > 0
}

export const findLivingByRequest = (database: Database, hash: string) => first(database, eq(livingDesign.requestHash, hash))

/** Nothing once it has ended. */
export const findLiving = (database: Database, id: string, at: Date) =>
  first(database, and(eq(livingDesign.id, id), gt(livingDesign.endsAt, at)))

async function first(database: Database, condition: SQL | undefined): Promise<StoredLiving | undefined> {
  return (await database.select().from(livingDesign).where(condition))[0]
}

/** Call in a transaction: whoever comes next waits, so that versions rise one by one. */
export async function lockLiving(database: Database, id: string, at: Date): Promise<StoredLiving | undefined> {
  return (
    await database
      .select()
      .from(livingDesign)
      .where(and(eq(livingDesign.id, id), gt(livingDesign.endsAt, at)))
      .for('update')
  )[0]
}

export async function changeLiving(database: Database, id: string, change: Partial<NewLiving>): Promise<void> {
  await database.update(livingDesign).set(change).where(eq(livingDesign.id, id))
}

export async function insertChanges(database: Database, rows: readonly (typeof livingChange.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await database.insert(livingChange).values([...rows])
}

/** Which of these wishes were taken before. */
export async function takenEdits(database: Database, living: string, edits: readonly string[]): Promise<string[]> {
  if (edits.length === 0) return []
  const ids = sql.join(
    edits.map((edit) => sql`${edit}`),
    sql`, `,
  )
  const rows = await database
    .select({ edit: livingChange.edit })
    .from(livingChange)
    .where(and(eq(livingChange.living, living), sql`${livingChange.edit} in (${ids})`))
  return rows.map(({ edit }) => edit)
}

/** In their order, at most `limit`. */
export const changesAfter = (database: Database, living: string, version: number, limit: number): Promise<StoredChange[]> =>
  database
    .select()
    .from(livingChange)
    .where(and(eq(livingChange.living, living), gt(livingChange.version, version)))
    .orderBy(asc(livingChange.version))
    .limit(limit)

/** The last change of each choice. */
export const lastTouches = (database: Database, living: string): Promise<StoredChange[]> =>
  database
    .selectDistinctOn([livingChange.key])
    .from(livingChange)
    .where(eq(livingChange.living, living))
    .orderBy(livingChange.key, desc(livingChange.version))

/** A client's designs, last touched first. */
export const livingsOf = (database: Database, client: string, at: Date, limit: number): Promise<StoredLiving[]> =>
  database
    .select()
    .from(livingDesign)
    .where(and(eq(livingDesign.client, client), gt(livingDesign.endsAt, at)))
    .orderBy(desc(livingDesign.updatedAt))
    .limit(limit)

/** Every design of a client, or those last touched before an instant: gone. What became an order stays with its order, without the client. */
export async function deleteLivings(database: Database, client: string, before?: Date): Promise<void> {
  const own = and(eq(livingDesign.client, client), before ? lt(livingDesign.updatedAt, before) : undefined)
  await database.delete(livingDesign).where(and(own, isNull(livingDesign.order)))
  await database.update(livingDesign).set({ client: null }).where(own)
}

export async function letLivingsGo(database: Database, client: string, endsAt: Date): Promise<void> {
  await database.update(livingDesign).set({ client: null, endsAt }).where(eq(livingDesign.client, client))
}

export async function keepLivings(database: Database, client: string, endsAt: Date): Promise<void> {
  await database.update(livingDesign).set({ endsAt }).where(eq(livingDesign.client, client))
}

/** Ended working copies. Bounded, since a job comes again. */
export async function deleteEndedLivings(database: Database, at: Date): Promise<void> {
  const ended = database.select({ id: livingDesign.id }).from(livingDesign).where(lt(livingDesign.endsAt, at)).limit(1000)
  await database.delete(livingDesign).where(sql`${livingDesign.id} in (${ended})`)
}

export async function renewPresence(
  database: Database,
  row: { id: string; living: string; by: Hand; initials: string; seenAt: Date },
): Promise<void> {
  await database
    .insert(livingPresence)
    .values(row)
    .onConflictDoUpdate({ target: livingPresence.id, set: { seenAt: row.seenAt } })
}

export async function endPresence(database: Database, id: string): Promise<void> {
  await database.delete(livingPresence).where(eq(livingPresence.id, id))
}

/** Screens seen since an instant, the house's first. */
export const presentAt = (database: Database, living: string, since: Date) =>
  database
    .selectDistinct({ by: livingPresence.by, initials: livingPresence.initials })
    .from(livingPresence)
    .where(and(eq(livingPresence.living, living), gt(livingPresence.seenAt, since)))
    .orderBy(livingPresence.by, livingPresence.initials)

export async function deleteGonePresences(database: Database, before: Date): Promise<void> {
  await database.delete(livingPresence).where(lt(livingPresence.seenAt, before))
}
