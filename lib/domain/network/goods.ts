/** What is bought by area or length. */
export interface Good {
  id: string
  /** g/cm³. */
  density: number
  /** kg CO₂e per m² or per km, with what it covers and where it is from. */
  carbon?: {
    quantity: 'area' | 'length'
    low: number
    high: number
    source: string
    year: number
    boundary: string
    kind: 'source' | 'assumption'
  }
}

const leather = (id: string, density: number, low: number, high: number): Good => ({
  id,
  density,
  carbon: {
    quantity: 'area',
    low,
    high,
    source: 'Order of magnitude of published assessments of finished bovine leather, 10–25 kg a square metre',
    year: 2020,
    boundary: 'raw hide to finished leather; the animal’s own share differs between studies and is in the range',
    kind: 'assumption',
  },
})

const list: readonly Good[] = [
  leather('calf-smooth', 0.86, 12, 25),
  leather('goat-pebbled', 0.78, 10, 22),
  leather('veg-tan', 0.92, 10, 25),
  { id: 'thread-linen', density: 1.1 },
  { id: 'die-magnesium', density: 1.74 },
  { id: 'foil-gold', density: 1.4 },
  { id: 'foil-silver', density: 1.4 },
]

export const goods: Readonly<Record<string, Good>> = Object.fromEntries(list.map((good) => [good.id, good]))

/** kg CO₂e of an amount in mm² or mm; undefined for a good that we have no figures for. */
export function goodsCarbon(
  material: string,
  quantity: 'area' | 'length',
  charged: number,
): readonly [number, number] | undefined {
  const carbon = goods[material]?.carbon
  if (!carbon || carbon.quantity !== quantity) return undefined
  return [carbon.low * charged * 1e-6, carbon.high * charged * 1e-6]
}
