import type { Kernel } from '../geometry/kernel'
import type { Frame, Vec2, Vec3 } from '../geometry/mesh'
import { unreachable } from '../geometry/reach'
import { fieldMargin, ringArea, shapeArea, strokeLength } from '../geometry/shape-facts'
import { heightOf, thinnestStroke } from '../geometry/strokes'
import type { Region } from '../products/draft'
import type { Fact, ReachCurve } from './measurements'
import type { Facts, Solid } from './solid-facts'

/** Strokes and lands are exact up to this, mm: twice the largest limit of any rule of the house. */
const STROKE_CAP = 1.5
/** Radii of the reach curve, mm: from a graver's point to a small ball tool. */
const RADII = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5]

/** Facts of one engraved or raised region, and what round tools cannot reach of it. Empty for a region without letters. */
export function regionFacts(
  region: Region,
  solids: readonly Solid[],
  kernel: Kernel,
): { facts: Facts; reach: ReachCurve | undefined } {
  const { shape, frame, feature } = region
  const facts: Facts = {}
  const fact = (value: number, unit: Fact['unit'], errorBound: number, at: readonly Vec3[] = [], atLeast = false): Fact => ({
    value,
    unit,
    errorBound,
    feature,
    at,
    ...(atLeast ? { atLeast } : {}),
  })
  facts['engraving.missing-glyphs'] = fact(region.missing.length, 'count', 0)
  if (shape.length === 0) return { facts, reach: undefined }

  const letterHeight = Math.max(0, ...region.glyphs.map((glyph) => heightOf(glyph.shape))) || heightOf(shape)
  const inside = thinnestStroke(shape, 'inside', letterHeight, STROKE_CAP)
  const outside = thinnestStroke(shape, 'outside', letterHeight, STROKE_CAP)
  const raised = region.relief === 'raised'
  const width = (stroke: typeof inside) =>
    fact(
      stroke.minimum,
      'mm',
      stroke.bound,
      stroke.at.map((point) => inSpace(frame, point)),
      stroke.beyondCap,
    )
  facts[raised ? 'relief.stroke' : 'engraving.stroke'] = width(inside)
  facts[raised ? 'relief.land' : 'engraving.land'] = width(outside)

  const cut = cutOf(region, solids)
  facts[raised ? 'relief.depth' : 'engraving.depth'] = fact(cut.depth, 'mm', 1e-4, cut.at)
  // The tool works in the strokes of recessed letters and in the ground between raised ones.
  const narrowest = raised ? outside : inside
  facts['engraving.depth-to-width'] = fact(
    cut.depth / narrowest.minimum,
    'ratio',
    (cut.depth / narrowest.minimum ** 2) * narrowest.bound + 1e-4 / narrowest.minimum,
    narrowest.at.map((point) => inSpace(frame, point)),
  )
  const length = strokeLength(shape)
  facts['engraving.stroke-length'] = fact(length.length, 'mm', length.bound)
  facts['engraving.area'] = fact(
    raised ? Math.max(0, Math.abs(ringArea(region.field)) - shapeArea(shape)) : shapeArea(shape),
    'mm2',
    1e-3,
  )
  facts['engraving.letter-height'] = fact(letterHeight, 'mm', 1e-4)
  const margin = fieldMargin(shape, region.field)
  if (margin) facts['engraving.field-margin'] = fact(margin.margin, 'mm', 1e-4, [inSpace(frame, margin.at)])

  const cutShape = raised ? [region.field, ...shape.map((ring) => ring.toReversed())] : shape
  const critical = narrowest.beyondCap ? [] : [narrowest.minimum / 2]
  const radii = [...RADII, ...critical].sort((a, b) => a - b)
  const remainder = unreachable(kernel, cutShape, radii)
  const lost = critical[0] === undefined ? remainder.at(-1)! : remainder[radii.indexOf(critical[0])]!
  // Chords of the offset's arcs lie inside them by under 1 % of the radius.
  facts['engraving.tips-lost'] = fact(lost, 'mm2', 0.02 * lost + 1e-3)
  return { facts, reach: { feature, radii, remainder, critical } }
}

function inSpace(frame: Frame, [x, y]: Vec2): Vec3 {
  const { origin, u, v } = frame
  return [origin[0] + x * u[0] + y * v[0], origin[1] + x * u[1] + y * v[1], origin[2] + x * u[2] + y * v[2]]
}

/** Depth that the solid really has under the face, mm: slanted walls meet before the floor in narrow strokes. The nominal depth where no part shows it. */
function cutOf(region: Region, solids: readonly Solid[]): { depth: number; at: Vec3[] } {
  const { origin, n } = region.frame
  let highest = -Infinity
  let lowest = Infinity
  let at: Vec3 | undefined
  for (const { part, mesh } of solids) {
    const kinds = part.surfaces.map(({ kind, feature }) => (feature === region.feature ? kind : undefined))
    for (let side = 0; side < mesh.triangles.length; side++) {
      const kind = kinds[mesh.surfaceOf[(side - (side % 3)) / 3]!]
      if (!kind || kind === 'body' || kind === 'bore') continue
      const p = mesh.triangles[side]! * 3
      const point: Vec3 = [mesh.positions[p]!, mesh.positions[p + 1]!, mesh.positions[p + 2]!]
      const height = (point[0] - origin[0]) * n[0] + (point[1] - origin[1]) * n[1] + (point[2] - origin[2]) * n[2]
      if (height > highest) highest = height
      if (height < lowest) {
        lowest = height
        at = point
      }
    }
  }
  return at ? { depth: highest - lowest, at: [at] } : { depth: region.depth, at: [] }
}
