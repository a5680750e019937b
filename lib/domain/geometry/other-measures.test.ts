import { beforeAll, describe, expect, it } from 'vitest'
import { loadKernel } from '@/lib/server/kernel'
import { sightAlong } from './access'
import { clearanceBetween } from './clearance'
import { insideRadius } from './corners'
import { facetsOf } from './facets'
import { holePitch } from './holes'
import type { Kernel } from './kernel'
import { meshOf, rectangle } from './known-parts'
import { largestBall } from './largest-ball'
import type { Mesh, Ring } from './mesh'
import { roughBall } from './rough-ball'
import { indexSolid } from './walls'
import { weld } from './weld'

let kernel: Kernel
beforeAll(async () => {
  kernel = await loadKernel()
})
const BLANK = [{ kind: 'body', feature: 'blank' }] as const
const indexed = (mesh: Mesh) => {
  const welded = weld(mesh)
  const facets = facetsOf(welded, BLANK)
  return { mesh: welded, facets, index: indexSolid(welded, facets) }
}
const circle = (x: number, y: number, r: number, corners = 64): Ring =>
  Array.from({ length: corners }, (_, i) => [
    x + r * Math.cos((2 * Math.PI * i) / corners),
    y + r * Math.sin((2 * Math.PI * i) / corners),
  ])

describe('the largest ball', () => {
  // In a cylinder of radius 2 and length 9: diameter 4 less facets; in the corner of an L of two 3 mm bars: r = 3·√2/(1+√2).
  it.each([
    ['a block', 3, 1e-5, () => kernel.Manifold.cube([10, 8, 3])],
    ['a bar between cylinders', 4 * Math.cos(Math.PI / 96), 1e-4, () => kernel.Manifold.cylinder(9, 2, 2, 96)],
    [
      'the corner of an angle',
      (2 * 3 * Math.SQRT2) / (1 + Math.SQRT2),
      1e-4,
      () => kernel.Manifold.cube([12, 3, 20]).add(kernel.Manifold.cube([3, 12, 20])),
    ],
    ['a sphere', 2 * 3, 0.02, () => kernel.Manifold.sphere(3, 96)],
  ])('of %s', (_name, truth, tolerance, part) => {
    const { index } = indexed(meshOf(part().rotate([17, 5, 31]).translate([3, 1, -7])))
    const ball = largestBall(index)
    expect(Math.abs(ball.diameter - truth)).toBeLessThanOrEqual(ball.bound + tolerance)
    expect(ball.bound).toBeLessThan(0.04)
    const rough = roughBall(index)
    expect(Math.abs(rough.diameter - truth)).toBeLessThanOrEqual(rough.bound + tolerance)
  })
})

describe('inside radii', () => {
  it('are those of rounded slots, and nought at corners', () => {
    expect(insideRadius([circle(0, 0, 0.75)], 10).radius).toBeCloseTo(0.75, 6)
    expect(insideRadius([rectangle(0, 0, 3, 2)], 10)).toMatchObject({ radius: 0, beyondCap: false })
    // The hole in a washer bends the other way: a tool inside the washer goes round it.
    expect(insideRadius([circle(0, 0, 4), [...circle(0, 0, 1)].reverse()], 10).radius).toBeCloseTo(4, 6)
  })
})

describe('holes', () => {
  it('are as far apart as their centres', () => {
    const found = holePitch([circle(0, 0, 0.5), circle(3, 0, 0.5), circle(3, 2.7, 0.8)])
    expect(found?.pitch).toBeCloseTo(2.7, 9)
    expect(holePitch([circle(0, 0, 1)])).toBeUndefined()
  })
})

describe('clearance', () => {
  it.each([
    ['face to face', 0.3, () => kernel.Manifold.cube([4, 4, 4]).translate([4.3, 1, 1])],
    ['corner to corner', Math.sqrt(3) * 0.2, () => kernel.Manifold.cube([4, 4, 4]).translate([4.2, 4.2, 4.2])],
    ['touching', 0, () => kernel.Manifold.cube([4, 4, 4]).translate([4, 0, 0])],
    ['crossing', 0, () => kernel.Manifold.cube([4, 4, 4]).translate([3, 1, 1])],
    ['a ball over a face', 0.45, () => kernel.Manifold.sphere(2, 64).translate([2, 2, 6.45])],
    ['crossed edges', 0.5, () => kernel.Manifold.cube([9, 1, 1]).rotate([0, 0, 45]).translate([0, 0, 4.5])],
  ])('%s', (_name, truth, other) => {
    const one = indexed(meshOf(kernel.Manifold.cube([4, 4, 4])))
    const two = indexed(meshOf(other()))
    const found = clearanceBetween(one.index, two.index)
    expect(Math.abs(found.distance - truth)).toBeLessThanOrEqual(found.bound)
    expect(clearanceBetween(two.index, one.index).distance).toBeCloseTo(found.distance, 9)
  })
})

describe('what an axis reaches', () => {
  it('is all of a block from two sides, and not the roof of an undercut', () => {
    // A T-slot: 2 wide at the top, 6 wide below, 10 long; its shoulders hide 4 × 10 of floor from above.
    const block = kernel.Manifold.cube([12, 10, 8])
      .subtract(kernel.Manifold.cube([2, 12, 4]).translate([5, -1, 5]))
      .subtract(kernel.Manifold.cube([6, 12, 2]).translate([3, -1, 3]))
    const { mesh, facets } = indexed(meshOf(block))
    const above = sightAlong(mesh, facets, [0, 0, 1]).fact
    expect(Math.abs(above.hidden - 40)).toBeLessThanOrEqual(above.errorBound)
    // Top without the slot, and the 2 mm of floor that is seen through it.
    expect(Math.abs(above.reached - (100 + 20))).toBeLessThanOrEqual(above.errorBound)
    // The roofs of the shoulders: 2 × 2 × 10.
    expect(above.overhang).toBeCloseTo(40, 3)
    const plain = indexed(meshOf(kernel.Manifold.cube([5, 5, 5])))
    expect(sightAlong(plain.mesh, plain.facets, [0, 0, 1]).fact).toMatchObject({ hidden: 0, overhang: 0, reached: 25 })
  })
})
