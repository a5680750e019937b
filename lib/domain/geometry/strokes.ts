import type { Shape2, Vec2 } from './mesh'
import { COS_BETA, TAN_BETA } from './wall-certificate'

/** Thinner places, mm, are the 2D knife edges of sharp corners. */
const FLOOR = 0.02
const EPSILON = 0.002
const BALL_TOLERANCE = 0.001
const PATCH = 0.002
const MOST_STEPS = 40_000
/** Corners that turn by more than 16° are touched as points. */
const CORNER_COS = 0.9613
/** Segments share a box by eights, for skipping. */
const BLOCK = 8

/**
 * A serif, a spur or a sharp end is a tip: what a round tool takes off it is an area, not a break. A stroke runs where cutting it across
 * leaves outline on both sides of more than twice this share of the letters' height (or joins two outlines, as in the bowl of an
 * O): a sixth is more than the serifs of the bundled faces stand out, and less than any arm, tail or crossbar.
 */
const TIP_SHARE = 1 / 6
/** Of an outline so short that it would be all tip (a dot, an accent), a twelfth at each end. */
const SHORT_SHARE = 1 / 12

export interface Stroke {
  /** Thinnest running stroke, mm; the cap when none is thinner. */
  minimum: number
  bound: number
  beyondCap: boolean
  /** The two ends across it, worst first; empty beyond the cap. */
  at: readonly Vec2[]
  steps: number
}

/**
 * The thinnest running stroke of a shape (`inside`) or of the ground between its outlines (`outside`), exact up to `cap` mm:
 * least diameter of a disc that touches the outline twice, at contact angles over 150°, tips left out. `letterHeight` mm sets what a
 * tip is. Branch and bound over outline segments, as the walls in 3D.
 */
export function thinnestStroke(shape: Shape2, side: 'inside' | 'outside', letterHeight: number, cap: number): Stroke {
  const search = new StrokeSearch(outlineOf(shape, side), letterHeight * TIP_SHARE, cap)
  search.run()
  return search.result()
}

interface Outline {
  segments: number
  /** Segments, then corners that point into the measured side; 4 per primitive (a corner twice the same point). */
  ends: Float64Array
  count: number
  /** 2 per segment: unit normal into the measured side. */
  normals: Float64Array
  ring: Int32Array
  /** Arc length at the start, and length, of each primitive on its ring. */
  start: Float64Array
  length: Float64Array
  perimeter: Float64Array
  /** 4 per block of segments. */
  blocks: Float64Array
}

function outlineOf(shape: Shape2, side: 'inside' | 'outside'): Outline {
  const sign = side === 'inside' ? 1 : -1
  const rows: { a: Vec2; b: Vec2; ring: number; start: number; length: number }[] = []
  const corners: typeof rows = []
  const perimeter = new Float64Array(shape.length)
  shape.forEach((ring, index) => {
    let along = 0
    for (let i = 0; i < ring.length; i++) {
      const a = ring[i]!
      const b = ring[(i + 1) % ring.length]!
      const c = ring[(i + 2) % ring.length]!
      const length = Math.sqrt((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2)
      if (length === 0) continue
      rows.push({ a, b, ring: index, start: along, length })
      along += length
      const next = Math.sqrt((c[0] - b[0]) ** 2 + (c[1] - b[1]) ** 2)
      const cross = (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])
      const cos = ((b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1])) / (length * next)
      if (cross * sign < 0 && cos < CORNER_COS) corners.push({ a: b, b, ring: index, start: along, length: 0 })
    }
    perimeter[index] = along
  })
  const all = [...rows, ...corners]
  const blocks = new Float64Array(Math.ceil(rows.length / BLOCK) * 4)
  const outline: Outline = {
    segments: rows.length,
    ends: Float64Array.from(all.flatMap(({ a, b }) => [a[0], a[1], b[0], b[1]])),
    count: all.length,
    normals: Float64Array.from(
      rows.flatMap(({ a, b, length }) => [(-sign * (b[1] - a[1])) / length, (sign * (b[0] - a[0])) / length]),
    ),
    ring: Int32Array.from(all, ({ ring }) => ring),
    start: Float64Array.from(all, ({ start }) => start),
    length: Float64Array.from(all, ({ length }) => length),
    perimeter,
    blocks,
  }
  for (let block = 0; block < blocks.length / 4; block++) {
    const box = [Infinity, Infinity, -Infinity, -Infinity]
    for (const { a, b } of rows.slice(block * BLOCK, block * BLOCK + BLOCK)) {
      box[0] = Math.min(box[0]!, a[0], b[0])
      box[1] = Math.min(box[1]!, a[1], b[1])
      box[2] = Math.max(box[2]!, a[0], b[0])
      box[3] = Math.max(box[3]!, a[1], b[1])
    }
    blocks.set(box, block * 4)
  }
  return outline
}

class StrokeSearch {
  private best: number
  private place: readonly Vec2[] = []
  private unfinished = Infinity
  private steps = 0
  private arena = new Int32Array(4096)
  private t = 0
  private blocker = -1
  private qx = 0
  private qy = 0

  constructor(
    private readonly outline: Outline,
    private readonly tip: number,
    private readonly cap: number,
  ) {
    this.best = cap
  }

  result(): Stroke {
    const open = Math.max(EPSILON, this.best - Math.min(this.unfinished, this.best))
    return {
      minimum: this.best,
      bound: open + BALL_TOLERANCE,
      beyondCap: this.best >= this.cap,
      at: this.place,
      steps: this.steps,
    }
  }

  run(): void {
    const { segments, ends, start, length } = this.outline
    const lists: Int32Array[] = []
    const seeds = new Float64Array(segments).fill(Infinity)
    for (let t = 0; t < segments; t++) {
      this.t = t
      lists.push(this.candidates())
      const list = lists[t]!
      if (list.length > 0)
        seeds[t] = this.probe(
          list,
          (ends[t * 4]! + ends[t * 4 + 2]!) / 2,
          (ends[t * 4 + 1]! + ends[t * 4 + 3]!) / 2,
          start[t]! + length[t]! / 2,
        )
    }
    const order = Array.from(lists, (_, t) => t)
    order.sort((a, b) => seeds[a]! - seeds[b]! || a - b)
    for (const t of order) {
      const list = lists[t]!
      if (list.length === 0) continue
      this.t = t
      if (this.arena.length < list.length * 2) this.arena = new Int32Array(list.length * 4)
      this.arena.set(list)
      this.explore(ends[t * 4]!, ends[t * 4 + 1]!, ends[t * 4 + 2]!, ends[t * 4 + 3]!, start[t]!, length[t]!, 0, list.length)
    }
  }

  /** Primitives in the strip that balls under the cap can reach from segment t within the cone. */
  private candidates(): Int32Array {
    const { ends, normals, blocks, segments, count } = this.outline
    const o = this.t * 4
    const nx = normals[this.t * 2]!
    const ny = normals[this.t * 2 + 1]!
    const reach = this.cap
    const lowX = Math.min(ends[o]!, ends[o + 2]!) - reach
    const lowY = Math.min(ends[o + 1]!, ends[o + 3]!) - reach
    const highX = Math.max(ends[o]!, ends[o + 2]!) + reach
    const highY = Math.max(ends[o + 1]!, ends[o + 3]!) + reach
    const dx = -ny
    const dy = nx
    const s0 = dx * ends[o]! + dy * ends[o + 1]!
    const s1 = dx * ends[o + 2]! + dy * ends[o + 3]!
    const base = nx * ends[o]! + ny * ends[o + 1]!
    const found: number[] = []
    const test = (f: number) => {
      const g = f * 4
      const h0 = nx * ends[g]! + ny * ends[g + 1]! - base
      const h1 = nx * ends[g + 2]! + ny * ends[g + 3]! - base
      const top = Math.max(h0, h1)
      if (top <= 0 || Math.min(h0, h1) >= this.cap) return
      if (f < segments && nx * normals[f * 2]! + ny * normals[f * 2 + 1]! > -0.85355) return
      const e0 = dx * ends[g]! + dy * ends[g + 1]!
      const e1 = dx * ends[g + 2]! + dy * ends[g + 3]!
      const aside = TAN_BETA * top + 1e-9
      if (Math.max(e0, e1) < Math.min(s0, s1) - aside || Math.min(e0, e1) > Math.max(s0, s1) + aside) return
      found.push(f)
    }
    for (let block = 0; block < blocks.length / 4; block++) {
      const k = block * 4
      if (blocks[k]! > highX || blocks[k + 1]! > highY || blocks[k + 2]! < lowX || blocks[k + 3]! < lowY) continue
      for (let f = block * BLOCK; f < Math.min(segments, block * BLOCK + BLOCK); f++) test(f)
    }
    for (let f = segments; f < count; f++) test(f)
    return Int32Array.from(found)
  }

  /** As `contact` in 3D: diameter of the disc tangent at p that touches f next; its contact in qx, qy. */
  private contact(px: number, py: number, f: number): number {
    const { ends, normals, segments } = this.outline
    const nx = normals[this.t * 2]!
    const ny = normals[this.t * 2 + 1]!
    const g = f * 4
    const ax = ends[g]! - px
    const ay = ends[g + 1]! - py
    const bx = ends[g + 2]! - px
    const by = ends[g + 3]! - py
    if (f < segments) {
      const mx = -normals[f * 2]!
      const my = -normals[f * 2 + 1]!
      const h = mx * ax + my * ay
      if (h <= 0) return Infinity
      const along = 1 + mx * nx + my * ny
      if (along > 1e-9) {
        const d = (2 * h) / along
        const x = (d / 2) * (nx + mx)
        const y = (d / 2) * (ny + my)
        if ((x - ax) * (bx - ax) + (y - ay) * (by - ay) >= 0 && (x - bx) * (ax - bx) + (y - by) * (ay - by) >= 0) {
          this.qx = px + x
          this.qy = py + y
          return d
        }
      }
    }
    const ha = nx * ax + ny * ay
    const hb = nx * bx + ny * by
    const da = ha > 1e-12 ? (ax * ax + ay * ay) / ha : Infinity
    const db = hb > 1e-12 ? (bx * bx + by * by) / hb : Infinity
    this.qx = px + (da <= db ? ax : bx)
    this.qy = py + (da <= db ? ay : by)
    return Math.min(da, db)
  }

  private probe(list: Int32Array, px: number, py: number, along: number): number {
    let d = Infinity
    let hit = -1
    let qx = 0
    let qy = 0
    for (const f of list) {
      const candidate = this.contact(px, py, f)
      if (candidate >= d) continue
      d = candidate
      hit = f
      qx = this.qx
      qy = this.qy
    }
    return hit >= 0 && this.accept(px, py, along, d, hit, qx, qy) ? d : Infinity
  }

  private accept(px: number, py: number, along: number, d: number, f: number, qx: number, qy: number): boolean {
    if (d < FLOOR || d >= this.cap) return false
    const nx = this.outline.normals[this.t * 2]!
    const ny = this.outline.normals[this.t * 2 + 1]!
    const height = (qx - px) * nx + (qy - py) * ny
    const aside = Math.abs((qx - px) * ny - (qy - py) * nx)
    if (aside > TAN_BETA * height) return false
    const g = f * 4
    const across = this.outline.start[f]! + Math.sqrt((qx - this.outline.ends[g]!) ** 2 + (qy - this.outline.ends[g + 1]!) ** 2)
    if (this.isTip(along, across, f, 0)) return false
    if (this.blocked(px + (nx * d) / 2, py + (ny * d) / 2, d / 2 - BALL_TOLERANCE)) return false
    if (d < this.best) {
      this.best = d
      this.place = [
        [px, py],
        [qx, qy],
      ]
    }
    return true
  }

  /** Whether the chord between two places of one outline cuts off a tip, even when both move by `slack` in all. */
  private isTip(along: number, across: number, f: number, slack: number): boolean {
    const ring = this.outline.ring[this.t]!
    if (ring !== this.outline.ring[f]) return false
    const perimeter = this.outline.perimeter[ring]!
    const gap = Math.abs(along - across)
    return Math.min(gap, perimeter - gap) + slack < 2 * Math.min(this.tip, perimeter * SHORT_SHARE)
  }

  private blocked(x: number, y: number, radius: number): boolean {
    if (radius <= 0) return false
    const limit = radius * radius
    if (this.blocker >= 0 && this.nearer(this.blocker, x, y, limit)) return true
    const { blocks, segments } = this.outline
    for (let block = 0; block < blocks.length / 4; block++) {
      const k = block * 4
      const dx = Math.max(blocks[k]! - x, 0, x - blocks[k + 2]!)
      const dy = Math.max(blocks[k + 1]! - y, 0, y - blocks[k + 3]!)
      if (dx * dx + dy * dy >= limit) continue
      for (let f = block * BLOCK; f < Math.min(segments, block * BLOCK + BLOCK); f++) {
        if (!this.nearer(f, x, y, limit)) continue
        this.blocker = f
        return true
      }
    }
    return false
  }

  private nearer(f: number, x: number, y: number, limit: number): boolean {
    const { ends, length } = this.outline
    const g = f * 4
    const ux = ends[g + 2]! - ends[g]!
    const uy = ends[g + 3]! - ends[g + 1]!
    const dx = x - ends[g]!
    const dy = y - ends[g + 1]!
    const s = Math.min(1, Math.max(0, (ux * dx + uy * dy) / (length[f]! * length[f]!)))
    return (dx - s * ux) ** 2 + (dy - s * uy) ** 2 < limit
  }

  private explore(ax: number, ay: number, bx: number, by: number, along: number, length: number, from: number, to: number): void {
    const { ends, normals, segments } = this.outline
    const nx = normals[this.t * 2]!
    const ny = normals[this.t * 2 + 1]!
    const px = (ax + bx) / 2
    const py = (ay + by) / 2
    const rho = length / 2
    if (this.arena.length < 2 * to - from + 8) {
      const larger = new Int32Array(2 * (2 * to - from) + 64)
      larger.set(this.arena)
      this.arena = larger
    }
    const goal = this.best - EPSILON
    let out = to
    let least = Infinity
    let diameter = this.best
    let hit = -1
    let hx = 0
    let hy = 0
    for (let k = from; k < to; k++) {
      const f = this.arena[k]!
      const g = f * 4
      const lowest = Math.min(
        nx * (ends[g]! - px) + ny * (ends[g + 1]! - py),
        nx * (ends[g + 2]! - px) + ny * (ends[g + 3]! - py),
      )
      let bound = Math.max(FLOOR, lowest)
      if (f < segments) {
        const mx = -normals[f * 2]!
        const my = -normals[f * 2 + 1]!
        const ha = mx * (ends[g]! - ax) + my * (ends[g + 1]! - ay)
        const hb = mx * (ends[g]! - bx) + my * (ends[g + 1]! - by)
        if (ha <= 0 && hb <= 0) continue
        bound = Math.max(bound, (2 * Math.min(ha, hb)) / (1 + mx * nx + my * ny))
      }
      if (bound >= goal) continue
      const width = this.outline.length[f]!
      if (this.isTip(along + rho, this.outline.start[f]! + width / 2, f, rho + width / 2)) continue
      const d = this.contact(px, py, f)
      if (d < Infinity) {
        if (d < diameter) {
          diameter = d
          hit = f
          hx = this.qx
          hy = this.qy
        }
        const low = bound * COS_BETA * COS_BETA
        bound = Math.max(bound, d - 2 * TAN_BETA * rho - (rho * rho) / low)
        if (bound >= goal) continue
        const height = (this.qx - px) * nx + (this.qy - py) * ny
        const aside = Math.abs((this.qx - px) * ny - (this.qy - py) * nx)
        const rise = Math.max(TAN_BETA * rho + (rho * rho) / (2 * low), (aside / height) * rho + (rho * rho) / (2 * height))
        const move = Math.sqrt(rho * rho + rise * rise)
        if (aside - move - rho > TAN_BETA * (height + move)) continue
      }
      this.arena[out++] = f
      if (bound < least) least = bound
    }
    this.steps++
    if (out === to) return
    if (this.blocked(px + (nx * least) / 2, py + (ny * least) / 2, least / 2 - rho - BALL_TOLERANCE)) return
    if (hit >= 0) this.accept(px, py, along + rho, diameter, hit, hx, hy)
    if (rho < PATCH) return
    if (this.steps > MOST_STEPS) {
      this.unfinished = Math.min(this.unfinished, least)
      return
    }
    this.explore(ax, ay, px, py, along, rho, to, out)
    this.explore(px, py, bx, by, along + rho, rho, to, out)
  }
}
