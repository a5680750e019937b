import { goods } from './goods'

/** A number with its range and provenance. Show the range, never the bare value. */
export interface Sourced {
  value: number
  low: number
  high: number
  unit: string
  source: string
  year: number
  /** What the figure covers. */
  boundary: string
  kind: 'source' | 'assumption'
}

export interface Material {
  id: string
  density: Sourced
  /** kg CO₂e per kg of alloy, from the mine and from scrap. */
  mined: Sourced
  recycled: Sourced
  /** Share of the precious metal, permille (the mark that is struck). */
  fineness: number
}

const density = (value: number, spread: number, kind: Sourced['kind'], source: string): Sourced => ({
  value,
  low: value - spread,
  high: value + spread,
  unit: 'g/cm3',
  source,
  year: 2024,
  boundary: 'solid alloy at 20 °C',
  kind,
})

const carbon = (low: number, high: number, fineness: number, kind: Sourced['kind'], source: string, year: number): Sourced => {
  const share = fineness / 1000
  return {
    value: (share * (low + high)) / 2,
    low: share * low,
    high: share * high,
    unit: 'kgCO2e/kg',
    source,
    year,
    boundary: 'cradle to refined metal; the alloying copper and silver are left out, under 0.1 % of gold’s',
    kind,
  }
}

const GOLD = (fineness: number) => ({
  mined: carbon(16_000, 21_000, fineness, 'source', 'Norgate & Haque 2012; World Gold Council', 2012),
  recycled: carbon(22, 53, fineness, 'source', 'Fritz et al. 2020', 2020),
  fineness,
})

const list: readonly Material[] = [
  {
    id: 'silver-925',
    density: density(10.4, 0.05, 'source', 'Refiners’ data sheets, 10.36–10.40'),
    mined: carbon(100, 200, 925, 'assumption', 'Order of magnitude of published assessments of silver', 2020),
    recycled: carbon(5, 20, 925, 'assumption', 'A tenth of mined', 2020),
    fineness: 925,
  },
  { id: 'gold-9k-yellow', density: density(11.3, 0.2, 'assumption', 'Refiners’ data sheets, 11.1–11.5'), ...GOLD(375) },
  { id: 'gold-18k-yellow', density: density(15.58, 0.1, 'source', 'Refiners’ data sheets'), ...GOLD(750) },
  { id: 'gold-18k-rose', density: density(15.18, 0.1, 'source', 'Refiners’ data sheets'), ...GOLD(750) },
  { id: 'gold-18k-white', density: density(14.64, 0.2, 'source', 'Refiners’ data sheets'), ...GOLD(750) },
  {
    id: 'platinum-950',
    density: density(20.4, 0.4, 'source', 'Refiners’ data sheets, 20.1–20.8 by the alloying metal'),
    mined: carbon(
      20_000,
      42_000,
      950,
      'assumption',
      'International Platinum Group Metals Association, range of assessments',
      2017,
    ),
    recycled: carbon(60, 640, 950, 'assumption', 'International Platinum Group Metals Association, range of assessments', 2017),
    fineness: 950,
  },
]

export const materials: Readonly<Record<string, Material>> = Object.fromEntries(list.map((material) => [material.id, material]))

/** g/cm³, of a metal or of a good. Throws on a key that no family may use: families are ours. */
export function densityOf(material: string): number {
  const known = materials[material]?.density.value ?? goods[material]?.density
  if (known === undefined) throw new Error(`no such material: ${material}`)
  return known
}
