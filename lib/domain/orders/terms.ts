import type { DesignDocument } from '../design/document'
import type { Family } from '../products/family'
import { returnPolicyOf } from './return-policy'

/** What is stored of a client for an order: what for, and how long. Words under `terms.purposes.<code>`. */
export interface StoredPurpose {
  code: 'making' | 'delivery' | 'accounts'
  /** Years after the order's end; `accounts` is the law's, the others end when the piece's warranty does. */
  years: number
}

export const STORED_PURPOSES: readonly StoredPurpose[] = [
  { code: 'making', years: 2 },
  { code: 'delivery', years: 2 },
  { code: 'accounts', years: 10 },
]

/** What a client was told before saying yes; kept with the order as it was then. */
export interface OrderTerms {
  /** `none`: made to personal choice; otherwise the days in which it may come back. */
  returns: { days: number; personal: boolean; market: string; source: string }
  /** Nothing is charged before this answer; until it is there the order can be called off for nothing. ISO 8601. */
  answerBy: string
  /** To what the client agreed, and when. ISO 8601. */
  consent: { purposes: readonly StoredPurpose[]; at: string }
}

/**
 * Whether a piece is made to personal choice: it differs from every piece the house offers in more than its size, which is a standard one
 * (ISO 8653).
 */
export function isPersonal(family: Pick<Family, 'parameters' | 'presets'>, document: Pick<DesignDocument, 'choices'>): boolean {
  const told = family.parameters.filter(({ presentation }) => presentation !== 'circumference')
  return !family.presets.some(({ choices }) => told.every(({ key }) => choices[key] === document.choices[key]))
}

/** What the law and the house say of giving this piece back, for where it is sent. */
export function returnsOf(country: string, personal: boolean): OrderTerms['returns'] {
  const { days, market, source, personal: evenPersonal } = returnPolicyOf(country)
  return { days: personal && !evenPersonal ? 0 : days, personal, market, source }
}
