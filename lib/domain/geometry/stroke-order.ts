/** A picture of the face, rows from the bottom: when each place is cut, 255 the last. */
export interface StrokeMap {
  /** Least u, least v, most u, most v, mm. */
  box: readonly [number, number, number, number]
  columns: number
  rows: number
  order: Uint8Array
}

type Line = readonly (readonly [number, number])[]

/** Cells across the longer side of the map: about 0.04 mm on a face. */
const CELLS = 256
/** Plain face round the cut, mm: what the map holds beyond the rim. */
const MARGIN = 0.3
/** A branch shorter than this, mm, is the end of a stroke (a serif, a corner), not one of its own. */
const SPUR = 0.45
/** Cells over which the direction of a stroke is felt. */
const FEEL = 7

const EIGHT = [
  [0, -1],
  [1, -1],
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
  [-1, 0],
  [-1, -1],
] as const

/**
 * The way a graver goes through a cut: letter by letter as one reads, along the middle of each stroke, and for every place of the
 * face when it is reached. `rims` are closed outlines in the face's plane, mm, taken even-odd. Undefined where nothing is cut.
 */
export function strokeOrder(rims: readonly Line[]): StrokeMap | undefined {
  const grid = filled(rims)
  if (!grid) return undefined
  const { columns, rows, inside, step, box } = grid
  const middle = thinned(inside, columns)
  const letters = inReadingOrder(componentsOf(inside, columns, rows), columns)
  const reached = new Float32Array(columns * rows).fill(-1)
  let way = 0
  for (const letter of letters) way = trace(letter, middle, columns, step, way, reached)
  if (way === 0) return undefined
  spread(reached, inside, columns, rows)
  const order = new Uint8Array(columns * rows).fill(255)
  for (let i = 0; i < order.length; i++)
    if (reached[i]! >= 0) order[i] = Math.max(1, Math.min(255, Math.ceil((reached[i]! / way) * 255)))
  return { box, columns, rows, order }
}

/** A grid over the cut with one cell of nothing round it, and which cells are cut. Rows rise with v. */
function filled(rims: readonly Line[]) {
  let [left, low, right, high] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [u, v] of rims.flat()) {
    left = Math.min(left, u)
    right = Math.max(right, u)
    low = Math.min(low, v)
    high = Math.max(high, v)
  }
  if (!(right > left && high > low)) return undefined
  const step = (Math.max(right - left, high - low) + 2 * MARGIN) / CELLS
  const columns = Math.ceil((right - left + 2 * MARGIN) / step)
  const rows = Math.ceil((high - low + 2 * MARGIN) / step)
  const box = [left - MARGIN, low - MARGIN, left - MARGIN + columns * step, low - MARGIN + rows * step] as const
  const inside = new Uint8Array(columns * rows)
  for (let row = 1; row < rows - 1; row++) {
    const v = box[1] + (row + 0.5) * step
    const crossings: number[] = []
    for (const rim of rims) {
      for (let i = 0; i < rim.length; i++) {
        const [au, av] = rim[i]!
        const [bu, bv] = rim[(i + 1) % rim.length]!
        if (av > v !== bv > v) crossings.push(au + ((v - av) / (bv - av)) * (bu - au))
      }
    }
    crossings.sort((a, b) => a - b)
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const from = Math.max(1, Math.ceil((crossings[i]! - box[0]) / step - 0.5))
      const to = Math.min(columns - 2, Math.floor((crossings[i + 1]! - box[0]) / step - 0.5))
      for (let column = from; column <= to; column++) inside[row * columns + column] = 1
    }
  }
  return { columns, rows, inside, step, box }
}

/** The middle line of what is filled, one cell wide (Zhang and Suen, 1984). */
function thinned(inside: Uint8Array, columns: number): Uint8Array {
  const cells = inside.slice()
  const around = EIGHT.map(([x, y]) => y * columns + x)
  let left = [...cells.keys()].filter((i) => cells[i] === 1)
  for (;;) {
    let changed = false
    for (const pass of [0, 1]) {
      const gone = left.filter((i) => {
        const near = around.map((offset) => cells[i + offset]!)
        const count = near.reduce((sum, one) => sum + one, 0)
        if (count < 2 || count > 6) return false
        let turns = 0
        for (let k = 0; k < 8; k++) if (near[k] === 0 && near[(k + 1) % 8] === 1) turns++
        if (turns !== 1) return false
        const [n, , e, , s, , w] = near as [number, number, number, number, number, number, number]
        return pass === 0 ? n * e * s === 0 && e * s * w === 0 : n * e * w === 0 && n * s * w === 0
      })
      for (const i of gone) cells[i] = 0
      if (gone.length > 0) {
        changed = true
        left = left.filter((i) => cells[i] === 1)
      }
    }
    if (!changed) return cells
  }
}

function componentsOf(inside: Uint8Array, columns: number, rows: number): number[][] {
  const seen = new Uint8Array(columns * rows)
  const found: number[][] = []
  for (let start = 0; start < inside.length; start++) {
    if (!inside[start] || seen[start]) continue
    const cells = [start]
    seen[start] = 1
    for (let k = 0; k < cells.length; k++) {
      for (const [x, y] of EIGHT) {
        const next = cells[k]! + y * columns + x
        if (inside[next] && !seen[next]) {
          seen[next] = 1
          cells.push(next)
        }
      }
    }
    found.push(cells)
  }
  return found
}

/** Line by line from the top, each from the left. */
function inReadingOrder(letters: number[][], columns: number): number[][] {
  const placed = letters.map((cells) => {
    const rows = cells.map((i) => Math.floor(i / columns))
    const [low, high] = [rows.reduce((a, b) => Math.min(a, b)), rows.reduce((a, b) => Math.max(a, b))]
    return { cells, low, high, left: cells.reduce((least, i) => Math.min(least, i % columns), columns) }
  })
  placed.sort((a, b) => {
    const shared = Math.min(a.high, b.high) - Math.max(a.low, b.low)
    const beside = shared > 0.3 * Math.min(a.high - a.low, b.high - b.low)
    return beside ? a.left - b.left : b.high - a.high
  })
  return placed.map(({ cells }) => cells)
}

/** Goes along the middle lines of one letter, from `way` mm on; writes when each of their cells is reached; gives how far it came. */
function trace(
  letter: readonly number[],
  middle: Uint8Array,
  columns: number,
  step: number,
  way: number,
  reached: Float32Array,
): number {
  const line = letter.filter((i) => middle[i])
  // What is too small to have a middle line is one touch of the graver.
  if (line.length === 0) return way
  const neighbours = (i: number) => EIGHT.map(([x, y]) => i + y * columns + x).filter((next) => middle[next])
  const open = (i: number) => neighbours(i).filter((next) => reached[next]! < 0)
  // Top first, then left; an end before the middle of a line.
  const rank = (i: number) => [neighbours(i).length === 1 ? 0 : 1, -Math.floor(i / columns), i % columns] as const
  const starts = line.toSorted((a, b) => {
    const [x, y] = [rank(a), rank(b)]
    return x[0] - y[0] || x[1] - y[1] || x[2] - y[2]
  })
  for (const start of starts) {
    if (reached[start]! >= 0) continue
    const path = [start]
    reached[start] = way + step
    for (;;) {
      const here = path.at(-1)!
      const back = path.at(-1 - Math.min(FEEL, path.length - 1))!
      const [dx, dy] = [(here % columns) - (back % columns), Math.floor(here / columns) - Math.floor(back / columns)]
      const length = Math.hypot(dx, dy) || 1
      let [best, most] = [-1, -Infinity]
      for (const next of open(here)) {
        const [x, y] = [(next % columns) - (here % columns), Math.floor(next / columns) - Math.floor(here / columns)]
        const along = (x * dx + y * dy) / (length * Math.hypot(x, y))
        if (along > most) [best, most] = [next, along]
      }
      if (best < 0) break
      path.push(best)
      reached[best] = way + path.length * step
    }
    const touched = path.length * step < SPUR ? when(path, middle, columns, reached) : undefined
    if (touched === undefined) way += path.length * step
    else for (const i of path) reached[i] = touched
  }
  return way
}

/** When the line that a short branch stands on was reached; undefined where it stands alone. */
function when(path: readonly number[], middle: Uint8Array, columns: number, reached: Float32Array): number | undefined {
  const own = new Set(path)
  for (const i of [path[0]!, path.at(-1)!]) {
    for (const [x, y] of EIGHT) {
      const next = i + y * columns + x
      if (middle[next] && reached[next]! >= 0 && !own.has(next)) return reached[next]
    }
  }
  return undefined
}

/** Every other place is reached with the middle line nearest to it, first inside the cut, then round it. */
function spread(reached: Float32Array, inside: Uint8Array, columns: number, rows: number): void {
  let front = [...reached.keys()].filter((i) => reached[i]! >= 0)
  for (const within of [true, false]) {
    if (!within) front = [...reached.keys()].filter((i) => reached[i]! >= 0)
    while (front.length > 0) {
      const next: number[] = []
      for (const i of front) {
        for (const [x, y] of EIGHT) {
          const column = (i % columns) + x
          const row = Math.floor(i / columns) + y
          if (column < 0 || row < 0 || column >= columns || row >= rows) continue
          const at = row * columns + column
          if (reached[at]! >= 0 || (within && !inside[at])) continue
          reached[at] = reached[i]!
          next.push(at)
        }
      }
      front = next
    }
  }
}
