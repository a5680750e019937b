import type { Primitives, Tree } from './bvh'
import type { Vec3 } from './mesh'
import type { SolidIndex } from './walls'

/** The largest ball is sought until none is wider than the one found by more than this, mm of diameter. */
const PRECISION = 0.06
/** Facets sharing an edge or a corner are equally near there; squares of distances less apart than this share tie. */
const TIE = 1e-9
/** Cells over this share of the best radius are halved before their surroundings are looked at. */
const CURVED = 0.3
/** Places looked for round the middle of a cell, and how far from it, in best radii. */
const LOOKS = 3
const ASIDE = 0.8
const WEIGHTS = 8
/** Steps of the whole search; then the interval stays wider, and says so. Counted, so that the answer is the geometry's alone. */
const MOST_CELLS = 16_000
/** Most cells near the widest places are looked at within this many rounds of climbing. */
const CLIMBS = 24

/**
 * Diameter of the largest ball inside a closed solid, mm, within `bound`, and its centre. Branch and bound over cubes: with c the middle of
 * one and h half its diagonal, no ball about a point x of it is larger than |x − q| for any place q of the surface. For one q that gives
 * |c − q| + h. For two and more, weights w ≥ 0 of sum 1 give min|x − qᵢ|² ≤ Σwᵢ|c − qᵢ|² + 2h·|Σwᵢ(qᵢ − c)| + h²,
 * which is of second order in h where the places lie round c.
 */
export function largestBall(index: SolidIndex): { diameter: number; bound: number; at: Vec3 } {
  const search = new BallSearch(index)
  return search.run()
}

export class BallSearch {
  private best = 0
  private at: Vec3 = [0, 0, 0]
  private readonly near: Nearest
  private cells = 0
  private readonly box: Float32Array
  private readonly around = new Float64Array(3 * (LOOKS + 1))
  private blocker = -1

  constructor(private readonly index: SolidIndex) {
    this.near = new Nearest(index.primitives, index.trees[0]!)
    this.box = index.trees[0]!.boxes
  }

  run(): { diameter: number; bound: number; at: Vec3 } {
    const sides = [0, 1, 2].map((axis) => this.box[axis + 3]! - this.box[axis]!)
    const edge = Math.min(...sides)
    if (!(edge > 0)) return { diameter: 0, bound: 0, at: this.at }
    const counts = sides.map((side) => Math.max(1, Math.ceil(side / edge)))
    this.seeds()
    // Widest cells first: a heap of [radius that may be there, middle, half edge].
    const heap = new Heap()
    const half = sides.map((side, axis) => side / counts[axis]! / 2)
    const reach = Math.max(...half)
    for (let i = 0; i < counts[0]!; i++)
      for (let j = 0; j < counts[1]!; j++)
        for (let k = 0; k < counts[2]!; k++)
          this.offer(
            heap,
            this.box[0]! + (2 * i + 1) * half[0]!,
            this.box[1]! + (2 * j + 1) * half[1]!,
            this.box[2]! + (2 * k + 1) * half[2]!,
            reach,
          )
    let open = this.best
    for (;;) {
      const cell = heap.pop()
      open = Math.max(this.best, cell?.most ?? 0)
      if (!cell || open <= this.best + PRECISION / 2 || this.cells >= MOST_CELLS) break
      const h = cell.half / 2
      for (let corner = 0; corner < 8; corner++) {
        this.offer(heap, cell.x + (corner & 1 ? h : -h), cell.y + (corner & 2 ? h : -h), cell.z + (corner & 4 ? h : -h), h, cell)
      }
    }
    let chord = 0
    for (const value of this.index.primitives.facets.chord) chord = Math.max(chord, value)
    return { diameter: this.best + open, bound: open - this.best + 2 * chord + 1e-5, at: this.at }
  }

  /** Whether the surface comes nearer to a point than a radius: any place of it will do, so this is far cheaper than the nearest. */
  private cutNear(x: number, y: number, z: number, radius: number): boolean {
    const hit = this.index.balls.blocker(x, y, z, radius, this.blocker)
    if (hit >= 0) this.blocker = hit
    return hit >= 0
  }

  /** The good ball that the search begins with: its radius, and its centre. */
  first(): { radius: number; at: Vec3 } {
    this.seeds()
    return { radius: this.best, at: this.at }
  }

  /** A good ball to begin with: from facets here and there inwards, then uphill. */
  private seeds(): void {
    const { primitives } = this.index
    const { corners, facets, triangles } = primitives
    const every = Math.max(1, Math.floor(triangles / 48))
    let top: { x: number; y: number; z: number } | undefined
    for (let t = 0; t < triangles; t += every) {
      if (facets.sliver[t]) continue
      const o = t * 9
      for (const depth of [0.5, 1, 2]) {
        const [x, y, z] = [0, 1, 2].map(
          (axis) =>
            (corners[o + axis]! + corners[o + 3 + axis]! + corners[o + 6 + axis]!) / 3 - facets.normals[t * 3 + axis]! * depth,
        ) as [number, number, number]
        if (this.better(x, y, z)) top = { x, y, z }
      }
    }
    if (top) this.climb(top.x, top.y, top.z)
  }

  private better(x: number, y: number, z: number): boolean {
    if (this.cutNear(x, y, z, this.best)) return false
    const distance = this.near.signed(x, y, z)
    if (distance <= this.best) return false
    this.best = distance
    this.at = [x, y, z]
    return true
  }

  /** Pattern search uphill in the distance to the surface. */
  private climb(x: number, y: number, z: number): void {
    let step = this.best / 2
    for (let round = 0; round < CLIMBS && step > PRECISION / 16; round++) {
      let moved = false
      for (let axis = 0; axis < 3; axis++) {
        for (const sign of [1, -1]) {
          const at: [number, number, number] = [x, y, z]
          at[axis]! += sign * step
          if (!this.better(at[0], at[1], at[2])) continue
          ;[x, y, z] = at
          moved = true
          break
        }
      }
      if (!moved) step /= 2
    }
  }

  /** Puts a cube in the heap unless nothing in it can better the best. */
  private offer(heap: Heap, x: number, y: number, z: number, half: number, guess?: Cell): void {
    this.cells++
    const h = half * Math.sqrt(3)
    const goal = this.best + PRECISION / 2
    // Most cells are let go by any place that is near enough; the nearest is asked for only of the others.
    if (this.cutNear(x, y, z, Math.min(this.best, goal - h))) return
    if (guess) {
      this.near.qx = guess.qx
      this.near.qy = guess.qy
      this.near.qz = guess.qz
    }
    const distance = this.near.signed(x, y, z, guess !== undefined)
    if (distance > this.best) {
      this.best = distance
      this.at = [x, y, z]
    }
    const { qx, qy, qz } = this.near
    let most = distance + h
    if (most <= goal) return
    if (half < CURVED * this.best) {
      most = Math.min(most, this.surrounded(x, y, z, h, goal))
      if (most <= this.best + PRECISION / 2) return
    }
    heap.push({ most, x, y, z, half, qx, qy, qz })
  }

  /** Looks for places that lie round the middle: first straight away from the nearest one, then straight away from all found. */
  private surrounded(x: number, y: number, z: number, h: number, goal: number): number {
    const { near, around } = this
    around[0] = near.qx - x
    around[1] = near.qy - y
    around[2] = near.qz - z
    let least = Infinity
    let [ux, uy, uz] = [-around[0]!, -around[1]!, -around[2]!]
    for (let count = 1; count <= LOOKS; count++) {
      const size = Math.sqrt(ux * ux + uy * uy + uz * uz)
      if (size < 1e-9) return least
      const far = (ASIDE * this.best) / size
      near.signed(x + ux * far, y + uy * far, z + uz * far)
      const o = count * 3
      around[o] = near.qx - x
      around[o + 1] = near.qy - y
      around[o + 2] = near.qz - z
      for (let j = 0; j < count; j++) {
        const bound = this.pairBound(j * 3, o, h)
        if (bound >= least) continue
        least = bound
        ux = -this.px
        uy = -this.py
        uz = -this.pz
      }
      if (least <= goal) return least
      if (ux * ux + uy * uy + uz * uz < 1e-6) return least
    }
    return least
  }

  private px = 0
  private py = 0
  private pz = 0

  /** √ of the least over weights of w|a|² + (1−w)|b|² + 2h·|wa + (1−w)b| + h², near enough; px, py, pz is the weighted place. */
  private pairBound(a: number, b: number, h: number): number {
    const p = this.around
    const aa = p[a]! * p[a]! + p[a + 1]! * p[a + 1]! + p[a + 2]! * p[a + 2]!
    const bb = p[b]! * p[b]! + p[b + 1]! * p[b + 1]! + p[b + 2]! * p[b + 2]!
    const ab = p[a]! * p[b]! + p[a + 1]! * p[b + 1]! + p[a + 2]! * p[b + 2]!
    let least = Infinity
    let best = 0
    for (let i = 0; i <= WEIGHTS; i++) {
      const w = i / WEIGHTS
      const v = 1 - w
      const value = w * aa + v * bb + 2 * h * Math.sqrt(Math.max(0, w * w * aa + v * v * bb + 2 * w * v * ab)) + h * h
      if (value >= least) continue
      least = value
      best = w
    }
    // The weight at which the two places balance.
    const cross = aa + bb - 2 * ab
    const w = cross > 0 ? Math.min(1, Math.max(0, (bb - ab) / cross)) : 0
    const v = 1 - w
    const value = w * aa + v * bb + 2 * h * Math.sqrt(Math.max(0, w * w * aa + v * v * bb + 2 * w * v * ab)) + h * h
    if (value < least) {
      least = value
      best = w
    }
    this.px = best * p[a]! + (1 - best) * p[b]!
    this.py = best * p[a + 1]! + (1 - best) * p[b + 1]!
    this.pz = best * p[a + 2]! + (1 - best) * p[b + 2]!
    return Math.sqrt(least)
  }
}

/** Nearest place of the surface; `signed` is positive inside. */
class Nearest {
  qx = 0
  qy = 0
  qz = 0
  private readonly stack = new Int32Array(256)
  private squared = 0
  private inside = 0
  private steepest = 0

  constructor(
    private readonly primitives: Primitives,
    private readonly tree: Tree,
  ) {}

  /** `guess` is true where qx, qy, qz is a place of the surface that may be near: what is farther is not looked at. */
  signed(x: number, y: number, z: number, guess = false): number {
    this.squared = guess ? ((x - this.qx) ** 2 + (y - this.qy) ** 2 + (z - this.qz) ** 2) * (1 + 2 * TIE) + 1e-12 : Infinity
    this.inside = 0
    this.steepest = 0
    const { boxes, child, first, size, items } = this.tree
    const stack = this.stack
    let depth = 1
    stack[0] = 0
    while (depth > 0) {
      const node = stack[--depth]!
      if (boxDistance(boxes, node * 6, x, y, z) > this.squared * (1 + TIE)) continue
      const next = child[node]!
      if (next === 0) {
        const end = first[node]! + size[node]!
        for (let i = first[node]!; i < end; i++) this.visit(items[i]!, x, y, z)
        continue
      }
      const left = boxDistance(boxes, next * 6, x, y, z)
      const right = boxDistance(boxes, next * 6 + 6, x, y, z)
      const limit = this.squared * (1 + TIE)
      if (left <= right) {
        if (right <= limit) stack[depth++] = next + 1
        if (left <= limit) stack[depth++] = next
      } else {
        if (left <= limit) stack[depth++] = next
        if (right <= limit) stack[depth++] = next + 1
      }
    }
    return this.inside * Math.sqrt(this.squared)
  }

  private visit(t: number, x: number, y: number, z: number): void {
    const { corners: c, facets } = this.primitives
    if (facets.sliver[t]) return
    const o = t * 9
    const ax = c[o]!
    const ay = c[o + 1]!
    const az = c[o + 2]!
    const m = facets.normals
    const h = m[t * 3]! * (x - ax) + m[t * 3 + 1]! * (y - ay) + m[t * 3 + 2]! * (z - az)
    if (h * h > this.squared * (1 + TIE)) return
    const ux = c[o + 3]! - ax
    const uy = c[o + 4]! - ay
    const uz = c[o + 5]! - az
    const vx = c[o + 6]! - ax
    const vy = c[o + 7]! - ay
    const vz = c[o + 8]! - az
    const px = x - ax
    const py = y - ay
    const pz = z - az
    const uu = ux * ux + uy * uy + uz * uz
    const uv = ux * vx + uy * vy + uz * vz
    const vv = vx * vx + vy * vy + vz * vz
    const pu = px * ux + py * uy + pz * uz
    const pv = px * vx + py * vy + pz * vz
    const det = uu * vv - uv * uv
    let s = (vv * pu - uv * pv) / det
    let r = (uu * pv - uv * pu) / det
    if (!(s >= 0 && r >= 0 && s + r <= 1)) {
      let least = Infinity
      const keep = (tryS: number, tryR: number) => {
        const dx = px - tryS * ux - tryR * vx
        const dy = py - tryS * uy - tryR * vy
        const dz = pz - tryS * uz - tryR * vz
        const d = dx * dx + dy * dy + dz * dz
        if (d >= least) return
        least = d
        s = tryS
        r = tryR
      }
      keep(Math.min(1, Math.max(0, pu / uu)), 0)
      keep(0, Math.min(1, Math.max(0, pv / vv)))
      const along = Math.min(1, Math.max(0, (pv - pu + uu - uv) / (uu - 2 * uv + vv)))
      keep(1 - along, along)
    }
    const dx = px - s * ux - r * vx
    const dy = py - s * uy - r * vy
    const dz = pz - s * uz - r * vz
    const squared = dx * dx + dy * dy + dz * dz
    if (squared > this.squared * (1 + TIE)) return
    const ties = squared >= this.squared * (1 - TIE)
    const steep = h * h
    // Of the facets that meet in the nearest place, the one that faces the point most squarely says which side it is on.
    if (!ties || steep > this.steepest) {
      this.steepest = steep
      this.inside = h > 0 ? -1 : 1
    }
    if (squared < this.squared) {
      this.squared = squared
      this.qx = x - dx
      this.qy = y - dy
      this.qz = z - dz
    }
  }
}

function boxDistance(boxes: Float32Array, o: number, x: number, y: number, z: number): number {
  const dx = Math.max(boxes[o]! - x, 0, x - boxes[o + 3]!)
  const dy = Math.max(boxes[o + 1]! - y, 0, y - boxes[o + 4]!)
  const dz = Math.max(boxes[o + 2]! - z, 0, z - boxes[o + 5]!)
  return dx * dx + dy * dy + dz * dz
}

interface Cell {
  most: number
  x: number
  y: number
  z: number
  half: number
  /** Nearest place of the surface. */
  qx: number
  qy: number
  qz: number
}

/** Largest `most` first; equal ones in the order of their middles, so that the walk is the geometry's alone. */
class Heap {
  private readonly cells: Cell[] = []

  push(cell: Cell): void {
    const { cells } = this
    let at = cells.length
    cells.push(cell)
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (cells[parent]!.most >= cell.most) break
      cells[at] = cells[parent]!
      at = parent
    }
    cells[at] = cell
  }

  pop(): Cell | undefined {
    const { cells } = this
    const top = cells[0]
    const last = cells.pop()
    if (!last || cells.length === 0) return top
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= cells.length) break
      if (child + 1 < cells.length && cells[child + 1]!.most > cells[child]!.most) child++
      if (cells[child]!.most <= last.most) break
      cells[at] = cells[child]!
      at = child
    }
    cells[at] = last
    return top
  }
}
