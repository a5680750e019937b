/** Beta distribution of a probability after some successes and failures. */
export interface Beta {
  alpha: number
  beta: number
}

export const meanOf = ({ alpha, beta }: Beta): number => alpha / (alpha + beta)

/** z of 90 % between both bounds. */
const Z_90 = 1.6449

/** ln-gamma's first three derivatives, by recurrence to 6 and the asymptotic series there; to 1e-8. */
function polygamma(x: number): { first: number; second: number; third: number } {
  let first = 0
  let second = 0
  let third = 0
  let at = x
  for (; at < 8; at++) {
    first -= 1 / at
    second += 1 / (at * at)
    third -= 2 / (at * at * at)
  }
  const u = 1 / (at * at)
  first += Math.log(at) - 1 / (2 * at) - u * (1 / 12 - u * (1 / 120 - u / 252))
  second += 1 / at + u / 2 + (u / at) * (1 / 6 - u * (1 / 30 - u / 42))
  third -= u + u / at + (u * u) / 2 - (u * u * u) / 6
  return { first, second, third }
}

/** About the 5th and 95th percentile: the logarithm of the odds is nearly normal, and what it is skewed by is put right to first order. */
export function bounds({ alpha, beta }: Beta): { low: number; high: number } {
  const [a, b] = [polygamma(alpha), polygamma(beta)]
  const middle = a.first - b.first
  const sigma = Math.sqrt(a.second + b.second)
  const skew = ((Z_90 ** 2 - 1) / 6) * ((a.third - b.third) / sigma ** 3)
  const share = (odds: number) => 1 / (1 + Math.exp(-odds))
  return { low: share(middle + sigma * (skew - Z_90)), high: share(middle + sigma * (skew + Z_90)) }
}

/** The Beta with the mean and variance of a product of independent ones: all of several steps right. */
export function product(factors: readonly Beta[]): Beta {
  let mean = 1
  let square = 1
  for (const { alpha, beta } of factors) {
    const sum = alpha + beta
    mean *= alpha / sum
    square *= (alpha * (alpha + 1)) / (sum * (sum + 1))
  }
  const variance = Math.max(1e-12, square - mean * mean)
  const strength = Math.max(1e-6, (mean * (1 - mean)) / variance - 1)
  return { alpha: Math.max(1e-6, mean * strength), beta: Math.max(1e-6, (1 - mean) * strength) }
}
