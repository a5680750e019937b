import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { atelierProfile } from '@/lib/domain/network/profile'
import { seal } from '@/lib/domain/production/chain'
import type { EventBody } from '@/lib/domain/production/event'
import { parseSealedEvent } from '@/lib/domain/production/event-schema'
import { apply, begin, type Fact, type ProductionState } from '@/lib/domain/production/production-order'
import { FATES, type Fate, fateOf, forcedFate } from './fate'
import { atelierInstant, type Job, parseJobOrder } from './job-order'
import { executionOf, script } from './twin'
import { readWorkshop } from './workshop'

const MINUTE = 60_000
const ACCEPTED = Date.parse('2026-11-22T23:40:00+01:00')

const number = (value: number, unit = 'MMT') => ({ ValueString: String(value), DataType: 'decimal', UnitOfMeasure: unit })

/** A job order of a ring as the package holds it, with nights and an office between the steps. */
function jobOrder(id: string) {
  const segment = (
    ID: string,
    process: string,
    center: string,
    from: string,
    minutes: number,
    quantities: Record<string, number>,
    tests: object[] = [],
  ) => ({
    ID,
    ProcessSegmentID: process,
    EarliestStartTime: from,
    LatestEndTime: new Date(Date.parse(from) + minutes * MINUTE).toISOString(),
    ElapsedTime: `PT${minutes}M`,
    EquipmentRequirement: [{ EquipmentID: center, EquipmentUse: 'WorkCenter' }],
    Parameter: Object.entries(quantities).map(([name, value]) => ({ ID: `Quantity/${name}`, Value: number(value) })),
    ...(ID === 'cast' || ID === 'pack' ? { PersonnelRequirement: [{ PersonnelUse: 'Gate' }] } : {}),
    TestSpecification: tests,
  })
  const test = (ID: string, nominal: number, lower?: number, upper?: number, unit = 'MMT') => ({
    ID,
    Feature: 'blank',
    Nominal: number(nominal, unit),
    ...(lower === undefined ? {} : { LowerLimit: number(lower, unit) }),
    ...(upper === undefined ? {} : { UpperLimit: number(upper, unit) }),
  })
  const OperationsSegment = [
    segment('pattern', 'resin-print', 'paris-print', '2026-11-24T09:00:00+01:00', 300, { height: 23.4, volume: 700 }),
    segment('cast', 'lost-wax-cast', 'paris-foundry', '2026-11-25T10:00:00+01:00', 1000, { grams: 9 }),
    segment('engrave', 'hand-engrave', 'paris-bench', '2026-11-27T09:30:00+01:00', 110, { strokeLength: 44 }, [
      test('depth', 0.45, 0.4, 0.5),
      test('stroke', 0.3, 0.25),
    ]),
    segment('polish', 'hand-polish', 'paris-bench', '2026-11-27T14:00:00+01:00', 80, { area: 900 }, [
      test('bore', 17.825, 17.775, 17.875),
      test('wall', 1.21, 1),
    ]),
    segment('hallmark', 'guarantee-office', 'paris-desk', '2026-11-30T09:00:00+01:00', 2890, {}),
    segment('pack', 'pack', 'paris-desk', '2026-12-02T11:00:00+01:00', 15, { pieces: 1 }, [
      test('mass', 9.31, 8.94, 9.68, 'GRM'),
    ]),
  ]
  return { JobOrder: { ID: id, EndTime: '2026-12-02T11:15:00+01:00', OperationsSegment } }
}

const ids = Array.from({ length: 25 }, (_, index) => `po_${String(index).padStart(12, '0')}`)
const jobs = ids.map((id) => parseJobOrder(jobOrder(id)))
const play = (job: Job, finishSeconds = 270, fate: Fate = 'plain', acceptedAt = ACCEPTED) =>
  script({
    job,
    fate,
    workshop: readWorkshop('paris'),
    acceptedAt,
    promised: '2026-12-04T18:00:00+01:00',
    finishSeconds,
    speak: (at) => atelierInstant(at, job.offset),
  })

describe('the twin', () => {
  it('finishes a piece three to six minutes after acceptance, whatever happens, also on a Friday night, a Sunday and New Year’s Eve', () => {
    const days = [
      '2026-11-20T23:50:00+01:00',
      '2026-11-22T12:00:00+01:00',
      '2026-12-31T18:30:00+01:00',
      '2026-11-25T10:00:00+01:00',
    ]
    for (const [index, job] of jobs.slice(0, 12).entries()) {
      for (const fate of FATES) {
        const acceptedAt = Date.parse(days[index % days.length]!)
        const later = acceptedAt - ACCEPTED
        const moved = job.steps.map((step) => ({ ...step, from: step.from + later, to: step.to + later }))
        const told = play({ ...job, ready: job.ready + later, steps: moved }, 270, fate, acceptedAt)
        const finished = told.find(({ body }) => body.type === 'finished')
        expect(finished?.life).toBeGreaterThan(180_000)
        expect(finished?.life).toBeLessThan(360_000)
      }
    }
  })

  it('stops an operation while its air is outside the window, moves the promise and says which reading did it', () => {
    for (const job of jobs) {
      const told = play(job, 270, 'climate')
      const out = told.findIndex(({ body }) => body.type === 'climate' && !body.inWindow)
      const reading = told[out]?.body as Extract<EventBody, { type: 'climate' }>
      const window = readWorkshop('paris').workCenters[reading.workCenter]!.window
      expect(reading.humidity).toBeGreaterThan(window.humidity[1])
      const move = told[out + 1]?.body as Extract<EventBody, { type: 'promise-moved' }>
      expect(move).toMatchObject({ type: 'promise-moved', causedBy: `step-${out}` })
      expect(Date.parse(move.promised)).toBeGreaterThan(Date.parse('2026-12-04T18:00:00+01:00'))
      const back = told.findIndex(({ body }, index) => index > out && body.type === 'climate' && body.inWindow)
      expect(told.slice(out, back).every(({ body }) => body.type === 'climate' || body.type === 'promise-moved')).toBe(true)
      expect(executionOf(told, reading.workCenter, told[out]!.at)).toBe('INTERRUPTED')
      expect(executionOf(told, reading.workCenter, told[back]!.at)).toBe('ACTIVE')
    }
  })

  it('sends a piece back to a named operation when a gate is not passed, and does it again', () => {
    const sent = new Set<string>()
    for (const job of jobs) {
      const bodies = play(job, 270, 'rework').map(({ body }) => body)
      const back = bodies.findIndex(({ type }) => type === 'rework')
      const rework = bodies[back] as Extract<EventBody, { type: 'rework' }>
      expect(bodies[back - 1]).toMatchObject({ type: 'gate-measured', gate: rework.gate, passed: false })
      const failed = bodies[back - 1] as Extract<EventBody, { type: 'gate-measured' }>
      expect(failed.measured).toBeLessThan(failed.lower)
      const after = bodies.slice(back)
      expect(after.find(({ type }) => type === 'operation-started')).toMatchObject({ operation: rework.backTo, run: 2 })
      expect(after.find((body) => body.type === 'gate-measured' && body.gate === rework.gate)).toMatchObject({ passed: true })
      sent.add(rework.backTo)
    }
    expect(sent).toEqual(new Set(['engrave', 'polish']))
  })

  it('moves no promise when nothing happens, although every step takes its few minutes more or less', () => {
    for (const job of jobs) expect(play(job).filter(({ body }) => body.type === 'promise-moved')).toEqual([])
  })

  it('meets a climate about once in four orders and a rework about once in six, unless it is told', () => {
    const fates = Array.from({ length: 2000 }, (_, index) => fateOf(`po_${index}`))
    const share = (fate: Fate) => fates.filter((one) => one === fate).length / fates.length
    expect(share('climate')).toBeCloseTo(0.25, 1)
    expect(share('rework')).toBeCloseTo(1 / 6, 1)
    expect(forcedFate('milan:rework,tokyo:climate', 'milan')).toBe('rework')
    expect(forcedFate('milan:rework,tokyo:climate', 'paris')).toBeUndefined()
    expect(forcedFate('plain', 'paris')).toBe('plain')
    expect(() => forcedFate('paris:doom', 'paris')).toThrow('doom')
  })

  it('says only what the house’s own table and schema allow', () => {
    for (const [index, job] of jobs.entries()) {
      const fate = FATES[index % FATES.length]!
      let state: ProductionState = begin({
        routing: job.steps.map(({ operation }) => operation),
        gated: job.steps.filter(({ gated }) => gated).map(({ operation }) => operation),
        gates: job.steps.flatMap(({ operation, checks }) => checks.map((check) => ({ ...check, operation }))),
      })
      const facts = play(job, 270, fate).flatMap(({ body }): Fact[] =>
        body.type === 'accepted' ? [{ type: 'package-completed' as const }, body, { type: 'captured' as const }] : [body],
      )
      for (const fact of facts) {
        const next = apply(state, fact)
        expect(next, JSON.stringify(fact)).toMatchObject({ ok: true })
        if (next.ok) state = next.value
      }
      expect(state.phase).toBe('delivered')
      for (const [sequence, step] of play(job, 270, fate).entries()) {
        const { at, timeScale, body } = step
        const event = {
          id: 'evt_00000000',
          productionOrder: job.id,
          atelier: 'paris',
          sequence,
          previous: '0'.repeat(64),
          occurredAt: atelierInstant(at, 60),
          timeScale,
          body,
        }
        const sealed =
          sequence === 0
            ? seal(event, 'key_paris_1', 'ab'.repeat(32))
            : { ...event, keyId: 'key_paris_1', signature: 'a'.repeat(128) }
        expect(parseSealedEvent(sealed), JSON.stringify(body)).toMatchObject({ ok: true })
      }
    }
  })

  it('claims no more seconds of life than have passed, at no more than a millionfold', () => {
    for (const seconds of [2, 270]) {
      let claimed = 0
      let last = ACCEPTED
      for (const { at, life, timeScale } of play(jobs[0]!, seconds)) {
        claimed += (at - last) / timeScale
        last = at
        expect(claimed).toBeLessThanOrEqual(life + 1)
        expect(timeScale).toBeLessThanOrEqual(1_000_000)
      }
    }
  })

  it('measures what was designed, inside its limits and as coarse as its instrument', () => {
    const gates = jobs.flatMap((job) => play(job).flatMap(({ body }) => (body.type === 'gate-measured' ? [body] : [])))
    expect(new Set(gates.map(({ gate }) => gate))).toEqual(new Set(['depth', 'stroke', 'bore', 'wall', 'mass']))
    for (const { measured, lower, upper } of gates) expect(measured >= lower && measured <= upper).toBe(true)
    const bores = gates.filter(({ gate }) => gate === 'bore').map(({ measured }) => measured)
    const mean = bores.reduce((sum, value) => sum + value, 0) / bores.length
    expect(Math.abs(mean - 17.825)).toBeLessThan(0.012)
    expect(new Set(bores).size).toBeGreaterThan(3)
    for (const value of bores) expect(Math.abs(value / 0.005 - Math.round(value / 0.005))).toBeLessThan(1e-6)
  })

  it('keeps the slots of the plan and is the same again for the same order', () => {
    const job = jobs[3]!
    expect(play(job)).toEqual(play(job))
    for (const { at, body } of play(job)) {
      if (body.type === 'operation-started')
        expect(at).toBeGreaterThanOrEqual(job.steps.find(({ operation }) => operation === body.operation)!.from)
    }
    const engraving = play(job).find(({ body }) => body.type === 'operation-started' && body.operation === 'engrave')!
    expect(executionOf(play(job), 'paris-bench', engraving.at)).toBe('ACTIVE')
    expect(executionOf(play(job), 'paris-bench', engraving.at - 1)).toBe('READY')
  })

  it('counts layers up to the height and strokes up to the last', () => {
    const progress = play(jobs[0]!).flatMap(({ body }) => (body.type === 'operation-progress' ? [body] : []))
    const last = (operation: string) => progress.findLast((body) => body.operation === operation)
    // 23.4 mm at 50 µm.
    expect(last('pattern')).toMatchObject({ done: 468, total: 468, unit: 'layers' })
    expect(last('engrave')).toMatchObject({ done: 22, total: 22, unit: 'strokes' })
  })

  it('reads no job order that it does not understand', () => {
    expect(() => parseJobOrder({ JobOrder: { ...jobOrder('po_1').JobOrder, OperationsSegment: [] } })).toThrow()
    expect(() => parseJobOrder('<xml>')).toThrow()
  })
})

it.each(['paris', 'milan', 'tokyo'])('the rooms of %s have the windows of its profile', (atelier) => {
  const seed = JSON.parse(readFileSync(new URL(`../db/seed/ateliers/${atelier}.json`, import.meta.url), 'utf8'))
  const { workCenters } = readWorkshop(atelier)
  for (const { id, climate } of atelierProfile.parse(seed).workCenters) {
    const { temperature, humidity } = climate
    expect(workCenters[id]?.window, id).toEqual({ temperature, humidity })
  }
})
