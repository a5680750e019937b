import type { CrossSection, Manifold } from 'manifold-3d'
import type { Arena } from './arena'
import type { Kernel } from './kernel'
import type { Polygon } from './outline'

export interface PocketShape {
  /** Height of the surface that is cut into, and how deep below it, mm. */
  top: number
  depth: number
  /** Wall slope from the surface, degrees (90 = upright). */
  wallAngle: number
  /**
   * Distance between the contours that the walls are made of, mm in the plane. They do not depend on the depth, so that a deeper
   * choice takes away all that a shallower one does. Where walls meet above the floor the groove ends flat, at most one step short of
   * their meeting; the deepest place of all is true to `GROOVE`.
   */
  step: number
  /** How far the walls' contours may be simplified, mm; small against the inset of one level. */
  tolerance: number
  /** Segments of a full turn where the offset goes round a corner. */
  roundness: number
}

/** The skin of a pocket, facing out of the metal: open at the top, where it ends in `rim`. */
export interface Pocket {
  /** 3 per vertex, on the kernel's grid. */
  positions: number[]
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
/** The deepest groove ends where its walls are this near to each other's meeting, mm in the plane. */
export const GROOVE = 0.001

/**
 * The pocket under `shape`: slanted inwards below the surface, flat at full depth. Each level is the shape's inward offset at its
 * depth; the ring between two levels is triangulated in the plane and lifted, so that the walls are watertight whatever the offset
 * does to the contours. Undefined where nothing is left to cut.
 */
export function slantedPocket(kernel: Kernel, arena: Arena, shape: CrossSection, cut: PocketShape): Pocket | undefined {
  const slope = Math.tan((cut.wallAngle * Math.PI) / 180)
  const full = cut.depth / slope
  const positions: number[] = []
  const walls: number[] = []
  const floor: number[] = []
  const outline = contours(shape)
  if (outline.length === 0) return undefined
  let rings = outline
  let ids = place(positions, rings, cut.top)
  const rim = { rings, ids }
  const descend = (inner: readonly Polygon[], inset: number) => {
    const innerIds = place(positions, inner, cut.top - inset * slope)
    const holes = inner.map((ring) => [...ring].reverse())
    fill(kernel, [...rings, ...holes], [...ids, ...innerIds.map((ring) => [...ring].reverse())], walls)
    rings = [...inner]
    ids = innerIds
  }
  const inwards = (from: CrossSection, by: number) => arena.keep(from.offset(-by, 'Round', 2, cut.roundness))
  // Simplifying may lay the two sides of a sliver over each other: the union takes them apart again.
  const simple = (section: CrossSection, tolerance: number) => {
    const simplified = arena.keep(section.simplify(tolerance)).toPolygons()
    return simplified.length === 0 ? [] : contours(arena.keep(new kernel.CrossSection(simplified, 'Positive')))
  }

  const levels: { section: CrossSection; rings: Polygon[]; inset: number }[] = []
  for (let inset = cut.step; inset < full - cut.step / 4; inset = (levels.length + 1) * cut.step) {
    const section = inwards(shape, inset)
    const inner = simple(section, cut.tolerance)
    if (inner.length === 0) break
    levels.push({ section, rings: inner, inset })
  }
  // The rest of the way: to the floor, or as far as anything is left.
  const { section: above, inset: from } = levels.at(-1) ?? { section: shape, inset: 0 }
  const left = (by: number) => simple(inwards(above, by), Math.min(cut.tolerance, GROOVE))
  const rest = full - from
  let [reached, beyond] = [0, Math.min(rest, 1.25 * cut.step)]
  let last = left(beyond)
  if (last.length > 0) reached = beyond
  while (beyond - reached > GROOVE) {
    const middle = (reached + beyond) / 2
    const inner = left(middle)
    if (inner.length > 0) [reached, last] = [middle, inner]
    else beyond = middle
  }
  // Two contours nearer than what they are simplified by would cross.
  if (last.length > 0 && reached < cut.step / 4) levels.pop()
  for (const level of levels) descend(level.rings, level.inset)
  if (last.length > 0) descend(last, from + reached)
  fill(kernel, rings, ids, reached === rest ? floor : walls)
  return { positions, walls, floor, rim }
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

function place(positions: number[], rings: readonly Polygon[], z: number): number[][] {
  const height = Math.round(z * GRID) / GRID
  return rings.map((ring) => ring.map(([x, y]) => positions.push(x, y, height) / 3 - 1))
}

function turned(triangles: readonly number[]): number[] {
  return triangles.map((_, i) => triangles[i % 3 === 1 ? i + 1 : i % 3 === 2 ? i - 1 : i] as number)
}

/** Counter-clockwise outlines and clockwise holes on the grid. */
function contours(section: CrossSection): Polygon[] {
  return section
    .toPolygons()
    .map((ring) => {
      const points = ring.map(([x, y]): [number, number] => [Math.round(x * GRID) / GRID, Math.round(y * GRID) / GRID])
      return points.filter(([x, y], i) => {
        const [beforeX, beforeY] = points[(i + points.length - 1) % points.length] as [number, number]
        return x !== beforeX || y !== beforeY
      })
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
