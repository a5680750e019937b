import type { Plan } from '../network/plan'
import type { Confirmation, EventBody, Maker } from './event'

/** ISA-95 job order states. */
export type JobState = 'NotAllowedToStart' | 'AllowedToStart' | 'Running' | 'Interrupted' | 'Ended' | 'Aborted'

export interface BuildStage {
  operation: string
  state: 'done' | 'now' | 'to-come'
  startedAt?: string
  endedAt?: string
  /** From the plan, moved by events: an estimate, drawn dashed. */
  expected: string
  runs: number
}

export type GateResult = Extract<EventBody, { type: 'gate-measured' }> & { at: string; event: string }

/** What a client sees: a fold over events. Nobody types a status. */
export interface BuildStatus {
  state: JobState
  stages: readonly BuildStage[]
  now?: {
    operation: string
    workCenter: string
    by: Maker
    tool?: string
    startedAt: string
    progress?: { done: number; total: number; unit: string }
  }
  climate?: { workCenter: string; temperature: number; humidity: number; inWindow: boolean; at: string }
  lot?: string
  /** What a person at the atelier took on before anything was charged. */
  confirmations?: readonly Confirmation[]
  gates: readonly GateResult[]
  promise: {
    delivered: string
    certainty: Plan['certainty']
    /** `causedBy`: id of the event that moved it. */
    moves: readonly { from: string; to: string; reason: string; event: string; at: string; causedBy?: string }[]
  }
  rework: readonly { gate: string; backTo: string; reason: string; at: string; event: string }[]
  declined?: { reason: string }
  shipped?: { carrier: string; tracking: string; at: string }
  finishedAt?: string
  deliveredAt?: string
  /** Our clock; absent before the first event. */
  lastFactAt?: string
  timeScale: number
  /** Sequence of the last event folded; resume a stream from here. */
  sequence: number
}

/** What the live page of a piece shows: `stopped` when it will not be made there. */
export type LivePage = 'making' | 'made' | 'stopped'

export function livePageOf(status: Pick<BuildStatus, 'state' | 'finishedAt'> | null | undefined): LivePage {
  if (status?.state === 'Aborted') return 'stopped'
  return status?.finishedAt ? 'made' : 'making'
}
