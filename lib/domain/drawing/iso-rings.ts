import type { Ring, Vec2 } from '../geometry/mesh'
import { ringArea } from '../geometry/shape-facts'
import { chains } from './chains'

/** Smallest area worth its bytes, in cells. */
const SMALLEST = 3.75

/** Rings round the cells of a raster that hold less than `level`, in cells; marching squares. */
export function isoRings(field: Float64Array, columns: number, rows: number, level: number): Ring[] {
  const segments: { from: Vec2; to: Vec2 }[] = []
  for (let row = 0; row < rows - 1; row++)
    for (let column = 0; column < columns - 1; column++) {
      const at = (dx: number, dy: number) => field[(row + dy) * columns + column + dx]! - level
      const corners = [at(0, 0), at(1, 0), at(1, 1), at(0, 1)] as const
      const places: readonly Vec2[] = [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ]
      const crossings: Vec2[] = []
      for (let k = 0; k < 4; k++) {
        const one = corners[k]!
        const two = corners[(k + 1) % 4]!
        if (one < 0 === two < 0) continue
        const share = one / (one - two)
        const p = places[k]!
        const q = places[(k + 1) % 4]!
        crossings.push([column + p[0] + (q[0] - p[0]) * share, row + p[1] + (q[1] - p[1]) * share])
      }
      for (let k = 0; k + 1 < crossings.length; k += 2) segments.push({ from: crossings[k]!, to: crossings[k + 1]! })
    }
  return chains(segments)
    .filter((chain) => chain.closed && Math.abs(ringArea(chain.points)) > SMALLEST)
    .map((chain) => chain.points)
}
