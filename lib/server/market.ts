import type { Database } from '@/db/connection'
import { currentProfiles } from '@/db/queries/atelier'
import { currentPriceBook } from '@/db/queries/price-book'
import { openBookings } from '@/db/queries/slot'
import type { Market } from '@/lib/domain/assess'
import type { Destination } from '@/lib/domain/network/plan'
import { database } from './database'
import { withRecords } from './track-records'

/** The ateliers that take orders now. */
export const currentAteliers = async (at: Date, from: Database = database()) =>
  withRecords(await currentProfiles(from, at), at, from)

/**
 * The world as it is now, for one destination: what the server judges and prices with, and the browser's snapshot of it; the
 * ateliers with what their builds have shown. `from`: a
 * transaction that sees no more than it should.
 */
export async function currentMarket(destination: Destination, at: Date, from: Database = database()): Promise<Market> {
  const ateliers = await currentAteliers(at, from)
  const priceBook = await currentPriceBook(from, at)
  const bookings = await openBookings(from, at)
  return { ateliers, priceBook, bookings, destination, at: at.toISOString() }
}
