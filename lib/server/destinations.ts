import type { Destination } from '@/lib/domain/network/plan'
import type { Currency } from '@/lib/domain/pricing/money'
import { type Result, refuse } from '@/lib/domain/result'

/**
 * Where we send to: the point that distances are counted to (its capital; a client's own word for it would be a price of their
 * choosing), and its currency.
 */
const COUNTRIES: Readonly<Record<string, readonly [latitude: number, longitude: number, currency: Currency]>> = {
  AT: [48.21, 16.37, 'EUR'],
  BE: [50.85, 4.35, 'EUR'],
  BG: [42.7, 23.32, 'EUR'],
  CH: [46.95, 7.45, 'CHF'],
  CY: [35.17, 33.37, 'EUR'],
  CZ: [50.08, 14.44, 'EUR'],
  DE: [52.52, 13.4, 'EUR'],
  DK: [55.68, 12.57, 'EUR'],
  EE: [59.44, 24.75, 'EUR'],
  ES: [40.42, -3.7, 'EUR'],
  FI: [60.17, 24.94, 'EUR'],
  FR: [48.86, 2.35, 'EUR'],
  GB: [51.51, -0.13, 'GBP'],
  GR: [37.98, 23.73, 'EUR'],
  HR: [45.81, 15.98, 'EUR'],
  HU: [47.5, 19.04, 'EUR'],
  IE: [53.35, -6.26, 'EUR'],
  IT: [41.9, 12.5, 'EUR'],
  JP: [35.68, 139.69, 'JPY'],
  LT: [54.69, 25.28, 'EUR'],
  LU: [49.61, 6.13, 'EUR'],
  LV: [56.95, 24.11, 'EUR'],
  MC: [43.74, 7.42, 'EUR'],
  MT: [35.9, 14.51, 'EUR'],
  NL: [52.37, 4.9, 'EUR'],
  PL: [52.23, 21.01, 'EUR'],
  PT: [38.72, -9.14, 'EUR'],
  RO: [44.43, 26.1, 'EUR'],
  SE: [59.33, 18.07, 'EUR'],
  SI: [46.05, 14.51, 'EUR'],
  SK: [48.15, 17.11, 'EUR'],
  US: [38.9, -77.04, 'USD'],
}

/** ISO 3166-1 alpha-2 of the countries that we send to, in order. */
export const countries: readonly string[] = Object.keys(COUNTRIES)

export interface WantedDestination {
  country: string
  currency?: Currency | undefined
}

/** Refused: `destination.unknown-country`. */
export function destinationOf({ country, currency }: WantedDestination): Result<Destination> {
  const known = Object.hasOwn(COUNTRIES, country) ? COUNTRIES[country] : undefined
  if (!known) return refuse('destination.unknown-country', { country: country.slice(0, 10) }, '/country')
  const [latitude, longitude, usual] = known
  return { ok: true, value: { country, place: { latitude, longitude }, currency: currency ?? usual } }
}
