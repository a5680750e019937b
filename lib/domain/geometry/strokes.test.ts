import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadKernel } from '@/lib/server/kernel'
import type { Kernel } from './kernel'
import { rectangle } from './known-parts'
import type { Ring, Shape2 } from './mesh'
import { unreachable } from './reach'
import { fieldMargin, shapeArea, strokeLength } from './shape-facts'
import { thinnestStroke } from './strokes'

let kernel: Kernel
beforeAll(async () => {
  kernel = await loadKernel()
})

const circle = (x: number, y: number, r: number, corners = 128, clockwise = false): Ring => {
  const ring = Array.from({ length: corners }, (_, i): [number, number] => {
    const angle = (2 * Math.PI * i) / corners
    return [x + r * Math.cos(angle), y + r * Math.sin(angle)]
  })
  return clockwise ? ring.reverse() : ring
}
const inside = (shape: Shape2, height = 5) => thinnestStroke(shape, 'inside', height, 1.5)
const outside = (shape: Shape2, height = 5) => thinnestStroke(shape, 'outside', height, 1.5)

describe('strokes known on paper', () => {
  it('measures bars and the gap between them', () => {
    const bars = [rectangle(0, 0, 0.4, 5), rectangle(0.737, 0, 1.137, 5)]
    expect(inside(bars).minimum).toBeCloseTo(0.4, 6)
    expect(outside(bars).minimum).toBeCloseTo(0.337, 6)
    expect(inside(bars).bound).toBeLessThanOrEqual(0.003)
  })

  it('measures a rib between two slots', () => {
    const slots = [rectangle(0, 0, 0.5, 4), rectangle(0.75, 0, 1.25, 4)]
    expect(outside(slots).minimum).toBeCloseTo(0.25, 6)
    expect(inside(slots).minimum).toBeCloseTo(0.5, 6)
  })

  it('measures the bow of an O, off its middle, and its counter', () => {
    const o = [circle(0, 0, 2), circle(0.1, 0, 1.6, 128, true)]
    const stroke = inside(o)
    // 2 − 1.6 − 0.1 between circles; between 128-gons 2·(1 − cos(π/128)) = 0.6 µm less at most.
    expect(Math.abs(stroke.minimum - 0.3)).toBeLessThan(0.0015)
    expect(stroke.at[0]![0]).toBeGreaterThan(1.6)
    expect(outside([circle(0, 0, 2), circle(0, 0, 0.6, 128, true)]).minimum).toBeCloseTo(1.2, 2)
  })

  it('is beyond the cap where nothing is thin', () => {
    expect(inside([rectangle(0, 0, 3, 5)])).toMatchObject({ minimum: 1.5, beyondCap: true, at: [] })
    expect(outside([rectangle(0, 0, 1, 5), rectangle(4, 0, 5, 5)]).beyondCap).toBe(true)
  })

  it('leaves out tips shorter than a sixth of the letter, but not arms', () => {
    const serif = (length: number): Ring => [
      [0, 0],
      [0.8 + length, 0],
      [0.8 + length, 0.1],
      [0.8, 0.1],
      [0.8, 5],
      [0, 5],
    ]
    expect(inside([serif(0.7)]).minimum).toBeCloseTo(0.8, 6)
    expect(inside([serif(2)]).minimum).toBeCloseTo(0.1, 6)
  })

  it('reads a stroke that tapers to a point where it stops being a tip', () => {
    // Half angle a: the chord that leaves twice a sixth of 5 mm of outline in front of it stands 5/6 mm from the point along the edge.
    const half = (6 * Math.PI) / 180
    const taper: Ring = [
      [0, 0],
      [8, -8 * Math.tan(half)],
      [8, 8 * Math.tan(half)],
    ]
    const width = 2 * (5 / 6) * Math.tan(half)
    expect(Math.abs(inside([taper]).minimum - width)).toBeLessThan(0.01)
  })

  it('agrees with dense sampling on crossed bars of any width', () => {
    const width = fc.integer({ min: 100, max: 900 })
    fc.assert(
      fc.property(width, width, fc.integer({ min: 0, max: 359 }), (a, b, degrees) => {
        const cross = kernel.CrossSection.square([a / 1000, 6], true).add(kernel.CrossSection.square([6, b / 1000], true))
        const turned = cross.rotate(degrees)
        const found = inside(turned.toPolygons() as Shape2, 6)
        expect(Math.abs(found.minimum - Math.min(a, b) / 1000)).toBeLessThan(1e-5)
        cross.delete()
        turned.delete()
      }),
      { seed: 3, numRuns: 40 },
    )
  })
})

describe('reach of round tools', () => {
  it('leaves the corners of a square: (4 − π)·r²', () => {
    const square = [rectangle(0, 0, 2, 2)]
    const radii = [0.1, 0.3, 0.9]
    unreachable(kernel, square, radii).forEach((left, i) => {
      expect(left).toBeCloseTo((4 - Math.PI) * radii[i]! ** 2, 1)
    })
  })

  it('tells a tool that fits from one that does not, and only rises', () => {
    const bar = [rectangle(0, 0, 0.8, 5)]
    const [fits, tooLarge] = unreachable(kernel, bar, [0.395, 0.405])
    expect(fits).toBeLessThan(0.15)
    expect(tooLarge).toBeCloseTo(4, 6)
    const radii = Array.from({ length: 20 }, (_, i) => 0.05 * (i + 1))
    const left = unreachable(kernel, [circle(0, 0, 0.7), rectangle(2, 0, 2.3, 4)], radii)
    left.forEach((area, i) => {
      expect(area).toBeGreaterThanOrEqual(left[i - 1] ?? 0)
    })
  })
})

describe('bulk of a shape', () => {
  it('knows centre lines of bars and bows; doubling the letters doubles them', () => {
    const bar = rectangle(0, 0, 0.4, 5)
    expect(strokeLength([bar]).length).toBeCloseTo(5, 9)
    const bow = [circle(4, 2, 2, 512), circle(4, 2, 1.6, 512, true)]
    expect(strokeLength(bow).length).toBeCloseTo(2 * Math.PI * 1.8, 2)
    const both = [bar, ...bow]
    const again = both.map((ring) => ring.map(([x, y]): [number, number] => [x + 20, y]))
    expect(strokeLength([...both, ...again]).length).toBeCloseTo(2 * strokeLength(both).length, 9)
    expect(shapeArea(both)).toBeCloseTo(2 + Math.PI * (4 - 1.6 ** 2), 2)
  })

  it('knows how far letters stay inside their field, and how far they stick out', () => {
    const field = rectangle(0, 0, 10, 8)
    expect(fieldMargin([rectangle(1, 2, 3, 4)], field)?.margin).toBeCloseTo(1, 12)
    expect(fieldMargin([rectangle(1, 2, 10.25, 4)], field)?.margin).toBeCloseTo(-0.25, 12)
    const notched: Ring = [
      [0, 0],
      [10, 0],
      [10, 8],
      [5, 4.5],
      [0, 8],
    ]
    // The notch comes nearest to the middle of the bar's upper side.
    expect(fieldMargin([rectangle(3, 2, 7, 4.2)], notched)?.margin).toBeCloseTo(0.3, 12)
  })
})
