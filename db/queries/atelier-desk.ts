import { and, asc, desc, eq, gt, isNull, lt, sql } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { atelierProfile, atelierToken } from '@/db/schema/atelier'
import { booking, productionOrder } from '@/db/schema/production'

/** Every version of an atelier's profile, newest first. */
export const profileVersions = (database: Database, atelier: string) =>
  database
    .select({ version: atelierProfile.version, validFrom: atelierProfile.validFrom, createdAt: atelierProfile.createdAt })
    .from(atelierProfile)
    .where(eq(atelierProfile.atelier, atelier))
    .orderBy(desc(atelierProfile.version))
    .limit(100)

/** Minutes booked per work center and day (of the atelier's clock) in a stretch of time. */
export async function bookedByDay(database: Database, atelier: string, timeZone: string, from: Date, to: Date) {
  const day = sql<string>`to_char(${booking.from} at time zone ${timeZone}, 'YYYY-MM-DD')`
  return database
    .select({
      workCenter: booking.workCenter,
      day: day.as('day'),
      minutes: sql<number>`round(sum(extract(epoch from ${booking.to} - ${booking.from})) / 60)::int`,
      pieces: sql<number>`count(distinct ${booking.order})::int`,
    })
    .from(booking)
    .where(and(gt(booking.to, from), eq(booking.atelier, atelier), lt(booking.from, to)))
    .groupBy(booking.workCenter, sql`2`)
    .orderBy(asc(booking.workCenter), sql`2`)
}

/** Of an atelier: how many production orders stand in each phase that is not over. */
export const openPhases = (database: Database, atelier: string) =>
  database
    .select({ phase: productionOrder.phase, count: sql<number>`count(*)::int` })
    .from(productionOrder)
    .where(and(eq(productionOrder.atelier, atelier), isNull(productionOrder.endedAt)))
    .groupBy(productionOrder.phase)

/** Tokens that an atelier ever had, newest first; the tokens themselves are kept nowhere. */
export const tokensOf = (database: Database, atelier: string) =>
  database
    .select({
      id: atelierToken.id,
      scopes: atelierToken.scopes,
      createdAt: atelierToken.createdAt,
      endsAt: atelierToken.endsAt,
      revokedAt: atelierToken.revokedAt,
    })
    .from(atelierToken)
    .where(eq(atelierToken.atelier, atelier))
    .orderBy(desc(atelierToken.createdAt), desc(atelierToken.id))
    .limit(100)

export async function insertToken(database: Database, row: typeof atelierToken.$inferInsert): Promise<void> {
  await database.insert(atelierToken).values(row)
}

/** False when it was over already, or is another's. */
export async function revokeToken(database: Database, atelier: string, id: string, at: Date): Promise<boolean> {
  const ended = await database
    .update(atelierToken)
    .set({ revokedAt: at })
    .where(and(eq(atelierToken.id, id), eq(atelierToken.atelier, atelier), isNull(atelierToken.revokedAt)))
    .returning({ id: atelierToken.id })
  return ended.length > 0
}
