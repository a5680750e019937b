import { asc, eq, sql } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { makerLine } from '@/db/schema/production'

export type StoredLine = typeof makerLine.$inferSelect

/** Oldest first. */
export const linesOf = (database: Database, production: string): Promise<StoredLine[]> =>
  database.select().from(makerLine).where(eq(makerLine.productionOrder, production)).orderBy(asc(makerLine.createdAt))

/** The same request again is the same line. Wakes whoever watches the production order. */
export async function insertLine(database: Database, row: typeof makerLine.$inferInsert): Promise<void> {
  await database.insert(makerLine).values(row).onConflictDoNothing({ target: makerLine.requestHash })
  await database.execute(sql`select pg_notify('build', ${row.productionOrder})`)
}

/** Personal: goes with an erasure. */
export async function eraseLines(database: Database, production: string): Promise<void> {
  await database.delete(makerLine).where(eq(makerLine.productionOrder, production))
}
