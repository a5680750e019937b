import type { Facets } from './facets'
import type { Mesh, Vec2, Vec3 } from './mesh'

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

/** Two unit vectors that make a right-handed frame with `axis`. */
export function across(axis: Vec3): [Vec3, Vec3] {
  const [x, y, z] = axis
  const pick: Vec3 = Math.abs(x) < 0.6 ? [1, 0, 0] : [0, 1, 0]
  const u: Vec3 = [y * pick[2] - z * pick[1], z * pick[0] - x * pick[2], x * pick[1] - y * pick[0]]
  const size = Math.sqrt(u[0] ** 2 + u[1] ** 2 + u[2] ** 2)
  const unit: Vec3 = [u[0] / size, u[1] / size, u[2] / size]
  return [unit, [y * unit[2] - z * unit[1], z * unit[0] - x * unit[2], x * unit[1] - y * unit[0]]]
}

export interface InnerCircle {
  diameter: number
  /** Facet that comes nearest to the axis, and where. */
  facet: number
  at: Vec3
}

/** Largest circle about an axis through `origin` that the solid stays out of over its whole length: twice the least distance, mm, and its place. */
export function innerCircle(facets: Facets, axis: Vec3, origin: Vec3 = [0, 0, 0]): InnerCircle {
  const [u, v] = across(axis)
  const [u0, u1, u2] = u
  const [v0, v1, v2] = v
  const c = facets.corners
  const ou = u0 * origin[0] + u1 * origin[1] + u2 * origin[2]
  const ov = v0 * origin[0] + v1 * origin[1] + v2 * origin[2]
  let least = Infinity
  let corner = 0
  let next = 0
  let share = 0
  for (let t = 0; t < facets.count; t++) {
    const o = t * 9
    let ax = u0 * c[o]! + u1 * c[o + 1]! + u2 * c[o + 2]! - ou
    let ay = v0 * c[o]! + v1 * c[o + 1]! + v2 * c[o + 2]! - ov
    const firstX = ax
    const firstY = ay
    for (let k = 0; k < 3; k++) {
      const b = k === 2 ? o : o + k * 3 + 3
      const bx = k === 2 ? firstX : u0 * c[b]! + u1 * c[b + 1]! + u2 * c[b + 2]! - ou
      const by = k === 2 ? firstY : v0 * c[b]! + v1 * c[b + 1]! + v2 * c[b + 2]! - ov
      const dx = bx - ax
      const dy = by - ay
      const size = dx ** 2 + dy ** 2
      const s = size > 0 ? Math.min(1, Math.max(0, -(ax * dx + ay * dy) / size)) : 0
      const x = ax + s * dx
      const y = ay + s * dy
      if (x * x + y * y < least) {
        least = x * x + y * y
        corner = o + k * 3
        next = b
        share = s
      }
      ax = bx
      ay = by
    }
  }
  if (least === Infinity) return { diameter: Infinity, facet: -1, at: [0, 0, 0] }
  const at = (axis: number) => c[corner + axis]! + share * (c[next + axis]! - c[corner + axis]!)
  return { diameter: 2 * Math.sqrt(least), facet: Math.floor(corner / 9), at: [at(0), at(1), at(2)] }
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
      for (let k = 0; k < shadow.length; k++) {
        const [x, y] = shadow[k]!
        const along = x * ux + y * uy
        const aside = y * ux - x * uy
        if (along < lowX) lowX = along
        if (along > highX) highX = along
        if (aside < lowY) lowY = aside
        if (aside > highY) highY = aside
      }
      const sides: [number, number, number] = [height, highX - lowX, highY - lowY]
      if (sides[0] * sides[1] * sides[2] < best[0] * best[1] * best[2]) best = sides
    }
  }
  return best.sort((a, b) => b - a)
}

/** Convex hull of the shadow on the plane of u and v, counter-clockwise (monotone chain). */
function hull({ positions: p }: Mesh, u: Vec3, v: Vec3): Vec2[] {
  const count = p.length / 3
  const xs = new Float64Array(count)
  const ys = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    const x = p[3 * i]!
    const y = p[3 * i + 1]!
    const z = p[3 * i + 2]!
    xs[i] = x * u[0] + y * u[1] + z * u[2]
    ys[i] = x * v[0] + y * v[1] + z * v[2]
  }
  const rim = outside(xs, ys)
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
function outside(xs: Float64Array, ys: Float64Array): Vec2[] {
  const far: number[] = []
  for (const [dx, dy] of EIGHT) {
    const farthest = farthestAlong(xs, ys, dx, dy)
    if (far.at(-1) !== farthest) far.push(farthest)
  }
  const sides = new Float64Array(4 * far.length)
  far.forEach((a, i) => {
    const b = far[(i + 1) % far.length]!
    sides.set([xs[a]!, ys[a]!, xs[b]! - xs[a]!, ys[b]! - ys[a]!], 4 * i)
  })
  const kept: Vec2[] = []
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i]!
    const y = ys[i]!
    let inside = true
    for (let o = 0; inside && o < sides.length; o += 4)
      inside = sides[o + 2]! * (y - sides[o + 1]!) - sides[o + 3]! * (x - sides[o]!) > 0
    if (!inside) kept.push([x, y])
  }
  return kept
}

/** The first of the points that lie farthest along a direction. */
function farthestAlong(xs: Float64Array, ys: Float64Array, dx: number, dy: number): number {
  let most = -Infinity
  let farthest = 0
  for (let i = 0; i < xs.length; i++) {
    const along = xs[i]! * dx + ys[i]! * dy
    if (along <= most) continue
    most = along
    farthest = i
  }
  return farthest
}
