/** A source of law or of house rules. `checked`: by whom and when a lawyer read it; until then staff are told to have it checked. */
export interface ReturnPolicy {
  market: string
  /** Days in which a piece that was not made to personal choice may be given back; 0 where the law gives none. */
  days: number
  /** May a piece made to personal choice be given back? */
  personal: boolean
  source: string
  checked: { by: string; on: string } | undefined
}

const EUROPEAN_UNION = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ')

const unchecked = { checked: undefined } as const

/** By country, then by market; written from the texts named, none of them checked by a lawyer yet. */
const POLICIES: Readonly<Record<string, ReturnPolicy>> = {
  EU: {
    market: 'EU',
    days: 14,
    personal: false,
    source: 'Directive 2011/83/EU, art. 9 (14 days) and art. 16 (c) (goods made to the consumer’s specifications)',
    ...unchecked,
  },
  FR: {
    market: 'FR',
    days: 14,
    personal: false,
    source: 'Code de la consommation, L. 221-18 and L. 221-28, 3°',
    ...unchecked,
  },
  IT: { market: 'IT', days: 14, personal: false, source: 'Codice del consumo, art. 52 and art. 59 (1) (c)', ...unchecked },
  DE: { market: 'DE', days: 14, personal: false, source: 'BGB § 355 (2) and § 312g (2) no. 1', ...unchecked },
  GB: {
    market: 'GB',
    days: 14,
    personal: false,
    source: 'Consumer Contracts Regulations 2013 (SI 2013/3134), reg. 28 (1) (b) and reg. 30',
    ...unchecked,
  },
  CH: {
    market: 'CH',
    days: 14,
    personal: false,
    source: 'House rule, as in the EU: the Code of Obligations gives no right of withdrawal for sales at a distance',
    ...unchecked,
  },
  JP: {
    market: 'JP',
    days: 8,
    personal: false,
    source:
      'Act on Specified Commercial Transactions, art. 15-3 (8 days unless the seller states otherwise, as here for personal pieces)',
    ...unchecked,
  },
  US: {
    market: 'US',
    days: 14,
    personal: false,
    source: 'House rule: federal law gives no right of return for sales at a distance; states differ',
    ...unchecked,
  },
  other: { market: 'other', days: 14, personal: false, source: 'House rule, as in the EU', ...unchecked },
}

/** The policy for a country (ISO 3166-1 alpha-2). */
export function returnPolicyOf(country: string): ReturnPolicy {
  const own = Object.hasOwn(POLICIES, country) ? POLICIES[country] : undefined
  const common = EUROPEAN_UNION.includes(country) || country === 'MC' ? POLICIES.EU : POLICIES.other
  return own ?? (common as ReturnPolicy)
}

/** Every policy, for staff. */
export const returnPolicies: readonly ReturnPolicy[] = Object.values(POLICIES)
