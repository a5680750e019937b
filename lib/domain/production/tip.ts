import { GENESIS } from './chain'
import type { ProductionEvent } from './event'
import { type Fact, type Phase, type ProductionRules, type ProductionState, replay } from './production-order'

/**
 * All that the next event of a chain is checked against, so that taking one event costs the same after three and after three
 * thousand. Where the production order stands is its `phase`, which the house moves as well; it is not repeated here.
 */
export interface Tip extends Omit<ProductionState, 'phase' | keyof ProductionRules> {
  /** Receipt of the last event. */
  receipt: string
  /** Last `occurredAt`, and how much life the whole chain claims to have taken; milliseconds since 1970. Absent before the first. */
  clock?: { last: number; life: number }
}

export const FIRST_TIP: Tip = { ended: 0, runs: {}, failedGates: [], receipt: GENESIS }

/** The state that `apply` takes. */
export function stateAt(tip: Tip, phase: Phase, rules: ProductionRules): ProductionState {
  const { receipt: _r, clock: _c, ...state } = tip
  return { ...state, phase, ...rules }
}

/** The clock after an event: the seconds of life that it claims are added. */
export function clockAfter(
  before: Tip['clock'],
  event: Pick<ProductionEvent, 'occurredAt' | 'timeScale'>,
): NonNullable<Tip['clock']> {
  const last = Date.parse(event.occurredAt)
  return { last, life: before ? before.life + (last - before.last) / event.timeScale : last }
}

export function tipAfter(state: ProductionState, event: ProductionEvent, before: Tip['clock']): Tip {
  const { phase: _p, routing: _r, gated: _g, gates: _m, ...rest } = state
  return { ...rest, receipt: event.receipt, clock: clockAfter(before, event) }
}

/** The same from the whole chain: for verifying, and for production orders that were kept before tips were. Throws when it does not hold. */
export function tipOf(routing: readonly string[], events: readonly ProductionEvent[], captured: boolean): Tip {
  const facts: Fact[] = [{ type: 'package-completed' }]
  for (const { body } of events) {
    facts.push(body)
    if (body.type === 'accepted' && captured) facts.push({ type: 'captured' })
  }
  const state = replay(routing, facts)
  if (!state.ok) throw new Error(`the facts do not hold: ${state.refusal.code}`)
  let tip = FIRST_TIP
  for (const event of events) tip = tipAfter(state.value, event, tip.clock)
  return tip
}
