import type { Unit } from '../manufacturability/measurements'
import { ok, type Result, refuse } from '../result'
import type { JobState } from './build-status'
import type { EventBody } from './event'

/** Finer than ISA-95's job order states; each belongs to one of them. */
export const PHASES = [
  'releasing',
  'offered',
  'accepted',
  'ready',
  'running',
  'interrupted',
  'finished',
  'shipped',
  'delivered',
  'declined',
  'withdrawn',
] as const
export type Phase = (typeof PHASES)[number]

export const JOB_STATE: Readonly<Record<Phase, JobState>> = {
  releasing: 'NotAllowedToStart',
  offered: 'NotAllowedToStart',
  accepted: 'NotAllowedToStart',
  ready: 'AllowedToStart',
  running: 'Running',
  interrupted: 'Interrupted',
  finished: 'Ended',
  shipped: 'Ended',
  delivered: 'Ended',
  declined: 'Aborted',
  withdrawn: 'Aborted',
}

/** What the house itself adds to what the atelier says. */
export type HouseFact = { type: 'package-completed' } | { type: 'captured' } | { type: 'withdrawn' }
export type Fact = HouseFact | EventBody
/** A climate reading moves the order only when it stops, or lets go on, the operation that is open. */
export type Trigger = Fact['type'] | 'climate-left' | 'climate-returned'

const always = (phase: Phase) => ({ climate: phase, 'promise-moved': phase }) as const

/** Phase → trigger → next phase. What is not here is refused. */
export const TRANSITIONS: Readonly<Record<Phase, Readonly<Partial<Record<Trigger, Phase>>>>> = {
  releasing: { 'package-completed': 'offered', withdrawn: 'withdrawn' },
  offered: { accepted: 'accepted', declined: 'declined', withdrawn: 'withdrawn' },
  accepted: { ...always('accepted'), captured: 'ready', withdrawn: 'withdrawn' },
  ready: { ...always('ready'), 'operation-started': 'running', withdrawn: 'withdrawn' },
  running: {
    ...always('running'),
    'operation-started': 'running',
    'operation-progress': 'running',
    'operation-ended': 'running',
    'gate-signed': 'running',
    'gate-measured': 'running',
    'climate-left': 'interrupted',
    rework: 'interrupted',
    finished: 'finished',
  },
  interrupted: { ...always('interrupted'), 'climate-returned': 'running', 'operation-started': 'running' },
  finished: { ...always('finished'), shipped: 'shipped' },
  shipped: { ...always('shipped'), delivered: 'delivered' },
  delivered: {},
  declined: {},
  withdrawn: {},
}

/** A measurement that the package asks for after an operation, as the atelier got it. */
export interface PlannedGate {
  gate: string
  operation: string
  nominal: number
  lower?: number
  upper?: number
  unit: Unit
}

/** What is fixed before the first fact. */
export interface ProductionRules {
  /** Operation ids in the order of the routing. */
  routing: readonly string[]
  /** Operations after which a person signs before the piece goes on. */
  gated: readonly string[]
  /** Each is measured and passed before the piece is finished; an atelier may measure more. */
  gates: readonly PlannedGate[]
}

/** Enough to say whether the next fact may be. Rebuilt from the facts by `replay`. */
export interface ProductionState extends ProductionRules {
  phase: Phase
  /** How many operations of the routing have ended. */
  ended: number
  open?: { operation: string; workCenter: string; run: number; done: number }
  /** Operation → how often it was started. */
  runs: Readonly<Record<string, number>>
  /** Gate → last result failed. */
  failedGates: readonly string[]
  /** Operations whose last run a person has signed; absent while there are none. */
  signed?: readonly string[]
  /** Gate → operation after which it was passed and not undone since; absent while there are none. */
  passed?: Readonly<Record<string, string>>
  interruptedBy?: 'climate' | 'rework'
}

/** What is written with four digits (lib/files/job-order.ts) and read again is this near. */
const AS_WRITTEN = 2e-4

export function begin({ routing, gated, gates }: ProductionRules): ProductionState {
  return { phase: 'releasing', routing, gated, gates, ended: 0, runs: {}, failedGates: [] }
}

/** The next state, or why this fact cannot be: `event.illegal`, `event.not-paid`, `event.unknown-operation`, `event.out-of-turn`, … */
export function apply(state: ProductionState, fact: Fact): Result<ProductionState> {
  const trigger = triggerOf(state, fact)
  const phase = TRANSITIONS[state.phase][trigger]
  if (phase === undefined) {
    const unpaid = state.phase === 'accepted' && fact.type === 'operation-started'
    return unpaid ? refuse('event.not-paid') : refuse('event.illegal', { state: state.phase, type: fact.type })
  }
  const changed = change(state, fact, trigger)
  return changed.ok ? ok({ ...changed.value, phase }) : changed
}

/** All facts in turn; the first that cannot be is refused. Facts that were taken once need no signatures and gates asked of them again. */
export function replay(routing: readonly string[], facts: readonly Fact[]): Result<ProductionState> {
  let state = begin({ routing, gated: [], gates: [] })
  for (const fact of facts) {
    const next = apply(state, fact)
    if (!next.ok) return next
    state = next.value
  }
  return ok(state)
}

function triggerOf(state: ProductionState, fact: Fact): Trigger {
  if (fact.type !== 'climate' || fact.workCenter !== state.open?.workCenter) return fact.type
  if (state.phase === 'running' && !fact.inWindow) return 'climate-left'
  if (state.phase === 'interrupted' && state.interruptedBy === 'climate' && fact.inWindow) return 'climate-returned'
  return 'climate'
}

function change(state: ProductionState, fact: Fact, trigger: Trigger): Result<ProductionState> {
  const { open, interruptedBy: _, ...closed } = state
  const unsigned = unsignedBefore(state)
  switch (fact.type) {
    case 'operation-started': {
      const expected = state.routing[state.ended]
      if (!state.routing.includes(fact.operation)) return refuse('event.unknown-operation', { operation: fact.operation })
      if (open || fact.operation !== expected) return refuse('event.out-of-turn', { operation: fact.operation })
      if (state.failedGates.length > 0) return refuse('event.gate-open', { gate: state.failedGates[0] ?? '' })
      if (unsigned) return refuse('event.gate-unsigned', { operation: unsigned })
      const run = (state.runs[fact.operation] ?? 0) + 1
      if (fact.run !== run) return refuse('event.run', { expected: run, received: fact.run })
      const { operation, workCenter } = fact
      const opened = { ...closed, open: { operation, workCenter, run, done: 0 }, runs: { ...state.runs, [operation]: run } }
      return ok(withSigned(opened, (one) => one !== operation))
    }
    case 'operation-progress': {
      if (open?.operation !== fact.operation) return refuse('event.operation-not-open', { operation: fact.operation })
      if (fact.done > fact.total || fact.done < open.done) return refuse('event.progress', { done: fact.done, total: fact.total })
      return ok({ ...state, open: { ...open, done: fact.done } })
    }
    case 'operation-ended': {
      const same = open?.operation === fact.operation && open.workCenter === fact.workCenter && open.run === fact.run
      if (!same) return refuse('event.operation-not-open', { operation: fact.operation })
      return ok({ ...closed, ended: state.ended + 1 })
    }
    case 'gate-signed': {
      if (!state.routing.includes(fact.operation)) return refuse('event.unknown-operation', { operation: fact.operation })
      if (fact.by.kind !== 'person') return refuse('event.signed-by-cell', { operation: fact.operation })
      const last = open?.operation ?? state.routing[state.ended - 1]
      if (fact.operation !== last) return refuse('event.out-of-turn', { operation: fact.operation })
      const run = state.runs[fact.operation] ?? 0
      if (fact.run !== run) return refuse('event.run', { expected: run, received: fact.run })
      const others = (state.signed ?? []).filter((one) => one !== fact.operation)
      return ok({ ...state, signed: [...others, fact.operation] })
    }
    case 'gate-measured': {
      if (!state.routing.includes(fact.operation)) return refuse('event.unknown-operation', { operation: fact.operation })
      const isThere = open?.operation === fact.operation || state.routing.indexOf(fact.operation) < state.ended
      if (!isThere) return refuse('event.out-of-turn', { operation: fact.operation })
      const planned = state.gates.find(({ gate }) => gate === fact.gate)
      if (planned && !measuresAsPlanned(fact, planned)) return refuse('event.gate-limits', { gate: fact.gate })
      const inside = fact.measured >= fact.lower && fact.measured <= fact.upper
      if (fact.lower > fact.upper || fact.passed !== inside) return refuse('event.gate-contradicts', { gate: fact.gate })
      const others = state.failedGates.filter((gate) => gate !== fact.gate)
      const told = { ...state, failedGates: fact.passed ? others : [...others, fact.gate] }
      return ok(withPassed(told, fact.gate, fact.passed ? fact.operation : undefined))
    }
    case 'rework': {
      const back = state.routing.indexOf(fact.backTo)
      if (back < 0) return refuse('event.unknown-operation', { operation: fact.backTo })
      if (!state.failedGates.includes(fact.gate)) return refuse('event.no-failed-gate', { gate: fact.gate })
      if (back > state.ended) return refuse('event.out-of-turn', { operation: fact.backTo })
      const failedGates = state.failedGates.filter((gate) => gate !== fact.gate)
      const undone = new Set(state.routing.slice(back))
      const again = { ...closed, ended: back, failedGates, interruptedBy: 'rework' as const }
      return ok(withSigned(stillPassed(again, undone), (one) => !undone.has(one)))
    }
    case 'climate':
      if (trigger === 'climate-left') return ok({ ...state, interruptedBy: 'climate' })
      return ok(trigger === 'climate-returned' ? { ...closed, ...(open ? { open } : {}) } : state)
    case 'finished':
      if (open || state.ended < state.routing.length) return refuse('event.not-finished')
      if (state.failedGates.length > 0) return refuse('event.gate-open', { gate: state.failedGates[0] ?? '' })
      if (unsigned) return refuse('event.gate-unsigned', { operation: unsigned })
      for (const { gate } of state.gates) if (state.passed?.[gate] === undefined) return refuse('event.gate-unmeasured', { gate })
      return ok(state)
    default:
      return ok(state)
  }
}

/** The operation done last, where a person has to sign it and has not. */
function unsignedBefore({ routing, gated, ended, signed = [] }: ProductionState): string | undefined {
  const before = routing[ended - 1]
  return before !== undefined && gated.includes(before) && !signed.includes(before) ? before : undefined
}

/** The signatures that still hold: work done again is signed again. */
function withSigned({ signed = [], ...state }: ProductionState, holds: (operation: string) => boolean): ProductionState {
  const kept = signed.filter(holds)
  return kept.length > 0 ? { ...state, signed: kept } : state
}

/** After the same operation, in the same unit, by limits no wider than the package's; a limit that the drawing itself misses is the drawing's. */
function measuresAsPlanned(fact: Extract<Fact, { type: 'gate-measured' }>, planned: PlannedGate): boolean {
  const lower = planned.lower === undefined ? Number.NEGATIVE_INFINITY : Math.min(planned.lower, planned.nominal)
  const upper = planned.upper === undefined ? Number.POSITIVE_INFINITY : Math.max(planned.upper, planned.nominal)
  const isNoWider = fact.lower >= lower - AS_WRITTEN && fact.upper <= upper + AS_WRITTEN
  return fact.operation === planned.operation && fact.unit === planned.unit && isNoWider
}

function withPassed({ passed, ...state }: ProductionState, gate: string, after: string | undefined): ProductionState {
  const { [gate]: _, ...others } = passed ?? {}
  const next = after === undefined ? others : { ...others, [gate]: after }
  return Object.keys(next).length > 0 ? { ...state, passed: next } : state
}

/** What was measured after work that is done again is measured again. */
function stillPassed({ passed, ...state }: ProductionState, undone: ReadonlySet<string>): ProductionState {
  const kept = Object.entries(passed ?? {}).filter(([, operation]) => !undone.has(operation))
  return kept.length > 0 ? { ...state, passed: Object.fromEntries(kept) } : state
}
