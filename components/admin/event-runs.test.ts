import { describe, expect, it } from 'vitest'
import type { EventBody } from '@/lib/domain/production/event'
import { eventEntries, sumOf } from './event-runs'

const air = (humidity: number, inWindow = true, workCenter = 'bench') =>
  ({ body: { type: 'climate', workCenter, temperature: 21, humidity, inWindow } as EventBody }) as const
const done = (count: number) =>
  ({ body: { type: 'operation-progress', operation: 'pattern-1', done: count, total: 9, unit: 'layers' } as EventBody }) as const
const fact = (type: 'finished' | 'delivered') => ({ body: { type } as EventBody }) as const

const shape = (entries: ReturnType<typeof eventEntries>) =>
  entries.map((entry) => (entry.kind === 'fact' ? entry.event.body.type : entry.events.length))

describe('entries of an event list', () => {
  it('keep every event exactly once and in order', () => {
    const events = [
      air(40),
      done(1),
      air(41),
      fact('finished'),
      air(42),
      air(80, false),
      air(81, false),
      air(44),
      fact('delivered'),
    ]
    const entries = eventEntries(events)
    expect(entries.flatMap((entry) => (entry.kind === 'fact' ? [entry.event] : entry.events))).toEqual(events)
    expect(shape(entries)).toEqual([3, 'finished', 1, 'climate', 1, 'climate', 'delivered'])
  })

  it('put the air before a step among the reports of that step', () => {
    const begun = {
      body: {
        type: 'operation-started',
        operation: 'pattern-1',
        workCenter: 'bench',
        by: { kind: 'cell', name: 'P1' },
        run: 1,
      } as EventBody,
    } as const
    expect(shape(eventEntries([air(40), begun, done(1), done(2), fact('finished')]))).toEqual([
      'operation-started',
      3,
      'finished',
    ])
  })

  it('show a reading that leaves its window and the one that comes back, work center by work center', () => {
    expect(shape(eventEntries([air(80, false, 'foundry'), air(40), air(41, true, 'foundry')]))).toEqual(['climate', 1, 'climate'])
  })
})

describe('what a run comes to', () => {
  it('is its last count and the extremes of the air', () => {
    expect(sumOf([air(40), done(1), done(5), air(47)])).toMatchObject({
      progress: { done: 5 },
      air: { temperature: [21, 21], humidity: [40, 47], inWindow: true },
    })
    expect(sumOf([done(2)])).not.toHaveProperty('air')
  })
})
