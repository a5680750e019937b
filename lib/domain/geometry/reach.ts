import type { CrossSection } from 'manifold-3d'
import type { Kernel } from './kernel'
import type { Ring, Shape2 } from './mesh'
import { shapeArea } from './shape-facts'

/** Corners of a full circle in an offset; the arcs' sagitta is under 1 % of the radius. */
const SEGMENTS = 24

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
