import type { Market } from './protocol'

/** Nobody is asked for a verdict here: the worker only draws. */
export const NOBODY: Market = {
  ateliers: [],
  priceBook: {
    id: '',
    metals: { at: '', source: '', currency: 'EUR', perGramMilli: {} },
    rates: { at: '', source: '', perEuroMicro: {} },
    taxes: {},
    customsUnions: [],
  },
  bookings: {},
  destination: { country: 'FR', place: { latitude: 0, longitude: 0 }, currency: 'EUR' },
  at: '1970-01-01T00:00:00Z',
}
