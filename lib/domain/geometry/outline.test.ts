import { describe, expect, it } from 'vitest'
import type { GlyphOutline } from './kernel'
import { flatten } from './outline'

/** A circle of radius 1 as four cubics: the usual constant keeps it within 0.00028 of the true one. */
const K = 0.5522847498
const circle: GlyphOutline = {
  advance: 2,
  commands: [
    { type: 'M', x: 1, y: 0 },
    { type: 'C', x1: 1, y1: K, x2: K, y2: 1, x: 0, y: 1 },
    { type: 'C', x1: -K, y1: 1, x2: -1, y2: K, x: -1, y: 0 },
    { type: 'C', x1: -1, y1: -K, x2: -K, y2: -1, x: 0, y: -1 },
    { type: 'C', x1: K, y1: -1, x2: 1, y2: -K, x: 1, y: 0 },
    { type: 'Z' },
  ],
}

describe('flatten', () => {
  it.each([0.05, 0.005, 0.0005])('keeps every chord within %f mm of a circle of 5 mm', (tolerance) => {
    const [ring = []] = flatten(circle, 5, tolerance)
    for (const [i, [x, y]] of ring.entries()) {
      const [nextX, nextY] = ring[(i + 1) % ring.length] as [number, number]
      expect(5 - Math.hypot((x + nextX) / 2, (y + nextY) / 2)).toBeLessThan(tolerance + 5 * 0.00028)
    }
  })

  it('closes rings without repeating their first point', () => {
    const [ring = []] = flatten(circle, 1, 0.01)
    const [first, last] = [ring[0] as [number, number], ring.at(-1) as [number, number]]
    expect(Math.hypot(first[0] - last[0], first[1] - last[1])).toBeGreaterThan(0.01)
  })
})
