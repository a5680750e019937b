import type { Ring, Vec2 } from '../geometry/mesh'
import { chains, simplify } from './chains'
import type { Box } from './projection'

/** Samples along the longer side; an outline's corner may be cut by one sample at most, its smooth stretches are exact. */
const SAMPLES = 260
/** Halvings of a sample to find where the metal ends: 0.15 mm / 2^9 is 0.3 µm. */
const HALVINGS = 9

/**
 * Closed rings round everything that `covered` says is metal: crossings of a raster found by halving. For views in which the
 * mesh's own outline edges zigzag at grazing angles and do not close.
 */
export function silhouetteOf(covered: (x: number, y: number) => boolean, box: Box): Ring[] {
  const step = Math.max(box.right - box.left, box.top - box.bottom) / SAMPLES
  const columns = Math.ceil((box.right - box.left) / step) + 4
  const rows = Math.ceil((box.top - box.bottom) / step) + 4
  const x = (column: number) => box.left + (column - 1.5) * step
  const y = (row: number) => box.bottom + (row - 1.5) * step
  const inside = new Uint8Array(columns * rows)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) inside[row * columns + column] = covered(x(column), y(row)) ? 1 : 0
  const crossing = (c0: number, r0: number, c1: number, r1: number): Vec2 => {
    // From the metal outwards, whichever way the cell asks: the two cells of an edge must get the same point.
    const flip = inside[r0 * columns + c0] === 0
    const [ax, ay, bx, by] = flip ? [x(c1), y(r1), x(c0), y(r0)] : [x(c0), y(r0), x(c1), y(r1)]
    let low = 0
    let high = 1
    for (let i = 0; i < HALVINGS; i++) {
      const middle = (low + high) / 2
      if (covered(ax + (bx - ax) * middle, ay + (by - ay) * middle)) low = middle
      else high = middle
    }
    const share = (low + high) / 2
    return [ax + (bx - ax) * share, ay + (by - ay) * share]
  }
  const segments: { from: Vec2; to: Vec2 }[] = []
  for (let row = 0; row + 1 < rows; row++)
    for (let column = 0; column + 1 < columns; column++) {
      const corners = [
        [column, row],
        [column + 1, row],
        [column + 1, row + 1],
        [column, row + 1],
      ] as const
      const states = corners.map(([c, r]) => inside[r * columns + c]!)
      const found: Vec2[] = []
      for (let k = 0; k < 4; k++) {
        const next = (k + 1) % 4
        if (states[k] !== states[next]) found.push(crossing(...corners[k]!, ...corners[next]!))
      }
      for (let k = 0; k + 1 < found.length; k += 2) segments.push({ from: found[k]!, to: found[k + 1]! })
    }
  return chains(segments)
    .filter((chain) => chain.closed)
    .map((chain) => simplify(chain, 0.004).points)
}
