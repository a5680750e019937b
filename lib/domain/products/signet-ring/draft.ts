import type { Manifold } from 'manifold-3d'
import type { DesignDocument } from '../../design/document'
import { withArena } from '../../geometry/arena'
import type { DraftEnvironment } from '../../geometry/kernel'
import type { Mesh, Ring, Surface } from '../../geometry/mesh'
import { slantedCutter } from '../../geometry/slanted-cutter'
import type { Draft, Fineness, Part } from '../draft'
import { BLANK_SURFACES, blankOf } from './blank'
import { FACE } from './blank-mesh'
import { type Monogram, monogramOf, WALL_ANGLE } from './monogram'

/** Steps of depth of a graver's slanted cut; a chased ground's walls are straight and need them only between close letters. */
const LEVELS: Readonly<Record<Fineness, Readonly<Record<'recessed' | 'raised', number>>>> = {
  edit: { recessed: 5, raised: 2 },
  full: { recessed: 12, raised: 4 },
}
/** Farthest that letters and walls may lie from the typeface's curves and their offsets, mm. */
const TOLERANCE: Readonly<Record<Fineness, number>> = { edit: 0.006, full: 0.002 }
const ROUNDNESS: Readonly<Record<Fineness, number>> = { edit: 12, full: 24 }

/** Choices → the ring as one closed solid: the cached blank less the engraving. What is drawn is what is made. */
export function draftRing(environment: DraftEnvironment, document: DesignDocument, fineness: Fineness): Draft {
  const { kernel } = environment
  const { choices } = document
  const blank = blankOf(kernel, choices, fineness)
  const { form } = blank
  return withArena((arena) => {
    const monogram = monogramOf(environment, arena, form, choices, TOLERANCE[fineness])
    const surfaces: Surface[] = [...BLANK_SURFACES]
    const origins = new Map<number, number>(surfaces.map((_, i) => [blank.firstOrigin + i, i]))
    let solid: Manifold = blank.solid
    if (monogram) {
      const { relief } = monogram.region
      const wallOrigin = kernel.Manifold.reserveIDs(2)
      const kinds = relief === 'recessed' ? (['cut-wall', 'cut-floor'] as const) : (['raised-wall', 'ground'] as const)
      kinds.forEach((kind, i) => {
        origins.set(wallOrigin + i, surfaces.length)
        surfaces.push({ kind, feature: 'monogram' })
      })
      const cutter = slantedCutter(kernel, arena, monogram.removed, {
        top: form.faceZ,
        depth: monogram.region.depth,
        wallAngle: WALL_ANGLE[relief],
        levels: LEVELS[fineness][relief],
        tolerance: TOLERANCE[fineness],
        roundness: ROUNDNESS[fineness],
        wallOrigin,
        floorOrigin: wallOrigin + 1,
      })
      if (cutter) solid = arena.keep(kernel.Manifold.difference(blank.solid, cutter))
    }
    const mesh = meshOf(solid, origins)
    if (monogram?.border) markTops(mesh, surfaces, monogram)
    const part: Part = { id: 'ring', material: String(choices.metal), mesh, surfaces }
    const cutAtTheBench = monogram?.region.relief === 'recessed' && solid !== blank.solid
    return {
      document,
      fineness,
      parts: [cutAtTheBench ? { ...part, pattern: meshOf(blank.solid, origins) } : part],
      regions: monogram ? [monogram.region] : [],
      fits: [{ feature: 'blank', nominal: 2 * form.boreRadius, axis: [0, 1, 0], kind: 'bore' }],
      facing: { towards: [0, 0, 1], up: [0, 1, 0] },
    }
  })
}

/** The kernel's mesh with one surface index a triangle. */
function meshOf(solid: Manifold, origins: ReadonlyMap<number, number>): Mesh {
  const mesh = solid.getMesh()
  const surfaceOf = new Uint16Array(mesh.triVerts.length / 3)
  mesh.runOriginalID.forEach((origin, run) => {
    surfaceOf.fill(origins.get(origin) ?? 0, (mesh.runIndex[run] as number) / 3, (mesh.runIndex[run + 1] as number) / 3)
  })
  return { positions: mesh.vertProperties, triangles: mesh.triVerts, surfaceOf }
}

/** What is left of the face inside the border is the tops of the letters. */
function markTops(mesh: Mesh, surfaces: Surface[], { border = [] }: Monogram): void {
  const tops = surfaces.length
  surfaces.push({ kind: 'raised-top', feature: 'monogram' })
  mesh.surfaceOf.forEach((surface, triangle) => {
    if (surface !== FACE) return
    const corners = [0, 1, 2].map((i) => 3 * (mesh.triangles[3 * triangle + i] as number))
    const middle = (axis: number) => corners.reduce((sum, corner) => sum + (mesh.positions[corner + axis] as number) / 3, 0)
    if (contains(border, middle(0), middle(1))) mesh.surfaceOf[triangle] = tops
  })
}

function contains(ring: Ring, x: number, y: number): boolean {
  let inside = false
  ring.forEach(([ax, ay], i) => {
    const [bx, by] = ring[(i + 1) % ring.length] as readonly [number, number]
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside
  })
  return inside
}
