import type { Vec3 } from '../geometry/mesh'
import type { Fineness } from '../products/draft'

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
  | 'engraving.stroke'
  | 'engraving.land'
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
  | 'relief.depth'
  | 'polish.area'
  | 'pattern.height'
  | 'pattern.volume'

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

export interface Measurements {
  fineness: Fineness
  /** SHA-256 of the welded mesh bytes, hex. */
  geometryHash: string
  facts: Readonly<Partial<Record<FactKey, Fact>>>
  reach: readonly ReachCurve[]
  walls: WallMap
  /** Graphemes without a glyph. */
  missing: readonly string[]
}
