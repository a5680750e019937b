import type { CrossSection, Manifold } from 'manifold-3d'
import type { Arena } from './arena'
import type { Kernel } from './kernel'
import type { Polygon } from './outline'

export interface CutterShape {
  /** Height of the surface that is cut into, and how deep below it, mm. */
  top: number
  depth: number
  /** Wall slope from the surface, degrees (90 = upright). */
  wallAngle: number
  /** Steps of depth in which the walls are made; a stroke too thin for the full depth ends in a groove true to one step. */
  levels: number
  /** How far the walls' contours may be simplified, mm; small against the inset of one level. */
  tolerance: number
  /** Segments of a full turn where the offset goes round a corner. */
  roundness: number
  /** Kernel origins of the walls and of the floor. */
  wallOrigin: number
  floorOrigin: number
}

/** How far the cutter stands above the surface, mm. */
const ABOVE = 0.25
/** As for the blank: kernel input is the same in every engine. */
const GRID = 2 ** 16
/** Contours smaller than this are noise of the offset, mm². */
const SPECK = 2e-5

/**
 * A closed cutter over `shape`, to be subtracted: upright above the surface, slanted inwards below it, flat at full depth. Each level
 * is the shape's inward offset at its depth; the ring between two levels is triangulated in the plane and lifted, so that the walls
 * are watertight whatever the offset does to the contours. Undefined where nothing is left to cut.
 */
export function slantedCutter(kernel: Kernel, arena: Arena, shape: CrossSection, cut: CutterShape): Manifold | undefined {
  const inset = cut.depth / Math.tan((cut.wallAngle * Math.PI) / 180)
  const positions: number[] = []
  const walls: number[] = []
  const floor: number[] = []
  const place = (rings: readonly Polygon[], z: number): number[][] =>
    rings.map((ring) => ring.map(([x, y]) => positions.push(x, y, Math.round(z * GRID) / GRID) / 3 - 1))

  let outer = contours(shape)
  if (outer.length === 0) return undefined
  const cap = place(outer, cut.top + ABOVE)
  let ids = place(outer, cut.top)
  fill(kernel, outer, cap, walls, false)
  cap.forEach((ring, r) => {
    const lower = ids[r] as number[]
    ring.forEach((high, i) => {
      const j = (i + 1) % ring.length
      walls.push(high, lower[i] as number, lower[j] as number, high, lower[j] as number, ring[j] as number)
    })
  })
  for (let level = 1; level <= cut.levels; level++) {
    const share = level / cut.levels
    const offset = arena.keep(shape.offset(-inset * share, 'Round', 2, cut.roundness))
    const inner = contours(arena.keep(offset.simplify(cut.tolerance)))
    const innerIds = place(inner, cut.top - cut.depth * share)
    const holes = inner.map((ring) => [...ring].reverse())
    fill(kernel, [...outer, ...holes], [...ids, ...innerIds.map((ring) => [...ring].reverse())], walls, true)
    outer = inner
    ids = innerIds
    if (inner.length === 0) break
  }
  if (outer.length > 0) fill(kernel, outer, ids, floor, true)

  const mesh = new kernel.Mesh({
    numProp: 3,
    vertProperties: Float32Array.from(positions),
    triVerts: Uint32Array.from([...walls, ...floor]),
    runIndex: Uint32Array.from([0, walls.length, walls.length + floor.length]),
    runOriginalID: Uint32Array.from([cut.wallOrigin, cut.floorOrigin]),
  })
  const solid = arena.keep(new kernel.Manifold(mesh))
  if (solid.status() !== 'NoError') throw new Error(`the cutter is not a solid: ${solid.status()}`)
  return solid
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
    .filter((ring) => ring.length > 2 && Math.abs(area(ring)) > SPECK)
}

function area(ring: Polygon): number {
  return ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length] as [number, number]
    return sum + (x * nextY - nextX * y) / 2
  }, 0)
}

/** Triangulates the even regions of `rings` into `into`, facing up or, for a cutter's underside, down. */
function fill(
  kernel: Kernel,
  rings: readonly Polygon[],
  ids: readonly (readonly number[])[],
  into: number[],
  down: boolean,
): void {
  const flat = ids.flat()
  for (const [a, b, c] of kernel.triangulate(rings as Polygon[])) {
    const [p, q, r] = [flat[a] as number, flat[b] as number, flat[c] as number]
    if (down) into.push(p, r, q)
    else into.push(p, q, r)
  }
}
