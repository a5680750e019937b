import type { Fate } from './fate'
import type { Check, Job, JobStep } from './job-order'
import type { Workshop } from './workshop'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** One time at an operation. An operation that is done again has two. */
export interface Attempt {
  step: JobStep
  run: number
  /** Since the attempt before, ms of the atelier. */
  wait: number
  start: number
  /** ms, with the pause in it. */
  duration: number
  /** ms in which the room's air let nobody work. */
  pause: number
  /** The check that is not passed this time; the piece goes back. */
  fails?: Check
}

/** Everything that will be done, in its order, as chance (`random`) and `fate` have it. */
export function attemptsOf(job: Job, workshop: Workshop, acceptedAt: number, fate: Fate, random: () => number): Attempt[] {
  // People and machines are mostly as quick as planned; the plan holds a little more than is needed.
  const paces = job.steps.map(() => 0.92 + 0.1 * random())
  const drawn = random()
  const struck = fate === 'plain' ? undefined : struckBy(fate, job, drawn)
  const lay = (pauseDays: number) => layOut(job, workshop, acceptedAt, paces, struck, pauseDays * DAY)
  if (fate !== 'climate' || !struck) return lay(0)
  // Long enough to be felt: a plan with room in it would swallow a short one.
  const calm = slipOf(job, layOut(job, workshop, acceptedAt, paces, undefined, 0))
  for (let days = 1; days <= 5; days++) {
    const laid = lay(days + 0.1 * drawn)
    if (slipOf(job, laid) > Math.max(0, calm) + 12 * HOUR) return laid
  }
  return lay(5)
}

/** How much later than planned the piece will be finished, ms. */
export const slipOf = (job: Job, attempts: readonly Attempt[]): number => {
  const last = attempts.at(-1)
  return last ? last.start + last.duration - job.ready : 0
}

interface Struck {
  operation: string
  check?: Check
}

/** Gates whose work a second run puts right. */
const MENDABLE: ReadonlySet<string> = new Set(['depth', 'bore', 'stitches'])

/** The operation that fate strikes; none where nothing is measured that a second run could mend. */
function struckBy(fate: 'climate' | 'rework', job: Job, drawn: number): Struck | undefined {
  if (fate === 'rework') {
    const checks = job.steps.flatMap((step) => step.checks.map((check) => ({ operation: step.operation, check })))
    // Too shallow a cut is cut deeper, too tight a bore is opened, a seam with a stitch too few is sewn again through its holes.
    const mendable = checks.filter(({ check }) => MENDABLE.has(check.gate))
    return mendable[Math.floor(drawn * mendable.length)]
  }
  // Rooms where air matters are those of making; what is done at a desk or an office is not kept from it.
  const rooms = job.steps.filter(({ quantities }) => Object.keys(quantities).some((name) => name !== 'pieces'))
  const step = rooms[Math.floor(drawn * Math.min(4, rooms.length))] ?? job.steps[0]
  return step && { operation: step.operation }
}

function layOut(
  job: Job,
  workshop: Workshop,
  acceptedAt: number,
  paces: readonly number[],
  struck: Struck | undefined,
  pause: number,
): Attempt[] {
  const attempts: Attempt[] = []
  let free = acceptedAt
  const add = (step: JobStep, attempt: Pick<Attempt, 'run' | 'pause' | 'duration'>, earliest: number, fails?: Check) => {
    const soonest = Math.max(earliest, free + 5 * MINUTE)
    // A slot keeps its people when the piece comes a little late; only what has missed it waits for the next morning.
    const isMissed = soonest - step.from > 2 * HOUR
    const start = isMissed ? openAt(workshop, step.workCenter, soonest, job.offset) : soonest
    attempts.push({ step, ...attempt, wait: start - free, start, ...(fails ? { fails } : {}) })
    free = start + attempt.duration
  }
  for (const [index, step] of job.steps.entries()) {
    const work = Math.max(5 * MINUTE, step.elapsed * (paces[index] ?? 1))
    const here = struck?.operation === step.operation
    if (here && struck.check) {
      add(step, { run: 1, pause: 0, duration: work }, step.from, struck.check)
      // The second run mends what the first has left: it takes the smaller part of the time.
      add(step, { run: 2, pause: 0, duration: Math.max(5 * MINUTE, work * 0.6) }, step.from)
    } else {
      const held = here ? pause : 0
      add(step, { run: 1, pause: held, duration: work + held }, step.from)
    }
  }
  return attempts
}

/** People begin in their hours; machines at any. `offset`: of the atelier's clock from UTC, minutes. */
export function openAt(workshop: Workshop, workCenter: string, at: number, offset: number): number {
  if (workshop.workCenters[workCenter]?.by.kind === 'cell') return at
  for (let day = 0; day < 21; day++) {
    const midnight = Math.floor((at + offset * MINUTE) / DAY) * DAY + day * DAY
    const weekday = ((Math.floor(midnight / DAY) + 3) % 7) + 1
    const hours = workshop.hours[String(weekday)]
    if (!hours) continue
    const [open, close] = hours.map((text) => midnight - offset * MINUTE + minutesOf(text) * MINUTE)
    if (open !== undefined && close !== undefined && at < close - HOUR / 2) return Math.max(at, open)
  }
  return at
}

const minutesOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))

/** A parcel is handed over on a working day: the promise moves by whole days, and past a Sunday. */
export function movedPromise(promised: number, slip: number, offset: number): number {
  let moved = promised + Math.ceil(slip / DAY) * DAY
  while (((Math.floor((moved + offset * MINUTE) / DAY) + 3) % 7) + 1 === 7) moved += DAY
  return moved
}
