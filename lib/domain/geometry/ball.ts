import type { Primitives, Tree } from './bvh'

/**
 * Diameter of the ball that touches the surface at p (inward normal n) and next primitive f, or Infinity where it never does;
 * the contact goes to `at`. For the plane of f it is 2h/(1+m·n) with h the depth of p below it and m its outward normal; where
 * that contact lies outside f, the least over its edges of |q−p|²/(n·(q−p)), which is quasi-convex along each edge.
 */
export function contact(
  primitives: Primitives,
  px: number,
  py: number,
  pz: number,
  nx: number,
  ny: number,
  nz: number,
  f: number,
  at: Float64Array,
): number {
  const c = primitives.corners
  const o = f * 9
  if (f >= primitives.triangles) {
    if (f < primitives.triangles + primitives.edges) return contactEdge(c, o, o + 3, px, py, pz, nx, ny, nz, Infinity, at)
    return contactEdge(c, o, o, px, py, pz, nx, ny, nz, Infinity, at)
  }
  const normals = primitives.facets.normals
  const mx = normals[f * 3]!
  const my = normals[f * 3 + 1]!
  const mz = normals[f * 3 + 2]!
  const h = mx * (c[o]! - px) + my * (c[o + 1]! - py) + mz * (c[o + 2]! - pz)
  if (h <= 0) return Infinity
  const along = 1 + mx * nx + my * ny + mz * nz
  if (along > 1e-9) {
    const diameter = (2 * h) / along
    const qx = px + (diameter / 2) * (nx + mx)
    const qy = py + (diameter / 2) * (ny + my)
    const qz = pz + (diameter / 2) * (nz + mz)
    if (
      side(c, o, o + 3, qx, qy, qz, mx, my, mz) &&
      side(c, o + 3, o + 6, qx, qy, qz, mx, my, mz) &&
      side(c, o + 6, o, qx, qy, qz, mx, my, mz)
    ) {
      at[0] = qx
      at[1] = qy
      at[2] = qz
      return diameter
    }
  }
  let best = contactEdge(c, o, o + 3, px, py, pz, nx, ny, nz, Infinity, at)
  best = contactEdge(c, o + 3, o + 6, px, py, pz, nx, ny, nz, best, at)
  return contactEdge(c, o + 6, o, px, py, pz, nx, ny, nz, best, at)
}

function contactEdge(
  c: Float64Array,
  a: number,
  b: number,
  px: number,
  py: number,
  pz: number,
  nx: number,
  ny: number,
  nz: number,
  best: number,
  at: Float64Array,
): number {
  const wx = c[a]! - px
  const wy = c[a + 1]! - py
  const wz = c[a + 2]! - pz
  const ux = c[b]! - c[a]!
  const uy = c[b + 1]! - c[a + 1]!
  const uz = c[b + 2]! - c[a + 2]!
  const uu = ux * ux + uy * uy + uz * uz
  const nu = nx * ux + ny * uy + nz * uz
  const nw = nx * wx + ny * wy + nz * wz
  const wu = wx * ux + wy * uy + wz * uz
  const ww = wx * wx + wy * wy + wz * wz
  let x = 0
  if (uu > 0) {
    // Stationary points of |w+xu|²/(n·(w+xu)): (uu·nu)x² + 2(uu·nw)x + (2wu·nw − ww·nu) = 0; the root in front of the plane.
    const p = uu * nw
    const r = 2 * wu * nw - ww * nu
    const root = Math.sqrt(Math.max(0, p * p - uu * nu * r))
    if (p >= 0) x = p + root > 0 ? -r / (p + root) : 0
    else x = nu === 0 ? -wu / uu : (root - p) / (uu * nu)
    x = Math.min(1, Math.max(0, x))
  }
  const height = nw + x * nu
  if (height <= 1e-12) return best
  const diameter = (ww + x * (2 * wu + x * uu)) / height
  if (diameter >= best) return best
  at[0] = c[a]! + x * ux
  at[1] = c[a + 1]! + x * uy
  at[2] = c[a + 2]! + x * uz
  return diameter
}

function side(
  c: Float64Array,
  a: number,
  b: number,
  qx: number,
  qy: number,
  qz: number,
  mx: number,
  my: number,
  mz: number,
): boolean {
  const ex = c[b]! - c[a]!
  const ey = c[b + 1]! - c[a + 1]!
  const ez = c[b + 2]! - c[a + 2]!
  const dx = qx - c[a]!
  const dy = qy - c[a + 1]!
  const dz = qz - c[a + 2]!
  return (ey * dz - ez * dy) * mx + (ez * dx - ex * dz) * my + (ex * dy - ey * dx) * mz >= 0
}

const clipped = new Float64Array(12)

/**
 * As `contact`, over the part of f that lies at least `least` mm above the plane through p, whichever side of f faces p: the part where
 * walls near p can have their contact. Infinity when there is none.
 */
export function contactAbove(
  primitives: Primitives,
  px: number,
  py: number,
  pz: number,
  nx: number,
  ny: number,
  nz: number,
  f: number,
  least: number,
  at: Float64Array,
): number {
  const c = primitives.corners
  const o = f * 9
  const triangle = f < primitives.triangles
  if (triangle) {
    const normals = primitives.facets.normals
    const mx = normals[f * 3]!
    const my = normals[f * 3 + 1]!
    const mz = normals[f * 3 + 2]!
    const h = mx * (c[o]! - px) + my * (c[o + 1]! - py) + mz * (c[o + 2]! - pz)
    const sign = h < 0 ? -1 : 1
    const along = 1 + sign * (mx * nx + my * ny + mz * nz)
    if (along > 1e-9) {
      const r = (sign * h) / along
      const qx = px + r * (nx + sign * mx)
      const qy = py + r * (ny + sign * my)
      const qz = pz + r * (nz + sign * mz)
      if (
        (qx - px) * nx + (qy - py) * ny + (qz - pz) * nz >= least &&
        side(c, o, o + 3, qx, qy, qz, mx, my, mz) &&
        side(c, o + 3, o + 6, qx, qy, qz, mx, my, mz) &&
        side(c, o + 6, o, qx, qy, qz, mx, my, mz)
      ) {
        at[0] = qx
        at[1] = qy
        at[2] = qz
        return 2 * r
      }
    }
  }
  let best = Infinity
  let cuts = 0
  const corners = triangle ? 3 : f < primitives.triangles + primitives.edges ? 2 : 1
  for (let k = 0; k < corners; k++) {
    const a = o + k * 3
    const b = corners === 3 ? o + ((k + 1) % 3) * 3 : corners === 2 ? o + (1 - k) * 3 : a
    const ha = nx * (c[a]! - px) + ny * (c[a + 1]! - py) + nz * (c[a + 2]! - pz) - least
    const hb = nx * (c[b]! - px) + ny * (c[b + 1]! - py) + nz * (c[b + 2]! - pz) - least
    if (ha < 0 && hb < 0) continue
    if (ha >= 0 && hb >= 0) {
      best = contactEdge(c, a, b, px, py, pz, nx, ny, nz, best, at)
      continue
    }
    const s = ha / (ha - hb)
    const high = ha >= 0 ? a : b
    const cut = 6 + (cuts++ % 2) * 3
    for (let axis = 0; axis < 3; axis++) {
      clipped[axis] = c[high + axis]!
      clipped[3 + axis] = clipped[cut + axis] = c[a + axis]! + s * (c[b + axis]! - c[a + axis]!)
    }
    best = contactEdge(clipped, 0, 3, px, py, pz, nx, ny, nz, best, at)
  }
  return cuts === 2 && triangle ? contactEdge(clipped, 6, 9, px, py, pz, nx, ny, nz, best, at) : best
}

/**
 * Whether any triangle comes nearer to a point than a radius. One stack and one ball a tree; not for use from two places at once. The ball
 * is handed on in an array: doubles handed on as arguments of calls would each be an object on the heap.
 */
export class BallQueries {
  private readonly stack = new Int32Array(256)
  /** x, y, z and the square of the radius. */
  private readonly ball = new Float64Array(4)

  constructor(
    private readonly primitives: Primitives,
    private readonly tree: Tree,
  ) {}

  /** A triangle nearer to (x, y, z) than `radius`, or −1. `first` is tried before all others (−1: none). */
  blocker(x: number, y: number, z: number, radius: number, first: number): number {
    if (radius <= 0) return -1
    const { ball } = this
    ball[0] = x
    ball[1] = y
    ball[2] = z
    ball[3] = radius * radius
    return this.cutting(first)
  }

  private cutting(tried: number): number {
    if (tried >= 0 && this.nearer(tried)) return tried
    const { boxes, child, first, size, items } = this.tree
    const { stack, ball } = this
    const x = ball[0]!
    const y = ball[1]!
    const z = ball[2]!
    const limit = ball[3]!
    let depth = 1
    stack[0] = 0
    while (depth > 0) {
      const node = stack[--depth]!
      const next = child[node]!
      if (next === 0) {
        const end = first[node]! + size[node]!
        for (let i = first[node]!; i < end; i++) if (this.nearer(items[i]!)) return items[i]!
        continue
      }
      const left = boxDistance(boxes, next * 6, x, y, z)
      const right = boxDistance(boxes, next * 6 + 6, x, y, z)
      // The nearer child is looked at first.
      if (left <= right) {
        if (right < limit) stack[depth++] = next + 1
        if (left < limit) stack[depth++] = next
      } else {
        if (left < limit) stack[depth++] = next
        if (right < limit) stack[depth++] = next + 1
      }
    }
    return -1
  }

  private nearer(t: number): boolean {
    const { corners: c, facets } = this.primitives
    const { ball } = this
    const x = ball[0]!
    const y = ball[1]!
    const z = ball[2]!
    const limit = ball[3]!
    const o = t * 9
    const end = o + 9
    if (facets.sliver[t] === 0) {
      const mx = facets.normals[t * 3]!
      const my = facets.normals[t * 3 + 1]!
      const mz = facets.normals[t * 3 + 2]!
      const h = mx * (x - c[o]!) + my * (y - c[o + 1]!) + mz * (z - c[o + 2]!)
      if (h * h >= limit) return false
      let over = true
      for (let a = o; over && a < end; a += 3) {
        const b = a + 3 === end ? o : a + 3
        const ex = c[b]! - c[a]!
        const ey = c[b + 1]! - c[a + 1]!
        const ez = c[b + 2]! - c[a + 2]!
        const dx = x - c[a]!
        const dy = y - c[a + 1]!
        const dz = z - c[a + 2]!
        over = (ey * dz - ez * dy) * mx + (ez * dx - ex * dz) * my + (ex * dy - ey * dx) * mz >= 0
      }
      if (over) return true
    }
    for (let a = o; a < end; a += 3) {
      const b = a + 3 === end ? o : a + 3
      const ux = c[b]! - c[a]!
      const uy = c[b + 1]! - c[a + 1]!
      const uz = c[b + 2]! - c[a + 2]!
      const dx = x - c[a]!
      const dy = y - c[a + 1]!
      const dz = z - c[a + 2]!
      const uu = ux * ux + uy * uy + uz * uz
      let s = uu > 0 ? (ux * dx + uy * dy + uz * dz) / uu : 0
      s = Math.min(1, Math.max(0, s))
      const ex = dx - s * ux
      const ey = dy - s * uy
      const ez = dz - s * uz
      if (ex * ex + ey * ey + ez * ez < limit) return true
    }
    return false
  }
}

function boxDistance(boxes: Float32Array, o: number, x: number, y: number, z: number): number {
  const dx = Math.max(boxes[o]! - x, 0, x - boxes[o + 3]!)
  const dy = Math.max(boxes[o + 1]! - y, 0, y - boxes[o + 4]!)
  const dz = Math.max(boxes[o + 2]! - z, 0, z - boxes[o + 5]!)
  return dx * dx + dy * dy + dz * dz
}
