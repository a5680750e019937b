import type { Vec3 } from '../geometry/mesh'
import type { OperationFamily } from '../network/operation'
import type { AtelierProfile, Process, WorkCenter } from '../network/profile'
import type { Measurements, Unit } from './measurements'

/** What the bill of materials says of the piece; `chargedGrams` is the metal melted for it, sprue included. */
export interface JudgedDesign {
  material: string
  chargedGrams?: number
}

/** One process asked about one piece. `loss` mm off each surface in finishing and `shrinkage` as a ratio are this atelier's. */
export interface RuleContext {
  measurements: Measurements
  design: JudgedDesign
  profile: AtelierProfile
  workCenter: WorkCenter
  process: Process
  loss: number
  shrinkage: number
}

export interface RuleMeasure {
  value: number
  errorBound: number
  atLeast?: boolean
  feature: string
  at: readonly Vec3[]
  /** Where the limit is the profile's own structure (room of a machine, stock) and not an entry of `limits`. */
  limit?: number
  parameters?: Readonly<Record<string, string | number>>
}
export interface Rule {
  code: string
  /** Asked of the process that runs one of these. */
  operations: readonly OperationFamily[]
  severity: 'blocker' | 'review' | 'advice'
  comparison: 'at-least' | 'at-most'
  unit: Unit
  /** Absent: the rule holds only where a profile states it. */
  limit?: number
  source: { kind: 'source' | 'assumption'; text: string }
  /** Absent when the piece has no such feature. */
  measure(context: RuleContext): RuleMeasure | undefined
}
