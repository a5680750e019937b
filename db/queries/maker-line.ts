import { asc, eq, inArray, sql } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { lineAnswer, makerLine } from '@/db/schema/production'

export type StoredLine = typeof makerLine.$inferSelect
export type StoredAnswer = typeof lineAnswer.$inferSelect

export async function findLine(database: Database, id: string): Promise<StoredLine | undefined> {
  return (await database.select().from(makerLine).where(eq(makerLine.id, id)))[0]
}

/** Oldest first. */
export const answersOf = (database: Database, lines: readonly string[]): Promise<StoredAnswer[]> =>
  lines.length === 0
    ? Promise.resolve([])
    : database
        .select()
        .from(lineAnswer)
        .where(inArray(lineAnswer.line, [...lines]))
        .orderBy(asc(lineAnswer.createdAt), asc(lineAnswer.id))

/** False when the same was answered already. Wakes whoever watches the production order. */
export async function insertAnswer(
  database: Database,
  production: string,
  row: typeof lineAnswer.$inferInsert,
): Promise<boolean> {
  const inserted = await database
    .insert(lineAnswer)
    .values(row)
    .onConflictDoNothing({ target: lineAnswer.requestHash })
    .returning({ id: lineAnswer.id })
  if (inserted.length > 0) await database.execute(sql`select pg_notify('build', ${production})`)
  return inserted.length > 0
}

/** Oldest first. */
export const linesOf = (database: Database, production: string): Promise<StoredLine[]> =>
  database.select().from(makerLine).where(eq(makerLine.productionOrder, production)).orderBy(asc(makerLine.createdAt))

/** The same request again is the same line. Wakes whoever watches the production order. */
export async function insertLine(database: Database, row: typeof makerLine.$inferInsert): Promise<void> {
  await database.insert(makerLine).values(row).onConflictDoNothing({ target: makerLine.requestHash })
  await database.execute(sql`select pg_notify('build', ${row.productionOrder})`)
}

/** Personal: goes with an erasure, and its answers with it. */
export async function eraseLines(database: Database, production: string): Promise<void> {
  await database.delete(makerLine).where(eq(makerLine.productionOrder, production))
}
