/** One figure, as one line of JSON on stdout; `of` says of what, where one metric is measured of several. */
export function print(
  bench: string,
  metric: string,
  value: number,
  unit: string,
  of: Readonly<Record<string, string>> = {},
): void {
  console.log(JSON.stringify({ bench, metric, value: Math.round(value * 100) / 100, unit, ...of }))
}

/** Nearest-rank percentile of unsorted samples; `share` in 0…1. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}
