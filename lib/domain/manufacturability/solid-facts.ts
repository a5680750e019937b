import { type Facets, facetsOf } from '../geometry/facets'
import { largestBall } from '../geometry/largest-ball'
import type { Mesh, Vec3 } from '../geometry/mesh'
import { knifeEdges, type MeshFacts, meshFacts } from '../geometry/mesh-facts'
import { roughBall } from '../geometry/rough-ball'
import { extentAlong, type InnerCircle, innerCircle, smallestBox } from '../geometry/sections'
import { DRAG_STEPS, indexSolid, MOST_STEPS, measureWalls, type SolidIndex, type Walls } from '../geometry/walls'
import { weld } from '../geometry/weld'
import { densityOf } from '../network/materials'
import type { Draft, Fit, Part } from '../products/draft'
import type { Fact, FactKey } from './measurements'

/** Surfaces a bench polishes: all that is not inside an engraving. */
const POLISHED: ReadonlySet<string> = new Set(['body', 'bore', 'face', 'bevel', 'raised-top'])

export type Facts = Partial<Record<FactKey, Fact>>

/** A part's welded mesh with everything read off it once. */
export interface Solid {
  part: Part
  mesh: Mesh
  facets: Facets
  facts: MeshFacts
  index: SolidIndex
  /** One a fit of the draft. */
  circles: readonly InnerCircle[]
}

export function solidOf(part: Part, mesh: Mesh, fits: readonly Fit[]): Solid {
  const facets = facetsOf(mesh, part.surfaces)
  return {
    part,
    mesh,
    facets,
    facts: meshFacts(mesh, facets, part.surfaces.length),
    index: indexSolid(mesh, facets),
    circles: fits.map(({ axis, origin }) => innerCircle(facets, axis, origin)),
  }
}

interface PatternFacts {
  pattern: Mesh
  surfaces: number
  mesh: Mesh
  bulk: MeshFacts
}

/** The last pattern, by what it is made of: an edit of the letters leaves it as it is. */
let lastPattern: PatternFacts | undefined

function patternFacts(pattern: Mesh, part: Part): PatternFacts {
  const surfaces = part.surfaces.length
  if (lastPattern?.surfaces === surfaces && sameMesh(lastPattern.pattern, pattern)) return lastPattern
  const mesh = weld(pattern)
  lastPattern = { pattern, surfaces, mesh, bulk: meshFacts(mesh, facetsOf(mesh, part.surfaces), surfaces) }
  return lastPattern
}

function sameMesh(one: Mesh, other: Mesh): boolean {
  const same = (a: ArrayLike<number>, b: ArrayLike<number>) => {
    if (a.length !== b.length) return false
    for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
    return true
  }
  return same(one.positions, other.positions) && same(one.triangles, other.triangles) && same(one.surfaceOf, other.surfaceOf)
}

/** Volume, surface and mass of one part. */
export function bulkFacts({ part, facts: bulk }: Solid): Facts {
  const feature = part.making === 'sheet' ? part.id : 'blank'
  // g/cm³ is mg/mm³.
  const density = densityOf(part.material) / 1000
  const fact = (value: number, unit: Fact['unit'], errorBound: number, at: readonly Vec3[] = []): Fact => ({
    value,
    unit,
    errorBound,
    feature,
    at,
  })
  return {
    'part.volume': fact(bulk.volume, 'mm3', bulk.volumeBound),
    'part.area': fact(bulk.area, 'mm2', bulk.areaBound),
    'part.mass': fact(bulk.volume * density, 'g', bulk.volumeBound * density, [bulk.centreOfMass]),
  }
}

/** Facts of one part: bulk, envelope, bore, walls up to the draft's cap, sections, pattern. */
export function solidFacts(draft: Draft, solid: Solid): { facts: Facts; walls: Walls } {
  const { part, mesh, facets, facts: bulk } = solid
  const facts: Facts = {}
  const put = (
    key: FactKey,
    value: number,
    unit: Fact['unit'],
    errorBound: number,
    at: readonly Vec3[] = [],
    atLeast = false,
  ) => {
    facts[key] = { value, unit, errorBound, feature: 'blank', at, ...(atLeast ? { atLeast } : {}) }
  }
  Object.assign(facts, bulkFacts(solid))
  let polished = 0
  part.surfaces.forEach((surface, index) => {
    if (POLISHED.has(surface.kind)) polished += bulk.areaBySurface[index] ?? 0
  })
  put('polish.area', polished, 'mm2', bulk.areaBound)

  const [fit] = draft.fits
  const [bore] = solid.circles
  const directions: Vec3[] = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
    ...draft.fits.map(({ axis }) => axis),
    ...draft.regions.map(({ frame }) => frame.n),
  ]
  const box = smallestBox(mesh, unlike(directions))
  put('envelope.long', box[0], 'mm', 2 * bulk.chord)
  put('envelope.middle', box[1], 'mm', 2 * bulk.chord)
  put('envelope.short', box[2], 'mm', 2 * bulk.chord)
  if (fit && bore) {
    facts['bore.diameter'] = {
      value: bore.diameter,
      unit: 'mm',
      errorBound: 2 * (facets.chord[bore.facet] ?? 0) + 1e-5,
      feature: fit.feature,
      at: [bore.at],
    }
  }
  const pattern = part.pattern ? patternFacts(part.pattern, part) : { mesh, bulk }
  put('pattern.height', fit ? extentAlong(pattern.mesh, fit.axis) : box[2], 'mm', 2 * bulk.chord)
  put('pattern.volume', pattern.bulk.volume, 'mm3', pattern.bulk.volumeBound)

  const { index } = solid
  const walls = measureWalls(index, draft.wallCap, draft.fineness === 'full' ? MOST_STEPS : DRAG_STEPS)
  put('wall.minimum', walls.minimum, 'mm', walls.bound, walls.at, walls.beyondCap)
  const knives = knifeEdges(mesh, facets)
  put('wall.knife-length', knives.length, 'mm', 0, knives.at)
  const ball = draft.fineness === 'full' ? largestBall(index) : roughBall(index)
  put('section.thickest', ball.diameter, 'mm', ball.bound, [ball.at])
  return { facts, walls }
}

/** Directions without repeats or opposites. */
export function unlike(directions: readonly Vec3[]): Vec3[] {
  const kept: Vec3[] = []
  for (const d of directions) {
    if (kept.every((k) => Math.abs(k[0] * d[0] + k[1] * d[1] + k[2] * d[2]) < 0.99999)) kept.push(d)
  }
  return kept
}
