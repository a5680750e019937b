import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadKernel } from '@/lib/server/kernel'
import { withArena } from './arena'
import type { Kernel } from './kernel'
import { rectangle } from './known-parts'
import { GROOVE, slantedPocket } from './slanted-pocket'

let kernel: Kernel
beforeAll(async () => {
  kernel = await loadKernel()
})

const SLOPE = Math.tan((51 * Math.PI) / 180)

/** Deepest point under the surface, mm, and whether there is a floor. */
function depthOf(rings: [number, number][][], depth: number, step: number): { deepest: number; floor: boolean } {
  return withArena((arena) => {
    const shape = arena.keep(new kernel.CrossSection(rings, 'NonZero'))
    const cut = { top: 0, depth, wallAngle: 51, step, tolerance: 0.002, roundness: 24 }
    const pocket = slantedPocket(kernel, arena, shape, cut)
    if (!pocket) throw new Error('nothing cut')
    const heights = pocket.positions.filter((_, i) => i % 3 === 2)
    return { deepest: -Math.min(...heights), floor: pocket.floor.length > 0 }
  })
}

const bar = (width: number): [number, number][] => rectangle(-3, -width / 2, 3, width / 2).map(([x, y]) => [x, y])
const disc = (radius: number): [number, number][] =>
  Array.from({ length: 256 }, (_, i) => [radius * Math.cos((i * Math.PI) / 128), radius * Math.sin((i * Math.PI) / 128)])

describe('a slanted pocket', () => {
  const cuts = { depth: fc.double({ min: 0.1, max: 1, noNaN: true }), step: fc.constantFrom(0.03, 0.075) }

  test('is as deep as asked, or as half the width of a bar lets its walls go', () => {
    fc.assert(
      fc.property(fc.record({ ...cuts, width: fc.double({ min: 0.1, max: 1.2, noNaN: true }) }), ({ depth, step, width }) => {
        const meeting = (width / 2) * SLOPE
        const { deepest, floor } = depthOf([bar(width)], depth, step)
        expect(Math.abs(deepest - Math.min(depth, meeting))).toBeLessThan(3 * GROOVE * SLOPE)
        if (Math.abs(depth - meeting) > 0.01) expect(floor).toBe(depth < meeting)
      }),
      { numRuns: 200 },
    )
  })

  test('ends where the largest disc in the shape says, beside narrower strokes', () => {
    fc.assert(
      fc.property(
        fc.record({ ...cuts, radius: fc.double({ min: 0.1, max: 0.7, noNaN: true }), thin: fc.double({ min: 0.1, max: 0.9 }) }),
        ({ depth, step, radius, thin }) => {
          const { deepest } = depthOf([disc(radius), bar(2 * radius * thin)], depth, step)
          expect(Math.abs(deepest - Math.min(depth, radius * SLOPE))).toBeLessThan(4 * GROOVE * SLOPE)
        },
      ),
      { numRuns: 30 },
    )
  })
})
