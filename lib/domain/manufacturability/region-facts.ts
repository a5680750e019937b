import type { Kernel } from '../geometry/kernel'
import type { Vec3 } from '../geometry/mesh'
import { GROOVE } from '../geometry/slanted-pocket'
import type { Stroke } from '../geometry/strokes'
import type { Fineness, Region } from '../products/draft'
import type { ReachCurve } from './measurements'
import { factsIn } from './region-fact'
import { measureShape } from './shape-measures'
import type { Facts, Solid } from './solid-facts'

/** Rounding of outlines and corners, mm. */
const CORNER_ERROR = 1e-4
/** Facts of the three kinds of region have names of their own, since their rules do. */
const KIND = { recessed: 'engraving', raised: 'relief', through: 'cut' } as const

/** Facts of one engraved or raised region, and what round tools cannot reach of it. Only the missing letters for a region without any. */
export function regionFacts(
  region: Region,
  solids: readonly Solid[],
  fineness: Fineness,
  kernel: Kernel,
): { facts: Facts; reach: ReachCurve | undefined } {
  const { feature } = region
  const facts: Facts = {}
  const fact = factsIn(region)
  const kind = KIND[region.relief]
  if (region.relief !== 'through') facts['engraving.missing-glyphs'] = fact(region.missing.length, 'count', 0)
  if (region.shape.length === 0) return { facts, reach: undefined }

  const flat = measureShape(region, fineness, kernel)
  const raised = region.relief === 'raised'
  const width = (stroke: Stroke) => fact(stroke.minimum, 'mm', stroke.bound, stroke.at, stroke.beyondCap)
  facts[`${kind}.stroke`] = width(flat.inside)
  facts[`${kind}.land`] = width(flat.outside)
  const { radius, bound, at, beyondCap } = flat.insideRadius
  facts[`${kind}.inside-radius`] = fact(radius, 'mm', bound, at, beyondCap)
  const outlineBound = flat.outline.sagitta + CORNER_ERROR
  if (region.relief === 'through') {
    if (flat.margin) facts['cut.edge'] = fact(flat.margin.margin, 'mm', outlineBound, [flat.margin.at])
    if (flat.pitch) facts['cut.pitch'] = fact(flat.pitch.pitch, 'mm', outlineBound, flat.pitch.at)
    return { facts, reach: { feature, ...flat.reach } }
  }

  const cut = cutOf(region, solids)
  // A groove whose walls meet above the floor is as deep as its outlines are apart.
  const groove = cut.depth < region.depth - CORNER_ERROR ? 2 * flat.outline.sagitta + GROOVE : 0
  const depthBound = CORNER_ERROR + groove * Math.tan((region.wallAngle * Math.PI) / 180)
  facts[raised ? 'relief.depth' : 'engraving.depth'] = { ...fact(cut.depth, 'mm', depthBound), at: cut.at }
  // The tool works in the strokes of recessed letters and in the ground between raised ones.
  const narrowest = raised ? flat.outside : flat.inside
  const ratio = cut.depth / narrowest.minimum
  facts['engraving.depth-to-width'] = fact(
    ratio,
    'ratio',
    (ratio * narrowest.bound + depthBound) / narrowest.minimum,
    narrowest.at,
  )
  facts['engraving.stroke-length'] = fact(flat.length.length, 'mm', flat.length.bound)
  facts['engraving.area'] = fact(flat.area, 'mm2', flat.outline.area + 1e-3)
  facts['engraving.letter-height'] = fact(flat.letterHeight, 'mm', outlineBound)
  if (flat.margin) facts['engraving.field-margin'] = fact(flat.margin.margin, 'mm', outlineBound, [flat.margin.at])
  // Chords of the offset's arcs lie inside them by under 1 % of the radius.
  facts['engraving.tips-lost'] = fact(flat.tipsLost, 'mm2', 0.02 * flat.tipsLost + flat.outline.area + 1e-3)
  return { facts, reach: { feature, ...flat.reach } }
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
