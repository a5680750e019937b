import { type Edges, edgesOf, inscribedCircles, NOTHING } from './inscribed'
import type { Polygon } from './outline'

/** Turns of an outline sharper than this are corners; flatter ones belong to a curve. Cosine of 15°. */
const CURVE = 0.9659
/** A place where what stops the circle changes is found to this, mm along the outline. */
const EXACT = 0.0008
/** Least distance between places on one edge, mm. */
const CLOSEST = 0.004
/** Ridge points nearer to each other than this share of their circle count as one. */
const SAME = 0.04
/** Ridge points shallower than this are left to the outline, mm in the plane. */
const SHALLOW = 0.002

/** Where walls rising inwards from outlines meet, or reach the floor: what a graver leaves at the bottom of its cut. */
export interface Ridges {
  /** The outlines with the places from which ridge points were found, in order. */
  rings: Polygon[]
  /** Points inside: x, y, and how far from the outline, mm; not more than asked for. */
  points: { x: number; y: number; inset: number }[]
  /** From corners of the outline (ring, index in it) to a ridge point. */
  spines: { ring: number; index: number; point: number }[]
}

interface Place {
  /** Along the edge, mm. */
  at: number
  radius: number
  met: number
}

/**
 * The ridge over `rings` (counter-clockwise outlines, clockwise holes, grid points) as points on the medial axis, each the centre of a
 * circle that touches the outline at two places or more, none farther inside than `most`. `density`: least number of places looked
 * at per circle radius; `round` snaps coordinates to the caller's grid.
 */
export function ridgesOf(
  rings: readonly Polygon[],
  most: number,
  density: number,
  shortest: number,
  round: (value: number) => number,
): Ridges {
  const edges = edgesOf(rings)
  const circles = inscribedCircles(edges, most)
  const points: Ridges['points'] = []
  const keep = keeper(points, most)

  const placeOn = (edge: number, at: number): Place => {
    const [tx, ty] = [edges.tx[edge] as number, edges.ty[edge] as number]
    const x = (edges.ax[edge] as number) + tx * at
    const y = (edges.ay[edge] as number) + ty * at
    const radius = circles.radiusAt(x, y, -ty, tx, edge, edge)
    return { at, radius, met: circles.met }
  }
  const centre = (edge: number, { at, radius }: Place) => {
    const [tx, ty] = [edges.tx[edge] as number, edges.ty[edge] as number]
    return [
      round((edges.ax[edge] as number) + tx * at - ty * radius),
      round((edges.ay[edge] as number) + ty * at + tx * radius),
    ] as const
  }

  // Places on each edge: as dense as the circles are small, and exactly where what stops them changes.
  const places: Place[][] = []
  const exact: { edge: number; place: Place }[] = []
  for (let edge = 0; edge < edges.count; edge++) {
    const length = edges.length[edge] as number
    const found: Place[] = []
    if (length > 2 * CLOSEST) {
      const divide = (from: Place, to: Place, depth: number): void => {
        const gap = to.at - from.at
        const wanted = Math.max(shortest, Math.min(from.radius, to.radius) / density)
        if (gap > wanted && gap > 2 * CLOSEST && depth < 12) {
          const middle = placeOn(edge, (from.at + to.at) / 2)
          divide(from, middle, depth + 1)
          found.push(middle)
          divide(middle, to, depth + 1)
        } else if (from.met !== to.met && !neighbours(edges, from.met, to.met)) {
          let [a, b] = [from, to]
          while (b.at - a.at > EXACT) {
            const middle = placeOn(edge, (a.at + b.at) / 2)
            if (middle.met === a.met) a = middle
            else b = middle
          }
          // The nearer end of a sudden change would leave its circle's centre off the ridge: take the smaller circle.
          const place = a.radius < b.radius ? a : b
          if (place.at - from.at > CLOSEST && to.at - place.at > CLOSEST) found.push(place)
          exact.push({ edge, place })
        }
      }
      const first = placeOn(edge, Math.min(CLOSEST, length / 4))
      const last = placeOn(edge, length - Math.min(CLOSEST, length / 4))
      divide(first, last, 0)
    }
    places.push(found)
  }
  for (const { edge, place } of exact) keep(...centre(edge, place), place.radius)

  /** The end of the straight ridge that runs into the shape from a sharp corner: where a third edge stops the circle, or one of its own ends. */
  const along = (edge: number): number => {
    const before = edges.before[edge] as number
    const [ux, uy] = [edges.tx[before] as number, edges.ty[before] as number]
    const [vx, vy] = [edges.tx[edge] as number, edges.ty[edge] as number]
    const [x, y] = [edges.ax[edge] as number, edges.ay[edge] as number]
    const [mx, my] = [vx - ux, vy - uy]
    const size = Math.sqrt(mx * mx + my * my)
    // Half the angle between the edges: its sine is the radius over the way to the centre, its cosine the foot's.
    const cosine = (vx * mx + vy * my) / size
    const sine = Math.sqrt(Math.max(1e-6, 1 - cosine * cosine))
    const shorter = Math.min(edges.length[before] as number, edges.length[edge] as number)
    const stopped = circles.radiusAt(x, y, mx / size, my / size, before, edge, 1 / sine)
    const radius = Math.min(stopped, (shorter * sine) / Math.max(1e-6, cosine))
    if (radius <= SHALLOW) return NOTHING
    return keep(round(x + ((mx / size) * radius) / sine), round(y + ((my / size) * radius) / sine), radius)
  }

  const out: Polygon[] = []
  const spines: Ridges['spines'] = []
  let edge = 0
  rings.forEach((ring, r) => {
    const outline: Polygon = []
    const corners: { index: number; edge: number }[] = []
    const nearestTo = new Map<number, { first: number; last: number }>()
    ring.forEach(([x, y]) => {
      const before = edges.before[edge] as number
      const kind = turn(edges, before, edge)
      if (kind === 'convex') corners.push({ index: outline.length, edge })
      else
        for (const [nx, ny] of fan(edges, before, edge, kind)) {
          const reach = kind === 'curve' ? reachAt(edges, before, edge) : 1
          const radius = circles.radiusAt(x, y, nx, ny, before, edge, reach)
          if (radius > SHALLOW) keep(round(x + nx * radius * reach), round(y + ny * radius * reach), radius)
        }
      outline.push([x, y])
      let [first, last] = [NOTHING, NOTHING]
      for (const place of places[edge] as Place[]) {
        const [tx, ty] = [edges.tx[edge] as number, edges.ty[edge] as number]
        outline.push([round((edges.ax[edge] as number) + tx * place.at), round((edges.ay[edge] as number) + ty * place.at)])
        if (place.radius <= SHALLOW) continue
        const point = keep(...centre(edge, place), place.radius)
        if (first === NOTHING) first = point
        last = point
      }
      nearestTo.set(edge, { first, last })
      edge++
    })
    for (const corner of corners) {
      const [x, y] = outline[corner.index] as [number, number]
      let [spine, least] = [NOTHING, Infinity]
      const candidates = [
        nearestTo.get(edges.before[corner.edge] as number)?.last ?? NOTHING,
        nearestTo.get(corner.edge)?.first ?? NOTHING,
        along(corner.edge),
      ]
      for (const point of candidates) {
        const at = points[point]
        const far = at ? (at.x - x) ** 2 + (at.y - y) ** 2 : Infinity
        if (far < least) [spine, least] = [point, far]
      }
      if (spine !== NOTHING) spines.push({ ring: r, index: corner.index, point: spine })
    }
    out.push(outline)
  })
  return { rings: out, points, spines }
}

function neighbours(edges: Edges, one: number, other: number): boolean {
  if (one === NOTHING || other === NOTHING) return false
  return edges.before[one] === other || edges.before[other] === one
}

function turn(edges: Edges, before: number, edge: number): 'curve' | 'convex' | 'reflex' {
  const [ux, uy] = [edges.tx[before] as number, edges.ty[before] as number]
  const [vx, vy] = [edges.tx[edge] as number, edges.ty[edge] as number]
  if (ux * vx + uy * vy > CURVE) return 'curve'
  return ux * vy - uy * vx > 0 ? 'convex' : 'reflex'
}

/** Radii from a blunt corner to the centre of a circle that touches both its edges; 1 where the corner itself is touched. */
function reachAt(edges: Edges, before: number, edge: number): number {
  const [ux, uy] = [edges.tx[before] as number, edges.ty[before] as number]
  const [vx, vy] = [edges.tx[edge] as number, edges.ty[edge] as number]
  return ux * vy - uy * vx > 0 ? Math.sqrt(2 / (1 + ux * vx + uy * vy)) : 1
}

/** Unit normals into the shape at a corner: one in the middle of a curve's, several round a reflex corner. */
function fan(edges: Edges, before: number, edge: number, kind: 'curve' | 'reflex'): [number, number][] {
  const from = [-(edges.ty[before] as number), edges.tx[before] as number] as const
  const to = [-(edges.ty[edge] as number), edges.tx[edge] as number] as const
  const unit = (x: number, y: number): [number, number] => {
    const size = Math.sqrt(x * x + y * y)
    return [x / size, y / size]
  }
  if (kind === 'curve') return [unit(from[0] + to[0], from[1] + to[1])]
  const agree = from[0] * to[0] + from[1] * to[1]
  // A hairpin has no middle between its normals: its own direction is it.
  const middle =
    agree < -0.99
      ? unit((edges.tx[before] as number) - (edges.tx[edge] as number), (edges.ty[before] as number) - (edges.ty[edge] as number))
      : unit(from[0] + to[0], from[1] + to[1])
  const half = (a: readonly [number, number], b: readonly [number, number]) => unit(a[0] + b[0], a[1] + b[1])
  const first = half(from, middle)
  const last = half(middle, to)
  return [[...from], half(from, first), first, half(first, middle), middle, half(middle, last), last, half(last, to), [...to]]
}

/** Adds a ridge point unless one is there already; answers its index either way. */
function keeper(points: Ridges['points'], most: number) {
  const cell = SAME * most + 1e-6
  const cells = new Map<number, number[]>()
  const key = (column: number, row: number) => (column + 65536) * 131072 + row + 65536
  return (x: number, y: number, inset: number): number => {
    const [column, row] = [Math.floor(x / cell), Math.floor(y / cell)]
    const near = SAME * inset + 0.0005
    for (let i = column - 1; i <= column + 1; i++)
      for (let j = row - 1; j <= row + 1; j++)
        for (const index of cells.get(key(i, j)) ?? []) {
          const other = points[index] as Ridges['points'][number]
          if ((other.x - x) ** 2 + (other.y - y) ** 2 >= near * near) continue
          // The deeper of two that count as one: a groove is as deep as its widest place lets it be.
          if (inset > other.inset) Object.assign(other, { x, y, inset })
          return index
        }
    const index = points.push({ x, y, inset }) - 1
    const home = cells.get(key(column, row))
    if (home) home.push(index)
    else cells.set(key(column, row), [index])
    return index
  }
}
