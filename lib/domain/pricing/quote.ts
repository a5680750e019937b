import type { Money } from './money'

/** Everything a price needs that is not the atelier's: dated feeds. Ratios and prices are decimal strings or integers, never floats that sum. */
export interface PriceBook {
  id: string
  /** Price of pure and alloyed metal: material → minor units of `currency` per gram ×1000 (milli-minor units). */
  metals: { at: string; source: string; currency: 'EUR'; perGramMilli: Readonly<Record<string, number>> }
  /** Price of what is bought by area or length: material → milli-minor units per dm² or per metre. */
  goods?: { at: string; source: string; currency: 'EUR'; perUnitMilli: Readonly<Record<string, number>> }
  /** Units of currency per euro, ×1e6. */
  rates: { at: string; source: string; perEuroMicro: Readonly<Record<string, number>> }
  /** Country → consumption tax in basis points, with source. */
  taxes: Readonly<Record<string, { basisPoints: number; name: string; source: string }>>
  /** Countries in one customs union with each other. */
  customsUnions: readonly (readonly string[])[]
}

/** One line per cost driver; `code` gets its words under `price.<code>`. */
export interface QuoteLine {
  code:
    | 'metal'
    | 'sheet'
    | 'thread'
    | 'die'
    | 'foil'
    | 'pattern'
    | 'casting'
    | 'cleaning'
    | 'engraving'
    | 'chasing'
    | 'polishing'
    | 'patina'
    | 'cutting'
    | 'skiving'
    | 'stamping'
    | 'turning'
    | 'gluing'
    | 'sewing'
    | 'edging'
    | 'setup'
    | 'inspection'
    | 'hallmark'
    | 'packing'
    | 'assistance'
    | 'gate'
    | 'shipping'
    | 'tax'
  parameters: Readonly<Record<string, string | number>>
  /** In the atelier's currency, and shown in the client's. */
  amount: Money
  shown: Money
}

export interface Quote {
  atelier: string
  lines: readonly QuoteLine[]
  total: Money
  shownTotal: Money
  duty: 'included' | 'not-included' | 'none'
  priceBook: string
  metalFixedAt: string
  rateFixedAt: string
  at: string
  expires: string
}
