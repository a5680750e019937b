import { sql } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { operationOutcome } from '@/db/schema/track-record'
import type { TrackRecord } from '@/lib/domain/network/track-record'

/** Kept once for each operation of a production order. */
export async function insertOutcomes(database: Database, rows: readonly (typeof operationOutcome.$inferInsert)[]): Promise<void> {
  if (rows.length > 0)
    await database
      .insert(operationOutcome)
      .values([...rows])
      .onConflictDoNothing()
}

/** Finished operations by atelier, process and material; read from the index alone. */
export async function trackRecords(database: Database): Promise<TrackRecord[]> {
  const { atelier, family, process, material, passed } = operationOutcome
  return database
    .select({
      atelier,
      operation: family,
      process,
      material,
      passed: sql<number>`(count(*) filter (where ${passed}))::int`,
      failed: sql<number>`(count(*) filter (where not ${passed}))::int`,
    })
    .from(operationOutcome)
    .groupBy(atelier, family, process, material)
}
