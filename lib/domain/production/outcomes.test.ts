import { describe, expect, it } from 'vitest'
import { confirmed } from './confirm'
import type { EventBody } from './event'
import { parseSealedEvent } from './event-schema'
import { outcomes } from './outcomes'

const by = { kind: 'person', name: 'AL' } as const
const ended = (operation: string): EventBody => ({ type: 'operation-ended', operation, workCenter: 'w', run: 1 })
const gate = (operation: string, passed: boolean): EventBody => ({
  type: 'gate-measured',
  gate: 'depth',
  feature: 'monogram',
  operation,
  measured: passed ? 1 : 3,
  lower: 0,
  upper: 2,
  unit: 'mm',
  instrument: 'gauge',
  uncertainty: 0.01,
  passed,
  by,
})

describe('outcomes of a finished build', () => {
  it('blame the step that failed its check or was gone back to, and no other', () => {
    const operations = ['cast', 'engrave', 'polish', 'pack'].map((id) => ({ id, family: id as 'cast' }))
    const steps = operations.map(({ id }) => ({ operation: id, process: `by-${id}` }))
    const events: EventBody[] = [
      ended('cast'),
      ended('engrave'),
      gate('engrave', false),
      { type: 'rework', gate: 'depth', backTo: 'cast', reason: 'too deep' },
      ended('cast'),
      ended('engrave'),
      gate('engrave', true),
      ended('polish'),
    ]
    expect(
      outcomes(
        operations,
        steps,
        events.map((body) => ({ body })),
      ),
    ).toEqual([
      { operation: 'cast', family: 'cast', process: 'by-cast', passed: false },
      { operation: 'engrave', family: 'engrave', process: 'by-engrave', passed: false },
      { operation: 'polish', family: 'polish', process: 'by-polish', passed: true },
    ])
  })
})

describe('an acceptance', () => {
  const finding = (rule: string, severity: 'unknown' | 'review' | 'advice') => ({
    rule,
    severity,
    feature: 'blank',
    at: [],
    parameters: {},
    source: { kind: 'assumption' as const, text: '' },
  })
  const verdict = {
    findings: [finding('wall.minimum', 'unknown'), finding('section.thickest', 'review'), finding('wall.knife', 'advice')],
  }
  const answer = (rule: string) => ({ rule, feature: 'blank', reason: 'Held by hand', by })

  it('answers every question, each by a person, and nothing else', () => {
    const both = [answer('wall.minimum'), answer('section.thickest')]
    expect(confirmed(verdict, both).ok).toBe(true)
    expect(confirmed({ findings: [] }).ok).toBe(true)
    const code = (answers: Parameters<typeof confirmed>[1]) => {
      const result = confirmed(verdict, answers)
      return result.ok ? 'ok' : result.refusal.code
    }
    expect(code(undefined)).toBe('event.unconfirmed')
    expect(code(both.slice(0, 1))).toBe('event.unconfirmed')
    expect(code([...both, answer('wall.knife')])).toBe('event.confirms-nothing')
    expect(code([...both, answer('wall.minimum')])).toBe('event.confirms-nothing')
    expect(code([both[0]!, { ...both[1]!, by: { kind: 'cell', name: 'C1' } }])).toBe('event.confirmed-by-cell')
  })

  it('carries its answers in the signed event', () => {
    const event = (body: unknown) =>
      parseSealedEvent({
        id: 'evt_00000001',
        productionOrder: 'po_00000001',
        atelier: 'milan',
        sequence: 0,
        previous: '0'.repeat(64),
        occurredAt: '2026-12-01T10:00:00Z',
        timeScale: 1,
        body,
        keyId: 'key_0001',
        signature: '0'.repeat(128),
      })
    const accepted = { type: 'accepted', promised: '2026-12-08T10:00:00Z', confirmations: [answer('wall.minimum')] }
    expect(event(accepted).ok).toBe(true)
    expect(event({ ...accepted, confirmations: [{ ...answer('wall.minimum'), reason: '' }] })).toMatchObject({
      refusal: { path: '/body/confirmations/0/reason' },
    })
  })
})
