import type { CrossSection, Manifold } from 'manifold-3d'
import type { Arena } from './arena'
import type { Kernel } from './kernel'
import type { Polygon } from './outline'
import { triangulate } from './planar-triangles'
import { ridgesOf } from './ridges'

export interface PocketShape {
  /** Height of the surface that is cut into, and how deep below it, mm. */
  top: number
  depth: number
  /** Wall slope from the surface, degrees (90 = upright). */
  wallAngle: number
  /** Ridge places per radius of the circle between the walls; and the least distance between them, mm. */
  density: number
  shortest: number
}

/** The skin of a pocket, facing out of the metal: open at the top, where it ends in `rim`. */
export interface Pocket {
  /** 3 per vertex, on the kernel's grid. */
  positions: Float32Array
  walls: number[]
  floor: number[]
  /** Contours at the top and their vertices, counter-clockwise outlines and clockwise holes. */
  rim: { rings: Polygon[]; ids: number[][] }
}

/** How far the cutter stands above the surface, mm. */
const ABOVE = 0.25
/** As for the blank: kernel input is the same in every engine. */
const GRID = 2 ** 16
/** Contours smaller than this are noise of the offset, mm²; and narrower ones on the whole, mm. */
const SPECK = 2e-5
const NARROW = 0.001
/** Corners of an outline nearer than this are one, mm. */
const SHORT = 0.0008
/** What lies within this of the full inset belongs to the floor: walls that meet so near to it leave no edge that one could see, mm. */
const FLOOR = 0.012
/** How much narrower a shape is tried again, mm, and how often. */
const UNTANGLE = 0.0007
const MOST_TRIED = 3
/** A groove's bottom is where its walls meet, to this, mm in the plane. */
export const GROOVE = 0.001

/**
 * The pocket under `shape`: walls slanted inwards from the outline, flat at full depth, and where two walls meet above the floor the
 * ridge between them. The depth is a function of the place in the plane (the distance to the outline), given on a triangulation of
 * outline and ridge, so that the skin is closed and cannot cross itself. Undefined where nothing is left to cut.
 */
export function slantedPocket(shape: CrossSection, cut: PocketShape): Pocket | undefined {
  for (let tried = 0; ; tried++) {
    const section = tried === 0 ? shape : shape.offset(-tried * UNTANGLE, 'Miter', 2)
    try {
      return pocketUnder(contours(section), cut)
    } catch (error) {
      // Rounded to the grid, two sides of a hair may lie across each other; a thousandth narrower they are apart.
      if (tried === MOST_TRIED) throw error
    } finally {
      if (tried > 0) section.delete()
    }
  }
}

/** A pocket as seen from above: what its depth is made from. */
interface PocketPlan {
  rings: Polygon[]
  ids: number[][]
  /** x and y of each vertex, and how far it lies inside the outline, mm; 0 on it. */
  plane: Float64Array
  inset: Float64Array
  planar: readonly number[]
}

/** The last plans, by what they were made from: the same letters are cut into many a ring. */
const PLANS = 4
const plans: { outline: Polygon[]; full: number; density: number; shortest: number; plan: PocketPlan }[] = []

function planOf(outline: Polygon[], full: number, density: number, shortest: number): PocketPlan {
  const known = plans.findIndex(
    (kept) => kept.full === full && kept.density === density && kept.shortest === shortest && same(kept.outline, outline),
  )
  const [found] = known >= 0 ? plans.splice(known, 1) : []
  const kept = found ?? { outline, full, density, shortest, plan: planned(outline, full, density, shortest) }
  plans.unshift(kept)
  plans.length = Math.min(plans.length, PLANS)
  return kept.plan
}

const same = (one: readonly Polygon[], other: readonly Polygon[]) =>
  one.length === other.length &&
  one.every((ring, r) => {
    const against = other[r] as Polygon
    return ring.length === against.length && ring.every(([x, y], i) => x === against[i]?.[0] && y === against[i]?.[1])
  })

function planned(outline: Polygon[], full: number, density: number, shortest: number): PocketPlan {
  const { rings, points, spines } = ridgesOf(outline, full, density, shortest, onGrid)
  const positions: number[] = []
  const ids = placeOnce(positions, rings, 0)
  const first = positions.length / 3
  for (const { x, y } of points) positions.push(x, y, 0)
  const spine = spines.map(({ ring, index, point }) => [(ids[ring] as number[])[index] as number, first + point] as const)
  const count = first + points.length
  const inset = new Float64Array(count)
  points.forEach((point, i) => {
    inset[first + i] = point.inset
  })
  const plane = Float64Array.from({ length: 2 * count }, (_, i) => positions[3 * (i >> 1) + (i & 1)] as number)
  return { rings, ids, plane, inset, planar: triangulate(positions, ids, spine) }
}

function pocketUnder(outline: Polygon[], cut: PocketShape): Pocket | undefined {
  if (outline.length === 0) return undefined
  const slope = Math.tan((cut.wallAngle * Math.PI) / 180)
  const full = cut.depth / slope
  const { rings, ids, plane, inset, planar } = planOf(outline, full, cut.density, cut.shortest)
  const positions = new Float32Array(3 * inset.length)
  for (let i = 0; i < inset.length; i++) {
    positions[3 * i] = plane[2 * i] as number
    positions[3 * i + 1] = plane[2 * i + 1] as number
    positions[3 * i + 2] = onGrid(cut.top - (inset[i] as number) * slope)
  }
  const bottom = cut.top - cut.depth + Math.min(FLOOR, full / 8) * slope
  const walls: number[] = []
  const floor: number[] = []
  const isDeep = (vertex: number) => (positions[3 * vertex + 2] as number) <= bottom
  for (let i = 0; i < planar.length; i += 3) {
    const [a, b, c] = [planar[i] as number, planar[i + 1] as number, planar[i + 2] as number]
    if (isDeep(a) && isDeep(b) && isDeep(c)) floor.push(a, b, c)
    else walls.push(a, b, c)
  }
  return { positions, walls, floor, rim: { rings, ids } }
}

/** The pocket as a closed tool that stands above the surface, to be subtracted. Kept in the arena. */
export function cutterOf(
  kernel: Kernel,
  arena: Arena,
  pocket: Pocket,
  top: number,
  wallOrigin: number,
  floorOrigin: number,
): Manifold {
  const positions = [...pocket.positions]
  // The pocket's skin faces out of the metal, which is into the tool.
  const walls = turned(pocket.walls)
  const floor = turned(pocket.floor)
  const cap = place(positions, pocket.rim.rings, top + ABOVE)
  fill(kernel, pocket.rim.rings, cap, walls)
  cap.forEach((ring, r) => {
    const lower = pocket.rim.ids[r] as number[]
    ring.forEach((high, i) => {
      const j = (i + 1) % ring.length
      walls.push(high, lower[i] as number, lower[j] as number, high, lower[j] as number, ring[j] as number)
    })
  })
  const mesh = new kernel.Mesh({
    numProp: 3,
    vertProperties: Float32Array.from(positions),
    triVerts: Uint32Array.from([...walls, ...floor]),
    runIndex: Uint32Array.from([0, walls.length, walls.length + floor.length]),
    runOriginalID: Uint32Array.from([wallOrigin, floorOrigin]),
  })
  const solid = arena.keep(new kernel.Manifold(mesh))
  if (solid.status() !== 'NoError') throw new Error(`the cutter is not a solid: ${solid.status()}`)
  return solid
}

const onGrid = (value: number) => (value < 0 ? -Math.round(-value * GRID) : Math.round(value * GRID)) / GRID

function place(positions: number[], rings: readonly Polygon[], z: number): number[][] {
  const height = onGrid(z)
  return rings.map((ring) => ring.map(([x, y]) => positions.push(x, y, height) / 3 - 1))
}

/** As `place`, with one vertex where outlines touch. */
function placeOnce(positions: number[], rings: readonly Polygon[], z: number): number[][] {
  const height = onGrid(z)
  const known = new Map<string, number>()
  return rings.map((ring) =>
    ring.map(([x, y]) => {
      const key = `${x} ${y}`
      const id = known.get(key) ?? positions.push(x, y, height) / 3 - 1
      known.set(key, id)
      return id
    }),
  )
}

function turned(triangles: readonly number[]): number[] {
  return triangles.map((_, i) => triangles[i % 3 === 1 ? i + 1 : i % 3 === 2 ? i - 1 : i] as number)
}

/** Counter-clockwise outlines and clockwise holes on the grid. */
function contours(section: CrossSection): Polygon[] {
  return section
    .toPolygons()
    .map((ring) => {
      const kept: Polygon = []
      for (const [x, y] of ring) {
        const point: [number, number] = [onGrid(x), onGrid(y)]
        const last = kept.at(-1)
        if (!last || (point[0] - last[0]) ** 2 + (point[1] - last[1]) ** 2 > SHORT * SHORT) kept.push(point)
      }
      const [head, tail] = [kept[0], kept.at(-1)]
      if (head && tail && kept.length > 1 && (head[0] - tail[0]) ** 2 + (head[1] - tail[1]) ** 2 <= SHORT * SHORT) kept.pop()
      return kept
    })
    .filter((ring) => ring.length > 2 && Math.abs(area(ring)) > Math.max(SPECK, (NARROW * perimeter(ring)) / 2))
}

function area(ring: Polygon): number {
  return ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length] as [number, number]
    return sum + (x * nextY - nextX * y) / 2
  }, 0)
}

function perimeter(ring: Polygon): number {
  return ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length] as [number, number]
    return sum + Math.hypot(nextX - x, nextY - y)
  }, 0)
}

/** Triangulates the even regions of `rings` into `into`, facing up. */
export function fill(kernel: Kernel, rings: readonly Polygon[], ids: readonly (readonly number[])[], into: number[]): void {
  const flat = ids.flat()
  for (const [a, b, c] of kernel.triangulate(rings as Polygon[]))
    into.push(flat[a] as number, flat[b] as number, flat[c] as number)
}
