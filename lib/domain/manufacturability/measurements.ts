import type { AxisFact } from '../geometry/access'
import type { Vec3 } from '../geometry/mesh'
import type { Fineness, Fit } from '../products/draft'
import type { SheetNeed } from '../products/sheet'

export type Unit = 'mm' | 'mm2' | 'mm3' | 'g' | 'count' | 'ratio' | 'deg'

/** A fact of the finished piece. True value lies in [value − errorBound, value + errorBound]. */
export interface Fact {
  value: number
  unit: Unit
  errorBound: number
  feature: string
  /** True when the value is only known to be at least this (walls beyond the family's cap). */
  atLeast?: boolean
  /** Where, in millimetres of the draft; worst first. */
  at: readonly Vec3[]
}

/**
 * Every scalar a rule may ask for. Knows no atelier.
 * Keys of absent features are absent (a plain face has no engraving facts).
 */
export type FactKey =
  | 'bore.diameter'
  | 'part.volume'
  | 'part.area'
  | 'part.mass'
  | 'envelope.long'
  | 'envelope.middle'
  | 'envelope.short'
  | 'wall.minimum'
  | 'wall.knife-length'
  | 'section.thickest'
  | 'fit.deviation'
  | 'parts.clearance'
  | 'balance.off-axis'
  | 'access.hidden'
  | 'access.overhang'
  | 'engraving.stroke'
  | 'engraving.land'
  | 'engraving.inside-radius'
  | 'engraving.depth'
  | 'engraving.depth-to-width'
  | 'engraving.stroke-length'
  | 'engraving.area'
  | 'engraving.tips-lost'
  | 'engraving.field-margin'
  | 'engraving.letter-height'
  | 'engraving.missing-glyphs'
  | 'relief.stroke'
  | 'relief.land'
  | 'relief.inside-radius'
  | 'relief.depth'
  | 'cut.stroke'
  | 'cut.land'
  | 'cut.inside-radius'
  | 'cut.edge'
  | 'cut.pitch'
  | 'polish.area'
  | 'pattern.height'
  | 'pattern.volume'
  | SheetFactKey

/** Facts of what is cut from sheets, sewn and stamped. */
export type SheetFactKey =
  | 'card.ease'
  | 'card.cover'
  | 'pockets.count'
  | 'cut.length'
  | 'cut.pieces'
  | 'cut.inside-radius'
  | 'skive.to'
  | 'skive.slope'
  | 'skive.length'
  | 'turn.thickness'
  | 'turn.radius'
  | 'glue.area'
  | 'edge.length'
  | 'seam.pitch'
  | 'seam.pitch-deviation'
  | 'seam.short-edge'
  | 'seam.edge-distance'
  | 'seam.hole-gap'
  | 'seam.hole-to-edge'
  | 'seam.hole-diameter'
  | 'seam.length'
  | 'seam.stitches'
  | 'seam.corners'
  | 'seam.stack'
  | 'seam.layers'
  | 'die.line'
  | 'die.gap'
  | 'die.type-height'
  | 'die.to-stitch'
  | 'die.to-edge'
  | 'die.area'
  | 'die.width'
  | 'die.height'
  | 'die.missing-glyphs'
  | 'die.foil'

/** Tool radius → area it cannot reach; monotone rising. `critical`: radii where a component is first lost. */
export interface ReachCurve {
  feature: string
  radii: readonly number[]
  remainder: readonly number[]
  critical: readonly number[]
}

/** Wall thickness by place: samples where the wall is thinner than the cap. */
export interface WallMap {
  /** 3 per sample, mm. */
  positions: Float32Array
  thickness: Float32Array
}

/** A dimension that must fit something else, as the solid has it. */
export interface FitFact {
  feature: string
  kind: Fit['kind']
  /** mm. */
  nominal: number
  measured: number
  errorBound: number
}

export interface Measurements {
  fineness: Fineness
  /** SHA-256 of the welded mesh bytes, hex. */
  geometryHash: string
  facts: Readonly<Partial<Record<FactKey, Fact>>>
  reach: readonly ReachCurve[]
  /** Of all parts together; mm. */
  centreOfMass: { at: Vec3; errorBound: number }
  fits: readonly FitFact[]
  /** Per tool axis; only of `full`. */
  axes: readonly AxisFact[]
  walls: WallMap
  /** Graphemes without a glyph. */
  missing: readonly string[]
  /** One entry for each kind of sheet; absent for what is not cut from sheets. */
  sheets?: readonly SheetNeed[]
}
