import type { Verdict } from '../manufacturability/finding'
import { type Result, refuse } from '../result'
import { energyOf, metalCarbon, type Range, times } from './carbon'
import { distanceKm } from './distance'
import { goodsCarbon } from './goods'
import type { Operation } from './operation'
import type { Bookings, Destination, Plan, PlannedStep } from './plan'
import type { AtelierProfile, Process } from './profile'
import { runTime } from './run-time'
import { deliveredAfter, passesCustoms, shippingOf } from './shipping'
import { isoIn, type Span, type WorkingHours, workingHoursOf } from './working-hours'

const SECOND = 1000
const MINUTE = 60_000
/** A person takes the piece up, measures it and signs (assumption). */
export const GATE_MINUTES = 10
const HOUR = 3_600_000
/** Standard deviations above the mean below which a normal sum lies with this certainty. */
const SIGMA_80 = 0.8416
const SIGMA_95 = 1.6449
/** A queue counted in hours is right to about so much of itself (assumption until bookings replace it). */
const QUEUE_SPREAD = 0.15
/** Open hours in a week over all hours, near enough for turning unattended time that is run again into working time. */
const OPEN_SHARE = 45 / 168

export interface PlanInput {
  operations: readonly Operation[]
  verdict: Verdict
  profile: AtelierProfile
  bookings: Bookings
  destination: Destination
  /** ISO 8601 instant with offset. */
  at: string
  /** Countries without customs between them; none means that every border has customs. */
  customsUnions?: readonly (readonly string[])[]
  /** For the footprint of what it is made of. */
  materials?: readonly {
    material: string
    finishedGrams: number
    amount?: { quantity: 'area' | 'length'; charged: number }
  }[]
}

interface Placed {
  step: PlannedStep
  to: number
  /** Minutes. */
  attended: number
  unattended: number
  assistedExtra: number
  /** Milliseconds that bookings alone hold it back. */
  held: number
  kilowattHours: number
  /** Probability that the step is right the first time. */
  reliability: number
}

type Reason = Plan['reasons'][number]
const reason = (code: string, parameters: Reason['parameters']): Reason => ({ code, parameters })

/** Booked spans of a work center, sorted, in milliseconds. */
function takenAt(bookings: Bookings, atelier: string, workCenter: string): Span[] {
  return (bookings[atelier] ?? [])
    .filter((booking) => booking.workCenter === workCenter)
    .map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }))
    .sort((a, b) => a.from - b.from)
}

/** Where a run that nobody attends can go through without a break: pushed behind each booking that it would meet. */
function runThrough(from: number, minutes: number, taken: readonly Span[]): Span {
  let start = from
  for (const span of taken) if (span.to > start && span.from < start + minutes * MINUTE) start = span.to
  return { from: start, to: start + minutes * MINUTE }
}

function placeStep(
  input: PlanInput,
  hours: WorkingHours,
  operation: Operation,
  cursor: number,
): Result<Placed, { code: string; parameters: Record<string, string> }> {
  const { verdict, profile, bookings } = input
  const given = verdict.operations.find((entry) => entry.operation === operation.id)
  const workCenter = profile.workCenters.find(({ id }) => id === given?.workCenter)
  const process = workCenter?.processes.find((entry) => entry.process === given?.process && entry.operation === operation.family)
  const failed = (code: string) => ({ ok: false, refusal: { code, parameters: { operation: operation.family } } }) as const
  if (!given || !workCenter || !process) return failed('plan.operation-missing')
  if (given.mode === 'outside') return failed('plan.outside')
  const { setup, run, attendedRun, unattended } = runTime(operation, process)
  const assistedExtra = given.mode === 'assisted' ? (setup + attendedRun) * profile.rates.assistedSurcharge : 0
  const gateMinutes = given.gate ? GATE_MINUTES : 0
  const attended = setup + attendedRun + assistedExtra + gateMinutes
  const taken = takenAt(bookings, profile.id, workCenter.id)
  const work = hours.work(cursor, attended, taken)
  if (!work) return failed('plan.no-hours')
  const away = process.away ? process.unattendedMinutes : 0
  const alone = unattended - away
  const machine = alone > 0 ? runThrough(work.to, alone, taken) : { from: work.to, to: work.to }
  const from = attended > 0 ? work.from : machine.from
  const to = machine.to + away * MINUTE
  const local = (instant: number) => isoIn(profile.timeZone, instant)
  const undisturbed = taken.length > 0 ? (hours.work(cursor, attended)?.to ?? work.to) + unattended * MINUTE : to
  return {
    ok: true,
    value: {
      step: {
        operation: operation.id,
        workCenter: workCenter.id,
        process: process.process,
        mode: given.mode,
        from: local(from),
        to: local(to),
        busy: joined([...work.busy, machine]).map((span) => ({ from: local(span.from), to: local(span.to) })),
        busyMinutes: Math.round(setup + run + assistedExtra + gateMinutes),
        elapsedMinutes: Math.round((to - from) / MINUTE),
        ...(given.gate ? { gate: given.gate } : {}),
      },
      to,
      attended,
      unattended,
      assistedExtra,
      held: to - undisturbed,
      kilowattHours: (process.energyKw * (setup + run + process.unattendedMinutes)) / 60,
      reliability: reliabilityOf(process, operation, given.mode),
    },
  }
}

/** Spans in order, with those that touch made one and what is shorter than a second left out. */
function joined(spans: readonly Span[]): Span[] {
  const found: Span[] = []
  for (const span of spans) {
    const last = found.at(-1)
    if (last && span.from - last.to < SECOND) last.to = span.to
    else found.push({ ...span })
  }
  return found.filter(({ from, to }) => Math.floor(to / SECOND) > Math.floor(from / SECOND))
}

/** A person at its side brings an assisted step to what was asked of it. */
function reliabilityOf(process: Process, operation: Operation, mode: PlannedStep['mode']): number {
  const own = process.capability.r.value
  return Math.max(0.05, mode === 'assisted' ? Math.max(own, operation.demand.r) : own)
}

/**
 * Working minutes to keep in hand: a step that is right with probability r is run 1/r times in the mean with variance (1 − r)/r², each
 * run costing its own time; the queue is an estimate.
 */
function inHand(placed: readonly Placed[], queueMinutes: number): { sure80: number; sure95: number } {
  let mean = 0
  let variance = (QUEUE_SPREAD * queueMinutes) ** 2
  for (const { attended, unattended, reliability } of placed) {
    const again = attended + unattended * OPEN_SHARE
    mean += (again * (1 - reliability)) / reliability
    variance += (again ** 2 * (1 - reliability)) / reliability ** 2
  }
  const sigma = Math.sqrt(variance)
  return { sure80: mean + SIGMA_80 * sigma, sure95: mean + SIGMA_95 * sigma }
}

const hoursUp = (minutes: number) => Math.max(0, Math.ceil(minutes / 60 - 1e-9))

function holidays(hours: WorkingHours, from: number, to: number): number {
  let found = 0
  for (let day = hours.dayOf(from); day <= hours.dayOf(to); day++) if (hours.isHoliday(day)) found++
  return found
}

/**
 * Route, slots and promise at one atelier: the steps in order through its people's hours (machines run on at night), after its queue
 * and around its bookings; then what is kept in hand and the road to the client. Refused when a step cannot be run here at all
 * (`plan.operation-missing`, `plan.outside`) or no hours are left (`plan.no-hours`).
 */
export function plan(input: PlanInput): Result<Plan> {
  const { profile, destination, operations } = input
  const hours = workingHoursOf(profile)
  const at = Date.parse(input.at)
  const queueMinutes = profile.calendar.queueHours * 60
  const queue = hours.work(at, queueMinutes)
  if (!queue) return refuse('plan.no-hours')
  const placed: Placed[] = []
  let cursor = queue.to
  for (const operation of operations) {
    const next = placeStep(input, hours, operation, cursor)
    if (!next.ok) return next
    placed.push(next.value)
    cursor = next.value.to
  }
  const kept = inHand(placed, queueMinutes)
  const ready80 = hours.work(cursor, kept.sure80)
  const ready95 = hours.work(cursor, kept.sure95)
  if (!ready80 || !ready95) return refuse('plan.no-hours')

  const km = distanceKm(profile.place, destination.place)
  const customs = passesCustoms(profile.country, destination.country, input.customsUnions ?? [])
  const shipping = shippingOf(profile, destination, km, customs)
  const road = shipping.days + shipping.customsDays
  const energy = energyOf(placed.reduce((sum, entry) => sum + entry.kilowattHours, 0))
  const local = (instant: number) => isoIn(profile.timeZone, instant)
  const metal = metalOf(input)
  return {
    ok: true,
    value: {
      atelier: profile.id,
      steps: placed.map(({ step }) => step),
      ready: local(ready80.to),
      delivered: local(deliveredAfter(hours, ready80.to, road)),
      certainty: 0.8,
      deliveredSure95: local(deliveredAfter(hours, ready95.to, road + shipping.lateDays)),
      distanceKm: Math.round(km),
      freightKgCo2e: shipping.kgCo2e,
      energyKwh: energy.total,
      energyKgCo2e: times(energy.total, profile.energy.kgCo2ePerKwh),
      microFactoryKwh: energy.microFactory,
      microFactoryKgCo2e: times(energy.microFactory, profile.energy.kgCo2ePerKwh),
      ...(metal ? { metalKgCo2e: metal } : {}),
      reasons: reasonsOf(placed, {
        queueMinutes,
        closed: holidays(hours, at, ready80.to),
        kept: kept.sure80,
        days: shipping.days,
        customsDays: shipping.customsDays,
        km,
      }),
    },
  }
}

function metalOf({ materials, profile }: PlanInput): Range | undefined {
  let sum: [number, number] | undefined
  for (const { material, finishedGrams, amount } of materials ?? []) {
    const share = profile.materials.find((held) => held.material === material)?.recycledShare ?? 0
    const range = amount ? goodsCarbon(material, amount.quantity, amount.charged) : metalCarbon(material, finishedGrams, share)
    if (range) sum = [(sum?.[0] ?? 0) + range[0], (sum?.[1] ?? 0) + range[1]]
  }
  return sum
}

interface Causes {
  queueMinutes: number
  closed: number
  kept: number
  days: number
  customsDays: number
  km: number
}

function reasonsOf(placed: readonly Placed[], causes: Causes): Reason[] {
  const sum = (pick: (entry: Placed) => number) => placed.reduce((total, entry) => total + pick(entry), 0)
  const reasons: Reason[] = []
  if (causes.queueMinutes > 0) reasons.push(reason('queue', { hours: hoursUp(causes.queueMinutes) }))
  for (const { step, held } of placed) {
    if (held >= HOUR) reasons.push(reason('booked', { workCenter: step.workCenter, hours: Math.round(held / HOUR) }))
  }
  reasons.push(reason('work', { hours: hoursUp(sum(({ attended }) => attended)) }))
  const alone = sum(({ unattended }) => unattended)
  if (alone >= 60) reasons.push(reason('unattended', { hours: hoursUp(alone) }))
  for (const { step, assistedExtra } of placed) {
    if (assistedExtra > 0) reasons.push(reason('assisted', { operation: step.operation, minutes: Math.ceil(assistedExtra) }))
  }
  for (const { step } of placed) {
    if (step.gate) reasons.push(reason('gate', { operation: step.operation, minutes: GATE_MINUTES }))
  }
  if (causes.closed > 0) reasons.push(reason('closed', { days: causes.closed }))
  reasons.push(reason('certainty', { hours: hoursUp(causes.kept) }))
  reasons.push(reason('shipping', { days: Math.ceil(causes.days), km: Math.round(causes.km) }))
  if (causes.customsDays > 0) reasons.push(reason('customs', { days: causes.customsDays }))
  return reasons
}

/** Codes that a plan's reasons can have; words under `promise.<code>`. */
export const promiseCodes = [
  'queue',
  'booked',
  'work',
  'unattended',
  'assisted',
  'gate',
  'closed',
  'certainty',
  'shipping',
  'customs',
] as const
