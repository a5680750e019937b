import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { type InsideRadius, insideRadius } from '../geometry/corners'
import { holePitch } from '../geometry/holes'
import type { Kernel } from '../geometry/kernel'
import type { Shape2, Vec2 } from '../geometry/mesh'
import { unreachable } from '../geometry/reach'
import { Recent } from '../geometry/recent'
import { fieldMargin, heightOf, outlineError, ringArea, shapeArea, strokeLength } from '../geometry/shape-facts'
import { type Stroke, thinnestStroke } from '../geometry/strokes'
import type { Fineness, Region } from '../products/draft'
import type { ReachCurve } from './measurements'

/** Strokes and lands are exact up to this, mm: twice the largest limit of any rule of the house. */
const STROKE_CAP = 1.5
/** Inside radii above this are no tool's concern, mm. */
const RADIUS_CAP = 10
/** Radii of the reach curve, mm: from a graver's point to a small ball tool. */
const RADII: Readonly<Record<Fineness, readonly number[]>> = { full: [0.05, 0.1, 0.15, 0.2, 0.3, 0.45], edit: [0.1, 0.3] }
/** How fine the reach curve is: coarser while somebody drags, and none of what no round tool cuts. */
export type Curve = Fineness | 'none'
/** The curve jumps where a stroke is first lost; it is read this far on both sides, mm. */
const BESIDE = 0.004
const KEPT = 16

/** What is flat about a region: everything but its place in space and its depth. */
export interface ShapeMeasures {
  inside: Stroke
  outside: Stroke
  insideRadius: InsideRadius
  pitch: ReturnType<typeof holePitch>
  /** Tallest letter, mm. */
  letterHeight: number
  length: { length: number; bound: number }
  /** Where metal is taken away, mm². */
  area: number
  /** What polygons leave out of the curves of letters: mm, and mm². */
  outline: { sagitta: number; area: number }
  margin: { margin: number; at: Vec2 } | undefined
  /** What the largest round tool that still runs through every stroke leaves in the tips, mm². */
  tipsLost: number
  reach: Omit<ReachCurve, 'feature'>
}

/** Keyed by the outlines themselves, so that a change of the ring alone costs nothing here. */
const known = new Recent<ShapeMeasures>(KEPT)

export function measureShape(region: Region, curve: Curve, kernel: Kernel): ShapeMeasures {
  return known.of(`${curve} ${keyOf(region)}`, () => measured(region, curve, kernel))
}

function measured({ shape, field, relief, glyphs }: Region, curve: Curve, kernel: Kernel): ShapeMeasures {
  const raised = relief === 'raised'
  const letterHeight = Math.max(0, ...glyphs.map((glyph) => heightOf(glyph.shape))) || heightOf(shape)
  const { sagitta } = outlineError(shape)
  const thinnest = (side: 'inside' | 'outside'): Stroke => {
    const stroke = thinnestStroke(shape, side, letterHeight, STROKE_CAP)
    return { ...stroke, bound: stroke.bound + 2 * sagitta }
  }
  const inside = thinnest('inside')
  const outside = thinnest('outside')
  const narrowest = raised ? outside : inside
  const half = narrowest.minimum / 2
  const critical = narrowest.beyondCap ? [] : [half]
  const largestThatRuns = Math.max(0.005, half - BESIDE)
  const radii =
    curve === 'none' ? [] : [...RADII[curve], largestThatRuns, ...critical.map((radius) => radius + BESIDE)].sort((a, b) => a - b)
  const cut = cutShape({ shape, field, relief }, kernel)
  const remainder = unreachable(kernel, cut, radii)
  return {
    inside,
    outside,
    insideRadius: insideRadius(cut, RADIUS_CAP),
    pitch: relief === 'through' ? holePitch(shape) : undefined,
    letterHeight,
    length: strokeLength(shape),
    area: shapeArea(cut),
    outline: { sagitta, area: outlineError(cut).area },
    margin: fieldMargin(shape, field),
    tipsLost: remainder[radii.indexOf(largestThatRuns)] ?? 0,
    reach: { radii, remainder, critical },
  }
}

/** Where metal is taken away: the strokes, or the ground between raised ones. */
export function cutShape({ shape, field, relief }: Pick<Region, 'shape' | 'field' | 'relief'>, kernel: Kernel): Shape2 {
  return relief === 'raised' ? groundOf(shape, counterClockwise(field), kernel) : shape
}

const counterClockwise = (field: Region['field']): Shape2 => [ringArea(field) < 0 ? field.toReversed() : field]

/** The field without the letters that stand in it. */
function groundOf(letters: Shape2, field: Shape2, kernel: Kernel): Shape2 {
  const plain = (shape: Shape2) => shape.map((ring) => ring.map(([x, y]): [number, number] => [x, y]))
  const ground = kernel.CrossSection.difference([plain(field), plain(letters)])
  try {
    return ground.toPolygons()
  } finally {
    ground.delete()
  }
}

function keyOf({ shape, field, relief, glyphs }: Region): string {
  const rings = [...shape, field, ...glyphs.flatMap((glyph) => glyph.shape)]
  const numbers = [
    relief === 'raised' ? 1 : relief === 'through' ? 2 : 0,
    shape.length,
    ...glyphs.map((glyph) => glyph.shape.length),
    -1,
  ]
  for (const ring of rings) {
    numbers.push(ring.length)
    for (const [x, y] of ring) numbers.push(x, y)
  }
  return bytesToHex(sha256(new Uint8Array(Float64Array.from(numbers).buffer)))
}
