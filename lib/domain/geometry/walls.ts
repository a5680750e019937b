import { BallQueries, contact, contactAbove } from './ball'
import { type Primitives, primitivesOf, type Tree, treeOf } from './bvh'
import type { Facets } from './facets'
import type { Mesh, Vec3 } from './mesh'
import { COS_BETA, certify, LEAST_HEIGHT, TAN_BETA, type Uncertified, WALL_FLOOR } from './wall-certificate'

/** The minimum is searched until no wall is thinner than the one found by more than this, mm. */
const EPSILON = 0.005
/** A ball counts as inscribed when it is empty after shrinking by this, mm: near the edges of a curved surface's facets the neighbour cuts every tangent ball. */
const BALL_TOLERANCE = 0.001
/**
 * Radii, mm, at which the search stops splitting, pass by pass: a coarse pass finds nearly the thinnest wall, so that the fine one
 * can leave out nearly everything. Patches narrower than twice the last are not walls.
 */
const FINEST = 0.02
const PATCHES = [0.16, 0.05, FINEST]
/**
 * Steps that one pass may take: rounded rims whose balls hardly fit can take more. Then the search settles for a wider interval, a share of
 * the thinnest wall found. Counted in steps and not by a clock, so that the answer is a function of the geometry.
 */
export const MOST_STEPS = 40_000
/** While somebody drags: the same search, let go sooner, with the wider interval said; the exact answer follows. */
export const DRAG_STEPS = 12_000
const WIDER = [0.1, 0.3]
/** The facet of the thinnest wall is searched once more down to this, mm. */
const POLISH = 0.002
/** Distance of the map's samples, mm. */
const SPACING = 0.5
const SAMPLES_A_FACET = 400

export interface Walls {
  /** Thinnest wall, mm; the cap when every wall is at least that. */
  minimum: number
  /** True minimum of the polyhedron and of smooth skins through its corners lies within this of `minimum`, mm. */
  bound: number
  beyondCap: boolean
  /** The two ends of the thinnest wall. */
  at: readonly Vec3[]
  /** Walls under the cap, sampled: 3 per sample, and thickness. */
  positions: Float32Array
  thickness: Float32Array
  /** How far the search went: facets that the certificate left, and steps. */
  uncertified: number
  steps: number
}

/** What walls and sections share: primitives, trees, ball queries. */
export interface SolidIndex {
  primitives: Primitives
  trees: readonly Tree[]
  balls: BallQueries
}

export function indexSolid(mesh: Mesh, facets: Facets): SolidIndex {
  const primitives = primitivesOf(mesh, facets)
  const main = treeOf(primitives, 0, primitives.triangles)
  const trees =
    primitives.count > primitives.triangles ? [main, treeOf(primitives, primitives.triangles, primitives.count)] : [main]
  return { primitives, trees, balls: new BallQueries(primitives, main) }
}

/**
 * Walls of a closed solid, exact up to `cap` mm. The thickness at a surface point is the diameter of the largest ball inside that touches
 * it; it is a wall where the other contact lies within 15° of the inward normal. Opposed facets of one feature other than the
 * blank are left to the 2D rules. Certificate over whole facets, then branch and bound on the facets it leaves.
 */
export function measureWalls(index: SolidIndex, cap: number, most = MOST_STEPS): Walls {
  const uncertified = certify(index.primitives, index.trees, cap)
  const search = new Search(index, uncertified, cap, most)
  search.map()
  search.minimum()
  return search.result()
}

class Search {
  private readonly q = new Float64Array(3)
  private best: number
  private place: readonly Vec3[] = []
  private bestFacets: readonly number[] = []
  /** How far under the best found a thinner wall may still hide, mm. */
  private open = EPSILON
  private total = 0
  private steps = 0
  private patch = 0
  private slack = EPSILON
  private arena: Int32Array
  private readonly mapped: number[] = []
  private readonly thickness: number[] = []
  // The facet being searched.
  private t = 0
  private nx = 0
  private ny = 0
  private nz = 0
  private blocker = -1

  constructor(
    private readonly index: SolidIndex,
    private readonly uncertified: Uncertified,
    private readonly cap: number,
    private readonly most: number,
  ) {
    this.best = cap
    this.arena = new Int32Array(1 << 15)
  }

  result(): Walls {
    const { facets } = this.index.primitives
    const beyondCap = this.best >= this.cap && this.open <= EPSILON
    let chord = 0
    for (const f of this.bestFacets) chord += facets.chord[f] ?? 0
    if (this.bestFacets.length === 0) {
      // Nothing was found, so no place is known: any two skins that face each other may err.
      for (const t of this.uncertified.triangles) chord = Math.max(chord, 2 * facets.chord[t]!)
    }
    // A narrow interval is reported by its upper end, which a ball has proved; a wide one by its middle.
    const shift = this.open > EPSILON ? this.open / 2 : 0
    return {
      minimum: this.best - shift,
      bound: this.open - shift + BALL_TOLERANCE + chord,
      beyondCap,
      at: this.place,
      positions: Float32Array.from(this.mapped),
      thickness: Float32Array.from(this.thickness),
      uncertified: this.uncertified.triangles.length,
      steps: this.total,
    }
  }

  private enter(i: number): void {
    const { facets } = this.index.primitives
    const t = this.uncertified.triangles[i]!
    this.t = t
    this.nx = -facets.normals[t * 3]!
    this.ny = -facets.normals[t * 3 + 1]!
    this.nz = -facets.normals[t * 3 + 2]!
  }

  /** Samples on the uncertified facets, even over their area (small facets share one); they seed the search and shade the view. */
  map(): void {
    const { corners, facets } = this.index.primitives
    let owed = 0.5
    for (let i = 0; i < this.uncertified.triangles.length; i++) {
      this.enter(i)
      const o = this.t * 9
      owed += Math.min(SAMPLES_A_FACET, (2 * facets.areas[this.t]!) / (SPACING * SPACING))
      const rows = Math.floor(Math.sqrt(owed))
      if (rows === 0) continue
      owed -= rows * rows
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < 2 * (rows - row) - 1; column++) {
          // Centroids of the rows² equal triangles that the facet falls into.
          const shift = column % 2 === 0 ? 1 / 3 : 2 / 3
          const u = (row + shift) / rows
          const v = (Math.floor(column / 2) + shift) / rows
          const w = 1 - u - v
          const x = u * corners[o]! + v * corners[o + 3]! + w * corners[o + 6]!
          const y = u * corners[o + 1]! + v * corners[o + 4]! + w * corners[o + 7]!
          const z = u * corners[o + 2]! + v * corners[o + 5]! + w * corners[o + 8]!
          const diameter = this.thicknessAt(x, y, z, this.uncertified.starts[i]!, this.uncertified.starts[i + 1]!)
          if (diameter >= this.cap) continue
          this.mapped.push(x, y, z)
          this.thickness.push(diameter)
        }
      }
    }
  }

  /** Wall at a point of the current facet over its candidates, Infinity when it is none; betters the best found. */
  private thicknessAt(x: number, y: number, z: number, from: number, to: number): number {
    const q = this.q
    let diameter = this.cap
    let hit = -1
    let qx = 0
    let qy = 0
    let qz = 0
    for (let k = from; k < to; k++) {
      const f = this.uncertified.candidates[k]!
      const d = contact(this.index.primitives, x, y, z, this.nx, this.ny, this.nz, f, q)
      if (d >= diameter) continue
      diameter = d
      hit = f
      qx = q[0]!
      qy = q[1]!
      qz = q[2]!
    }
    return hit >= 0 && this.accept(x, y, z, diameter, qx, qy, qz, hit) ? diameter : Infinity
  }

  private accept(x: number, y: number, z: number, diameter: number, qx: number, qy: number, qz: number, hit: number): boolean {
    if (diameter < WALL_FLOOR) return false
    const dx = qx - x
    const dy = qy - y
    const dz = qz - z
    const height = dx * this.nx + dy * this.ny + dz * this.nz
    const aside = dx * dx + dy * dy + dz * dz - height * height
    if (aside > TAN_BETA * TAN_BETA * height * height) return false
    const r = diameter / 2
    const blocker = this.index.balls.blocker(x + this.nx * r, y + this.ny * r, z + this.nz * r, r - BALL_TOLERANCE, this.blocker)
    if (blocker >= 0) {
      this.blocker = blocker
      return false
    }
    if (diameter < this.best) {
      this.best = diameter
      this.place = [
        [x, y, z],
        [qx, qy, qz],
      ]
      this.bestFacets = [this.t, hit]
    }
    return true
  }

  /** Branch and bound over the uncertified facets. */
  minimum(): void {
    for (const patch of PATCHES) this.pass(patch)
    for (const share of WIDER) {
      if (this.steps < this.most) break
      this.slack = share * this.best
      this.pass(FINEST)
    }
    this.open = this.steps < this.most ? this.slack : this.best - WALL_FLOOR
    if (this.slack > EPSILON) return
    this.patch = POLISH
    this.slack = POLISH / 4
    this.steps = 0
    const thinnest = this.bestFacets[0]
    if (thinnest !== undefined) this.search(this.uncertified.triangles.indexOf(thinnest))
  }

  private pass(patch: number): void {
    this.patch = patch
    this.steps = 0
    for (let i = 0; i < this.uncertified.triangles.length && this.steps < this.most; i++) this.search(i)
    this.total += this.steps
  }

  private search(i: number): void {
    this.enter(i)
    const { starts, candidates } = this.uncertified
    const count = starts[i + 1]! - starts[i]!
    if (this.arena.length < count + 64) this.arena = new Int32Array(2 * count + 64)
    for (let k = 0; k < count; k++) this.arena[k] = candidates[starts[i]! + k]!
    const c = this.index.primitives.corners
    const o = this.t * 9
    this.explore(c[o]!, c[o + 1]!, c[o + 2]!, c[o + 3]!, c[o + 4]!, c[o + 5]!, c[o + 6]!, c[o + 7]!, c[o + 8]!, 0, count)
  }

  /**
   * One sub-triangle (a, b, c) of the facet against arena[from … to). With p its centre and ρ its radius, a wall on it whose contact
   * lies on f within the cone, at height H over the facet, has a diameter of at least
   * D_f(p) − 2·tanβ·ρ − ρ²/H, since the ball of p may touch f no farther than (tanβ·H + ρ)²/H + H.
   */
  private explore(
    ax: number,
    ay: number,
    az: number,
    bx: number,
    by: number,
    bz: number,
    cx: number,
    cy: number,
    cz: number,
    from: number,
    to: number,
  ): void {
    const { primitives, balls } = this.index
    const corners = primitives.corners
    const normals = primitives.facets.normals
    const { nx, ny, nz, q } = this
    const px = (ax + bx + cx) / 3
    const py = (ay + by + cy) / 3
    const pz = (az + bz + cz) / 3
    const rho = Math.sqrt(
      Math.max(
        (ax - px) ** 2 + (ay - py) ** 2 + (az - pz) ** 2,
        (bx - px) ** 2 + (by - py) ** 2 + (bz - pz) ** 2,
        (cx - px) ** 2 + (cy - py) ** 2 + (cz - pz) ** 2,
      ),
    )
    if (this.arena.length < 2 * to - from + 8) {
      const larger = new Int32Array(2 * (2 * to - from) + 64)
      larger.set(this.arena)
      this.arena = larger
    }
    const goal = this.best - this.slack
    let out = to
    let least = Infinity
    let diameter = this.best
    let hit = -1
    let hx = 0
    let hy = 0
    let hz = 0
    for (let k = from; k < to; k++) {
      const f = this.arena[k]!
      const g = f * 9
      const points = f < primitives.triangles ? 3 : f < primitives.triangles + primitives.edges ? 2 : 1
      let bound = WALL_FLOOR
      let lowest = Infinity
      for (let j = 0; j < points; j++) {
        const height = nx * (corners[g + j * 3]! - px) + ny * (corners[g + j * 3 + 1]! - py) + nz * (corners[g + j * 3 + 2]! - pz)
        if (height < lowest) lowest = height
      }
      if (lowest > bound) bound = lowest
      if (f < primitives.triangles) {
        const mx = normals[f * 3]!
        const my = normals[f * 3 + 1]!
        const mz = normals[f * 3 + 2]!
        const w = mx * corners[g]! + my * corners[g + 1]! + mz * corners[g + 2]!
        const ha = w - mx * ax - my * ay - mz * az
        const hb = w - mx * bx - my * by - mz * bz
        const hc = w - mx * cx - my * cy - mz * cz
        if (ha <= 0 && hb <= 0 && hc <= 0) continue
        const plane = (2 * Math.min(ha, hb, hc)) / (1 + mx * nx + my * ny + mz * nz)
        if (plane > bound) bound = plane
      }
      if (bound >= goal) continue
      let d = contact(primitives, px, py, pz, nx, ny, nz, f, q)
      if (d < diameter) {
        diameter = d
        hit = f
        hx = q[0]!
        hy = q[1]!
        hz = q[2]!
      }
      // Walls begin at the floor, so only what lies high enough over the facet can bound them.
      if (lowest < LEAST_HEIGHT || d === Infinity) d = contactAbove(primitives, px, py, pz, nx, ny, nz, f, LEAST_HEIGHT, q)
      if (d === Infinity) continue
      // H ≥ D·cos²β; each round uses the bound of the one before.
      for (let round = 0; round < 4; round++) {
        const shifted = d - 2 * TAN_BETA * rho - (rho * rho) / (bound * COS_BETA * COS_BETA)
        if (shifted <= bound) break
        bound = shifted
      }
      if (bound >= goal) continue
      const low = bound * COS_BETA * COS_BETA
      // The contact moves no farther than the centre of the ball (both lie on convex f), so it may stay out of the cone all over.
      const dx = q[0]! - px
      const dy = q[1]! - py
      const dz = q[2]! - pz
      const height = dx * nx + dy * ny + dz * nz
      const aside = Math.sqrt(Math.max(0, dx * dx + dy * dy + dz * dz - height * height))
      const rise = Math.max(TAN_BETA * rho + (rho * rho) / (2 * low), (aside / height) * rho + (rho * rho) / (2 * height))
      const move = Math.sqrt(rho * rho + rise * rise)
      if (aside - move - rho > TAN_BETA * (height + move)) continue
      this.arena[out++] = f
      if (bound < least) least = bound
    }
    this.steps++
    if (this.steps >= this.most) return
    if (out === to) return
    // Balls tangent at neighbouring points are nested: if the least possible one is cut all over the sub-triangle, so is every larger one.
    const r = least / 2
    const cut = balls.blocker(px + nx * r, py + ny * r, pz + nz * r, r - rho - BALL_TOLERANCE, this.blocker)
    if (cut >= 0) {
      this.blocker = cut
      return
    }
    if (hit >= 0) this.accept(px, py, pz, diameter, hx, hy, hz, hit)
    if (rho < this.patch) return
    const ab = (ax - bx) ** 2 + (ay - by) ** 2 + (az - bz) ** 2
    const bc = (bx - cx) ** 2 + (by - cy) ** 2 + (bz - cz) ** 2
    const ca = (cx - ax) ** 2 + (cy - ay) ** 2 + (cz - az) ** 2
    if (ab >= bc && ab >= ca) this.split(ax, ay, az, bx, by, bz, cx, cy, cz, to, out)
    else if (bc >= ca) this.split(bx, by, bz, cx, cy, cz, ax, ay, az, to, out)
    else this.split(cx, cy, cz, ax, ay, az, bx, by, bz, to, out)
  }

  /** Halves the longest edge a–b. */
  private split(
    ax: number,
    ay: number,
    az: number,
    bx: number,
    by: number,
    bz: number,
    cx: number,
    cy: number,
    cz: number,
    from: number,
    to: number,
  ): void {
    const mx = (ax + bx) / 2
    const my = (ay + by) / 2
    const mz = (az + bz) / 2
    this.explore(ax, ay, az, mx, my, mz, cx, cy, cz, from, to)
    this.explore(mx, my, mz, bx, by, bz, cx, cy, cz, from, to)
  }
}
