import type { Shape2, Vec2 } from './mesh'
import { ringArea } from './shape-facts'

/** Least distance between the centres of two openings, mm, and the two; undefined with fewer than two. Centres are those of the area. */
export function holePitch(shape: Shape2): { pitch: number; at: readonly [Vec2, Vec2] } | undefined {
  const centres = shape.filter((ring) => ringArea(ring) > 0).map(centreOf)
  let found: { pitch: number; at: readonly [Vec2, Vec2] } | undefined
  // Openings in the order of their x: a pair farther apart than the best in x alone is not looked at.
  const sorted = [...centres].sort((a, b) => a[0] - b[0] || a[1] - b[1])
  for (let i = 0; i < sorted.length; i++) {
    for (let j = i + 1; j < sorted.length; j++) {
      const [a, b] = [sorted[i]!, sorted[j]!]
      if (found && b[0] - a[0] >= found.pitch) break
      const pitch = Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2)
      if (!found || pitch < found.pitch) found = { pitch, at: [a, b] }
    }
  }
  return found
}

function centreOf(ring: Shape2[number]): Vec2 {
  let [x, y, twice] = [0, 0, 0]
  const [ox, oy] = ring[0]!
  for (let i = 0; i < ring.length; i++) {
    const [ax, ay] = [ring[i]![0] - ox, ring[i]![1] - oy]
    const [bx, by] = [ring[(i + 1) % ring.length]![0] - ox, ring[(i + 1) % ring.length]![1] - oy]
    const cross = ax * by - ay * bx
    x += (ax + bx) * cross
    y += (ay + by) * cross
    twice += cross
  }
  return [ox + x / (3 * twice), oy + y / (3 * twice)]
}
