import { describe, expect, test } from 'vitest'
import type { RenderMesh, Surface } from '@/lib/domain/geometry/mesh'
import { acrossAxis, BORE_BINS, boreOf } from './bore'
import { isHidden } from './occlusion'
import { chainsOf, pointsAlong } from './outline-chains'

const surfaces: Surface[] = [
  { kind: 'bore', feature: 'blank' },
  { kind: 'cut-wall', feature: 'monogram' },
]

/** A tube round y: radius 8, half width 3 + cos(turn), off centre by (0, 0.5, 0). */
function tube(): RenderMesh {
  const positions: number[] = []
  const triangles: number[] = []
  const steps = 256
  for (let i = 0; i < steps; i++) {
    const turn = (i / steps) * 2 * Math.PI
    for (const sign of [-1, 1]) positions.push(8 * Math.cos(turn), 0.5 + sign * (3 + Math.cos(turn)), 8 * Math.sin(turn))
    const [a, b, c, d] = [i * 2, i * 2 + 1, ((i + 1) % steps) * 2, ((i + 1) % steps) * 2 + 1]
    triangles.push(a, b, c, b, d, c)
  }
  return meshOf(positions, triangles, 0)
}

function meshOf(positions: number[], triangles: number[], surface: number): RenderMesh {
  const count = positions.length / 3
  return {
    positions: Float32Array.from(positions),
    normals: new Float32Array(positions.length),
    triangles: Uint32Array.from(triangles),
    surfaceOf: new Uint8Array(count).fill(surface),
    depth: new Float32Array(count),
    surfaces,
  }
}

describe('boreOf', () => {
  test('finds axis, radius and the width at each turn', () => {
    const bore = boreOf(tube())!
    expect(bore.axis).toEqual([0, 1, 0])
    expect(bore.radius).toBeCloseTo(8, 3)
    expect(bore.center[1]).toBeCloseTo(0.5, 5)
    const { side, up } = acrossAxis(bore.axis)
    for (let bin = 0; bin < BORE_BINS; bin++) {
      const angle = ((bin + 0.5) / BORE_BINS - 0.5) * 2 * Math.PI
      const x = Math.cos(angle) * side[0] + Math.sin(angle) * up[0]
      expect(Math.abs(bore.halfWidth[bin]! - (3 + x))).toBeLessThan(0.12)
    }
  })

  test('is absent where no surface is a bore', () => {
    expect(boreOf(meshOf([0, 0, 0, 1, 0, 0, 0, 1, 0], [0, 1, 2], 1))).toBeUndefined()
  })
})

describe('isHidden', () => {
  const wall = meshOf([-5, -5, 0, 5, -5, 0, 5, 5, 0, -5, 5, 0], [0, 1, 2, 0, 2, 3], 1)
  test('a wall between the point and the eye hides it; none, or one beside it, does not', () => {
    expect(isHidden(wall, [0, 0, -3], [0, 0, 50])).toBe(true)
    expect(isHidden(wall, [0, 0, 3], [0, 0, 50])).toBe(false)
    expect(isHidden(wall, [9, 0, -3], [9, 0, 50])).toBe(false)
  })
  test('the metal a point lies in does not hide it', () => {
    expect(isHidden(wall, [0, 0, -0.5], [0, 0, 50])).toBe(false)
    expect(isHidden(wall, [0, 0, -0.5], [0, 0, 50], 0.3)).toBe(true)
  })
})

describe('outline of a cut', () => {
  /** A square pit 4 × 4, 1 deep: four walls from the rim down. */
  const rim = [
    [0, 0],
    [4, 0],
    [4, 4],
    [0, 4],
  ] as const
  const positions = [...rim.flatMap(([x, y]) => [x, y, 0]), ...rim.flatMap(([x, y]) => [x, y, -1])]
  const triangles = rim.flatMap((_, i) => {
    const j = (i + 1) % 4
    return [i, j, j + 4, i, j + 4, i + 4]
  })
  const pit: RenderMesh = { ...meshOf(positions, triangles, 1), depth: Float32Array.from([0, 0, 0, 0, 1, 1, 1, 1]) }

  test('is one closed chain along the rim', () => {
    const chains = chainsOf(pit)
    expect(chains).toHaveLength(1)
    expect(chains[0]!.length / 3).toBe(5)
    expect([...chains[0]!.slice(0, 3)]).toEqual([...chains[0]!.slice(-3)])
  })

  test('dots are evenly spaced on it, round corners too', () => {
    const points = pointsAlong(chainsOf(pit), 0.5)
    expect(points.length / 3).toBe(32)
    for (let i = 0; i < points.length; i += 3) {
      expect(points[i + 2]).toBe(0)
      const edge = Math.min(points[i]!, 4 - points[i]!, points[i + 1]!, 4 - points[i + 1]!)
      expect(edge).toBeCloseTo(0, 6)
    }
  })
})
