import { and, asc, desc, eq, gt, isNull, or } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { atelierKey, atelierToken } from '@/db/schema/atelier'
import { climateReading } from '@/db/schema/production'
import type { ClimateReading, SealedReading } from '@/lib/domain/production/climate-reading'
import type { KeyStatement, SigningKey } from '@/lib/domain/production/keys'

export type StoredKey = typeof atelierKey.$inferSelect

/** The token's row while it holds. */
export async function findToken(database: Database, tokenHash: string, at: Date) {
  const [row] = await database
    .select({ id: atelierToken.id, atelier: atelierToken.atelier, scopes: atelierToken.scopes })
    .from(atelierToken)
    .where(
      and(
        eq(atelierToken.tokenHash, tokenHash),
        gt(atelierToken.endsAt, at),
        or(isNull(atelierToken.revokedAt), gt(atelierToken.revokedAt, at)),
      ),
    )
  return row
}

/** Every key an atelier ever had, oldest first: a revoked one still verifies what it signed before. */
export const keysOf = (database: Database, atelier: string): Promise<StoredKey[]> =>
  database.select().from(atelierKey).where(eq(atelierKey.atelier, atelier)).orderBy(asc(atelierKey.createdAt), asc(atelierKey.id))

export const signingKey = ({ publicKey, revokedAt, endsAt }: StoredKey): SigningKey => ({
  publicKey,
  ...(revokedAt ? { revokedAt: revokedAt.toISOString() } : {}),
  ...(endsAt ? { endsAt: endsAt.toISOString() } : {}),
})

/** The keys of an atelier, locked against a second change at once. Call in a transaction. */
export const lockKeys = (database: Database, atelier: string): Promise<StoredKey[]> =>
  database.select().from(atelierKey).where(eq(atelierKey.atelier, atelier)).orderBy(asc(atelierKey.id)).for('update')

/** False when the id or the public key is known already, to whomever. */
export async function insertKey(
  database: Database,
  row: { id: string; atelier: string; publicKey: string; announcement?: KeyStatement; createdAt: Date },
): Promise<boolean> {
  return (await database.insert(atelierKey).values(row).onConflictDoNothing().returning({ id: atelierKey.id })).length > 0
}

export async function changeKey(
  database: Database,
  id: string,
  change: { endsAt: Date } | { revokedAt: Date; revocation?: KeyStatement },
): Promise<void> {
  await database.update(atelierKey).set(change).where(eq(atelierKey.id, id))
}

export async function findReading(database: Database, atelier: string, id: string) {
  const [row] = await database
    .select({ reading: climateReading.reading, receivedAt: climateReading.receivedAt })
    .from(climateReading)
    .where(and(eq(climateReading.atelier, atelier), eq(climateReading.id, id)))
  return row
}

/** False when there is one with this id already. */
export async function insertReading(
  database: Database,
  sealed: SealedReading,
  reading: ClimateReading,
  at: Date,
): Promise<boolean> {
  const { id, atelier, workCenter, inWindow } = reading
  const row = { id, atelier, workCenter, reading, inWindow, keyId: sealed.keyId, signature: sealed.signature }
  const times = { occurredAt: new Date(reading.occurredAt), receivedAt: at }
  const added = await database
    .insert(climateReading)
    .values({ ...row, ...times })
    .onConflictDoNothing()
    .returning({ id: climateReading.id })
  return added.length > 0
}

/** The last reading of each work center of an atelier. */
export const latestReadings = (database: Database, atelier: string) =>
  database
    .selectDistinctOn([climateReading.workCenter], { reading: climateReading.reading, receivedAt: climateReading.receivedAt })
    .from(climateReading)
    .where(eq(climateReading.atelier, atelier))
    .orderBy(asc(climateReading.workCenter), desc(climateReading.receivedAt))
