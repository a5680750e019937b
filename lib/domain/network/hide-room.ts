import type { Hide } from './profile'

/** Grid on which a hide is searched for clear leather, mm: what is found is at least there. */
const CELL = 10

/** A hide's best leather on a grid, rows along +y. */
interface ClearLeather {
  columns: number
  rows: number
  /** Cells in a row that lie wholly in it from each one to the right, row after row. */
  toTheRight: Uint16Array
  /** Longest clear stretch, mm, by the width in cells that was asked for: a hide never changes. */
  rooms: Map<number, number>
}

const known = new WeakMap<Hide, ClearLeather>()

function clearLeather(hide: Hide): ClearLeather {
  const found = known.get(hide)
  if (found) return found
  const [xs, ys] = [hide.outline.map(([x]) => x), hide.outline.map(([, y]) => y)]
  const [left, right, bottom, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const bad = [...hide.defects, ...hide.zones.map((zone) => zone.outline)]
  const at = (x: number, y: number) => holds(hide.outline, x, y) && !bad.some((ring) => holds(ring, x, y))
  const columns = Math.max(0, Math.floor((right - left) / CELL))
  const rows = Math.max(0, Math.floor((top - bottom) / CELL))
  const toTheRight = new Uint16Array(columns * rows)
  for (let row = 0; row < rows; row++) {
    const y = bottom + row * CELL
    for (let column = columns - 1; column >= 0; column--) {
      const x = left + column * CELL
      const clear = [0, CELL / 2, CELL].every((dx) => [0, CELL / 2, CELL].every((dy) => at(x + dx, y + dy)))
      const cell = row * columns + column
      if (clear) toTheRight[cell] = 1 + (column + 1 < columns ? toTheRight[cell + 1]! : 0)
    }
  }
  const made = { columns, rows, toTheRight, rooms: new Map<number, number>() }
  known.set(hide, made)
  return made
}

/** Longest clear stretch along the grain, mm, that is at least `across` mm wide; found on a grid, so up to two cells short. */
export function clearRoom(hide: Hide, across: number): number {
  const { columns, rows, toTheRight, rooms } = clearLeather(hide)
  const width = Math.ceil(across / CELL)
  const found = rooms.get(width)
  if (found !== undefined) return found
  let best = 0
  // For each band of columns, the longest run of rows that are clear all across it.
  for (let from = 0; from + width <= columns; from++) {
    let run = 0
    for (let cell = from; cell < columns * rows; cell += columns) {
      run = toTheRight[cell]! >= width ? run + 1 : 0
      if (run > best) best = run
    }
  }
  rooms.set(width, best * CELL)
  return best * CELL
}

function holds(ring: readonly (readonly [number, number])[], x: number, y: number): boolean {
  let inside = false
  for (let i = 0; i < ring.length; i++) {
    const [a, b] = [ring[i]!, ring[(i + 1) % ring.length]!]
    if (a[1] > y !== b[1] > y && x < a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0])) inside = !inside
  }
  return inside
}
