import type { GlyphOutline } from './kernel'

/** A kernel polygon: the kernel's types ask for mutable pairs. */
export type Polygon = [number, number][]

/**
 * Outlines of a glyph as closed polygons, scaled and moved, curves cut into chords no farther than `tolerance` from the curve.
 * Tolerance and result in the target's unit; `scale` is target units per font unit.
 */
export function flatten(glyph: GlyphOutline, scale: number, tolerance: number): Polygon[] {
  const rings: Polygon[] = []
  let ring: Polygon = []
  let [x, y] = [0, 0]
  const push = (toX: number, toY: number) => {
    ring.push([toX * scale, toY * scale])
    x = toX
    y = toY
  }
  const close = () => {
    if (ring.length > 2) rings.push(withoutRepeats(ring))
    ring = []
  }
  for (const command of glyph.commands) {
    if (command.type === 'Z') close()
    else if (command.type === 'M') {
      close()
      push(command.x, command.y)
    } else if (command.type === 'L') push(command.x, command.y)
    else if (command.type === 'C' || command.type === 'Q') {
      const cubic =
        command.type === 'C'
          ? ([x, y, command.x1, command.y1, command.x2, command.y2, command.x, command.y] as const)
          : raised(x, y, command)
      const [x0, y0, x1, y1, x2, y2, x3, y3] = cubic
      // Chord error of n equal parameter steps ≤ max |second derivative| / (8 n²); the second derivative of a cubic is largest at an end.
      const bend =
        6 * scale * Math.max(Math.hypot(x0 - 2 * x1 + x2, y0 - 2 * y1 + y2), Math.hypot(x1 - 2 * x2 + x3, y1 - 2 * y2 + y3))
      const pieces = Math.max(1, Math.ceil(Math.sqrt(bend / (8 * tolerance))))
      for (let i = 1; i <= pieces; i++) {
        const t = i / pieces
        const s = 1 - t
        const [a, b, c, d] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t]
        ring.push([(a * x0 + b * x1 + c * x2 + d * x3) * scale, (a * y0 + b * y1 + c * y2 + d * y3) * scale])
      }
      x = x3
      y = y3
    }
  }
  close()
  return rings
}

/** A quadratic curve as the cubic of the same shape. */
function raised(x: number, y: number, { x1, y1, x: toX, y: toY }: { x1: number; y1: number; x: number; y: number }) {
  return [
    x,
    y,
    x + ((x1 - x) * 2) / 3,
    y + ((y1 - y) * 2) / 3,
    toX + ((x1 - toX) * 2) / 3,
    toY + ((y1 - toY) * 2) / 3,
    toX,
    toY,
  ] as const
}

function withoutRepeats(ring: Polygon): Polygon {
  return ring.filter(([x, y], i) => {
    const [lastX, lastY] = ring[(i + ring.length - 1) % ring.length] as [number, number]
    return Math.hypot(x - lastX, y - lastY) > 1e-9
  })
}
