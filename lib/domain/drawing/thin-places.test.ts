import { beforeAll, describe, expect, it } from 'vitest'
import { loadKernel } from '@/lib/server/kernel'
import { facetsOf } from '../geometry/facets'
import type { Kernel } from '../geometry/kernel'
import { plate } from '../geometry/known-parts'
import type { Ring, Surface, Vec3 } from '../geometry/mesh'
import { indexSolid, measureWalls } from '../geometry/walls'
import type { Draft } from '../products/draft'
import { thinPlaces } from './thin-places'
import { viewFrame } from './view-frame'
import { view } from './views'

const body: Surface = { kind: 'body', feature: 'blank' }
const WALL = 0.6
/** Of the pocket's floor, mm². */
const FLOOR = 36 * 16
let kernel: Kernel

beforeAll(async () => {
  kernel = await loadKernel()
})

/** A block with a pocket that leaves a floor of 0.6 mm, seen from above or from below, and its walls under 1.2 mm. */
function part(towards: Vec3) {
  const mesh = plate(kernel, WALL)
  const draft: Draft = {
    document: { family: 'known', model: 'known@1', choices: {} },
    fineness: 'full',
    parts: [{ id: 'plate', material: 'silver-925', mesh, surfaces: [body] }],
    regions: [],
    fits: [],
    wallCap: 1.2,
    facing: { towards, up: [0, 1, 0] },
  }
  return { draft, walls: measureWalls(indexSolid(mesh, facetsOf(mesh, [body])), 1.2) }
}

const areaOf = (rings: readonly Ring[]) =>
  Math.abs(
    rings.reduce(
      (sum, ring) =>
        sum +
        ring.reduce((own, [x, y], i) => own + (x * ring[(i + 1) % ring.length]![1] - y * ring[(i + 1) % ring.length]![0]) / 2, 0),
      0,
    ),
  )

describe('thin walls in a drawing', () => {
  it.each([
    ['above', [0, 0, 1]],
    ['below', [0, 0, -1]],
  ] as const)('are the floor of a pocket, seen from %s', (_, towards) => {
    const { draft, walls } = part(towards)
    const found = thinPlaces(draft, viewFrame(draft, 'face'), { walls, limit: 0.8 })!
    expect(areaOf(found.all) / FLOOR).toBeGreaterThan(0.95)
    expect(areaOf(found.all) / FLOOR).toBeLessThan(1.1)
    // A floor is as thick all over: all of it is the thinnest.
    expect(areaOf(found.thinnest)).toBeCloseTo(areaOf(found.all), 6)
  })

  it('are none where every wall is thick enough', () => {
    const { draft, walls } = part([0, 0, 1])
    expect(thinPlaces(draft, viewFrame(draft, 'face'), { walls, limit: WALL - 0.01 })).toBeUndefined()
  })

  it('are hatched both ways, in a drawing that stays small', () => {
    const { draft, walls } = part([0, 0, 1])
    const plain = view(draft, 'face')
    const hatched = view(draft, 'face', { thin: { walls, limit: 0.8 } })
    expect(plain).not.toContain('<pattern')
    expect(hatched.match(/<pattern/g)).toHaveLength(2)
    expect(hatched.length).toBeLessThan(60_000)
  })
})
