import type { Choices } from '@/lib/domain/design/document'
import type { BuildStatus } from '@/lib/domain/production/build-status'
import type { Change, Hand } from '@/lib/domain/salon/living'
import type { Occasion, Size } from '@/lib/domain/salon/profile'
import type { PurposeId } from '@/lib/domain/salon/purposes'

/** What the salon's doors answer with (lib/server/salon); dates are ISO 8601 instants. */
export interface Present {
  by: Hand
  initials: string
}

export interface LivingOrder {
  reference: string
  state: 'open' | 'authorised' | 'placed' | 'closed' | 'cancelled'
  build?: string
  status?: BuildStatus
}

export interface SalonDesign {
  id: string
  family: string
  model: string
  choices: Choices
  atelier: string
  version: number
  touches: readonly Change[]
  present: readonly Present[]
  asked?: string
  order?: LivingOrder
}

export interface HeldDesign extends SalonDesign {
  initials: string
  client?: { name: string; email: string }
}

export interface ConsentState {
  purpose: PurposeId
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
  visitEnds: string
}

export interface ClientRow {
  id: string
  name: string
  email: string
  phone: string
  seen: string
}

export interface ConsentPageView {
  name: string
  shop: string
  consents: readonly ConsentState[]
  kept: {
    email: string
    phone: string
    sizes: readonly Size[]
    occasions: readonly Occasion[]
    likes: string
    today: string
    followUp: string
    notes: boolean
  }
  looks: readonly { at: string; by: string }[]
  visitEnds: string
}
