import { beforeAll, describe, expect, it } from 'vitest'
import { loadKernel } from '@/lib/server/kernel'
import { facetsOf } from './facets'
import type { Kernel } from './kernel'
import { blindPocket, knife, meshOf, offsetBore, plate } from './known-parts'
import type { Mesh, Surface } from './mesh'
import { geometryHash, knifeEdges, meshFacts } from './mesh-facts'
import { weld } from './weld'

const BLANK: readonly Surface[] = [{ kind: 'body', feature: 'blank' }]
let kernel: Kernel
beforeAll(async () => {
  kernel = await loadKernel()
})

/** Every triangle with corners of its own, as an STL has them. */
function soup(mesh: Mesh): Mesh {
  const positions = new Float32Array(mesh.triangles.length * 3)
  mesh.triangles.forEach((vertex, corner) => {
    positions.set(mesh.positions.subarray(vertex * 3, vertex * 3 + 3), corner * 3)
  })
  return { positions, triangles: Uint32Array.from(mesh.triangles, (_, i) => i), surfaceOf: mesh.surfaceOf }
}

const factsOf = (mesh: Mesh) => {
  const welded = weld(mesh)
  return meshFacts(welded, facetsOf(welded, BLANK), 1)
}

describe('weld', () => {
  it('joins a soup back into the solid it came from', () => {
    const solid = weld(blindPocket(kernel, 0.5, 0.6))
    const again = weld(soup(solid))
    expect(again.positions).toEqual(solid.positions)
    expect(again.triangles).toEqual(solid.triangles)
    expect(meshFacts(soup(solid), facetsOf(soup(solid), BLANK), 1).closed).toBe(false)
    expect(factsOf(again).closed).toBe(true)
  })

  it('drops triangles whose corners fall together and keeps the surfaces of the others', () => {
    const positions = Float32Array.from([0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, -0, 0, 0])
    const triangles = Uint32Array.from([0, 2, 1, 4, 0, 1, 0, 1, 3, 1, 2, 3, 4, 3, 2])
    const welded = weld({ positions, triangles, surfaceOf: Uint16Array.from([1, 9, 2, 3, 4]) })
    expect(welded.triangles.length).toBe(12)
    expect([...welded.surfaceOf]).toEqual([1, 2, 3, 4])
    const facts = meshFacts(welded, facetsOf(welded, Array(5).fill(BLANK[0])), 5)
    expect(facts.closed).toBe(true)
    expect(facts.volume).toBeCloseTo(1 / 6, 12)
    expect(facts.areaBySurface[4]).toBeCloseTo(0.5, 12)
  })
})

describe('facts of a mesh', () => {
  it('knows boxes, pockets and rings on paper', () => {
    const block = factsOf(meshOf(kernel.Manifold.cube([2, 3, 4]).translate([10, 20, 30])))
    expect(block).toMatchObject({ closed: true, genus: 0, shells: 1, low: [10, 20, 30], high: [12, 23, 34] })
    expect(block.volume).toBeCloseTo(24, 6)
    expect(block.area).toBeCloseTo(52, 6)
    expect(block.centreOfMass.map((x) => x.toFixed(6))).toEqual(['11.000000', '21.500000', '32.000000'])
    expect(factsOf(plate(kernel, 0.8)).volume).toBeCloseTo(40 * 20 * 6 - 36 * 16 * 5.2, 3)
    expect(factsOf(offsetBore(kernel, 1.3))).toMatchObject({ closed: true, genus: 1, shells: 1 })
    expect(factsOf(meshOf(kernel.Manifold.cube(3).add(kernel.Manifold.cube(1).translate([5, 0, 0]))))).toMatchObject({
      shells: 2,
      genus: 0,
    })
  })

  it('bounds what facets leave out of a round solid', () => {
    const volume = Math.PI * (11 ** 2 - 9 ** 2) * 6
    for (const segments of [24, 48, 192]) {
      const facts = factsOf(offsetBore(kernel, 0, segments))
      expect(Math.abs(facts.volume - volume)).toBeLessThanOrEqual(facts.volumeBound)
      // Two thirds of sagitta times area on both skins: 43.4 mm³ at 24 corners, falling with their square.
      expect(facts.volumeBound).toBeLessThan(44 * (24 / segments) ** 2)
      // Sagitta of a chord over 2π/n of the larger circle.
      expect(facts.chord).toBeGreaterThanOrEqual(11 * (1 - Math.cos(Math.PI / segments)))
      expect(facts.chord).toBeLessThan(11 * (1 - Math.cos(Math.PI / segments)) * 1.1)
    }
  })

  it('lists edges sharper than 50° with their length', () => {
    for (const [angle, length] of [
      [30, 8],
      [49, 8],
      [51, 0],
    ] as const) {
      const mesh = weld(knife(kernel, angle))
      expect(knifeEdges(mesh, facetsOf(mesh, BLANK)).length).toBeCloseTo(length, 5)
    }
  })

  it('hashes what the mesh is', () => {
    const mesh = weld(plate(kernel, 0.8))
    expect(geometryHash([mesh])).toBe(geometryHash([weld(plate(kernel, 0.8))]))
    expect(geometryHash([mesh])).not.toBe(geometryHash([weld(plate(kernel, 0.81))]))
    expect(geometryHash([mesh])).toMatch(/^[0-9a-f]{64}$/)
  })
})
