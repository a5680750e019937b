import type { Choices } from '../design/document'
import type { Vec3 } from '../geometry/mesh'
import type { Axis } from '../network/capability'
import type { Money } from '../pricing/money'
import type { FirstPass, GateReason } from './first-pass'
import type { Unit } from './measurements'

export type Severity = 'blocker' | 'review' | 'advice' | 'unknown'

/** Codes and data; words come from lib/words under `findings.<rule>`. */
export interface Finding {
  rule: string
  severity: Severity
  feature: string
  operation?: string
  axis?: Axis
  measured?: number
  limit?: number
  unit?: Unit
  errorBound?: number
  at: readonly Vec3[]
  parameters: Readonly<Record<string, string | number>>
  /** Where the limit comes from; `assumption` is shown as such to staff. */
  source: { kind: 'source' | 'assumption'; text: string }
}

/** How one operation would run here. */
export interface OperationVerdict {
  operation: string
  workCenter: string
  process: string
  mode: 'autonomous' | 'assisted' | 'outside'
  /** Demand minus capability per axis where positive. */
  gaps: Readonly<Partial<Record<Axis, number>>>
  /** Right the first time, here and in this material. Absent on verdicts of before it was kept. */
  firstPass?: FirstPass
  /** A person measures and signs before the piece goes on: the yield is too low, or too few were made. */
  gate?: GateReason
}

export interface Verdict {
  atelier: string
  profileVersion: number
  /** Main material that was judged. Absent on verdicts of before it was kept. */
  material?: string
  /** `makeable`: no blocker, review or unknown. `confirm`: review or unknown only. `blocked`: at least one blocker. */
  outcome: 'makeable' | 'confirm' | 'blocked'
  findings: readonly Finding[]
  operations: readonly OperationVerdict[]
  /** All steps of this design right the first time, here. */
  firstPass?: FirstPass
  at: string
}

/** A change that was judged again and turns the verdict. */
export interface Remedy {
  cures: readonly string[]
  change: Choices
  /** Present when the remedy is to keep the design and change the atelier. */
  atelier?: string
  outcome: Verdict['outcome']
  price?: { before: Money; after: Money }
  ready?: { before: string; after: string }
}
