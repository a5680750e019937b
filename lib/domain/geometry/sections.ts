import { contact } from './ball'
import type { Facets } from './facets'
import type { Mesh, Vec2, Vec3 } from './mesh'
import type { SolidIndex } from './walls'

/** The largest ball is sought to this, mm of diameter. */
const SECTION_STEP = 0.2
/** Every so many facets one is tried first, for a good start. */
const SEED_STEP = 61
const BALL_TOLERANCE = 0.005
/** Patches smaller than this, mm, are not split further. */
const PATCH = 0.02
/** Directions in turn, counter-clockwise. */
const EIGHT: readonly Vec2[] = [
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
  [-1, 0],
  [-1, -1],
  [0, -1],
  [1, -1],
]

/** The fast look at the largest ball inside a closed solid: its diameter, mm, within a wide `bound`, and its centre. Balls are tangent to facets. */
export function roughBall(index: SolidIndex): { diameter: number; bound: number; at: Vec3 } {
  const { primitives, balls, trees } = index
  const { corners, facets } = primitives
  const q = new Float64Array(3)
  let best = 0
  let at: Vec3 = [0, 0, 0]
  let blocker = -1
  let nx = 0
  let ny = 0
  let nz = 0
  // No ball inside is wider than the narrowest side of the box round everything.
  const box = trees[0]!.boxes
  const widest = Math.min(box[3]! - box[0]!, box[4]! - box[1]!, box[5]! - box[2]!)

  /** Shrinks the ball tangent at p until nothing cuts it. */
  const grow = (px: number, py: number, pz: number, most: number) => {
    let diameter = Math.min(most, widest)
    let last = blocker
    for (let step = 0; step < 50 && diameter > best; step++) {
      const r = diameter / 2
      const hit = balls.blocker(px + nx * r, py + ny * r, pz + nz * r, r - BALL_TOLERANCE, step === 0 ? last : -1)
      if (hit < 0) {
        best = diameter
        at = [px + nx * r, py + ny * r, pz + nz * r]
        return
      }
      last = hit
      blocker = hit
      const touched = contact(primitives, px, py, pz, nx, ny, nz, hit, q)
      diameter = Math.min(touched, diameter - BALL_TOLERANCE)
    }
  }

  const explore = (a: Vec3, b: Vec3, c: Vec3): void => {
    const px = (a[0] + b[0] + c[0]) / 3
    const py = (a[1] + b[1] + c[1]) / 3
    const pz = (a[2] + b[2] + c[2]) / 3
    const rho = Math.sqrt(Math.max(square(a, px, py, pz), square(b, px, py, pz), square(c, px, py, pz)))
    // Balls tangent at neighbouring points are nested: where one larger than the best is cut all over, none of the others is larger.
    if (best + SECTION_STEP > widest) return
    const r = (best + SECTION_STEP) / 2
    const cut = balls.blocker(px + nx * r, py + ny * r, pz + nz * r, r - rho - BALL_TOLERANCE, blocker)
    if (cut >= 0) {
      blocker = cut
      return
    }
    grow(px, py, pz, Math.max(2 * best, best + 1))
    if (rho < PATCH) return
    const ab = distance(a, b)
    const bc = distance(b, c)
    const ca = distance(c, a)
    if (ab >= bc && ab >= ca) {
      explore(a, middle(a, b), c)
      explore(middle(a, b), b, c)
    } else if (bc >= ca) {
      explore(a, b, middle(b, c))
      explore(a, middle(b, c), c)
    } else {
      explore(a, b, middle(c, a))
      explore(middle(c, a), b, c)
    }
  }

  const point = (o: number): Vec3 => [corners[o]!, corners[o + 1]!, corners[o + 2]!]
  const enter = (t: number) => {
    nx = -facets.normals[t * 3]!
    ny = -facets.normals[t * 3 + 1]!
    nz = -facets.normals[t * 3 + 2]!
  }
  const tree = trees[0]!
  /** Whole boxes of facets at once: their places spread by ρ about the middle, their normals by δ, so their balls' centres by ρ + δ·r. */
  const visit = (node: number): void => {
    const r = (best + SECTION_STEP) / 2
    const [px, py, pz, rho] = middleOf(tree.boxes, node * 6)
    const [mx, my, mz, spread] = middleOf(tree.normals, node * 6)
    const cut = balls.blocker(px - mx * r, py - my * r, pz - mz * r, r - rho - spread * r - BALL_TOLERANCE, blocker)
    if (cut >= 0) {
      blocker = cut
      return
    }
    const child = tree.child[node]!
    if (child > 0) {
      visit(child)
      visit(child + 1)
      return
    }
    for (let i = tree.first[node]!; i < tree.first[node]! + tree.size[node]!; i++) {
      const t = tree.items[i]!
      if (facets.sliver[t]) continue
      enter(t)
      explore(point(t * 9), point(t * 9 + 3), point(t * 9 + 6))
    }
  }
  for (let i = 0; i < tree.items.length; i += SEED_STEP) {
    const t = tree.items[i]!
    if (facets.sliver[t]) continue
    enter(t)
    const o = t * 9
    grow(
      (corners[o]! + corners[o + 3]! + corners[o + 6]!) / 3,
      (corners[o + 1]! + corners[o + 4]! + corners[o + 7]!) / 3,
      (corners[o + 2]! + corners[o + 5]! + corners[o + 8]!) / 3,
      widest,
    )
  }
  if (tree.items.length > 0) visit(0)
  let chord = 0
  for (const value of facets.chord) chord = Math.max(chord, value)
  const open = SECTION_STEP / 2
  return { diameter: best + open, bound: open + 2 * BALL_TOLERANCE + 2 * PATCH + 2 * chord, at }
}

/** Middle of a box and half its diagonal. */
function middleOf(boxes: Float32Array, o: number): [number, number, number, number] {
  const dx = boxes[o + 3]! - boxes[o]!
  const dy = boxes[o + 4]! - boxes[o + 1]!
  const dz = boxes[o + 5]! - boxes[o + 2]!
  return [boxes[o]! + dx / 2, boxes[o + 1]! + dy / 2, boxes[o + 2]! + dz / 2, Math.sqrt(dx * dx + dy * dy + dz * dz) / 2]
}

const square = (a: Vec3, x: number, y: number, z: number) => (a[0] - x) ** 2 + (a[1] - y) ** 2 + (a[2] - z) ** 2
const distance = (a: Vec3, b: Vec3) => square(a, b[0], b[1], b[2])
const middle = (a: Vec3, b: Vec3): Vec3 => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2]

/** Two unit vectors that make a right-handed frame with `axis`. */
export function across(axis: Vec3): [Vec3, Vec3] {
  const [x, y, z] = axis
  const pick: Vec3 = Math.abs(x) < 0.6 ? [1, 0, 0] : [0, 1, 0]
  const u: Vec3 = [y * pick[2] - z * pick[1], z * pick[0] - x * pick[2], x * pick[1] - y * pick[0]]
  const size = Math.sqrt(u[0] ** 2 + u[1] ** 2 + u[2] ** 2)
  const unit: Vec3 = [u[0] / size, u[1] / size, u[2] / size]
  return [unit, [y * unit[2] - z * unit[1], z * unit[0] - x * unit[2], x * unit[1] - y * unit[0]]]
}

/** Largest circle about an axis through `origin` that the solid stays out of over its whole length: twice the least distance, mm, and its place. */
export function innerCircle(facets: Facets, axis: Vec3, origin: Vec3 = [0, 0, 0]): { diameter: number; facet: number; at: Vec3 } {
  const [u, v] = across(axis)
  const c = facets.corners
  const ou = u[0] * origin[0] + u[1] * origin[1] + u[2] * origin[2]
  const ov = v[0] * origin[0] + v[1] * origin[1] + v[2] * origin[2]
  let least = Infinity
  let facet = -1
  let at: Vec3 = [0, 0, 0]
  for (let t = 0; t < facets.count; t++) {
    for (let k = 0; k < 3; k++) {
      const a = t * 9 + k * 3
      const b = t * 9 + ((k + 1) % 3) * 3
      const ax = u[0] * c[a]! + u[1] * c[a + 1]! + u[2] * c[a + 2]! - ou
      const ay = v[0] * c[a]! + v[1] * c[a + 1]! + v[2] * c[a + 2]! - ov
      const bx = u[0] * c[b]! + u[1] * c[b + 1]! + u[2] * c[b + 2]! - ou
      const by = v[0] * c[b]! + v[1] * c[b + 1]! + v[2] * c[b + 2]! - ov
      const size = (bx - ax) ** 2 + (by - ay) ** 2
      const s = size > 0 ? Math.min(1, Math.max(0, -(ax * (bx - ax) + ay * (by - ay)) / size)) : 0
      const x = ax + s * (bx - ax)
      const y = ay + s * (by - ay)
      if (x * x + y * y >= least) continue
      least = x * x + y * y
      facet = t
      at = [c[a]! + s * (c[b]! - c[a]!), c[a + 1]! + s * (c[b + 1]! - c[a + 1]!), c[a + 2]! + s * (c[b + 2]! - c[a + 2]!)]
    }
  }
  return { diameter: 2 * Math.sqrt(least), facet, at }
}

/** Extent of a mesh along a unit direction, mm. */
export function extentAlong(mesh: Mesh, axis: Vec3): number {
  let low = Infinity
  let high = -Infinity
  const p = mesh.positions
  for (let i = 0; i < p.length; i += 3) {
    const value = p[i]! * axis[0] + p[i + 1]! * axis[1] + p[i + 2]! * axis[2]
    if (value < low) low = value
    if (value > high) high = value
  }
  return high > low ? high - low : 0
}

/**
 * Sides of the smallest box found that the mesh fits in, longest first, mm: for each given direction its extent and the smallest
 * rectangle round the shadow along it. A box of this size holds the piece; a smaller one turned freely in space may exist.
 */
export function smallestBox(mesh: Mesh, directions: readonly Vec3[]): [number, number, number] {
  let best: [number, number, number] = [Infinity, Infinity, Infinity]
  for (const axis of directions) {
    const [u, v] = across(axis)
    const shadow = hull(mesh, u, v)
    const height = extentAlong(mesh, axis)
    for (let i = 0; i < shadow.length; i++) {
      const a = shadow[i]!
      const b = shadow[(i + 1) % shadow.length]!
      const size = Math.sqrt((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2)
      if (size < 1e-9) continue
      const ux = (b[0] - a[0]) / size
      const uy = (b[1] - a[1]) / size
      let [lowX, highX, lowY, highY] = [Infinity, -Infinity, Infinity, -Infinity]
      for (const [x, y] of shadow) {
        lowX = Math.min(lowX, x * ux + y * uy)
        highX = Math.max(highX, x * ux + y * uy)
        lowY = Math.min(lowY, y * ux - x * uy)
        highY = Math.max(highY, y * ux - x * uy)
      }
      const sides: [number, number, number] = [height, highX - lowX, highY - lowY]
      if (sides[0] * sides[1] * sides[2] < best[0] * best[1] * best[2]) best = sides
    }
  }
  return best.sort((a, b) => b - a)
}

/** Convex hull of the shadow on the plane of u and v, counter-clockwise (monotone chain). */
function hull(mesh: Mesh, u: Vec3, v: Vec3): Vec2[] {
  const p = mesh.positions
  const points: Vec2[] = []
  for (let i = 0; i < p.length; i += 3) {
    points.push([p[i]! * u[0] + p[i + 1]! * u[1] + p[i + 2]! * u[2], p[i]! * v[0] + p[i + 1]! * v[1] + p[i + 2]! * v[2]])
  }
  const rim = outside(points)
  rim.sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const half = (ordered: readonly Vec2[]) => {
    const chain: Vec2[] = []
    for (const point of ordered) {
      while (chain.length > 1) {
        const [a, b] = [chain[chain.length - 2]!, chain[chain.length - 1]!]
        if ((b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]) > 0) break
        chain.pop()
      }
      chain.push(point)
    }
    chain.pop()
    return chain
  }
  return [...half(rim), ...half(rim.reverse())]
}

/** Points that may lie on the hull: those not inside the octagon of the points farthest in eight directions. */
function outside(points: readonly Vec2[]): Vec2[] {
  const far: Vec2[] = []
  for (const [dx, dy] of EIGHT) {
    let most = -Infinity
    let farthest = points[0]!
    for (const point of points) {
      const along = point[0] * dx + point[1] * dy
      if (along <= most) continue
      most = along
      farthest = point
    }
    if (far.at(-1) !== farthest) far.push(farthest)
  }
  return points.filter(([x, y]) =>
    far.some((a, i) => {
      const b = far[(i + 1) % far.length]!
      return (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]) <= 0
    }),
  )
}
