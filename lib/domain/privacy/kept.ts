import { PURPOSE } from '../salon/purposes'

/** Days after which something of a person is deleted, counted from `after`. The clock does it (lib/server/retention.ts, salon/night.ts). */
export interface Kept {
  days: number
  /** What the days are counted from; words under `privacy.after`. */
  after: 'ended' | 'sent' | 'begun' | 'closed' | 'last-seen' | 'created' | 'visit' | 'allowed'
  /** GDPR article 6(1): performance of a contract, legitimate interest, or the person's consent. */
  basis: 'contract' | 'interest' | 'consent'
}

/**
 * Everything personal that the house keeps, and when it ends: the one table that the clock, the client's page and docs/privacy.md
 * read. Words for what it is and why stand under `privacy.kept.<name>`.
 */
export const KEPT = {
  /** Mail address, name and language of somebody who signed in. */
  account: { days: 1096, after: 'last-seen', basis: 'contract' },
  /** Name, mail address and postal address of an order that was delivered or cancelled after payment. */
  'order-contact': { days: 730, after: 'closed', basis: 'contract' },
  /** The same of a checkout that was never paid. */
  'unpaid-contact': { days: 30, after: 'begun', basis: 'contract' },
  /** Letters of a design, while nobody has it in My pieces and no order needs it. */
  design: { days: 30, after: 'ended', basis: 'contract' },
  /** Files for the atelier that show the letters. */
  package: { days: 730, after: 'closed', basis: 'contract' },
  mail: { days: 90, after: 'created', basis: 'interest' },
  /** The letter that says that everything was erased. */
  'farewell-mail': { days: 1, after: 'sent', basis: 'interest' },
  /** A guest's design that waits under an address. */
  'waiting-design': { days: 60, after: 'created', basis: 'consent' },
  link: { days: 30, after: 'ended', basis: 'contract' },
  session: { days: 7, after: 'ended', basis: 'contract' },
  'sign-in-request': { days: 1, after: 'ended', basis: 'contract' },
  /** What a client wrote to the maker, with first name and occasion where they agreed; goes with the contact of the order. */
  'maker-line': { days: 730, after: 'closed', basis: 'consent' },
  /** What an advisor wrote in a shop and nobody allowed to be kept. */
  'salon-visit': { days: 1, after: 'visit', basis: 'contract' },
  'salon-sizes': { days: PURPOSE.sizes.days, after: 'allowed', basis: 'consent' },
  'salon-likes': { days: PURPOSE.likes.days, after: 'allowed', basis: 'consent' },
  'salon-designs': { days: PURPOSE.designs.days, after: 'allowed', basis: 'consent' },
  'salon-letters': { days: PURPOSE.letters.days, after: 'allowed', basis: 'consent' },
  'salon-maker': { days: PURPOSE.maker.days, after: 'allowed', basis: 'consent' },
} as const satisfies Readonly<Record<string, Kept>>

export type KeptName = keyof typeof KEPT
export const KEPT_NAMES = Object.keys(KEPT) as readonly KeptName[]

/** Instant before which `after` must lie for something to be over. */
export const overBefore = (name: KeptName, at: Date): Date => new Date(at.getTime() - KEPT[name].days * 86_400_000)
