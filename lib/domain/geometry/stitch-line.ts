import type { Vec2 } from './mesh'

/** A stretch between two corners with its own whole number of stitches. Micrometres. */
export interface StitchEdge {
  length: number
  stitches: number
  /** Solved pitch, length ÷ stitches. */
  pitch: number
  /** Solved less asked. */
  deviation: number
}

export interface StitchLine {
  edges: readonly StitchEdge[]
  /** In order along the path, both ends included (the start once when closed); whole micrometres. */
  holes: readonly Vec2[]
  /** Corners of the path, a hole on each. */
  corners: readonly Vec2[]
}

/** A path that turns by more than this at a point has a corner there, degrees. */
const CORNER = 20

/**
 * Holes along a path of straight sides (arcs as chords), micrometres. The path is parted at its corners; on each part the pitch is
 * solved so that a whole number of stitches fits and a hole falls on both of its ends. At least one stitch an edge.
 */
export function stitchLine(path: readonly Vec2[], asked: number, closed = false): StitchLine {
  const points = closed ? fromCorner(path) : path
  const whole = closed && points[0] ? [...points, points[0]] : points
  const breaks = [0]
  for (let i = 1; i < whole.length - 1; i++) if (turnAt(whole[i - 1]!, whole[i]!, whole[i + 1]!) > CORNER) breaks.push(i)
  breaks.push(whole.length - 1)
  const edges: StitchEdge[] = []
  const holes: Vec2[] = []
  for (let k = 0; k + 1 < breaks.length; k++) {
    const part = whole.slice(breaks[k]!, breaks[k + 1]! + 1)
    const length = lengthOf(part)
    if (length === 0) continue
    const stitches = Math.max(1, Math.round(length / asked))
    const pitch = length / stitches
    edges.push({ length, stitches, pitch, deviation: pitch - asked })
    holes.push(...along(part, pitch, stitches))
  }
  const last = whole.at(-1)
  if (!closed && last) holes.push(rounded(last))
  return {
    edges,
    holes,
    corners: breaks.slice(1, -1).map((i) => rounded(whole[i]!)),
  }
}

/** `count` points at equal steps of arc length, from the start on, without the end. */
function along(part: readonly Vec2[], step: number, count: number): Vec2[] {
  const found: Vec2[] = []
  let passed = 0
  let i = 0
  for (let n = 0; n < count; n++) {
    const wanted = n * step
    for (;;) {
      const side = distance(part[i]!, part[i + 1]!)
      if (passed + side >= wanted || i + 2 >= part.length) {
        const share = side === 0 ? 0 : (wanted - passed) / side
        const [a, b] = [part[i]!, part[i + 1]!]
        found.push(rounded([a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]))
        break
      }
      passed += side
      i++
    }
  }
  return found
}

/** A closed path that begins at its first corner, where it has one. */
function fromCorner(path: readonly Vec2[]): readonly Vec2[] {
  const n = path.length
  const at = path.findIndex((point, i) => turnAt(path[(i + n - 1) % n]!, point, path[(i + 1) % n]!) > CORNER)
  return at <= 0 ? path : [...path.slice(at), ...path.slice(0, at)]
}

const rounded = ([x, y]: Vec2): Vec2 => [Math.round(x), Math.round(y)]
const distance = (a: Vec2, b: Vec2) => Math.hypot(b[0] - a[0], b[1] - a[1])

export const lengthOf = (path: readonly Vec2[]) =>
  path.reduce((sum, point, i) => (i === 0 ? 0 : sum + distance(path[i - 1]!, point)), 0)

function turnAt(a: Vec2, b: Vec2, c: Vec2): number {
  const first = Math.atan2(b[1] - a[1], b[0] - a[0])
  const second = Math.atan2(c[1] - b[1], c[0] - b[0])
  const turn = Math.abs(((second - first) * 180) / Math.PI)
  return turn > 180 ? 360 - turn : turn
}
