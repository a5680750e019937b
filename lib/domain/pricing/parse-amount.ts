import { type Currency, MINOR_DIGITS } from './money'

/** `12`, `12.5`, `12,50` → minor units of the currency; undefined for anything else, also for more decimals than it has. */
export function parseAmount(typed: string, currency: Currency): number | undefined {
  const digits = MINOR_DIGITS[currency]
  const match = /^(\d{1,9})(?:[.,](\d+))?$/.exec(typed.replaceAll(/[\s\u00a0\u202f]/g, ''))
  const fraction = match?.[2] ?? ''
  if (!match || fraction.length > digits) return undefined
  return Number(`${match[1]}${fraction.padEnd(digits, '0')}`)
}
