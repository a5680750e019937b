import type { Market } from '@/lib/domain/assess'
import type { Destination } from '@/lib/domain/network/plan'
import { seededPriceBook, seededProfiles } from './seed'

/** Lyon: the destination of examples, stills and benchmarks. */
export const EXAMPLE_DESTINATION: Destination = { country: 'FR', place: { latitude: 45.764, longitude: 4.8357 }, currency: 'EUR' }

/** The seeded ateliers and prices with nothing booked, for commands that run without a database. `at`: ISO 8601 with offset. */
export function seedMarket(at: string, destination: Destination = EXAMPLE_DESTINATION): Market {
  return { ateliers: seededProfiles(), priceBook: seededPriceBook(), bookings: {}, destination, at }
}
