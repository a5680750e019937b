import { and, asc, desc, eq, gt, isNull, lte } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { atelier, atelierProfile } from '@/db/schema/atelier'
import { booking } from '@/db/schema/production'
import type { Bookings } from '@/lib/domain/network/plan'
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

/** What is booked from `at` on, by atelier. */
export async function openBookings(database: Database, at: Date): Promise<Bookings> {
  const rows = await database.select().from(booking).where(gt(booking.to, at)).orderBy(asc(booking.from)).limit(10_000)
  const bookings: Record<string, { workCenter: string; from: string; to: string }[]> = {}
  for (const { atelier: id, workCenter, from, to } of rows) {
    bookings[id] ??= []
    bookings[id].push({ workCenter, from: from.toISOString(), to: to.toISOString() })
  }
  return bookings
}

export async function findAtelier(database: Database, id: string) {
  return (await database.select().from(atelier).where(eq(atelier.id, id)))[0]
}
