import { hashOf } from '@/lib/domain/design/canonical'
import type { EventBody } from '@/lib/domain/production/event'
import { type Attempt, attemptsOf, movedPromise, slipOf } from './attempts'
import type { Fate } from './fate'
import type { Job, JobStep } from './job-order'
import { seeded } from './random'
import { climate, dampAir, measured } from './readings'
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
  fate: Fate
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Part of the show in which nobody works: nights, weekends, queues. */
const WAITING_SHARE = 0.14
/** Of paint on an edge, each dried and smoothed. */
const COATS = 3
/** In a script, where the ids of events are not known yet: the step of this number. */
export const STEP = /^step-(\d+)$/
/** The house takes no faster clock than this, atelier seconds per second of life. */
const FASTEST = 1_000_000
/** A promise is moved for lateness of at least this. */
const LATE = 2 * HOUR
/**
 * A whole day's work of the twin, from acceptance to delivery, seeded by the order: the same order accepted at the same moment is
 * made the same way again, so that a restarted agent goes on where it was. Work keeps the plan's slots (people's hours with them);
 * the time-lapse is slow where there is something to see and fast through ovens, offices, nights and queues, and signs how fast.
 */
export function script(input: TwinInput): ScriptStep[] {
  const { job, workshop, acceptedAt, finishSeconds, fate } = input
  const random = seeded(job.id)
  const attempts = attemptsOf(job, workshop, acceptedAt, fate, random)
  const calm = attemptsOf(job, workshop, acceptedAt, 'plain', seeded(job.id))
  const life = finishSeconds * 1000 * (0.95 + 0.1 * random())
  const waits = shares(attempts.map(({ wait }) => wait ** 0.3))
  const works = shares(attempts.map(worthWatching))
  const line = new Timeline(acceptedAt)
  const promise = new MovingPromise(input, line)
  line.say(0, 0, {
    type: 'accepted',
    promised: input.promised,
    lot: `${job.id.slice(-4).toUpperCase()}-${1 + Math.floor(random() * 90)}`,
    ...confirmations(job, workshop),
  })
  for (const [index, attempt] of attempts.entries()) {
    line.say(attempt.wait, life * WAITING_SHARE * (waits[index] ?? 0), climate(workshop, attempt.step, random))
    work(line, input, attempt, life * (1 - WAITING_SHARE) * (works[index] ?? 0), random, (reason, cause) =>
      promise.move(slipOf(job, attempts), reason, cause),
    )
    if (index === 0) promise.move(slipOf(job, calm), `${attempt.step.operation} ended late`, line.last)
  }
  line.say(MINUTE, 50, { type: 'finished' })
  line.say(2 * HOUR, life * 0.012, {
    type: 'shipped',
    carrier: workshop.carrier,
    tracking: `LO${hashOf(job.id).slice(0, 10).toUpperCase()}`,
  })
  line.say(Math.max(4 * HOUR, promise.at - 3 * HOUR - line.now), life * 0.06, { type: 'delivered' })
  return line.steps
}

/** The twin's own person looks at what is left open and takes it on. */
function confirmations({ questions }: TwinInput['job'], workshop: TwinInput['workshop']) {
  const by = [workshop.inspector, ...Object.values(workshop.workCenters).map((center) => center.by)].find(
    ({ kind }) => kind === 'person',
  )
  if (questions.length === 0 || !by) return {}
  return {
    confirmations: questions.map(({ rule, feature }) => ({ rule, feature, reason: 'Seen on the drawing; held by hand', by })),
  }
}

/** What was promised last; told again only when it moves by more than an hour. */
class MovingPromise {
  at: number
  private told = 0
  private readonly first: number
  private readonly input: TwinInput
  private readonly line: Timeline

  constructor(input: TwinInput, line: Timeline) {
    this.first = Date.parse(input.promised)
    this.at = this.first
    this.input = input
    this.line = line
  }

  /** `cause`: number of the step in the script that moved it. */
  move(slip: number, reason: string, cause: number): void {
    if (slip < LATE || slip < this.told + HOUR) return
    this.told = slip
    this.at = movedPromise(this.first, slip, this.input.job.offset)
    this.line.say(MINUTE, 50, { type: 'promise-moved', promised: this.input.speak(this.at), reason, causedBy: `step-${cause}` })
  }
}

function worthWatching({ step: { quantities }, duration, pause, run }: Attempt): number {
  const weight =
    quantities.strokeLength !== undefined || quantities.stitches !== undefined ? 2.2 : quantities.height !== undefined ? 1.3 : 1
  return (duration - pause) ** 0.4 * weight * (pause > 0 ? 1.5 : 1) * (run > 1 ? 0.8 : 1)
}

/** One attempt: begun, under way with readings, held up by the air if it must be, measured, ended or sent back. `life`: ms of the show that it gets. */
function work(
  line: Timeline,
  { workshop }: TwinInput,
  attempt: Attempt,
  life: number,
  random: () => number,
  moved: (reason: string, cause: number) => void,
): void {
  const { step, run, pause, fails } = attempt
  const { operation, workCenter, process } = step
  const room = workshop.workCenters[workCenter]
  const by = room?.by ?? workshop.inspector
  const tool = room?.tools[process]
  const count = counted(step)
  const parts = count ? Math.min(12, count.total) : 4
  const duration = attempt.duration - pause
  const working = pause > 0 ? life * 0.68 : life
  const span = duration / (parts + 1)
  const each = working / (parts + 1)
  const speed = duration / working
  // Told a minute after the climate, at the speed of this operation, so that whoever watches knows how fast it goes.
  line.say(MINUTE, MINUTE / speed, { type: 'operation-started', operation, workCenter, by, run, ...(tool ? { tool } : {}) })
  for (let part = 1; part <= parts; part++) {
    if (count) {
      const done = part === parts ? count.total : Math.floor((count.total * part) / parts)
      line.say(span, each, { type: 'operation-progress', operation, done, total: count.total, unit: count.unit })
    } else line.say(span, each, climate(workshop, step, random))
    if (pause > 0 && part === Math.ceil(parts / 2)) hold(line, workshop, attempt, life - working, random, moved)
  }
  const checks = fails ? [...step.checks.filter(({ gate }) => gate !== fails.gate), fails] : step.checks
  const rest = checks.length + 1 + (step.gated && !fails ? 1 : 0)
  for (const check of checks) {
    line.say(span / rest, each / rest, measured(check, step, workshop, random, check !== fails))
  }
  if (!fails) {
    line.say(span / rest, each / rest, { type: 'operation-ended', operation, workCenter, run })
    if (step.gated) line.say(span / rest, each / rest, { type: 'gate-signed', operation, run, by: workshop.inspector })
    return
  }
  const reason = `${fails.gate} measured under its tolerance`
  line.say(span / rest, each / rest, { type: 'rework', gate: fails.gate, backTo: operation, reason })
  moved(`${operation} done again`, line.last)
}

/** The air leaves its window, is read again and again, and comes back. */
function hold(
  line: Timeline,
  workshop: Workshop,
  { step, pause }: Attempt,
  life: number,
  random: () => number,
  moved: (reason: string, cause: number) => void,
): void {
  line.say(MINUTE, 100, dampAir(workshop, step, random, 0.3))
  const out = line.last
  moved(`${step.operation} waited for its climate`, out)
  for (const damp of [0.22, 0.1]) line.say(pause / 3, life / 3, dampAir(workshop, step, random, damp))
  line.say(pause / 3, life / 3, climate(workshop, step, random))
}

/** What is counted while it runs: layers of a print, strokes of an engraving, passes over a surface. */
type Progress = Extract<EventBody, { type: 'operation-progress' }>

function counted({ quantities, process }: JobStep): Pick<Progress, 'total' | 'unit'> | undefined {
  const { height, strokeLength, area, stitches, length, pieces = 1 } = quantities
  if (stitches !== undefined) return { total: Math.max(1, Math.round(stitches)), unit: 'stitches' }
  // An edge is done coat by coat, several pieces are cut or laid on each other one after another; what else runs along an edge is a length.
  if (process.includes('edge')) return { total: COATS, unit: 'coats' }
  if ((length !== undefined || area !== undefined) && pieces > 1) return { total: Math.round(pieces), unit: 'panels' }
  if (length !== undefined) return { total: Math.max(1, Math.round(length)), unit: 'mm' }
  // A die is pressed as a whole: once to set the leather, once for the mark.
  if (process.includes('stamp')) return { total: 2, unit: 'passes' }
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

/** Clock and life side by side. */
class Timeline {
  readonly steps: ScriptStep[] = []
  now: number
  private life = 0

  /** Number of the step said last. */
  get last(): number {
    return this.steps.length - 1
  }

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

/** MTConnect's Execution of a work center at a moment of the script. */
export function executionOf(
  steps: readonly ScriptStep[],
  workCenter: string,
  at: number,
): 'READY' | 'ACTIVE' | 'INTERRUPTED' | 'PROGRAM_STOPPED' | 'PROGRAM_COMPLETED' {
  let execution: ReturnType<typeof executionOf> = 'READY'
  let open = false
  for (const { at: when, body } of steps) {
    if (when > at) break
    if (body.type === 'operation-started') {
      open = body.workCenter === workCenter
      if (open) execution = 'ACTIVE'
    } else if (!open) continue
    else if (body.type === 'climate' && body.workCenter === workCenter) execution = body.inWindow ? 'ACTIVE' : 'INTERRUPTED'
    else if (body.type === 'operation-ended') [execution, open] = ['PROGRAM_COMPLETED', false]
    else if (body.type === 'rework') [execution, open] = ['PROGRAM_STOPPED', false]
  }
  return execution
}
