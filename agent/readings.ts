import type { EventBody } from '@/lib/domain/production/event'
import type { Check, JobStep } from './job-order'
import { rounded } from './random'
import type { Workshop } from './workshop'

type Climate = Extract<EventBody, { type: 'climate' }>
type Measured = Extract<EventBody, { type: 'gate-measured' }>

const INSTRUMENTS: Readonly<Record<string, { instrument: string; resolution: number; uncertainty: number }>> = {
  bore: { instrument: 'Bore gauge', resolution: 0.005, uncertainty: 0.005 },
  wall: { instrument: 'Dial calliper', resolution: 0.01, uncertainty: 0.01 },
  depth: { instrument: 'Depth gauge', resolution: 0.01, uncertainty: 0.01 },
  stroke: { instrument: 'Measuring microscope', resolution: 0.005, uncertainty: 0.005 },
  mass: { instrument: 'Balance', resolution: 0.01, uncertainty: 0.01 },
}
const COMFORT = { temperature: [16, 30], humidity: [30, 70] } as const

/** The air of a work center within its window. */
export function airOf(workshop: Workshop, workCenter: string, random: () => number): Omit<Climate, 'type'> {
  const room = workshop.workCenters[workCenter]
  const window = room?.window ?? COMFORT
  const inside = ([low, high]: readonly number[], value: number) => Math.min(high ?? value, Math.max(low ?? value, value))
  const temperature = inside(window.temperature, (room?.temperature ?? 21) + (random() - 0.5) * 1.4)
  const humidity = inside(window.humidity, (room?.humidity ?? 45) + (random() - 0.5) * 5)
  return { workCenter, temperature: rounded(temperature, 0.1), humidity: rounded(humidity, 0.5), inWindow: true }
}

export const climate = (workshop: Workshop, { workCenter }: JobStep, random: () => number): Climate => ({
  type: 'climate',
  ...airOf(workshop, workCenter, random),
})

/** The air too damp to work in; `by`: how far above the window, share of it. */
export function dampAir(workshop: Workshop, step: JobStep, random: () => number, by: number): Climate {
  const window = workshop.workCenters[step.workCenter]?.window ?? COMFORT
  const [low, high] = window.humidity
  return {
    ...climate(workshop, step, random),
    humidity: rounded(Math.min(98, high + 1 + (high - low) * by), 0.5),
    inWindow: false,
  }
}

/** A reading near the design's own value, as coarse as its instrument: inside its limits, or as far below them as a second run can mend. */
export function measured(check: Check, step: JobStep, workshop: Workshop, random: () => number, passes = true): Measured {
  const { gate, feature, nominal, unit } = check
  const { instrument, resolution, uncertainty } = INSTRUMENTS[gate] ?? {
    instrument: 'Calliper',
    resolution: 0.01,
    uncertainty: 0.02,
  }
  // Where only one limit was asked for, the other is the nominal ± a quarter; a limit that the drawing itself misses is the drawing's.
  const lower = Math.min(check.lower ?? nominal * 0.75, nominal)
  const upper = Math.max(check.upper ?? nominal * 1.25, nominal)
  const limits = { lower: rounded(lower, 0.0001), upper: rounded(upper, 0.0001) }
  const spread = Math.min(upper - nominal, nominal - lower) || Math.max(upper - nominal, nominal - lower)
  // Sum of three: bell-shaped, never beyond 60 % of the tolerance.
  const off = ((random() + random() + random()) / 1.5 - 1) * 0.6 * spread
  const near = nominal + off < lower || nominal + off > upper ? nominal : nominal + off
  const inside = Math.min(limits.upper, Math.max(limits.lower, rounded(near, resolution)))
  const below = rounded(limits.lower - Math.max(2 * resolution, (upper - lower) * (0.15 + 0.2 * random())), resolution)
  const by = workshop.workCenters[step.workCenter]?.by ?? workshop.inspector
  return {
    type: 'gate-measured',
    gate,
    feature,
    operation: step.operation,
    measured: passes ? inside : below,
    ...limits,
    unit,
    instrument,
    uncertainty,
    passed: passes,
    by,
    ...(by.name === workshop.inspector.name ? {} : { cosignedBy: workshop.inspector }),
  }
}
