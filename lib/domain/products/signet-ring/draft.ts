import type { CrossSection, Manifold } from 'manifold-3d'
import type { DesignDocument } from '../../design/document'
import { type Arena, withArena } from '../../geometry/arena'
import type { DraftEnvironment, Kernel } from '../../geometry/kernel'
import type { Mesh, Ring, Surface } from '../../geometry/mesh'
import { cutterOf, fill, type Pocket, slantedPocket } from '../../geometry/slanted-pocket'
import type { Draft, Fineness, Part } from '../draft'
import { BLANK_SURFACES, type Blank, blankOf, CLEAR, joined } from './blank'
import { type BlankMesh, FACE } from './blank-mesh'
import { type Monogram, monogramOf, WALL_ANGLE } from './monogram'

/** Ridge places per radius of the circle between two walls, and the least distance between them, mm. */
const DENSITY: Readonly<Record<Fineness, number>> = { edit: 0.8, full: 1.5 }
const SHORTEST: Readonly<Record<Fineness, number>> = { edit: 0.06, full: 0.03 }
/** Farthest that letters and walls may lie from the typeface's curves and their offsets, mm. */
const TOLERANCE: Readonly<Record<Fineness, number>> = { edit: 0.006, full: 0.002 }

/** Half as much again as the largest wall limit of the rule table (0.8), mm, for profiles that ask more. */
const WALL_CAP = 1.2

/** Index of the walls' surface in an engraved ring; the floor's follows. */
const WALL = BLANK_SURFACES.length

/**
 * Choices → the ring as one closed solid: the cached blank less the engraving. What is drawn is what is made. A pocket that lies within
 * the flat face and above the finger is sewn into it; only one that runs over the edge or through the metal needs a boolean.
 */
export function draftRing(environment: DraftEnvironment, document: DesignDocument, fineness: Fineness): Draft {
  const { kernel } = environment
  const { choices } = document
  const blank = blankOf(kernel, choices, fineness)
  const { form } = blank
  return withArena((arena) => {
    const monogram = monogramOf(environment, arena, form, choices, TOLERANCE[fineness])
    const surfaces: Surface[] = [...BLANK_SURFACES]
    let mesh: Mesh | undefined
    if (monogram) {
      const { depth } = monogram.region
      const relief = monogram.region.relief === 'raised' ? 'raised' : 'recessed'
      const kinds = relief === 'recessed' ? (['cut-wall', 'cut-floor'] as const) : (['raised-wall', 'ground'] as const)
      surfaces.push(...kinds.map((kind) => ({ kind, feature: monogram.region.feature })))
      const pocket = slantedPocket(monogram.removed, {
        top: form.faceZ,
        depth,
        wallAngle: WALL_ANGLE[relief],
        density: DENSITY[fineness],
        shortest: SHORTEST[fineness],
      })
      if (pocket) {
        const within = form.faceZ - depth > form.rimRadius + CLEAR && liesInFace(arena, monogram.removed, blank)
        mesh = within ? sewn(kernel, blank, pocket) : cut(kernel, arena, blank, pocket)
      }
      if (mesh && monogram.border) mesh = withTops(mesh, surfaces, monogram)
    }
    // The cache keeps its arrays: a draft's may be transferred to another thread.
    const part: Part = { id: 'ring', material: String(choices.metal), mesh: mesh ?? copyOf(blank.mesh), surfaces }
    const cutAtTheBench = mesh !== undefined && monogram?.region.relief === 'recessed'
    return {
      document,
      fineness,
      parts: [cutAtTheBench ? { ...part, pattern: copyOf(blank.mesh) } : part],
      regions: monogram ? [monogram.region] : [],
      fits: [{ feature: 'blank', nominal: 2 * form.boreRadius, axis: [0, 1, 0], kind: 'bore' }],
      wallCap: WALL_CAP,
      facing: { towards: [0, 0, 1], up: [0, 1, 0] },
    }
  })
}

function copyOf({ positions, triangles, surfaceOf }: Mesh): Mesh {
  return { positions: positions.slice(), triangles: triangles.slice(), surfaceOf: surfaceOf.slice() }
}

function liesInFace(arena: Arena, removed: CrossSection, blank: Blank): boolean {
  return arena.keep(removed.subtract(blank.face())).isEmpty()
}

interface OpenedFace {
  faceRing: readonly Point[]
  faceIds: readonly number[]
  rings: readonly (readonly Point[])[]
  offset: number
  triangles: Uint32Array
}
type Point = readonly [number, number]

/** The last face that was opened: many a change of the ring leaves its face and its letters. */
let lastFace: OpenedFace | undefined

/** Triangles of the face round the pocket's rim, whose vertices are numbered from `offset`. */
function openedFace(kernel: Kernel, { faceRing, faceIds }: BlankMesh, { rim }: Pocket, offset: number): Uint32Array {
  const isSame =
    lastFace?.rings === rim.rings &&
    lastFace.offset === offset &&
    lastFace.faceRing.length === faceRing.length &&
    lastFace.faceIds.every((id, i) => id === faceIds[i]) &&
    lastFace.faceRing.every(([x, y], i) => x === faceRing[i]?.[0] && y === faceRing[i]?.[1])
  if (isSame && lastFace) return lastFace.triangles
  const face: number[] = []
  const openings = rim.rings.map((ring) => [...ring].reverse())
  const openingIds = rim.ids.map((ids) => ids.map((id) => id + offset).reverse())
  fill(kernel, [faceRing, ...openings], [faceIds, ...openingIds], face)
  lastFace = { faceRing, faceIds, rings: rim.rings, offset, triangles: Uint32Array.from(face) }
  return lastFace.triangles
}

/** The blank with its face opened along the pocket's rim and the pocket's skin in the openings. */
function sewn(kernel: Kernel, { swept }: Blank, pocket: Pocket): Mesh {
  const offset = swept.positions.length / 3
  const positions = new Float32Array(swept.positions.length + pocket.positions.length)
  positions.set(swept.positions)
  positions.set(pocket.positions, swept.positions.length)
  const shifted = (ids: readonly number[]) => ids.map((id) => id + offset)
  const surfaces: ArrayLike<number>[] = [...swept.surfaces, shifted(pocket.walls), shifted(pocket.floor)]
  surfaces[FACE] = openedFace(kernel, swept, pocket, offset)
  return { positions, ...joined(surfaces) }
}

/** The blank less the pocket by the kernel's boolean. */
function cut(kernel: Kernel, arena: Arena, blank: Blank, pocket: Pocket): Mesh {
  const { solid, firstOrigin } = blank.solid()
  const wallOrigin = kernel.Manifold.reserveIDs(2)
  const cutter = cutterOf(kernel, arena, pocket, blank.form.faceZ, wallOrigin, wallOrigin + 1)
  const origins = new Map<number, number>(BLANK_SURFACES.map((_, i) => [firstOrigin + i, i]))
  origins.set(wallOrigin, WALL).set(wallOrigin + 1, WALL + 1)
  return meshOf(arena.keep(kernel.Manifold.difference(solid, cutter)), origins)
}

/** The kernel's mesh with one surface index a triangle. */
function meshOf(solid: Manifold, origins: ReadonlyMap<number, number>): Mesh {
  const mesh = solid.getMesh()
  const surfaceOf = new Uint16Array(mesh.triVerts.length / 3)
  mesh.runOriginalID.forEach((origin, run) => {
    surfaceOf.fill(origins.get(origin) as number, (mesh.runIndex[run] as number) / 3, (mesh.runIndex[run + 1] as number) / 3)
  })
  return { positions: mesh.vertProperties, triangles: mesh.triVerts, surfaceOf }
}

/** What is left of the face inside the border is the tops of the letters. */
function withTops(mesh: Mesh, surfaces: Surface[], { border = [], region }: Monogram): Mesh {
  const tops = surfaces.length
  surfaces.push({ kind: 'raised-top', feature: region.feature })
  const surfaceOf = mesh.surfaceOf.map((surface, triangle) => {
    if (surface !== FACE) return surface
    const corners = [0, 1, 2].map((i) => 3 * (mesh.triangles[3 * triangle + i] as number))
    const middle = (axis: number) => corners.reduce((sum, corner) => sum + (mesh.positions[corner + axis] as number) / 3, 0)
    return contains(border, middle(0), middle(1)) ? tops : surface
  })
  return { ...mesh, surfaceOf }
}

function contains(ring: Ring, x: number, y: number): boolean {
  let inside = false
  ring.forEach(([ax, ay], i) => {
    const [bx, by] = ring[(i + 1) % ring.length] as readonly [number, number]
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside
  })
  return inside
}
