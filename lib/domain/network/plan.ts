/** Minutes already booked on a work center, as half-open intervals of ISO instants. */
export type Bookings = Readonly<Record<string, readonly { workCenter: string; from: string; to: string }[]>>

export interface Destination {
  /** ISO 3166-1 alpha-2. */
  country: string
  place: { latitude: number; longitude: number }
  currency: import('../pricing/money').Currency
}

export interface PlannedStep {
  operation: string
  workCenter: string
  process: string
  mode: 'autonomous' | 'assisted'
  from: string
  to: string
  /** When the work center is busy with it, whole seconds, half-open; absent in plans of before it was kept (all of `from` to `to`). */
  busy?: readonly { from: string; to: string }[]
  /** Minutes a person or machine is busy with it, and minutes it merely takes. */
  busyMinutes: number
  elapsedMinutes: number
  /** A person measures and signs after it before the next begins; its minutes are in `busyMinutes`. */
  gate?: 'yield' | 'builds'
}

/** Route, slots and promise for one atelier. Dates are ISO 8601 with the atelier's offset. */
export interface Plan {
  atelier: string
  steps: readonly PlannedStep[]
  /** When the piece leaves the atelier, and when it is with the client, with the stated certainty. */
  ready: string
  delivered: string
  certainty: 0.8
  deliveredSure95: string
  distanceKm: number
  freightKgCo2e: readonly [number, number]
  energyKwh: readonly [number, number]
  energyKgCo2e: readonly [number, number]
  /** The part of `energyKwh` and `energyKgCo2e` that a central plant would not have used: a line of its own. */
  microFactoryKwh: readonly [number, number]
  microFactoryKgCo2e: readonly [number, number]
  /** Metal of the finished piece by its recycled share, leather with its offcuts; absent without a bill of materials. */
  metalKgCo2e?: readonly [number, number]
  /** Code and data; words under `promise.<code>`. */
  reasons: readonly { code: string; parameters: Readonly<Record<string, string | number>> }[]
}
