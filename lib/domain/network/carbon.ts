import { materials } from './materials'

export type Range = readonly [number, number]

/** A micro-factory uses 20–40 % more energy a unit than a central plant (IEA 2023). */
const MICRO_FACTORY: Range = [0.2, 0.4]
/** Spread of a machine's power about its rated mean (assumption until meters say more). */
const POWER_SPREAD = 0.1

/** kWh of a piece at this atelier, and the part of it that is the price of being small. */
export function energyOf(kilowattHours: number): { total: Range; microFactory: Range } {
  const total: Range = [kilowattHours * (1 - POWER_SPREAD), kilowattHours * (1 + POWER_SPREAD)]
  const part = (energy: number, penalty: number) => energy - energy / (1 + penalty)
  return { total, microFactory: [part(total[0], MICRO_FACTORY[0]), part(total[1], MICRO_FACTORY[1])] }
}

export const times = (range: Range, factor: Range): Range => [range[0] * factor[0], range[1] * factor[1]]

/** kg CO₂e of the metal in the finished piece, by the share that comes from scrap; undefined for a metal that we have no figures for. */
export function metalCarbon(material: string, finishedGrams: number, recycledShare: number): Range | undefined {
  const known = materials[material]
  if (!known) return undefined
  const kilograms = finishedGrams / 1000
  const mix = (mined: number, recycled: number) => kilograms * (recycledShare * recycled + (1 - recycledShare) * mined)
  return [mix(known.mined.low, known.recycled.low), mix(known.mined.high, known.recycled.high)]
}
