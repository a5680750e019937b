import { and, asc, desc, eq, isNull, lte } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { atelier, atelierProfile } from '@/db/schema/atelier'
import type { AtelierProfile } from '@/lib/domain/network/profile'

/** The profile in force of every atelier that takes orders, by id: the highest version that has begun. */
export async function currentProfiles(database: Database, at: Date): Promise<AtelierProfile[]> {
  const rows = await database
    .selectDistinctOn([atelierProfile.atelier], { profile: atelierProfile.profile })
    .from(atelierProfile)
    .innerJoin(atelier, eq(atelier.id, atelierProfile.atelier))
    .where(and(lte(atelierProfile.validFrom, at.toISOString().slice(0, 10)), isNull(atelier.suspendedAt)))
    .orderBy(asc(atelierProfile.atelier), desc(atelierProfile.version))
  return rows.map(({ profile }) => profile)
}

export async function findProfile(database: Database, id: string, version: number): Promise<AtelierProfile | undefined> {
  const [row] = await database
    .select({ profile: atelierProfile.profile })
    .from(atelierProfile)
    .where(and(eq(atelierProfile.atelier, id), eq(atelierProfile.version, version)))
  return row?.profile
}

export async function findAtelier(database: Database, id: string) {
  return (await database.select().from(atelier).where(eq(atelier.id, id)))[0]
}
