import type { Database } from '@/db/connection'
import type { StoredProductionOrder } from '@/db/queries/build'
import { allEvents } from '@/db/queries/production'
import { insertOutcomes, trackRecords } from '@/db/queries/track-record'
import type { Verdict } from '@/lib/domain/manufacturability/finding'
import type { AtelierProfile } from '@/lib/domain/network/profile'
import { withTrackRecord } from '@/lib/domain/network/track-record'
import { outcomes } from '@/lib/domain/production/outcomes'
import { database } from './database'

/** Adds what a finished build says of its operations to the atelier's record; the same again adds nothing. */
export async function keepOutcomes(
  transaction: Database,
  production: StoredProductionOrder,
  verdict: Verdict,
  at: Date,
): Promise<void> {
  const events = await allEvents(transaction, production.id)
  const found = outcomes(production.operations, production.plan.steps, events)
  await insertOutcomes(
    transaction,
    found.map(({ operation, family, process, passed }) => ({
      productionOrder: production.id,
      operation,
      atelier: production.atelier,
      family,
      process,
      material: verdict.material ?? '',
      passed,
      finishedAt: at,
    })),
  )
}

/** Profiles with what their builds have shown. */
export async function withRecords(
  profiles: readonly AtelierProfile[],
  at: Date,
  from: Database = database(),
): Promise<AtelierProfile[]> {
  const records = await trackRecords(from)
  return profiles.map((profile) => withTrackRecord(profile, records, at.toISOString()))
}
