import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadFonts } from '@/lib/server/engraving-fonts'
import { loadKernel } from '@/lib/server/kernel'
import { withArena } from './arena'
import type { Kernel } from './kernel'
import { rectangle } from './known-parts'
import { GROOVE, type Pocket, slantedPocket } from './slanted-pocket'
import { layOut } from './text-layout'
import { TYPEFACES } from './typefaces'

let kernel: Kernel
beforeAll(async () => {
  kernel = await loadKernel()
})

const SLOPE = Math.tan((51 * Math.PI) / 180)

/** Deepest point under the surface, mm, and whether there is a floor. */
function depthOf(rings: [number, number][][], depth: number, density: number): { deepest: number; floor: boolean } {
  return withArena((arena) => {
    const shape = arena.keep(new kernel.CrossSection(rings, 'NonZero'))
    const pocket = slantedPocket(shape, { top: 0, depth, wallAngle: 51, density, shortest: 0.05 })
    if (!pocket) throw new Error('nothing cut')
    const heights = pocket.positions.filter((_, i) => i % 3 === 2)
    return { deepest: -Math.min(...heights), floor: pocket.floor.length > 0 }
  })
}

const bar = (width: number): [number, number][] => rectangle(-3, -width / 2, 3, width / 2).map(([x, y]) => [x, y])
const disc = (radius: number): [number, number][] =>
  Array.from({ length: 256 }, (_, i) => [radius * Math.cos((i * Math.PI) / 128), radius * Math.sin((i * Math.PI) / 128)])

describe('a slanted pocket', () => {
  const cuts = { depth: fc.double({ min: 0.1, max: 1, noNaN: true }), density: fc.constantFrom(0.8, 1.5) }

  test('is as deep as asked, or as half the width of a bar lets its walls go', () => {
    fc.assert(
      fc.property(fc.record({ ...cuts, width: fc.double({ min: 0.1, max: 1.2, noNaN: true }) }), ({ depth, density, width }) => {
        const meeting = (width / 2) * SLOPE
        const { deepest, floor } = depthOf([bar(width)], depth, density)
        expect(Math.abs(deepest - Math.min(depth, meeting))).toBeLessThan(3 * GROOVE * SLOPE)
        if (Math.abs(depth - meeting) > 0.02) expect(floor).toBe(depth < meeting)
      }),
      { numRuns: 200 },
    )
  })

  test('ends where the largest disc in the shape says, beside narrower strokes', () => {
    fc.assert(
      fc.property(
        fc.record({ ...cuts, radius: fc.double({ min: 0.1, max: 0.7, noNaN: true }), thin: fc.double({ min: 0.1, max: 0.9 }) }),
        ({ depth, density, radius, thin }) => {
          const { deepest } = depthOf([disc(radius), bar(2 * radius * thin)], depth, density)
          expect(Math.abs(deepest - Math.min(depth, radius * SLOPE))).toBeLessThan(4 * GROOVE * SLOPE)
        },
      ),
      { numRuns: 30 },
    )
  })

  test('has walls of the asked slope, but for what is too small to see, over any letter', async () => {
    const fonts = await loadFonts()
    for (const typeface of TYPEFACES)
      for (const letter of ['A', 'B', 'S', 'W', 'Q']) {
        const share = withArena((arena) => {
          const { whole } = layOut(kernel, arena, fonts, {
            graphemes: [letter],
            typeface,
            height: 5,
            weight: 0.05,
            layout: 'row',
            tolerance: 0.002,
          })
          const pocket = slantedPocket(whole, { top: 0, depth: 0.45, wallAngle: 51, density: 1.5, shortest: 0.03 })
          return pocket ? sloped(pocket) : 0
        })
        expect(share, `${typeface} ${letter}`).toBeGreaterThan(0.97)
      }
  })

  test('runs out to nothing where two edges meet, as a graver leaves the metal', () => {
    const wedge: [number, number][] = [
      [0, 0],
      [4, -0.1],
      [4, 0.1],
    ]
    const pocket = withArena((arena) =>
      slantedPocket(arena.keep(new kernel.CrossSection([wedge])), {
        top: 0,
        depth: 1,
        wallAngle: 51,
        density: 1.5,
        shortest: 0.03,
      }),
    )
    if (!pocket) throw new Error('nothing cut')
    const bottom = (x: number) => {
      const near = Array.from({ length: pocket.positions.length / 3 }, (_, i) => pocket.positions.slice(3 * i, 3 * i + 3))
        .filter(([at]) => Math.abs((at as number) - x) < 0.15)
        .map(([, , z]) => z as number)
      return -Math.min(...near)
    }
    // The bisector of a wedge of 0.2 over 4 mm: half a tenth of a millimetre from its sides at the half, at the slope of 51°.
    for (const x of [0.5, 1, 2, 3]) expect(Math.abs(bottom(x) / (0.025 * x * SLOPE) - 1)).toBeLessThan(0.3)
  })
})

/** Share of the walls' area within 2° of 51°. */
function sloped({ positions, walls }: Pocket): number {
  let [good, all] = [0, 0]
  for (let i = 0; i < walls.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => [
      ...positions.slice(3 * (walls[i + k] as number), 3 * (walls[i + k] as number) + 3),
    ]) as [number[], number[], number[]]
    const edge = (to: number[], k: number) => (to[k] as number) - (a[k] as number)
    const normal = [1, 2, 0].map((k, axis) => {
      const l = [2, 0, 1][axis] as number
      return edge(b, k) * edge(c, l) - edge(b, l) * edge(c, k)
    })
    const area = Math.hypot(...normal)
    all += area
    if (Math.abs((Math.acos((normal[2] as number) / area) * 180) / Math.PI - 51) < 2) good += area
  }
  return good / all
}
