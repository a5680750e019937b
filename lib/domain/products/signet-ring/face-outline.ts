import type { Vec2 } from '../../geometry/mesh'

/** tan 22.5°: the half side of a regular octagon over its half width. */
export const OCTAGON_SIDE = Math.SQRT2 - 1

/** The outline of a face, centred, mirror symmetric in both axes; x across the finger, y along it. Millimetres. */
export interface FaceOutline {
  kind: 'superellipse' | 'octagon'
  halfWidth: number
  halfHeight: number
  /** Exponent of the superellipse, and of the body's sections below the face. */
  exponent: number
}

export function faceOutline(face: string, width: number, height: number): FaceOutline {
  const halfWidth = width / 2
  if (face === 'octagon') return { kind: 'octagon', halfWidth, halfHeight: height / 2, exponent: 2.6 }
  if (face === 'round') return { kind: 'superellipse', halfWidth, halfHeight: halfWidth, exponent: 2 }
  return { kind: 'superellipse', halfWidth, halfHeight: height / 2, exponent: face === 'cushion' ? 3.4 : 2 }
}

/** Half height of the outline at `x`; for an octagon's tip the end of its upright side. Zero beyond the tip of a superellipse. */
export function reachAt(outline: FaceOutline, x: number): number {
  const share = Math.abs(x) / outline.halfWidth
  if (outline.kind === 'octagon') return outline.halfHeight * Math.min(1, 1 + OCTAGON_SIDE - share)
  return outline.halfHeight * Math.max(0, 1 - share ** outline.exponent) ** (1 / outline.exponent)
}

/**
 * One quarter of the outline, from (0, halfHeight) to the tip, `steps` steps; the last point is (halfWidth, 0) for a
 * superellipse and (halfWidth, half side) for an octagon, whose corners are always among the points.
 */
export function quarter(outline: FaceOutline, steps: number): Vec2[] {
  const { halfWidth: a, halfHeight: b, exponent: p } = outline
  if (outline.kind === 'octagon') {
    const upper = Math.max(1, Math.round(steps * 0.4))
    return Array.from({ length: steps + 1 }, (_, i): Vec2 => {
      if (i <= upper) return [(a * OCTAGON_SIDE * i) / upper, b]
      const along = (i - upper) / (steps - upper)
      return [a * (OCTAGON_SIDE + (1 - OCTAGON_SIDE) * along), b * (1 - (1 - OCTAGON_SIDE) * along)]
    })
  }
  return Array.from({ length: steps + 1 }, (_, i): Vec2 => {
    if (i === 0) return [0, b]
    if (i === steps) return [a, 0]
    // By direction in the unit square, so that points crowd neither at the tips nor at the corners.
    const turn = (Math.PI / 2) * (i / steps)
    const sine = Math.sin(turn)
    const cosine = Math.cos(turn)
    const reach = (sine ** p + cosine ** p) ** (-1 / p)
    return [a * sine * reach, b * cosine * reach]
  })
}

/** The quarter moved inwards by `distance` along the outline's normal (mitred at an octagon's corners), point by point. */
export function insetQuarter(outline: FaceOutline, points: readonly Vec2[], distance: number): Vec2[] {
  const { halfWidth: a, halfHeight: b, exponent: p } = outline
  if (outline.kind === 'superellipse') {
    return points.map(([x, y]): Vec2 => {
      const nx = (x / a) ** (p - 1) / a
      const ny = (y / b) ** (p - 1) / b
      const scale = distance / Math.hypot(nx, ny)
      return [Math.max(0, x - nx * scale), Math.max(0, y - ny * scale)]
    })
  }
  const corner: Vec2 = [a * OCTAGON_SIDE, b]
  const tip: Vec2 = [a, b * OCTAGON_SIDE]
  // Slanted side: x/a + y/b = 1 + OCTAGON_SIDE, moved inwards.
  const level = 1 + OCTAGON_SIDE - distance * Math.hypot(1 / a, 1 / b)
  const innerCorner: Vec2 = [a * (level - (b - distance) / b), b - distance]
  const innerTip: Vec2 = [a - distance, b * (level - (a - distance) / a)]
  return points.map(([x]): Vec2 => {
    if (x <= corner[0]) return [innerCorner[0] * (x / corner[0]), innerCorner[1]]
    const along = (x - corner[0]) / (tip[0] - corner[0])
    return [innerCorner[0] + (innerTip[0] - innerCorner[0]) * along, innerCorner[1] + (innerTip[1] - innerCorner[1]) * along]
  })
}

/** The whole outline from a quarter of it, counter-clockwise from the point above the tip (+x). */
export function wholeOutline(points: readonly Vec2[]): Vec2[] {
  const upToTip = points.slice(0, -1)
  const last = points.at(-1) as Vec2
  const tip = last[1] > 0 ? [last] : []
  const closing = last[1] > 0 ? [] : [last]
  const right = [...upToTip, ...tip]
  const rightUpper = [...right].reverse()
  const left = right.slice(1).map(([x, y]): Vec2 => [-x, y])
  const leftTip = closing.map(([x, y]): Vec2 => [-x, y])
  const leftLower = [...right].reverse().map(([x, y]): Vec2 => [-x, -y])
  const rightLower = right.slice(1).map(([x, y]): Vec2 => [x, -y])
  return [...rightUpper, ...left, ...leftTip, ...leftLower, ...rightLower, ...closing]
}

/** Area inside the outline of a superellipse or octagon whose half axes are a and b, mm². */
export function outlineArea(outline: FaceOutline): number {
  const points = wholeOutline(quarter(outline, outline.kind === 'octagon' ? 3 : 400))
  let twice = 0
  points.forEach(([x, y], i) => {
    const [nextX, nextY] = points[(i + 1) % points.length] as Vec2
    twice += x * nextY - nextX * y
  })
  return twice / 2
}
