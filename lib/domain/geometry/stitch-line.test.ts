import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Vec2 } from './mesh'
import { stitchLine } from './stitch-line'

const U: Vec2[] = [
  [0, 60_000],
  [0, 0],
  [80_000, 0],
  [80_000, 60_000],
]
const has = (holes: readonly Vec2[], [x, y]: Vec2) => holes.some((hole) => hole[0] === x && hole[1] === y)

describe('a line of stitches', () => {
  it('solves a whole number of stitches for each edge, with a hole on each corner', () => {
    // By hand: 60 mm at 3.3 is 18.2, so 18 of 3.333; 80 mm is 24.2, so 24 of 3.333.
    const line = stitchLine(U, 3300)
    expect(line.edges.map(({ stitches }) => stitches)).toEqual([18, 24, 18])
    expect(line.edges[0]!.deviation).toBeCloseTo(33.333, 2)
    expect(line.holes).toHaveLength(61)
    expect(line.corners).toEqual([
      [0, 0],
      [80_000, 0],
    ])
    for (const corner of U) expect(has(line.holes, corner), String(corner)).toBe(true)
  })

  it('goes round a soft bend as one edge', () => {
    const bend = Array.from({ length: 19 }, (_, k): Vec2 => {
      const turn = (k / 18) * (Math.PI / 2)
      return [Math.round(10_000 * Math.sin(turn)), Math.round(10_000 * (1 - Math.cos(turn)))]
    })
    const line = stitchLine([[-30_000, 0], ...bend, [10_000, 40_000]], 3000)
    expect(line.edges).toHaveLength(1)
    // 30 + a quarter of a circle of 10 mm + 30.
    expect(line.edges[0]!.length / 1000).toBeCloseTo(60 + 5 * Math.PI, 1)
  })

  it('closes on itself with as many holes as stitches', () => {
    const square: Vec2[] = [
      [0, 0],
      [30_000, 0],
      [30_000, 30_000],
      [0, 30_000],
    ]
    const line = stitchLine(square, 4000, true)
    expect(line.holes).toHaveLength(line.edges.reduce((sum, { stitches }) => sum + stitches, 0))
    expect(line.edges.map(({ stitches }) => stitches)).toEqual([8, 8, 8, 8])
  })

  it('takes one stitch on an edge shorter than the pitch', () => {
    const line = stitchLine(
      [
        [0, 0],
        [2000, 0],
        [2000, 50_000],
      ],
      6000,
    )
    expect(line.edges[0]).toMatchObject({ stitches: 1, pitch: 2000, deviation: -4000 })
  })

  it('never strays from the pitch by more than half of it over the stitches of its edge', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3000, max: 300_000 }), fc.integer({ min: 2000, max: 6000 }), (length, pitch) => {
        const { edges, holes } = stitchLine(
          [
            [0, 0],
            [length, 0],
          ],
          pitch,
        )
        const [edge] = edges
        expect(edge!.stitches * edge!.pitch).toBeCloseTo(length, 6)
        expect(Math.abs(edge!.deviation) * edge!.stitches).toBeLessThanOrEqual(
          pitch * Math.max(0.5, edge!.stitches === 1 ? pitch : 0.5) + 1,
        )
        expect(holes).toHaveLength(edge!.stitches + 1)
      }),
    )
  })
})
