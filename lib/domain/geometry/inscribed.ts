import type { Polygon } from './outline'

/** Side of a cell of the lookup grid, mm. */
const CELL = 0.4

/** Nothing is met below the largest radius that was asked for. */
export const NOTHING = -1

/** The straight edges of closed outlines (metal to the left, as counter-clockwise outlines and clockwise holes have it). */
export interface Edges {
  count: number
  /** Start and end, mm; unit direction; length, mm. */
  ax: Float64Array
  ay: Float64Array
  bx: Float64Array
  by: Float64Array
  tx: Float64Array
  ty: Float64Array
  length: Float64Array
  /** Edge before each on its outline. */
  before: Int32Array
}

export function edgesOf(rings: readonly Polygon[]): Edges {
  const count = rings.reduce((sum, ring) => sum + ring.length, 0)
  const column = () => new Float64Array(count)
  const edges: Edges = {
    count,
    ax: column(),
    ay: column(),
    bx: column(),
    by: column(),
    tx: column(),
    ty: column(),
    length: column(),
    before: new Int32Array(count),
  }
  let at = 0
  for (const ring of rings) {
    const first = at
    for (let i = 0; i < ring.length; i++, at++) {
      const [ax, ay] = ring[i] as [number, number]
      const [bx, by] = ring[(i + 1) % ring.length] as [number, number]
      const length = Math.sqrt((bx - ax) ** 2 + (by - ay) ** 2)
      edges.ax[at] = ax
      edges.ay[at] = ay
      edges.bx[at] = bx
      edges.by[at] = by
      edges.tx[at] = (bx - ax) / length
      edges.ty[at] = (by - ay) / length
      edges.length[at] = length
      edges.before[at] = i === 0 ? first + ring.length - 1 : at - 1
    }
  }
  return edges
}

/**
 * Largest circles inside outlines that touch them at a given place. `radiusAt(x, y, nx, ny, own, other)` answers for the place (x, y) with
 * the unit normal (nx, ny) into the shape, leaving out the edges `own` and `other` that the place lies on; never more than `most`, mm.
 * At a blunt corner the circle touches both edges: its centre is `reach` radii from the corner.
 * `met` is then the edge that stops the circle, or NOTHING. Exact for straight edges: the centre is equally far from both.
 */
export function inscribedCircles(edges: Edges, most: number) {
  const { ax, ay, bx, by, tx, ty, length } = edges
  let [lowX, lowY, highX, highY] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i < edges.count; i++) {
    lowX = Math.min(lowX, ax[i] as number)
    lowY = Math.min(lowY, ay[i] as number)
    highX = Math.max(highX, ax[i] as number)
    highY = Math.max(highY, ay[i] as number)
  }
  const columns = Math.floor((highX - lowX) / CELL) + 1
  const rows = Math.floor((highY - lowY) / CELL) + 1
  const cells: number[][] = Array.from({ length: columns * rows }, () => [])
  const cell = (value: number, low: number, count: number) => Math.min(count - 1, Math.max(0, Math.floor((value - low) / CELL)))
  for (let i = 0; i < edges.count; i++) {
    const [x0, x1] = [ax[i] as number, bx[i] as number]
    const [y0, y1] = [ay[i] as number, by[i] as number]
    for (let row = cell(Math.min(y0, y1), lowY, rows); row <= cell(Math.max(y0, y1), lowY, rows); row++)
      for (let column = cell(Math.min(x0, x1), lowX, columns); column <= cell(Math.max(x0, x1), lowX, columns); column++)
        (cells[row * columns + column] as number[]).push(i)
  }

  const circles = {
    met: NOTHING,
    radiusAt(x: number, y: number, nx: number, ny: number, own: number, other: number, reach = 1): number {
      let radius = most
      circles.met = NOTHING
      const look = (f: number) => {
        if (f === own || f === other) return
        const qx = x - (ax[f] as number)
        const qy = y - (ay[f] as number)
        const [ux, uy] = [tx[f] as number, ty[f] as number]
        // Against the edge's line, its own normal into the shape being (−uy, ux).
        const height = qy * ux - qx * uy
        const agree = reach * (ny * ux - nx * uy)
        if (height > 0 && agree < 1) {
          const r = height / (1 - agree)
          if (r < radius) {
            const along = qx * ux + qy * uy + reach * r * (nx * ux + ny * uy)
            if (along >= 0 && along <= (length[f] as number)) {
              radius = r
              circles.met = f
            }
          }
        }
        const ahead = -reach * (nx * qx + ny * qy)
        const square = ahead * ahead - (reach * reach - 1) * (qx * qx + qy * qy)
        if (ahead > 1e-9 && square > 0) {
          const r = (qx * qx + qy * qy) / (ahead + Math.sqrt(square))
          if (r < radius) {
            radius = r
            circles.met = f
          }
        }
      }
      // The circle lies in the square round its centre; what shrinks it may be found in any cell of the largest.
      const [cx, cy] = [x + nx * most * reach, y + ny * most * reach]
      const [c0, c1] = [cell(cx - most, lowX, columns), cell(cx + most, lowX, columns)]
      const [r0, r1] = [cell(cy - most, lowY, rows), cell(cy + most, lowY, rows)]
      // Near cells first: most circles are stopped at once.
      const [hereC, hereR] = [cell(x, lowX, columns), cell(y, lowY, rows)]
      for (const f of cells[hereR * columns + hereC] as number[]) look(f)
      for (let row = r0; row <= r1; row++) {
        const bottom = lowY + row * CELL
        if (bottom > y + ny * radius * reach + radius || bottom + CELL < y + ny * radius * reach - radius) continue
        for (let column = c0; column <= c1; column++) {
          const left = lowX + column * CELL
          if (left > x + nx * radius * reach + radius || left + CELL < x + nx * radius * reach - radius) continue
          if (row === hereR && column === hereC) continue
          for (const f of cells[row * columns + column] as number[]) look(f)
        }
      }
      return radius
    },
  }
  return circles
}
