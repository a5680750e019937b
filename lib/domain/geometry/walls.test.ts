import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadKernel } from '@/lib/server/kernel'
import { facetsOf } from './facets'
import type { Kernel } from './kernel'
import { blindPocket, chamfered, fence, knife, meshOf, offsetBore, plate, shell, vGroove, wedge } from './known-parts'
import type { Mesh, Surface } from './mesh'
import { indexSolid, measureWalls } from './walls'
import { weld } from './weld'

const ONE: readonly Surface[] = [
  { kind: 'body', feature: 'blank' },
  { kind: 'cut-wall', feature: 'first' },
  { kind: 'cut-wall', feature: 'second' },
]
let kernel: Kernel
beforeAll(async () => {
  kernel = await loadKernel()
})

function walls(mesh: Mesh, cap: number, surfaces = ONE) {
  const welded = weld(mesh)
  return measureWalls(indexSolid(welded, facetsOf(welded, surfaces)), cap)
}

describe('walls of parts known on paper', () => {
  it.each([
    ['a plate', 0.8, () => plate(kernel, 0.8), 1e-6],
    ['a floor under a groove of 25° half angle', 0.6, () => vGroove(kernel, 25, 0.6), 1e-6],
    ['a floor under a groove of 15° half angle', 0.6, () => vGroove(kernel, 15, 0.6), 1e-6],
    ['a floor under a pocket', 0.6, () => blindPocket(kernel, 0.5, 0.6), 5e-4],
    ['a floor under a pocket narrower than any sampling', 0.6, () => blindPocket(kernel, 0.2, 0.6), 5e-4],
    // A corner of the bore lies 0.7 from the corner of the outer polygon, and cos(π/192) of that from its facet.
    ['a bore off its axis', 0.7 * Math.cos(Math.PI / 192), () => offsetBore(kernel, 1.3), 2e-6],
    // The ball in the thin end touches roof, floor and the end face: r·(√(1+k²) + 1 − k) = 0.5 with slope k = 0.05.
    ['the thin end of a wedge', 1 / (Math.sqrt(1 + 0.05 ** 2) + 1 - 0.05), () => wedge(kernel), 2e-4],
    ['a chamfered edge, which is no wall', 1, () => chamfered(kernel), 1e-6],
    ['a fence between two pockets of two features', 0.5, () => fence(kernel, 0.5).mesh, 1e-6],
  ])('%s', (_name, truth, part, tolerance) => {
    const found = walls(part(), 1.5)
    expect(found.beyondCap).toBe(false)
    expect(Math.abs(found.minimum - truth)).toBeLessThanOrEqual(tolerance)
    expect(found.bound).toBeLessThanOrEqual(0.013)
    const [p, q] = found.at
    // Within the cone of 15° the chord between the contacts is hardly shorter than the diameter.
    const chord = Math.sqrt(p!.reduce((sum, x, axis) => sum + (x - q![axis]!) ** 2, 0))
    expect(chord).toBeLessThanOrEqual(found.minimum + 1e-9)
    expect(chord).toBeGreaterThan(found.minimum * 0.96)
  })

  it('finds a faceted shell within its bound', () => {
    for (const segments of [48, 96]) {
      const found = walls(shell(kernel, 0.7, segments), 1)
      expect(Math.abs(found.minimum - 0.7)).toBeLessThanOrEqual(found.bound)
    }
  })

  it('says only "at least" beyond the cap', () => {
    const found = walls(plate(kernel, 0.8), 0.79)
    expect(found).toMatchObject({ minimum: 0.79, beyondCap: true, at: [] })
    expect(found.thickness.length).toBe(0)
  })

  it('reads wedges up to 30° as walls that run out, and wider ones not', () => {
    expect(walls(knife(kernel, 30), 1).minimum).toBeLessThan(0.06)
    expect(walls(knife(kernel, 33), 1).beyondCap).toBe(true)
    expect(walls(knife(kernel, 55), 1).beyondCap).toBe(true)
  })

  it('leaves opposed walls of one feature to the 2D rule', () => {
    const one: readonly Surface[] = [ONE[0]!, ONE[1]!, ONE[1]!]
    const found = walls(fence(kernel, 0.5).mesh, 1.5, one)
    expect(found.beyondCap).toBe(true)
  })

  it('maps the thin places with their thickness', () => {
    const found = walls(plate(kernel, 0.8), 1.2)
    expect(found.thickness.length).toBeGreaterThan(500)
    expect(found.positions.length).toBe(3 * found.thickness.length)
    for (const thickness of found.thickness) expect(thickness).toBeCloseTo(0.8, 5)
  })
})

describe('walls as a function', () => {
  it('follow the thickness, wherever and however the part lies', () => {
    const wall = fc.integer({ min: 300, max: 1200 })
    const place = fc.tuple(
      fc.integer({ min: -40, max: 40 }),
      fc.integer({ min: -40, max: 40 }),
      fc.integer({ min: -40, max: 40 }),
    )
    const turn = fc.tuple(fc.integer({ min: 0, max: 359 }), fc.integer({ min: 0, max: 359 }), fc.integer({ min: 0, max: 359 }))
    fc.assert(
      fc.property(wall, place, turn, (um, [x, y, z], [a, b, c]) => {
        const solid = kernel.Manifold.cube([12, 9, 4])
          .subtract(kernel.Manifold.cube([8, 5, 4]).translate([2, 2, um / 1000]))
          .rotate([a, b, c])
          .translate([x, y, z])
        const found = walls(meshOf(solid), 1.5)
        // float32 corners of a turned part 80 mm out are off by 4 µm.
        expect(Math.abs(found.minimum - um / 1000)).toBeLessThan(2e-5)
      }),
      { seed: 11, numRuns: 40 },
    )
  })

  it('do not depend on what was measured before', () => {
    const first = walls(wedge(kernel), 1.5)
    walls(offsetBore(kernel, 1.3), 1.5)
    expect(walls(wedge(kernel), 1.5)).toEqual(first)
  })
})
