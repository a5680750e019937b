import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ORDER_STATES, ORDER_TRANSITIONS } from '../orders/order-state'
import { PAYMENT_STATES, PAYMENT_TRANSITIONS } from '../orders/payment-state'
import { apply, begin, type Fact, JOB_STATE, PHASES, type ProductionState, replay, TRANSITIONS } from './production-order'

const by = { kind: 'cell', name: 'P1' } as const
const started = (operation: string, run = 1): Fact => ({ type: 'operation-started', operation, workCenter: 'wc', by, run })
const ended = (operation: string, run = 1): Fact => ({ type: 'operation-ended', operation, workCenter: 'wc', run })
const climate = (inWindow: boolean): Fact => ({ type: 'climate', workCenter: 'wc', temperature: 21, humidity: 40, inWindow })
const gate = (measured: number): Fact => ({
  type: 'gate-measured',
  gate: 'bore',
  feature: 'bore',
  operation: 'polish',
  measured,
  lower: 17.8,
  upper: 17.86,
  unit: 'mm',
  instrument: 'bore gauge',
  uncertainty: 0.005,
  passed: measured >= 17.8 && measured <= 17.86,
  by,
})
const accepted: Fact = { type: 'accepted', promised: '2026-12-01T10:00:00Z' }
const routing = ['cast', 'polish']
const toReady: Fact[] = [{ type: 'package-completed' }, accepted, { type: 'captured' }]
const made: Fact[] = [...toReady, started('cast'), ended('cast'), started('polish'), gate(17.83), ended('polish')]

function reached(facts: Fact[]): ProductionState {
  const state = replay(routing, facts)
  if (!state.ok) throw new Error(state.refusal.code)
  return state.value
}
const codeOf = (facts: Fact[], fact: Fact) => {
  const next = apply(reached(facts), fact)
  return next.ok ? 'ok' : next.refusal.code
}

describe('transition tables', () => {
  it.each([
    ['production order', PHASES, TRANSITIONS, 'releasing'],
    ['order', ORDER_STATES, ORDER_TRANSITIONS, 'open'],
    ['payment', PAYMENT_STATES, PAYMENT_TRANSITIONS, 'open'],
  ] as const)('reach every state of a %s', (_, states, table, first) => {
    const edges = table as Readonly<Record<string, Readonly<Record<string, string>>>>
    const visited = new Set<string>([first])
    for (const state of visited) for (const next of Object.values(edges[state]!)) visited.add(next)
    expect([...visited].sort()).toEqual([...states].sort())
  })

  it('uses every ISA-95 job state', () => {
    const states = ['NotAllowedToStart', 'AllowedToStart', 'Running', 'Interrupted', 'Ended', 'Aborted']
    expect(new Set(Object.values(JOB_STATE))).toEqual(new Set(states))
  })
})

describe('a forced human gate', () => {
  const signed = (operation: string, kind: 'person' | 'cell' = 'person', run = 1): Fact => ({
    type: 'gate-signed',
    operation,
    run,
    by: { kind, name: 'M. A.' },
  })
  const after = (facts: Fact[]): ProductionState =>
    facts.reduce(
      (state, fact) => {
        const next = apply(state, fact)
        if (!next.ok) throw new Error(next.refusal.code)
        return next.value
      },
      begin({ routing, gated: ['cast', 'polish'], gates: [] }),
    )
  const code = (facts: Fact[], fact: Fact) => {
    const next = apply(after(facts), fact)
    return next.ok ? 'ok' : next.refusal.code
  }
  const cast = [...toReady, started('cast'), ended('cast')]

  it('keeps the next operation, and the end, from beginning before a person has signed', () => {
    expect(code(cast, started('polish'))).toBe('event.gate-unsigned')
    expect(code([...cast, signed('cast')], started('polish'))).toBe('ok')
    const polished = [...cast, signed('cast'), started('polish'), ended('polish')]
    expect(code(polished, { type: 'finished' })).toBe('event.gate-unsigned')
    expect(code([...polished, signed('polish')], { type: 'finished' })).toBe('ok')
  })

  it('is signed by a person, for the run that was done, while the piece is there', () => {
    expect(code(cast, signed('cast', 'cell'))).toBe('event.signed-by-cell')
    expect(code(cast, signed('cast', 'person', 2))).toBe('event.run')
    expect(code(cast, signed('polish'))).toBe('event.out-of-turn')
    expect(code(cast, signed('solder'))).toBe('event.unknown-operation')
    expect(code([...toReady, started('cast'), signed('cast'), ended('cast')], started('polish'))).toBe('ok')
  })

  it('is signed again for what is done again', () => {
    const back: Fact = { type: 'rework', gate: 'bore', backTo: 'cast', reason: 'porosity' }
    const again = [...cast, signed('cast'), started('polish'), gate(17.9), back, started('cast', 2), ended('cast', 2)]
    expect(code(again, started('polish', 2))).toBe('event.gate-unsigned')
    expect(code([...again, signed('cast', 'person', 2)], started('polish', 2))).toBe('ok')
  })
})

describe('the gates of a package', () => {
  const rules = {
    routing,
    gated: [],
    gates: [{ gate: 'bore', operation: 'polish', nominal: 17.83, lower: 17.8, upper: 17.86, unit: 'mm' as const }],
  }
  const after = (facts: Fact[]): ProductionState =>
    facts.reduce((state, fact) => {
      const next = apply(state, fact)
      if (!next.ok) throw new Error(next.refusal.code)
      return next.value
    }, begin(rules))
  const code = (facts: Fact[], fact: Fact) => {
    const next = apply(after(facts), fact)
    return next.ok ? 'ok' : next.refusal.code
  }
  const polished = [...toReady, started('cast'), ended('cast'), started('polish')]
  const bore = gate(17.83)

  it('are measured and passed before a piece is finished, and again after rework', () => {
    expect(code([...polished, ended('polish')], { type: 'finished' })).toBe('event.gate-unmeasured')
    expect(code([...polished, bore, ended('polish')], { type: 'finished' })).toBe('ok')
    const weight = { ...gate(17.9), gate: 'other' } as Fact
    const back: Fact = { type: 'rework', gate: 'other', backTo: 'polish', reason: 'again' }
    const again = [...polished, bore, weight, back, started('polish', 2), ended('polish', 2)]
    expect(code(again, { type: 'finished' })).toBe('event.gate-unmeasured')
    expect(code([...again, bore], { type: 'finished' })).toBe('ok')
  })

  it('are measured after their operation, in its unit, by limits that are no wider', () => {
    expect(code([...polished, ended('polish')], bore)).toBe('ok')
    expect(code(toReady.concat(started('cast')), bore)).toBe('event.out-of-turn')
    expect(code(polished, { ...bore, operation: 'cast' } as Fact)).toBe('event.gate-limits')
    expect(code(polished, { ...bore, unit: 'g' } as Fact)).toBe('event.gate-limits')
    expect(code(polished, { ...bore, lower: 17.7 } as Fact)).toBe('event.gate-limits')
    expect(code(polished, { ...bore, upper: 17.9 } as Fact)).toBe('event.gate-limits')
    expect(code(polished, { ...bore, lower: 17.82, upper: 17.85 } as Fact)).toBe('ok')
  })
})

describe('apply', () => {
  it('goes the whole way', () => {
    const shipped: Fact = { type: 'shipped', carrier: 'House post', tracking: 'HP1' }
    expect(reached([...made, { type: 'finished' }, shipped, { type: 'delivered' }]).phase).toBe('delivered')
  })

  it('starts nothing before the money is captured', () => {
    expect(codeOf([{ type: 'package-completed' }, accepted], started('cast'))).toBe('event.not-paid')
  })

  it('offers nothing before the package is complete', () => {
    expect(codeOf([], accepted)).toBe('event.illegal')
  })

  it('keeps the order of the routing', () => {
    expect(codeOf(toReady, started('polish'))).toBe('event.out-of-turn')
    expect(codeOf(toReady, started('weld'))).toBe('event.unknown-operation')
    expect(codeOf([...toReady, started('cast')], started('polish'))).toBe('event.out-of-turn')
    expect(codeOf([...toReady, started('cast')], ended('polish'))).toBe('event.operation-not-open')
    expect(codeOf([...toReady, started('cast'), ended('cast')], { type: 'finished' })).toBe('event.not-finished')
    expect(codeOf(toReady, started('cast', 2))).toBe('event.run')
  })

  it('refuses progress that runs backwards or beyond its total', () => {
    const progress = (done: number): Fact => ({ type: 'operation-progress', operation: 'cast', done, total: 10, unit: 'passes' })
    const running = [...toReady, started('cast'), progress(5)]
    expect(codeOf(running, progress(4))).toBe('event.progress')
    expect(codeOf(running, progress(11))).toBe('event.progress')
    expect(codeOf(running, progress(10))).toBe('ok')
  })

  it('refuses a gate whose verdict contradicts its own numbers', () => {
    expect(codeOf([...toReady, started('cast'), ended('cast'), started('polish')], { ...gate(17.9), passed: true } as Fact)).toBe(
      'event.gate-contradicts',
    )
  })

  it('sends a piece back after a failed gate, and only then', () => {
    const rework: Fact = { type: 'rework', gate: 'bore', backTo: 'polish', reason: 'bore 0.04 mm over' }
    const inPolish = [...toReady, started('cast'), ended('cast'), started('polish')]
    expect(codeOf(inPolish, rework)).toBe('event.no-failed-gate')
    expect(codeOf([...inPolish, gate(17.9), ended('polish')], { type: 'finished' })).toBe('event.gate-open')
    const again = [...inPolish, gate(17.9), rework]
    expect(reached(again).phase).toBe('interrupted')
    expect(reached([...again, started('polish', 2), gate(17.83), ended('polish', 2), { type: 'finished' }]).phase).toBe(
      'finished',
    )
  })

  it('holds the open operation while its climate is outside the window', () => {
    const held = [...toReady, started('cast'), climate(false)]
    expect(reached(held).phase).toBe('interrupted')
    expect(codeOf(held, ended('cast'))).toBe('event.illegal')
    expect(reached([...held, climate(true), ended('cast')]).phase).toBe('running')
  })

  it('lets no sequence of facts leave the table or lose the routing', () => {
    const any = fc.constantFrom<Fact>(
      ...made,
      gate(17.9),
      climate(false),
      climate(true),
      { type: 'finished' },
      { type: 'declined', reason: 'no' },
      { type: 'withdrawn' },
      { type: 'rework', gate: 'bore', backTo: 'cast', reason: 'r' },
      started('cast', 2),
    )
    fc.assert(
      fc.property(fc.array(any, { maxLength: 60 }), (facts) => {
        let state = begin({ routing, gated: [], gates: [] })
        for (const fact of facts) {
          const next = apply(state, fact)
          if (next.ok) state = next.value
          expect(state.ended).toBeLessThanOrEqual(routing.length)
          if (JOB_STATE[state.phase] === 'Ended') expect(state).toMatchObject({ ended: 2, failedGates: [] })
        }
      }),
      { seed: 11, numRuns: 300 },
    )
  })
})
