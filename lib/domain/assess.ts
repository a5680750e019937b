import type { DesignDocument } from './design/document'
import type { Finding, Remedy, Verdict } from './manufacturability/finding'
import type { Measurements } from './manufacturability/measurements'
import type { Operation } from './network/operation'
import type { Bookings, Destination, Plan } from './network/plan'
import type { AtelierProfile } from './network/profile'
import type { PriceBook, Quote } from './pricing/quote'
import type { Refusal } from './result'

/** What the world is like at the time of asking; the same object in the browser (a snapshot) and on the server (the truth). */
export interface Market {
  ateliers: readonly AtelierProfile[]
  priceBook: PriceBook
  bookings: Bookings
  destination: Destination
  /** ISO 8601 instant with offset. */
  at: string
}

export interface AtelierAnswer {
  atelier: string
  verdict: Verdict
  /** Present unless an operation cannot be run here at all. */
  plan?: Plan
  quote?: Quote
  refusal?: Refusal
}

/** The road from a document to every atelier's answer. */
export interface Assessment {
  document: DesignDocument
  measurements: Measurements
  operations: readonly Operation[]
  answers: readonly AtelierAnswer[]
}

export type { Finding, Remedy }
