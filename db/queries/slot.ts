import { and, asc, eq, gt, ne, sql } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { booking } from '@/db/schema/production'
import type { Bookings } from '@/lib/domain/network/plan'

/** Until the transaction ends, nobody else takes slots of this atelier: what is planned now is still free when it is written. */
export async function lockSlots(database: Database, atelier: string): Promise<void> {
  await database.execute(sql`select pg_advisory_xact_lock(5071104, hashtext(${atelier}))`)
}

/** What is booked from `at` on, by atelier; `without`: an order that is planned again. */
export async function openBookings(database: Database, at: Date, without?: string): Promise<Bookings> {
  const rows = await database
    .select()
    .from(booking)
    .where(and(gt(booking.to, at), without === undefined ? undefined : ne(booking.order, without)))
    .orderBy(asc(booking.from))
    .limit(10_000)
  const bookings: Record<string, { workCenter: string; from: string; to: string }[]> = {}
  for (const { atelier: id, workCenter, from, to } of rows) {
    bookings[id] ??= []
    bookings[id].push({ workCenter, from: from.toISOString(), to: to.toISOString() })
  }
  return bookings
}

/** Throws (23P01) where a work center is taken. */
export async function insertBookings(database: Database, rows: readonly (typeof booking.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await database.insert(booking).values([...rows])
}

/** Time that will not be used. */
export async function freeBookings(database: Database, order: string): Promise<void> {
  await database.delete(booking).where(eq(booking.order, order))
}
