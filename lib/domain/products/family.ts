import type { ZodMiniType } from 'zod/mini'
import type { Choices, DesignDocument } from '../design/document'
import type { DraftEnvironment, Kernel } from '../geometry/kernel'
import type { RenderMesh } from '../geometry/mesh'
import type { Measurements } from '../manufacturability/measurements'
import type { CutHide } from '../nesting/cut-plan'
import type { Operation } from '../network/operation'
import type { Draft, Fineness } from './draft'

interface ParameterBase {
  key: string
  group: string
  /** Held apart from the record of the object, so that it can be erased. */
  personal?: boolean
  /** What a change of one step costs a client's intent; remedies look for the least sum. 1 = hardly noticed, 100 = another piece. */
  weight: number
  /**
   * How a panel may show it better than by its kind: a ring's inner circumference, letters set in each typeface, a material's or a colour's
   * swatch; the two coordinates of a place that can be dragged.
   */
  presentation?: 'circumference' | 'typeface' | 'material' | 'colour' | 'placement-x' | 'placement-y'
  /** False when the choice has no effect with these others (a round face has no height of its own). */
  appliesTo?(choices: Choices): boolean
}
export interface NumberParameter extends ParameterBase {
  kind: 'number'
  /** `um` micrometres, `permille`, `count` pieces. Integers. */
  unit: 'um' | 'permille' | 'count'
  min: number
  max: number
  step: number
  default: number
  /** What the house offers of it, where a rule of the house is narrower than what can be asked for; a page shows this. */
  offered?: readonly [least: number, most: number]
}
export interface ChoiceParameter extends ParameterBase {
  kind: 'choice'
  options: readonly string[]
  default: string
}
export interface TextParameter extends ParameterBase {
  kind: 'text'
  maxGraphemes: number
  default: string
}
/** A client's own mark as `writeMark` writes it (lib/domain/geometry/mark-outline.ts); empty for none. */
export interface OutlineParameter extends ParameterBase {
  kind: 'outline'
  /** UTF-16 units. */
  maxLength: number
  default: string
}
export type Parameter = NumberParameter | ChoiceParameter | TextParameter | OutlineParameter

export interface Preset {
  id: string
  choices: Choices
}

/**
 * Bill of materials line: grams in the finished piece and grams taken for it (sprue, scrap and offcuts included). What is bought by
 * area or length, not by weight, says so in `amount` (mm² or mm).
 */
export interface MaterialLine {
  material: string
  finishedGrams: number
  chargedGrams: number
  amount?: { quantity: 'area' | 'length'; finished: number; charged: number; colour?: string; thickness?: number }
}

/** One stage a client can see: after which operation, and what the piece looks like then. */
export interface Stage {
  id: string
  /** Operation id after which the piece looks like this. */
  operation: string
  look: 'pattern' | 'cast' | 'cleaned' | 'engraved' | 'cut' | 'skived' | 'stamped' | 'glued' | 'sewn' | 'finished'
}

/** What a family folder gives to the house. Shared code never asks which family it is. */
export interface Family {
  id: string
  model: string
  /** Order of groups in the panel. */
  groups: readonly string[]
  parameters: readonly Parameter[]
  /** Strict: unknown and missing keys, steps and ranges are refused. */
  schema: ZodMiniType<Choices>
  presets: readonly Preset[]
  /** Rule code → parameters whose change can cure it, most natural first. */
  cures: Readonly<Record<string, readonly string[]>>
  draft(environment: DraftEnvironment, document: DesignDocument, fineness: Fineness): Draft
  /**
   * Render mesh with normals of the true surface, as the piece looks at a stage (finished when none is named); `hides`: what it is cut
   * from, where that is known.
   */
  shade(draft: Draft, kernel: Kernel, look?: Stage['look'], hides?: readonly CutHide[]): RenderMesh
  operations(document: DesignDocument, measurements: Measurements): Operation[]
  materials(document: DesignDocument, measurements: Measurements): MaterialLine[]
  stages(document: DesignDocument): Stage[]
}
