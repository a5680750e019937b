import { hashOf } from '@/lib/domain/design/canonical'
import type { EventBody } from '@/lib/domain/production/event'
import type { Check, Job, JobStep } from './job-order'
import type { Workshop } from './workshop'

/** One thing the workshop will say: when on its own clock, how fast that clock runs up to then, and when in life. */
export interface ScriptStep {
  /** Atelier's clock, milliseconds since 1970. */
  at: number
  /** Atelier seconds per second of life since the step before. */
  timeScale: number
  /** Milliseconds of life after acceptance. */
  life: number
  body: EventBody
}

export interface TwinInput {
  job: Job
  workshop: Workshop
  /** When the order was accepted, milliseconds since 1970; clock and life are one at that moment. */
  acceptedAt: number
  /** What was promised, ISO 8601. */
  promised: string
  /** Seconds of life from acceptance to the finished piece, more or less. */
  finishSeconds: number
  speak: (at: number) => string
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Part of the show in which nobody works: nights, weekends, queues. */
const WAITING_SHARE = 0.14
/** In a script, where the ids of events are not known yet: the one before. */
export const PREVIOUS_EVENT = 'previous-event'
/** The house takes no faster clock than this, atelier seconds per second of life. */
const FASTEST = 1_000_000
/** A promise is moved for lateness of at least this. */
const LATE = 2 * HOUR
const INSTRUMENTS: Readonly<Record<string, { instrument: string; resolution: number; uncertainty: number }>> = {
  bore: { instrument: 'Bore gauge', resolution: 0.005, uncertainty: 0.005 },
  wall: { instrument: 'Dial calliper', resolution: 0.01, uncertainty: 0.01 },
  depth: { instrument: 'Depth gauge', resolution: 0.01, uncertainty: 0.01 },
  stroke: { instrument: 'Measuring microscope', resolution: 0.005, uncertainty: 0.005 },
  mass: { instrument: 'Balance', resolution: 0.01, uncertainty: 0.01 },
}

/**
 * A whole day's work of the twin, from acceptance to delivery, seeded by the order: the same order accepted at the same moment is
 * made the same way again, so that a restarted agent goes on where it was. Work keeps the plan's slots (people's hours with them);
 * the time-lapse is slow where there is something to see and fast through ovens, offices, nights and queues, and signs how fast.
 */
export function script(input: TwinInput): ScriptStep[] {
  const { job, acceptedAt, finishSeconds } = input
  const random = seeded(job.id)
  const slots = slotsOf(job, acceptedAt, random)
  const life = finishSeconds * 1000 * (0.95 + 0.1 * random())
  const waits = shares(slots.map(({ wait }) => wait ** 0.3))
  const works = shares(slots.map(({ step, duration }) => duration ** 0.4 * worthWatching(step)))
  const line = new Timeline(acceptedAt)
  line.say(0, 0, {
    type: 'accepted',
    promised: input.promised,
    lot: `${job.id.slice(-4).toUpperCase()}-${1 + Math.floor(random() * 90)}`,
  })
  let told = 0
  for (const [index, slot] of slots.entries()) {
    line.say(slot.wait, life * WAITING_SHARE * (waits[index] ?? 0), climate(input.workshop, slot.step, random))
    work(line, input, slot, life * (1 - WAITING_SHARE) * (works[index] ?? 0), random)
    const late = slot.start + slot.duration - slot.step.to
    if (late > LATE && late > told + HOUR) {
      told = late
      const promised = input.speak(Date.parse(input.promised) + late)
      line.say(MINUTE, 50, {
        type: 'promise-moved',
        promised,
        reason: `${slot.step.operation} ended late`,
        causedBy: PREVIOUS_EVENT,
      })
    }
  }
  line.say(MINUTE, 50, { type: 'finished' })
  line.say(2 * HOUR, life * 0.012, {
    type: 'shipped',
    carrier: input.workshop.carrier,
    tracking: `LO${hashOf(job.id).slice(0, 10).toUpperCase()}`,
  })
  line.say(Math.max(4 * HOUR, Date.parse(input.promised) - 3 * HOUR - line.now), life * 0.06, { type: 'delivered' })
  return line.steps
}

interface Slot {
  step: JobStep
  /** Since the operation before, ms of the atelier. */
  wait: number
  start: number
  duration: number
}

function slotsOf(job: Job, acceptedAt: number, random: () => number): Slot[] {
  let free = acceptedAt
  return job.steps.map((step) => {
    const start = Math.max(step.from, free + 5 * MINUTE)
    // People and machines are mostly as quick as planned; the plan holds a little more than is needed.
    const duration = Math.max(5 * MINUTE, step.elapsed * (0.92 + 0.1 * random()))
    const wait = start - free
    free = start + duration
    return { step, wait, start, duration }
  })
}

function worthWatching({ quantities }: JobStep): number {
  if (quantities.strokeLength !== undefined) return 2.2
  return quantities.height !== undefined ? 1.3 : 1
}

/** One operation: begun, under way with readings, measured, ended. `life`: ms of the show that it gets. */
function work(line: Timeline, { workshop }: TwinInput, slot: Slot, life: number, random: () => number): void {
  const { step, duration } = slot
  const { operation, workCenter, process } = step
  const room = workshop.workCenters[workCenter]
  const by = room?.by ?? workshop.inspector
  const tool = room?.tools[process]
  const count = counted(step)
  const parts = count ? Math.min(12, count.total) : 4
  const span = duration / (parts + 1)
  const each = life / (parts + 1)
  const speed = duration / life
  // Told a minute after the climate, at the speed of this operation, so that whoever watches knows how fast it goes.
  line.say(MINUTE, MINUTE / speed, { type: 'operation-started', operation, workCenter, by, run: 1, ...(tool ? { tool } : {}) })
  for (let part = 1; part <= parts; part++) {
    if (count) {
      const done = part === parts ? count.total : Math.floor((count.total * part) / parts)
      line.say(span, each, { type: 'operation-progress', operation, done, total: count.total, unit: count.unit })
    } else line.say(span, each, climate(workshop, step, random))
  }
  const rest = step.checks.length + 1
  for (const check of step.checks) line.say(span / rest, each / rest, measured(check, step, workshop, random))
  line.say(span / rest, each / rest, { type: 'operation-ended', operation, workCenter, run: 1 })
}

/** What is counted while it runs: layers of a print, strokes of an engraving, passes over a surface. */
function counted({ quantities, process }: JobStep): { total: number; unit: 'layers' | 'strokes' | 'passes' | 'mm' } | undefined {
  const { height, strokeLength, area } = quantities
  if (height !== undefined) {
    // 50 µm a layer; a mill goes down by height.
    return process.includes('mill')
      ? { total: Math.max(1, Math.ceil(height)), unit: 'mm' }
      : { total: Math.ceil(height / 0.05), unit: 'layers' }
  }
  // A graver is lifted about every two millimetres.
  if (strokeLength !== undefined) return { total: Math.max(8, Math.round(strokeLength / 2)), unit: 'strokes' }
  return area !== undefined ? { total: Math.max(6, Math.round(area / 60)), unit: 'passes' } : undefined
}

function climate(workshop: Workshop, { workCenter }: JobStep, random: () => number): EventBody {
  const room = workshop.workCenters[workCenter]
  const window = room?.window ?? { temperature: [16, 30], humidity: [30, 70] }
  const inside = ([low, high]: readonly number[], value: number) => Math.min(high ?? value, Math.max(low ?? value, value))
  const temperature = inside(window.temperature, (room?.temperature ?? 21) + (random() - 0.5) * 1.4)
  const humidity = inside(window.humidity, (room?.humidity ?? 45) + (random() - 0.5) * 5)
  return { type: 'climate', workCenter, temperature: rounded(temperature, 0.1), humidity: rounded(humidity, 0.5), inWindow: true }
}

/** A reading near the design's own value, inside its limits, as coarse as its instrument. */
function measured(check: Check, { operation, workCenter }: JobStep, workshop: Workshop, random: () => number): EventBody {
  const { gate, feature, nominal, unit } = check
  const { instrument, resolution, uncertainty } = INSTRUMENTS[gate] ?? {
    instrument: 'Calliper',
    resolution: 0.01,
    uncertainty: 0.02,
  }
  // Where only one limit was asked for, the other is the nominal ± a quarter; a limit that the drawing itself misses is the drawing's.
  const lower = Math.min(check.lower ?? nominal * 0.75, nominal)
  const upper = Math.max(check.upper ?? nominal * 1.25, nominal)
  const spread = Math.min(upper - nominal, nominal - lower) || Math.max(upper - nominal, nominal - lower)
  // Sum of three: bell-shaped, never beyond 60 % of the tolerance.
  const off = ((random() + random() + random()) / 1.5 - 1) * 0.6 * spread
  const value = Math.min(
    upper,
    Math.max(lower, rounded(nominal + (nominal + off < lower || nominal + off > upper ? 0 : off), resolution)),
  )
  const by = workshop.workCenters[workCenter]?.by ?? workshop.inspector
  const cosigned = by.name === workshop.inspector.name ? {} : { cosignedBy: workshop.inspector }
  const limits = { lower: rounded(lower, 0.0001), upper: rounded(upper, 0.0001) }
  const clamped = Math.min(limits.upper, Math.max(limits.lower, value))
  return {
    type: 'gate-measured',
    gate,
    feature,
    operation,
    measured: clamped,
    ...limits,
    unit,
    instrument,
    uncertainty,
    passed: true,
    by,
    ...cosigned,
  }
}

/** Clock and life side by side. */
class Timeline {
  readonly steps: ScriptStep[] = []
  now: number
  private life = 0

  constructor(start: number) {
    this.now = start
  }

  say(atelier: number, life: number, body: EventBody): void {
    const passed = Math.round(atelier)
    // Rounded up, so that the seconds of life which the chain claims never run ahead of life itself.
    const lived = Math.max(1, life, passed / FASTEST)
    const timeScale = this.steps.length === 0 ? 1 : Math.min(FASTEST, Math.max(1, Math.ceil(passed / lived)))
    this.now += passed
    this.life += lived
    this.steps.push({ at: this.now, timeScale, life: this.life, body })
  }
}

function shares(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => weight / sum)
}

const rounded = (value: number, to: number) => Number((Math.round(value / to) * to).toFixed(4))

/** mulberry32, seeded by a name. */
function seeded(name: string): () => number {
  let state = Number.parseInt(hashOf(name).slice(0, 8), 16)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** MTConnect's Execution of a work center at a moment of the script. */
export function executionOf(
  steps: readonly ScriptStep[],
  workCenter: string,
  at: number,
): 'READY' | 'ACTIVE' | 'PROGRAM_COMPLETED' {
  const last = steps.findLast(
    ({ at: when, body }) =>
      when <= at && (body.type === 'operation-started' || body.type === 'operation-ended') && body.workCenter === workCenter,
  )
  if (!last) return 'READY'
  return last.body.type === 'operation-started' ? 'ACTIVE' : 'PROGRAM_COMPLETED'
}
