import { describe, expect, it } from 'vitest'
import type { EventBody } from './event'
import { buildStatus, type FoldedEvent, foldEvent } from './fold'

const step = (operation: string, from: string, to: string) => ({
  operation,
  workCenter: 'wc',
  process: 'p',
  mode: 'autonomous' as const,
  from,
  to,
  busyMinutes: 60,
  elapsedMinutes: 60,
})
const plan = {
  steps: [
    step('cast', '2026-11-23T09:00:00.000Z', '2026-11-23T10:00:00.000Z'),
    step('polish', '2026-11-23T11:00:00.000Z', '2026-11-23T12:00:00.000Z'),
  ],
  delivered: '2026-11-25T12:00:00.000Z',
  certainty: 0.8 as const,
}
const by = { kind: 'person', name: 'L. M.' } as const
const bodies: [string, EventBody][] = [
  ['2026-11-22T12:00:00.000Z', { type: 'accepted', promised: '2026-11-25T12:00:00.000Z', lot: 'AU-7' }],
  ['2026-11-23T09:30:00.000Z', { type: 'operation-started', operation: 'cast', workCenter: 'wc', by, run: 1 }],
  ['2026-11-23T09:40:00.000Z', { type: 'operation-progress', operation: 'cast', done: 3, total: 9, unit: 'passes' }],
  ['2026-11-23T10:30:00.000Z', { type: 'operation-ended', operation: 'cast', workCenter: 'wc', run: 1 }],
  [
    '2026-11-23T10:31:00.000Z',
    { type: 'promise-moved', promised: '2026-11-26T12:00:00.000Z', reason: 'late', causedBy: 'evt_3' },
  ],
  ['2026-11-23T11:30:00.000Z', { type: 'operation-started', operation: 'polish', workCenter: 'wc', by, tool: 'felt', run: 1 }],
  ['2026-11-23T12:30:00.000Z', { type: 'operation-ended', operation: 'polish', workCenter: 'wc', run: 1 }],
  ['2026-11-23T12:40:00.000Z', { type: 'finished' }],
]
const events: FoldedEvent[] = bodies.map(([occurredAt, body], sequence) => ({
  id: `evt_${sequence}`,
  sequence,
  occurredAt,
  timeScale: 60,
  receivedAt: `2026-11-22T12:00:0${sequence}.000Z`,
  body,
}))

describe('buildStatus', () => {
  it('knows nothing before the first event, and says so', () => {
    const status = buildStatus(plan, [])
    expect(status).toMatchObject({ state: 'NotAllowedToStart', sequence: -1 })
    expect(status.lastFactAt).toBeUndefined()
  })

  it('tells what is at work, and moves what is to come by half an hour', () => {
    const status = buildStatus(plan, events.slice(0, 3))
    expect(status.state).toBe('Running')
    expect(status.now).toMatchObject({ operation: 'cast', progress: { done: 3, total: 9 } })
    expect(status.stages.map((stage) => stage.expected)).toEqual(['2026-11-23T10:30:00.000Z', '2026-11-23T12:30:00.000Z'])
    expect(status.lastFactAt).toBe('2026-11-22T12:00:02.000Z')
  })

  it('expects what is planned in Tokyo on Tokyo’s day', () => {
    // Half past eight in Tokyo is still yesterday in Greenwich.
    const steps = [step('cast', '2026-11-23T08:00:00+09:00', '2026-11-23T08:30:00+09:00')]
    const occurredAt = '2026-11-23T08:10:00+09:00'
    const started = { ...events[1], sequence: 0, occurredAt } as FoldedEvent
    expect(buildStatus({ ...plan, steps }, [started]).stages[0]?.expected).toBe('2026-11-23T08:40:00.000+09:00')
  })

  it('says which event moved the promise', () => {
    const { promise } = buildStatus(plan, events)
    expect(promise).toMatchObject({ delivered: '2026-11-26T12:00:00.000Z', moves: [{ event: 'evt_4', reason: 'late' }] })
  })

  it('ends', () => {
    const status = buildStatus(plan, events)
    expect(status).toMatchObject({ state: 'Ended', lot: 'AU-7', finishedAt: '2026-11-23T12:40:00.000Z', sequence: 7 })
    expect(status.stages.every((stage) => stage.state === 'done')).toBe(true)
    expect(status.now).toBeUndefined()
  })

  it('is the same when folded at once, one by one, or with events delivered twice', () => {
    let status = buildStatus(plan, [])
    for (const event of events) status = foldEvent(plan, foldEvent(plan, status, event), event)
    expect(status).toEqual(buildStatus(plan, events))
  })

  it('is allowed to start only when the money is there, and aborted when called off', () => {
    expect(buildStatus(plan, events.slice(0, 1), { captured: false, withdrawn: false }).state).toBe('NotAllowedToStart')
    expect(buildStatus(plan, events.slice(0, 1)).state).toBe('AllowedToStart')
    expect(buildStatus(plan, events.slice(0, 1), { captured: false, withdrawn: true }).state).toBe('Aborted')
  })
})
