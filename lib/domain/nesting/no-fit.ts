import { Clipper, FillRule, type Path64, type Paths64 } from 'clipper2-ts'
import { isConvex, union } from './polygons'

/**
 * Where the origin of `moving` may not lie, relative to the origin of `fixed`: outlines of all overlapping positions. Touching is on
 * the outline. Both counter-clockwise. Pockets of `fixed` that `moving` could only be lifted into are left out.
 */
export function noFit(fixed: Path64, moving: Path64): Paths64 {
  const mirrored = moving.map(({ x, y }) => ({ x: -x, y: -y }))
  if (isConvex(fixed) && isConvex(moving)) return [convexSum(fixed, mirrored)]
  const pieces: Paths64 = []
  for (const a of convexPieces(fixed)) for (const b of convexPieces(mirrored)) pieces.push(convexSum(a, b))
  return union(pieces).filter((ring) => Clipper.area(ring) > 0)
}

/**
 * Where the origin of `moving` may lie so that all of it is inside `container`: outer rings and holes, even-odd. `moving` has its
 * own origin inside or on it.
 */
export function innerFit(container: Path64, moving: Path64): Paths64 {
  const band = Clipper.minkowskiDiff(moving, container, true)
  return Clipper.difference([container], band, FillRule.NonZero)
}

/** Minkowski sum of two convex counter-clockwise paths by merging their edges. */
function convexSum(a: Path64, b: Path64): Path64 {
  const [first, second] = [fromLowest(a), fromLowest(b)]
  const sum: Path64 = []
  let [i, j] = [0, 0]
  while (i < first.length || j < second.length) {
    const p = first[i % first.length]!
    const q = second[j % second.length]!
    sum.push({ x: p.x + q.x, y: p.y + q.y })
    const [nextP, nextQ] = [first[(i + 1) % first.length]!, second[(j + 1) % second.length]!]
    const cross = (nextP.x - p.x) * (nextQ.y - q.y) - (nextP.y - p.y) * (nextQ.x - q.x)
    const [moreP, moreQ] = [i < first.length, j < second.length]
    if (moreP && (!moreQ || cross >= 0)) i++
    if (moreQ && (!moreP || cross <= 0)) j++
  }
  return sum
}

function fromLowest(path: Path64): Path64 {
  let lowest = 0
  path.forEach(({ x, y }, i) => {
    const best = path[lowest]!
    if (y < best.y || (y === best.y && x < best.x)) lowest = i
  })
  return [...path.slice(lowest), ...path.slice(0, lowest)]
}

const known = new WeakMap<Path64, Paths64>()

/** Triangles joined back together while they stay convex. */
function convexPieces(path: Path64): Paths64 {
  const found = known.get(path)
  if (found) return found
  const made = isConvex(path) ? [path] : joined(triangles(path))
  known.set(path, made)
  return made
}

/** Ear clipping of a simple counter-clockwise path: deterministic, without a tolerance, since coordinates are integers. */
function triangles(path: Path64): Paths64 {
  const left = [...path]
  const made: Paths64 = []
  const cross = (a: Point, b: Point, c: Point) => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
  while (left.length > 3) {
    let clipped = false
    for (let i = 0; i < left.length; i++) {
      const [a, b, c] = [left[(i + left.length - 1) % left.length]!, left[i]!, left[(i + 1) % left.length]!]
      const turn = cross(a, b, c)
      if (turn < 0) continue
      const holds =
        turn > 0 &&
        left.some((p) => p !== a && p !== b && p !== c && cross(a, b, p) >= 0 && cross(b, c, p) >= 0 && cross(c, a, p) >= 0)
      if (holds) continue
      if (turn > 0) made.push([a, b, c])
      left.splice(i, 1)
      clipped = true
      break
    }
    if (!clipped) break
  }
  if (left.length === 3) made.push(left)
  return made
}

type Point = Path64[number]

/** Greedy: two pieces that share an edge become one when the result is convex. */
function joined(pieces: Paths64): Paths64 {
  const list = [...pieces]
  for (let i = 0; i < list.length; i++) {
    for (let j = i + 1; j < list.length; j++) {
      const both = together(list[i]!, list[j]!)
      if (!both) continue
      list[i] = both
      list.splice(j, 1)
      j = i
    }
  }
  return list
}

function together(a: Path64, b: Path64): Path64 | undefined {
  for (let i = 0; i < a.length; i++) {
    const [from, to] = [a[i]!, a[(i + 1) % a.length]!]
    const j = b.findIndex((p, k) => p === to && b[(k + 1) % b.length] === from)
    if (j < 0) continue
    const whole = [...rotate(a, i + 1), ...rotate(b, j + 2).slice(0, b.length - 2)]
    return isConvex(whole) ? whole : undefined
  }
  return undefined
}

const rotate = (path: Path64, by: number): Path64 => [...path.slice(by % path.length), ...path.slice(0, by % path.length)]
