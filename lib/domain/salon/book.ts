import type { Choices } from '../design/document'
import type { OrderState } from '../orders/order-state'
import type { BuildStatus } from '../production/build-status'
import type { Change, Hand } from './living'
import type { Occasion, Size } from './profile'
import type { PurposeId } from './purposes'

/** What the salon's doors answer with and its screens show. Dates are ISO 8601 instants. */

/** Whose hands are on a design now. */
export interface Present {
  by: Hand
  initials: string
}

export interface LivingOrder {
  reference: string
  state: OrderState
  /** Token of its live page. */
  build?: string
  status?: BuildStatus
}

/** A living design, as both screens see it. */
export interface SalonDesign {
  id: string
  family: string
  model: string
  choices: Choices
  atelier: string
  version: number
  /** The last change of each choice that was ever changed. */
  touches: readonly Change[]
  present: readonly Present[]
  /** The advisor's last wish to be paid. */
  asked?: string
  order?: LivingOrder
}

/** What the telephone's screen knows beside the design. */
export interface HeldDesign extends SalonDesign {
  initials: string
  /** Where the shop is: what the price is counted for at first. */
  country: string
  /** With the client's consent only. */
  client?: { name: string; email: string }
}

export interface ConsentState {
  purpose: PurposeId
  /** Absent: not asked yet. */
  given?: boolean
  endsAt?: string
}

export interface DesignRow {
  id: string
  family: string
  choices: Choices
  atelier: string
  touched: string
  ordered: boolean
}

/** The newest saved revision of a design that the client keeps in My pieces. */
export interface SavedRow {
  revision: string
  number: number
  family: string
  choices: Choices
  saved: string
}

/** A client as their advisor sees them. */
export interface ClientBook {
  id: string
  version: number
  name: string
  initials: string
  email: string
  phone: string
  since: string
  today: string
  likes: string
  notes: string
  followUp: string
  sizes: readonly Size[]
  occasions: readonly Occasion[]
  consents: readonly ConsentState[]
  designs: readonly DesignRow[]
  /** Where the client joined book and account and allows it. */
  saved: readonly SavedRow[]
  /** When what was not allowed will be deleted. */
  visitEnds: string
}

export interface ClientRow {
  id: string
  name: string
  email: string
  phone: string
  seen: string
}

/** What the client's own page shows: what they allowed, what the house keeps of them, and who looked. */
export interface ConsentView {
  name: string
  shop: string
  consents: readonly ConsentState[]
  kept: Pick<ClientBook, 'email' | 'phone' | 'sizes' | 'occasions' | 'likes' | 'today' | 'followUp'> & { notes: boolean }
  looks: readonly { at: string; by: string }[]
  visitEnds: string
}
