import type { Primitives, Tree } from './bvh'
import type { Vec3 } from './mesh'
import type { SolidIndex } from './walls'

/** Rounding of float32 corners, mm. */
const ROUNDING = 1e-5

/** Least distance between the skins of two solids, mm, and its two ends; 0 where they touch or cross. Two box trees walked together, nearest first. */
export function clearanceBetween(one: SolidIndex, other: SolidIndex): { distance: number; bound: number; at: readonly Vec3[] } {
  const [a, b] = [one.trees[0]!, other.trees[0]!]
  let best = Infinity
  let at: readonly Vec3[] = []
  const visit = (i: number, j: number): void => {
    if (boxGap(a, i, b, j) >= best) return
    const [ai, bj] = [a.child[i]!, b.child[j]!]
    if (ai === 0 && bj === 0) {
      for (let k = a.first[i]!; k < a.first[i]! + a.size[i]!; k++) {
        for (let l = b.first[j]!; l < b.first[j]! + b.size[j]!; l++) {
          const found = facetGap(one.primitives, a.items[k]!, other.primitives, b.items[l]!)
          if (found.squared >= best) continue
          best = found.squared
          at = [found.p, found.q]
        }
      }
      return
    }
    const pairs: [number, number][] =
      bj === 0 || (ai !== 0 && a.size[i]! >= b.size[j]!)
        ? [
            [ai, j],
            [ai + 1, j],
          ]
        : [
            [i, bj],
            [i, bj + 1],
          ]
    pairs.sort((left, right) => boxGap(a, left[0], b, left[1]) - boxGap(a, right[0], b, right[1]))
    for (const [k, l] of pairs) visit(k, l)
  }
  if (a.items.length > 0 && b.items.length > 0) visit(0, 0)
  let chord = 0
  for (const value of one.primitives.facets.chord) chord = Math.max(chord, value)
  let their = 0
  for (const value of other.primitives.facets.chord) their = Math.max(their, value)
  return { distance: Math.sqrt(best), bound: chord + their + ROUNDING, at }
}

function boxGap(a: Tree, i: number, b: Tree, j: number): number {
  let sum = 0
  for (let axis = 0; axis < 3; axis++) {
    const gap = Math.max(
      a.boxes[i * 6 + axis]! - b.boxes[j * 6 + 3 + axis]!,
      b.boxes[j * 6 + axis]! - a.boxes[i * 6 + 3 + axis]!,
      0,
    )
    sum += gap * gap
  }
  return sum
}

const corner = ({ corners }: Primitives, t: number, k: number): Vec3 => [
  corners[t * 9 + k * 3]!,
  corners[t * 9 + k * 3 + 1]!,
  corners[t * 9 + k * 3 + 2]!,
]
const minus = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
const plus = (a: Vec3, d: Vec3, s: number): Vec3 => [a[0] + s * d[0], a[1] + s * d[1], a[2] + s * d[2]]
const dot = (a: Vec3, b: Vec3) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
const unit = (value: number) => Math.min(1, Math.max(0, value))

interface Gap {
  squared: number
  p: Vec3
  q: Vec3
}

/** Two facets are nearest at two of their edges or at a corner over a face; crossing ones at an edge through the other's face. */
function facetGap(one: Primitives, s: number, other: Primitives, t: number): Gap {
  const a = [0, 1, 2].map((k) => corner(one, s, k)) as [Vec3, Vec3, Vec3]
  const b = [0, 1, 2].map((k) => corner(other, t, k)) as [Vec3, Vec3, Vec3]
  let best: Gap = { squared: Infinity, p: a[0], q: b[0] }
  const keep = (p: Vec3, q: Vec3) => {
    const d = minus(p, q)
    const squared = dot(d, d)
    if (squared < best.squared) best = { squared, p, q }
  }
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      const [p, q] = nearestOnEdges(a[i]!, a[(i + 1) % 3]!, b[j]!, b[(j + 1) % 3]!)
      keep(p, q)
    }
    const over = footOn(b, a[i]!)
    if (over) keep(a[i]!, over)
    const under = footOn(a, b[i]!)
    if (under) keep(under, b[i]!)
    const through = crossing(b, a[i]!, a[(i + 1) % 3]!) ?? crossing(a, b[i]!, b[(i + 1) % 3]!)
    if (through) keep(through, through)
  }
  return best
}

function nearestOnEdges(a: Vec3, b: Vec3, c: Vec3, d: Vec3): [Vec3, Vec3] {
  const [u, v, w] = [minus(b, a), minus(d, c), minus(a, c)]
  const [uu, vv, uv, uw, vw] = [dot(u, u), dot(v, v), dot(u, v), dot(u, w), dot(v, w)]
  const det = uu * vv - uv * uv
  let s = det > 1e-18 ? unit((uv * vw - vv * uw) / det) : 0
  const t = vv > 0 ? unit((uv * s + vw) / vv) : 0
  s = uu > 0 ? unit((uv * t - uw) / uu) : 0
  return [plus(a, u, s), plus(c, v, t)]
}

/** Foot of a point on the plane of a triangle, when it falls inside. */
function footOn([a, b, c]: readonly [Vec3, Vec3, Vec3], p: Vec3): Vec3 | undefined {
  const [u, v, w] = [minus(b, a), minus(c, a), minus(p, a)]
  const [uu, vv, uv, uw, vw] = [dot(u, u), dot(v, v), dot(u, v), dot(u, w), dot(v, w)]
  const det = uu * vv - uv * uv
  if (det <= 0) return undefined
  const [s, t] = [(vv * uw - uv * vw) / det, (uu * vw - uv * uw) / det]
  return s >= 0 && t >= 0 && s + t <= 1 ? plus(plus(a, u, s), v, t) : undefined
}

/** Where an edge goes through a triangle. */
function crossing(triangle: readonly [Vec3, Vec3, Vec3], p: Vec3, q: Vec3): Vec3 | undefined {
  const [a, b, c] = triangle
  const [u, v, d] = [minus(b, a), minus(c, a), minus(q, p)]
  const n: Vec3 = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]]
  const slope = dot(n, d)
  if (slope === 0) return undefined
  const s = dot(n, minus(a, p)) / slope
  return s >= 0 && s <= 1 ? footOn(triangle, plus(p, d, s)) : undefined
}
