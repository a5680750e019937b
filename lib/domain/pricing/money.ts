/** Integer minor units of an ISO 4217 currency (JPY has none: amount is yen). */
export interface Money {
  amount: number
  currency: Currency
}
export type Currency = 'EUR' | 'JPY' | 'USD' | 'GBP' | 'CHF'
export const MINOR_DIGITS: Readonly<Record<Currency, number>> = { EUR: 2, JPY: 0, USD: 2, GBP: 2, CHF: 2 }
