import { type Currency, MINOR_DIGITS, type Money } from './money'

/** a / b rounded half away from zero, exactly. */
function divideRounded(a: bigint, b: bigint): bigint {
  const negative = a < 0n !== b < 0n
  const [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b]
  const rounded = (2n * x + y) / (2n * y)
  return negative ? -rounded : rounded
}

/**
 * Money in another currency by rates in units per euro × 10⁶, rounded half away from zero to the minor unit; undefined when a rate is
 * missing. Integers all the way, so that browser and server agree to the last cent.
 */
export function exchange(money: Money, currency: Currency, perEuroMicro: Readonly<Record<string, number>>): Money | undefined {
  if (money.currency === currency) return money
  const [from, to] = [perEuroMicro[money.currency], perEuroMicro[currency]]
  if (!from || !to) return undefined
  const numerator = BigInt(money.amount) * BigInt(to) * 10n ** BigInt(MINOR_DIGITS[currency])
  return { amount: Number(divideRounded(numerator, BigInt(from) * 10n ** BigInt(MINOR_DIGITS[money.currency]))), currency }
}
