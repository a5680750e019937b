import type { Ring, Shape2, Vec2 } from './mesh'

/** Signed area, mm²: positive for a counter-clockwise ring. */
export function ringArea(ring: Ring): number {
  let twice = 0
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!
    const b = ring[(i + 1) % ring.length]!
    twice += a[0] * b[1] - a[1] * b[0]
  }
  return twice / 2
}

export function ringLength(ring: Ring): number {
  let length = 0
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!
    const b = ring[(i + 1) % ring.length]!
    length += Math.sqrt((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2)
  }
  return length
}

/** Area of a ring set with holes clockwise, mm². */
export const shapeArea = (shape: Shape2): number => shape.reduce((sum, ring) => sum + ringArea(ring), 0)

/** Height of a ring set along y, mm (0 when empty). */
export function heightOf(shape: Shape2): number {
  let low = Infinity
  let high = -Infinity
  for (const ring of shape) {
    for (const point of ring) {
      low = Math.min(low, point[1])
      high = Math.max(high, point[1])
    }
  }
  return high > low ? high - low : 0
}

/** Two sides of an outline whose directions differ by less (cos 25°) are read as one curve. */
const SMOOTH = 0.9063

/**
 * How far smooth curves through the corners of an outline may lie from its sides, mm, and the area between, mm². A joint that turns by φ
 * belongs to a curve at least as fine as its shorter side c, whose sagitta is c/2·tan(φ/4) ≤ c/4·tan(φ/2).
 */
export function outlineError(shape: Shape2): { sagitta: number; area: number } {
  let sagitta = 0
  let area = 0
  for (const ring of shape) {
    for (let i = 0; i < ring.length; i++) {
      const a = ring[i]!
      const b = ring[(i + 1) % ring.length]!
      const c = ring[(i + 2) % ring.length]!
      const first = Math.sqrt((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2)
      const second = Math.sqrt((c[0] - b[0]) ** 2 + (c[1] - b[1]) ** 2)
      if (first === 0 || second === 0) continue
      const cos = ((b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1])) / (first * second)
      if (cos < SMOOTH) continue
      const shorter = Math.min(first, second)
      const rise = ((shorter / 4) * Math.sqrt(Math.max(0, 1 - cos * cos))) / (1 + cos)
      sagitta = Math.max(sagitta, rise)
      area += (2 / 3) * rise * shorter
    }
  }
  return { sagitta, area }
}

/** Even-odd: whether a point lies in the set. */
export function contains(shape: Shape2, x: number, y: number): boolean {
  let inside = false
  for (const ring of shape) {
    for (let i = 0; i < ring.length; i++) {
      const a = ring[i]!
      const b = ring[(i + 1) % ring.length]!
      if (a[1] > y !== b[1] > y && x < a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0])) inside = !inside
    }
  }
  return inside
}

/**
 * Length of the centre line of a set of strokes, mm, piece by piece, so that two letters have the sum of both. A piece without holes
 * counts as one bent band: perimeter 2L + 2w and area L·w give L; a piece with holes is a loop: L is half its perimeter.
 * The bound is one mean width for each piece: what its ends and junctions may add or take.
 */
export function strokeLength(shape: Shape2): { length: number; bound: number } {
  const outers = shape.filter((ring) => ringArea(ring) > 0)
  const pieces = outers.map((ring) => ({ ring, area: ringArea(ring), perimeter: ringLength(ring), holes: 0 }))
  for (const hole of shape) {
    const area = ringArea(hole)
    if (area >= 0) continue
    const point = hole[0]!
    const owners = pieces.filter(({ ring }) => contains([ring], point[0], point[1]))
    const owner = owners.sort((a, b) => ringArea(a.ring) - ringArea(b.ring))[0]
    if (!owner) continue
    owner.area += area
    owner.perimeter += ringLength(hole)
    owner.holes++
  }
  let length = 0
  let bound = 0
  for (const { area, perimeter, holes } of pieces) {
    const half = perimeter / 2
    const own = holes > 0 ? half : (half + Math.sqrt(Math.max(0, half * half - 4 * area))) / 2
    length += own
    bound += own > 0 ? area / own : 0
  }
  return { length, bound }
}

/** Least distance from the shape to the edge of the field, mm, and where; negative when it sticks out (by how much, for a convex field). */
export function fieldMargin(shape: Shape2, field: Ring): { margin: number; at: Vec2 } | undefined {
  let nearest = Infinity
  let outermost = 0
  let at: Vec2 = [0, 0]
  let outside: Vec2 | undefined
  for (const ring of shape) {
    for (let i = 0; i < ring.length; i++) {
      const point = ring[i]!
      let distance = Infinity
      for (let k = 0; k < field.length; k++) {
        distance = Math.min(distance, segmentDistance(point, field[k]!, field[(k + 1) % field.length]!))
      }
      if (!contains([field], point[0], point[1])) {
        if (distance >= outermost) {
          outermost = distance
          outside = point
        }
      } else if (distance < nearest) {
        nearest = distance
        at = point
      }
    }
  }
  // A corner of a field that is not convex may come nearest to the middle of a stroke's side.
  for (const corner of field) {
    for (const ring of shape) {
      for (let i = 0; i < ring.length; i++) {
        const distance = segmentDistance(corner, ring[i]!, ring[(i + 1) % ring.length]!)
        if (distance < nearest) {
          nearest = distance
          at = corner
        }
      }
    }
  }
  if (outside) return { margin: -outermost, at: outside }
  return nearest === Infinity ? undefined : { margin: nearest, at }
}

function segmentDistance(p: Vec2, a: Vec2, b: Vec2): number {
  const ux = b[0] - a[0]
  const uy = b[1] - a[1]
  const size = ux * ux + uy * uy
  const s = size > 0 ? Math.min(1, Math.max(0, (ux * (p[0] - a[0]) + uy * (p[1] - a[1])) / size)) : 0
  return Math.sqrt((p[0] - a[0] - s * ux) ** 2 + (p[1] - a[1] - s * uy) ** 2)
}
