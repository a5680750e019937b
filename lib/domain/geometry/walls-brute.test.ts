import { Triangle, Vector3 } from 'three'
import { beforeAll, expect, it } from 'vitest'
import { loadKernel } from '@/lib/server/kernel'
import { type Facets, facetsOf } from './facets'
import type { Kernel } from './kernel'
import { roughRing } from './known-parts'
import type { Surface } from './mesh'
import { indexSolid, measureWalls } from './walls'
import { weld } from './weld'

const SURFACES: readonly Surface[] = [
  { kind: 'body', feature: 'blank' },
  { kind: 'cut-wall', feature: 'letters' },
]
const CAP = 1.4
let kernel: Kernel
beforeAll(async () => {
  kernel = await loadKernel()
})

/** Shrinking ball over all triangles, sharing nothing with the search but its definition: thickness and contact at a surface point. */
function brute(facets: Facets, triangles: readonly Triangle[], t: number, p: Vector3) {
  const n = new Vector3(-facets.normals[t * 3]!, -facets.normals[t * 3 + 1]!, -facets.normals[t * 3 + 2]!)
  const centre = new Vector3()
  const q = new Vector3()
  let diameter = CAP
  let hit = -1
  const contact = new Vector3()
  for (let round = 0; round < 60; round++) {
    centre.copy(p).addScaledVector(n, diameter / 2)
    let nearest = diameter / 2 - 1e-7
    let next = -1
    triangles.forEach((triangle, f) => {
      if (f === t) return
      triangle.closestPointToPoint(centre, q)
      const distance = q.distanceTo(centre)
      if (distance >= nearest) return
      nearest = distance
      next = f
      contact.copy(q)
    })
    if (next < 0) break
    hit = next
    const reach = contact.clone().sub(p)
    const height = reach.dot(n)
    diameter = height > 1e-9 ? reach.lengthSq() / height : 0
    if (diameter < 0.05) break
  }
  const reach = contact.clone().sub(p)
  const cos = hit < 0 ? 0 : reach.dot(n) / reach.length()
  const sameFeature = hit >= 0 && facets.featureOf[t]! >= 0 && facets.featureOf[t] === facets.featureOf[hit]
  // Contact angle 150° or more: at most 15° between the normal and the line to the other contact.
  return { diameter, wall: hit >= 0 && diameter >= 0.05 && cos >= Math.cos((15 * Math.PI) / 180) && !sameFeature }
}

const RINGS: readonly number[][] = [
  [0.1, 0.2, 0.3, 0.4],
  [0.55, 0.4, 0.2, 0.1],
  [0.3, 0.8, 0.9, 0.6],
  [0.75, 0.15, 0.6, 0.3],
]
/** Twenty in all. */
const MORE = Array.from({ length: 16 }, (_, i) =>
  [0.7548776662466927, 0.5698402909980532, 0.3247179572447461, 0.8191725133961644].map((step, k) => ((i + 1) * step + k / 7) % 1),
)

it.each([...RINGS, ...MORE].map((numbers) => [numbers] as const))('agrees with brute force on an engraved ring %#', (numbers) => {
  const mesh = weld(roughRing(kernel, numbers, 64))
  const facets = facetsOf(mesh, SURFACES)
  const found = measureWalls(indexSolid(mesh, facets), CAP)
  const at = (t: number, k: number) => new Vector3(...facets.corners.subarray(t * 9 + k * 3, t * 9 + k * 3 + 3))
  const triangles = Array.from({ length: facets.count }, (_, t) => new Triangle(at(t, 0), at(t, 1), at(t, 2)))
  // A fixed low-discrepancy walk over the area.
  const total = facets.areas.reduce((sum, area) => sum + area, 0)
  let thin = 0
  let walked = 0
  let t = 0
  for (let i = 0; i < 500; i++) {
    const goal = ((i + 0.5) / 500) * total
    while (walked + facets.areas[t]! < goal && t < facets.count - 1) walked += facets.areas[t++]!
    if (facets.sliver[t]) continue
    const u = Math.sqrt((i * 0.7548776662466927) % 1)
    const v = (i * 0.5698402909980532) % 1
    const p = at(t, 0).multiplyScalar(1 - u)
    p.addScaledVector(at(t, 1), u * (1 - v)).addScaledVector(at(t, 2), u * v)
    const sample = brute(facets, triangles, t, p)
    if (!sample.wall || sample.diameter >= CAP) continue
    thin++
    // No wall that brute force sees is thinner than the least thickness allows.
    expect(sample.diameter).toBeGreaterThanOrEqual(found.minimum - found.bound)
  }
  expect(thin).toBeGreaterThan(5)
  // And the thinnest wall found is there: brute force from its first end stops at the same thickness, within the ball's tolerance.
  const end = new Vector3(...found.at[0]!)
  const foot = triangles
    .map((triangle, f) => ({ f, distance: triangle.closestPointToPoint(end, new Vector3()).distanceTo(end) }))
    .filter(({ f, distance }) => distance < 1e-6 && !facets.sliver[f])
    .map(({ f }) => brute(facets, triangles, f, end).diameter)
  expect(Math.min(...foot.map((diameter) => Math.abs(diameter - found.minimum)))).toBeLessThan(0.02)
})
