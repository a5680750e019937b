import type { Projected } from './projection'

/** Nearer by less than this is the same skin, mm. */
const SAME_SKIN = 0.003

/** Triangles that face the viewer, in a grid over the drawing plane, to ask what lies before a point or an edge. */
export class OcclusionGrid {
  private readonly cells: number[][]
  private readonly stamp: Int32Array
  private query = 0
  private readonly left: number
  private readonly bottom: number
  private readonly size: number
  private readonly columns: number
  private readonly rows: number

  constructor(private readonly mesh: Projected) {
    const { x, y, triangles, front } = mesh
    let left = Infinity
    let right = -Infinity
    let bottom = Infinity
    let top = -Infinity
    for (let i = 0; i < x.length; i++) {
      left = Math.min(left, x[i]!)
      right = Math.max(right, x[i]!)
      bottom = Math.min(bottom, y[i]!)
      top = Math.max(top, y[i]!)
    }
    const wanted = Math.max(8, Math.min(200, Math.round(Math.sqrt(front.length) * 0.8)))
    this.size = Math.max(right - left, top - bottom, 1e-6) / wanted
    this.left = left
    this.bottom = bottom
    this.columns = Math.floor((right - left) / this.size) + 1
    this.rows = Math.floor((top - bottom) / this.size) + 1
    this.cells = Array.from({ length: this.columns * this.rows }, () => [])
    this.stamp = new Int32Array(front.length)
    for (let t = 0; t < front.length; t++) {
      if (!front[t]) continue
      const a = triangles[t * 3]!
      const b = triangles[t * 3 + 1]!
      const c = triangles[t * 3 + 2]!
      this.each(
        Math.min(x[a]!, x[b]!, x[c]!),
        Math.max(x[a]!, x[b]!, x[c]!),
        Math.min(y[a]!, y[b]!, y[c]!),
        Math.max(y[a]!, y[b]!, y[c]!),
        (cell) => cell.push(t),
      )
    }
  }

  private each(x0: number, x1: number, y0: number, y1: number, visit: (cell: number[]) => void): void {
    const c0 = Math.max(0, Math.floor((x0 - this.left) / this.size))
    const c1 = Math.min(this.columns - 1, Math.floor((x1 - this.left) / this.size))
    const r0 = Math.max(0, Math.floor((y0 - this.bottom) / this.size))
    const r1 = Math.min(this.rows - 1, Math.floor((y1 - this.bottom) / this.size))
    for (let r = r0; r <= r1; r++) for (let c = c0; c <= c1; c++) visit(this.cells[r * this.columns + c]!)
  }

  /** Does any triangle cover this point of the drawing? */
  covered(px: number, py: number): boolean {
    const { x, y, triangles } = this.mesh
    let found = false
    this.each(px, px, py, py, (cell) => {
      for (const t of cell) {
        if (found) return
        let inside = true
        for (let k = 0; k < 3 && inside; k++) {
          const a = triangles[t * 3 + k]!
          const b = triangles[t * 3 + ((k + 1) % 3)]!
          inside = (x[b]! - x[a]!) * (py - y[a]!) - (y[b]! - y[a]!) * (px - x[a]!) >= 0
        }
        found = inside
      }
    })
    return found
  }

  /** Stretches of the edge from vertex `a` to `b`, as shares of its length, with nothing before them. `own` triangles are ignored. */
  visible(a: number, b: number, own1: number, own2: number): [number, number][] {
    const { x, y, depth } = this.mesh
    return this.visibleLine(x[a]!, y[a]!, depth[a]!, x[b]!, y[b]!, depth[b]!, own1, own2)
  }

  /** The same for any line in space: x, y and depth of both ends, mm. */
  visibleLine(ax: number, ay: number, az: number, bx: number, by: number, bz: number, own1 = -1, own2 = -1): [number, number][] {
    const { x, y, depth, triangles } = this.mesh
    const hidden: [number, number][] = []
    this.query++
    this.each(Math.min(ax, bx), Math.max(ax, bx), Math.min(ay, by), Math.max(ay, by), (cell) => {
      for (const t of cell) {
        if (this.stamp[t] === this.query || t === own1 || t === own2) continue
        this.stamp[t] = this.query
        const p = triangles[t * 3]!
        const q = triangles[t * 3 + 1]!
        const r = triangles[t * 3 + 2]!
        if (Math.max(depth[p]!, depth[q]!, depth[r]!) < Math.min(az, bz)) continue
        let from = 0
        let to = 1
        const keep = (atA: number, atB: number) => {
          if (atA < 0 && atB < 0) to = -1
          else if (atA < 0) from = Math.max(from, atA / (atA - atB))
          else if (atB < 0) to = Math.min(to, atA / (atA - atB))
        }
        const px = x[p]!
        const py = y[p]!
        const qx = x[q]!
        const qy = y[q]!
        const rx = x[r]!
        const ry = y[r]!
        keep((qx - px) * (ay - py) - (qy - py) * (ax - px), (qx - px) * (by - py) - (qy - py) * (bx - px))
        if (to <= from) continue
        keep((rx - qx) * (ay - qy) - (ry - qy) * (ax - qx), (rx - qx) * (by - qy) - (ry - qy) * (bx - qx))
        if (to <= from) continue
        keep((px - rx) * (ay - ry) - (py - ry) * (ax - rx), (px - rx) * (by - ry) - (py - ry) * (bx - rx))
        if (to <= from) continue
        const area = (qx - px) * (ry - py) - (qy - py) * (rx - px)
        const slopeX = ((depth[q]! - depth[p]!) * (ry - py) - (depth[r]! - depth[p]!) * (qy - py)) / area
        const slopeY = ((depth[r]! - depth[p]!) * (qx - px) - (depth[q]! - depth[p]!) * (rx - px)) / area
        const at = (vx: number, vy: number) => depth[p]! + slopeX * (vx - px) + slopeY * (vy - py)
        keep(at(ax, ay) - az - SAME_SKIN, at(bx, by) - bz - SAME_SKIN)
        if (to > from) hidden.push([from, to])
      }
    })
    if (hidden.length === 0) return [[0, 1]]
    hidden.sort((one, two) => one[0] - two[0])
    const shown: [number, number][] = []
    let reached = 0
    for (const [from, to] of hidden) {
      if (from > reached + 1e-9) shown.push([reached, from])
      reached = Math.max(reached, to)
    }
    if (reached < 1 - 1e-9) shown.push([reached, 1])
    return shown
  }
}
