import type { Vec2 } from '../../geometry/mesh'

/** tan 22.5°: the half side of a regular octagon over its half width. */
export const OCTAGON_SIDE = Math.SQRT2 - 1

/** The outline of a face, centred, mirror symmetric in both axes; x across the finger, y along it. Millimetres. */
export interface FaceOutline {
  kind: 'superellipse' | 'octagon'
  halfWidth: number
  halfHeight: number
  /** Exponent of the superellipse; of no account for an octagon. */
  exponent: number
}

export function faceOutline(face: string, width: number, height: number): FaceOutline {
  const halfWidth = width / 2
  if (face === 'octagon') return { kind: 'octagon', halfWidth, halfHeight: height / 2, exponent: 2 }
  if (face === 'round') return { kind: 'superellipse', halfWidth, halfHeight: halfWidth, exponent: 2 }
  return { kind: 'superellipse', halfWidth, halfHeight: height / 2, exponent: face === 'cushion' ? 3.4 : 2 }
}

/** One quarter of the outline, from (0, halfHeight) to the tip (halfWidth, 0) in `steps` steps; an octagon's corners are among the points. */
export function quarter(outline: FaceOutline, steps: number): Vec2[] {
  const { halfWidth: a, halfHeight: b, exponent: p } = outline
  if (outline.kind === 'octagon') {
    const straight = Math.max(1, Math.round(steps / 4))
    const slanted = steps - 2 * straight
    return Array.from({ length: steps + 1 }, (_, i): Vec2 => {
      if (i <= straight) return [(a * OCTAGON_SIDE * i) / straight, b]
      if (i >= steps - straight) return [a, (b * OCTAGON_SIDE * (steps - i)) / straight]
      const fall = ((1 - OCTAGON_SIDE) * (i - straight)) / slanted
      return [a * (OCTAGON_SIDE + fall), b * (1 - fall)]
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

/** Points of a superellipse's quarter moved inwards by `distance` along its normal. */
export function inset(
  { halfWidth: a, halfHeight: b, exponent: p }: FaceOutline,
  points: readonly Vec2[],
  distance: number,
): Vec2[] {
  return points.map(([x, y]): Vec2 => {
    const nx = (x / a) ** (p - 1) / a
    const ny = (y / b) ** (p - 1) / b
    const scale = distance / Math.hypot(nx, ny)
    return [x - nx * scale, y - ny * scale]
  })
}

/** The whole outline from a quarter of it, counter-clockwise, each point once. */
export function wholeOutline(points: readonly Vec2[]): Vec2[] {
  const right = [...points].reverse()
  const left = points.slice(1).map(([x, y]): Vec2 => [-x, y])
  const below = [...right, ...left].slice(1, -1).reverse()
  return [...right, ...left, ...below.map(([x, y]): Vec2 => [x, -y])]
}
