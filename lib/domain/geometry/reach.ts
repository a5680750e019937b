import type { CrossSection } from 'manifold-3d'
import type { Kernel } from './kernel'
import type { Ring, Shape2 } from './mesh'
import { ringArea, shapeArea } from './shape-facts'

/** Corners of a full circle in an offset; the arcs' sagitta is under 1 % of the radius. */
const SEGMENTS = 24
/** Pieces smaller than this share of the tool's square are rounding. */
const CRUMB = 0.01

/** Area of a shape that no disc of a radius inside it covers, mm², for rising radii; monotone. Opening: shrink by r, grow by r. */
export function unreachable(kernel: Kernel, shape: Shape2, radii: readonly number[]): number[] {
  const whole = shapeArea(shape)
  const polygons = shape.map((ring: Ring) => ring.map(([x, y]): [number, number] => [x, y]))
  const area = kernel.CrossSection.ofPolygons(polygons, 'NonZero')
  const remainder: number[] = []
  try {
    for (const radius of radii) {
      const least = remainder.at(-1) ?? 0
      remainder.push(Math.max(least, Math.min(whole, whole - openedArea(area, radius))))
    }
  } finally {
    area.delete()
  }
  return remainder
}

/** The places themselves that no disc of `radius` mm inside the shape covers: what a round tool leaves of it, at true size. */
export function unreachableShape(kernel: Kernel, shape: Shape2, radius: number): Shape2 {
  const area = kernel.CrossSection.ofPolygons(
    shape.map((ring: Ring) => ring.map(([x, y]): [number, number] => [x, y])),
    'NonZero',
  )
  const shrunk = area.offset(-radius, 'Round', 2, SEGMENTS)
  const grown = shrunk.offset(radius, 'Round', 2, SEGMENTS)
  const left = area.subtract(grown)
  try {
    // Arcs of an offset lie inside true circles by their sagitta: crumbs along straight strokes are that and nothing more.
    return left.toPolygons().filter((ring) => Math.abs(ringArea(ring)) > CRUMB * radius * radius)
  } finally {
    for (const one of [area, shrunk, grown, left]) one.delete()
  }
}

function openedArea(area: CrossSection, radius: number): number {
  const shrunk = area.offset(-radius, 'Round', 2, SEGMENTS)
  try {
    if (shrunk.isEmpty()) return 0
    const grown = shrunk.offset(radius, 'Round', 2, SEGMENTS)
    try {
      return grown.area()
    } finally {
      grown.delete()
    }
  } finally {
    shrunk.delete()
  }
}
