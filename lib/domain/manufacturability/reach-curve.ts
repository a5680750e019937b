/** Remainder (mm²) of a reach curve at a tool radius (mm), straight between its samples; beyond its ends it is held. */
export function remainderAt(radii: readonly number[], remainder: readonly number[], radius: number): number | undefined {
  const above = radii.findIndex((sample) => sample >= radius)
  if (above < 0) return remainder.at(-1)
  const [low, high] = [radii[above - 1], radii[above]]
  if (low === undefined || high === undefined || high === low) return remainder[above]
  const [from, to] = [remainder[above - 1] ?? 0, remainder[above] ?? 0]
  return from + ((to - from) * (radius - low)) / (high - low)
}
