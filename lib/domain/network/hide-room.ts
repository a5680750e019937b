import type { Hide } from './profile'

/** Grid on which a hide is searched for clear leather, mm: what is found is at least there. */
const CELL = 10

const known = new WeakMap<Hide, boolean[][]>()

/** Cells that lie wholly in the hide's best leather: rows along +y. */
function clearCells(hide: Hide): boolean[][] {
  const found = known.get(hide)
  if (found) return found
  const [xs, ys] = [hide.outline.map(([x]) => x), hide.outline.map(([, y]) => y)]
  const [left, right, bottom, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const bad = [...hide.defects, ...hide.zones.map((zone) => zone.outline)]
  const at = (x: number, y: number) => holds(hide.outline, x, y) && !bad.some((ring) => holds(ring, x, y))
  const made: boolean[][] = []
  for (let y = bottom; y + CELL <= top; y += CELL) {
    const row: boolean[] = []
    for (let x = left; x + CELL <= right; x += CELL)
      row.push([0, CELL / 2, CELL].every((dx) => [0, CELL / 2, CELL].every((dy) => at(x + dx, y + dy))))
    made.push(row)
  }
  known.set(hide, made)
  return made
}

/** Longest clear stretch along the grain, mm, that is at least `across` mm wide; found on a grid, so up to two cells short. */
export function clearRoom(hide: Hide, across: number): number {
  const rows = clearCells(hide)
  const width = Math.ceil(across / CELL)
  const columns = rows[0]?.length ?? 0
  let best = 0
  // For each band of columns, the longest run of rows that are clear all across it.
  for (let from = 0; from + width <= columns; from++) {
    let run = 0
    for (const row of rows) {
      let clear = true
      for (let i = from; i < from + width && clear; i++) clear = row[i]!
      run = clear ? run + 1 : 0
      if (run > best) best = run
    }
  }
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
