import { Clipper, EndType, FillRule, JoinType, type Path64, type Paths64 } from 'clipper2-ts'
import type { Ring } from '../geometry/mesh'

/** Integer micrometres in and out: the clipping library computes on integers, so nothing is lost on the way. */
export const pathOf = (ring: Ring): Path64 => {
  const path = ring.map(([x, y]) => ({ x: Math.round(x), y: Math.round(y) }))
  return Clipper.area(path) < 0 ? path.reverse() : path
}

export const ringOf = (path: Path64): Ring => path.map(({ x, y }) => [x, y])

export const moved = (path: Path64, dx: number, dy: number): Path64 => path.map(({ x, y }) => ({ x: x + dx, y: y + dy }))

/** Counter-clockwise about the origin by whole degrees; quarter turns are exact. */
export function turned(path: Path64, degrees: number): Path64 {
  const quarter = ((degrees % 360) + 360) % 360
  if (quarter === 0) return path
  if (quarter === 90) return path.map(({ x, y }) => ({ x: -y, y: x }))
  if (quarter === 180) return path.map(({ x, y }) => ({ x: -x, y: -y }))
  if (quarter === 270) return path.map(({ x, y }) => ({ x: y, y: -x }))
  const [sine, cosine] = [Math.sin((quarter * Math.PI) / 180), Math.cos((quarter * Math.PI) / 180)]
  return path.map(({ x, y }) => ({ x: Math.round(x * cosine - y * sine), y: Math.round(x * sine + y * cosine) }))
}

export interface Box {
  left: number
  right: number
  bottom: number
  top: number
}

export function boxOf(path: Path64): Box {
  const box = { left: Infinity, right: -Infinity, bottom: Infinity, top: -Infinity }
  for (const { x, y } of path) {
    if (x < box.left) box.left = x
    if (x > box.right) box.right = x
    if (y < box.bottom) box.bottom = y
    if (y > box.top) box.top = y
  }
  return box
}

/** Farthest that a chord of a rounded corner may lie inside of it, µm. */
const ARC = 6

/** Every point of the result lies at least `distance` µm outside the given paths (inside, when negative). */
export const grown = (paths: Paths64, distance: number, join: JoinType = JoinType.Round): Paths64 =>
  Clipper.inflatePaths(paths, distance, join, EndType.Polygon, 2, ARC)

export const union = (paths: Paths64): Paths64 => Clipper.union(paths, FillRule.NonZero)

/** More corners than this are thinned out before the search; a coarse search thins out sooner. */
const MANY = { fine: 48, coarse: 12 } as const

/**
 * A part as the search sees it: grown by half the spacing and, when it has many corners, stripped of detail finer than `detail` µm;
 * always towards the outside, so that what is kept apart here is at least so far apart in leather.
 */
export function hullOf(path: Path64, half: number, detail: number): Path64 {
  const square = isSquare(path)
  const much = path.length > (detail > 100 ? MANY.coarse : MANY.fine)
  // Slanted sides are rounded to whole micrometres when they are moved, and round corners are chords.
  const by = half + (square ? 0 : ARC + 2) + (much ? detail : 0)
  const [outer] = grown([path], by, square ? JoinType.Miter : JoinType.Round).filter((ring) => Clipper.area(ring) > 0)
  const plain = much ? Clipper.simplifyPath(outer ?? path, detail, true) : (outer ?? path)
  return Clipper.area(plain) < 0 ? [...plain].reverse() : plain
}

/** All sides along x or y: such a path is moved without rounding. */
export const isSquare = (path: Path64): boolean =>
  path.every((p, i) => {
    const next = path[(i + 1) % path.length]!
    return p.x === next.x || p.y === next.y
  })

export function isConvex(path: Path64): boolean {
  for (let i = 0; i < path.length; i++) {
    const [a, b, c] = [path[i]!, path[(i + 1) % path.length]!, path[(i + 2) % path.length]!]
    if ((b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x) < 0) return false
  }
  return true
}

/** What two plain outlines have in common, µm. */
export const common = (a: Ring, b: Ring): Ring[] => Clipper.intersect([pathOf(a)], [pathOf(b)], FillRule.NonZero).map(ringOf)
