import type { Primitives, Tree } from './bvh'

/**
 * A wall is where a ball inside the metal touches two places that face each other: seen from its centre they are at least 150° apart.
 * With the contact angle 180°−2β that asks for β ≤ 15°, β between the line to the other contact and the inward normal. 0.2° more
 * keeps exact ties (a 30° wedge) from hanging on the last bit. At 130° half of all jewellery would read as knife edges.
 */
export const TAN_BETA = 0.2716903 // tan 15.2°
export const COS_BETA = 0.9650165 // cos 15.2°
const SIN_BETA = 0.2621887 // sin 15.2°
/** Walls thinner than this, mm, are knife edges: a fact of their own, and noise of float32 below it. */
export const WALL_FLOOR = 0.05
/** A contact within the cone of a ball no smaller than the floor lies at least this high over its facet, mm. */
export const LEAST_HEIGHT = 0.0465
/** cos of 2·15.2° + 1°: the normals of two opposed facets, with room for contacts on the smooth edges between facets. */
const COS_NORMALS = 0.8535508
/** Distance of two unit vectors 31.4° apart. */
const NORMAL_REACH = 0.5412

/** Triangles that may face another primitive within the cap, each with every such primitive. All others have no wall thinner than it. */
export interface Uncertified {
  triangles: Int32Array
  /** Candidates of triangle i: `candidates[starts[i] … starts[i+1])`. */
  starts: Int32Array
  candidates: Int32Array
}

/**
 * Proves for whole triangles, not for samples, that no wall thinner than `cap` mm stands on them: two box trees are walked
 * together; a pair lives while the space in front of one (all balls up to the cap, within the cone) meets the other and their normals face.
 */
export function certify(primitives: Primitives, trees: readonly Tree[], cap: number): Uncertified {
  const walk = new Walk(primitives, trees, cap)
  walk.run()
  return walk.result()
}

class Walk {
  private readonly query: Tree
  private readonly reach: Float32Array
  private arena = new Int32Array(1 << 16)
  private readonly inner = new Int32Array(512)
  private triangles: number[] = []
  private starts: number[] = []
  private candidates: number[] = []
  /** Node ids of later trees are shifted by the nodes before them. */
  private readonly offsets: number[] = []

  constructor(
    private readonly primitives: Primitives,
    private readonly trees: readonly Tree[],
    private readonly cap: number,
  ) {
    this.query = trees[0]!
    let offset = 0
    for (const tree of trees) {
      this.offsets.push(offset)
      offset += tree.nodes
    }
    this.reach = reachBoxes(primitives, this.query, cap)
  }

  run(): void {
    this.offsets.forEach((offset, index) => {
      this.arena[index] = offset
    })
    this.visit(0, 0, this.trees.length)
  }

  result(): Uncertified {
    this.starts.push(this.candidates.length)
    return {
      triangles: Int32Array.from(this.triangles),
      starts: Int32Array.from(this.starts),
      candidates: Int32Array.from(this.candidates),
    }
  }

  private visit(node: number, from: number, to: number): void {
    const own = this.query.child[node]! === 0 ? 0 : this.query.size[node]!
    let out = to
    for (let i = from; i < to; i++) {
      const entry = this.arena[i]!
      const shift = this.treeAt(entry)
      const tree = this.trees[shift]!
      const offset = this.offsets[shift]!
      let depth = 1
      this.inner[0] = entry - offset
      while (depth > 0) {
        const other = this.inner[--depth]!
        if (!this.meets(node, tree, other)) continue
        const child = tree.child[other]!
        if (child > 0 && tree.size[other]! > own) {
          this.inner[depth++] = child
          this.inner[depth++] = child + 1
          continue
        }
        if (out >= this.arena.length) {
          const larger = new Int32Array(this.arena.length * 2)
          larger.set(this.arena)
          this.arena = larger
        }
        this.arena[out++] = other + offset
      }
    }
    if (out === to) return
    const child = this.query.child[node]!
    if (child > 0) {
      this.visit(child, to, out)
      this.visit(child + 1, to, out)
      return
    }
    for (let i = this.query.first[node]!; i < this.query.first[node]! + this.query.size[node]!; i++)
      this.pairs(this.query.items[i]!, to, out)
  }

  private treeAt(entry: number): number {
    let index = this.offsets.length - 1
    while (this.offsets[index]! > entry) index--
    return index
  }

  private meets(node: number, tree: Tree, other: number): boolean {
    const reach = this.reach
    const q = node * 6
    const g = other * 6
    const boxes = tree.boxes
    if (
      reach[q]! > boxes[g + 3]! ||
      reach[q + 1]! > boxes[g + 4]! ||
      reach[q + 2]! > boxes[g + 5]! ||
      reach[q + 3]! < boxes[g]! ||
      reach[q + 4]! < boxes[g + 1]! ||
      reach[q + 5]! < boxes[g + 2]!
    ) {
      return false
    }
    const mine = this.query.normals
    const theirs = tree.normals
    // The gap between −mine and theirs: low of theirs above −(low of mine), or −(high of mine) above high of theirs.
    const x = Math.max(theirs[g]! + mine[q]!, -mine[q + 3]! - theirs[g + 3]!, 0)
    const y = Math.max(theirs[g + 1]! + mine[q + 1]!, -mine[q + 4]! - theirs[g + 4]!, 0)
    const z = Math.max(theirs[g + 2]! + mine[q + 2]!, -mine[q + 5]! - theirs[g + 5]!, 0)
    return x * x + y * y + z * z <= NORMAL_REACH * NORMAL_REACH
  }

  private pairs(t: number, from: number, to: number): void {
    const { featureOf, facets, triangles } = this.primitives
    if (facets.sliver[t]) return
    const begin = this.candidates.length
    for (let i = from; i < to; i++) {
      const entry = this.arena[i]!
      const shift = this.treeAt(entry)
      const tree = this.trees[shift]!
      const node = entry - this.offsets[shift]!
      for (let k = tree.first[node]!; k < tree.first[node]! + tree.size[node]!; k++) {
        const f = tree.items[k]!
        if (featureOf[t]! >= 0 && featureOf[t] === featureOf[f]) continue
        if (f < triangles && facets.sliver[f]) continue
        if (this.faces(t, f)) this.candidates.push(f)
      }
    }
    if (this.candidates.length === begin) return
    this.triangles.push(t)
    this.starts.push(begin)
  }

  /** Whether some point of t may have its contact on f within the cap. */
  private faces(t: number, f: number): boolean {
    const { corners: c, facets, triangles, edges } = this.primitives
    const nx = -facets.normals[t * 3]!
    const ny = -facets.normals[t * 3 + 1]!
    const nz = -facets.normals[t * 3 + 2]!
    const o = t * 9
    const g = f * 9
    const points = f < triangles ? 3 : f < triangles + edges ? 2 : 1
    let highest = -Infinity
    let lowest = Infinity
    for (let k = 0; k < points; k++) {
      const height = nx * (c[g + k * 3]! - c[o]!) + ny * (c[g + k * 3 + 1]! - c[o + 1]!) + nz * (c[g + k * 3 + 2]! - c[o + 2]!)
      if (height > highest) highest = height
      if (height < lowest) lowest = height
    }
    if (highest < LEAST_HEIGHT || lowest >= this.cap) return false
    if (f < triangles) {
      const mx = facets.normals[f * 3]!
      const my = facets.normals[f * 3 + 1]!
      const mz = facets.normals[f * 3 + 2]!
      const facing = mx * nx + my * ny + mz * nz
      if (facing < COS_NORMALS) return false
      let deepest = -Infinity
      let least = Infinity
      for (let k = 0; k < 9; k += 3) {
        const h = mx * (c[g]! - c[o + k]!) + my * (c[g + 1]! - c[o + k + 1]!) + mz * (c[g + 2]! - c[o + k + 2]!)
        if (h > deepest) deepest = h
        if (h < least) least = h
      }
      if (deepest <= 0 || 2 * least >= this.cap * (1 + facing)) return false
    }
    const aside = Math.min(this.cap * SIN_BETA * COS_BETA, highest * TAN_BETA) + 1e-5
    for (let k = 0; k < 3; k++) {
      const a = o + k * 3
      const b = o + ((k + 1) % 3) * 3
      const ex = c[b]! - c[a]!
      const ey = c[b + 1]! - c[a + 1]!
      const ez = c[b + 2]! - c[a + 2]!
      // Outward side of the prism over the edge; n points inwards, so edge × outward normal = n × edge reversed.
      let sx = ny * ez - nz * ey
      let sy = nz * ex - nx * ez
      let sz = nx * ey - ny * ex
      const size = Math.sqrt(sx * sx + sy * sy + sz * sz)
      if (size === 0) continue
      sx /= size
      sy /= size
      sz /= size
      let nearest = Infinity
      for (let j = 0; j < points; j++) {
        const out = sx * (c[g + j * 3]! - c[a]!) + sy * (c[g + j * 3 + 1]! - c[a + 1]!) + sz * (c[g + j * 3 + 2]! - c[a + 2]!)
        if (out < nearest) nearest = out
      }
      if (nearest > aside) return false
    }
    return true
  }
}

/** Per node the box of all places where a wall contact of its triangles can lie: balls of the cap's diameter, cut by the cone. */
function reachBoxes(primitives: Primitives, tree: Tree, cap: number): Float32Array {
  const { corners, facets } = primitives
  const boxes = new Float32Array(tree.nodes * 6)
  for (let node = tree.nodes - 1; node >= 0; node--) {
    const o = node * 6
    for (let axis = 0; axis < 3; axis++) {
      boxes[o + axis] = Infinity
      boxes[o + 3 + axis] = -Infinity
    }
    const child = tree.child[node]!
    if (child > 0) {
      for (let axis = 0; axis < 3; axis++) {
        boxes[o + axis] = Math.min(boxes[child * 6 + axis]!, boxes[child * 6 + 6 + axis]!)
        boxes[o + 3 + axis] = Math.max(boxes[child * 6 + 3 + axis]!, boxes[child * 6 + 9 + axis]!)
      }
      continue
    }
    for (let i = tree.first[node]!; i < tree.first[node]! + tree.size[node]!; i++) {
      const t = tree.items[i]!
      if (facets.sliver[t]) continue
      for (let axis = 0; axis < 3; axis++) {
        const inward = -facets.normals[t * 3 + axis]!
        const x = corners[t * 9 + axis]!
        const y = corners[t * 9 + 3 + axis]!
        const z = corners[t * 9 + 6 + axis]!
        boxes[o + axis] = Math.min(boxes[o + axis]!, Math.min(x, y, z) - extent(-inward, cap) - 2e-5)
        boxes[o + 3 + axis] = Math.max(boxes[o + 3 + axis]!, Math.max(x, y, z) + extent(inward, cap) + 2e-5)
      }
    }
  }
  return boxes
}

/** How far the cut ball reaches along an axis whose cosine to the inward normal is given. */
function extent(cos: number, cap: number): number {
  const cosTwice = 2 * COS_BETA * COS_BETA - 1
  if (cos >= cosTwice) return (cap / 2) * (1 + cos)
  const sin = Math.sqrt(Math.max(0, 1 - cos * cos))
  return Math.max(0, cap * COS_BETA * (cos * COS_BETA + sin * SIN_BETA))
}
