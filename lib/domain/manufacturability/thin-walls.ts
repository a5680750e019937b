import type { Finding } from './finding'
import type { Fact, FactKey, WallMap } from './measurements'

export interface ThinWalls {
  walls: WallMap
  /** Walls thinner than this are shown, mm. */
  limit: number
}

const WALL_RULES: ReadonlySet<string> = new Set(['wall.minimum', 'wall.pattern'])

/**
 * Thickness of the finished piece, mm to the micrometre, under which its walls are why these findings stand; undefined where none is about
 * walls. A pattern's wall is told as the finished wall is: what it shrinks by is a hundredth of the gap.
 */
export function thinnerThan(findings: readonly Finding[], facts: Readonly<Partial<Record<FactKey, Fact>>>): number | undefined {
  const wall = facts['wall.minimum']
  if (!wall) return undefined
  const limits = findings.flatMap(({ rule, severity, measured, limit, errorBound = 0 }) => {
    if (!WALL_RULES.has(rule) || measured === undefined || limit === undefined) return []
    return [wall.value + limit - measured + (severity === 'unknown' ? errorBound : 0)]
  })
  return limits.length === 0 ? undefined : Math.round(1000 * Math.max(...limits)) / 1000
}
