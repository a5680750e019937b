import type { AtelierProfile } from '@/lib/domain/network/profile'

export interface StatedLimit {
  /** Where it stands: work center and process, or the atelier itself. */
  place: string
  process?: string
  rule: string
  value?: number
  source: { kind: 'source' | 'assumption' | 'measured'; text: string }
}

/** Every number of a profile that has a source, in its order. */
export function statedLimits({ workCenters, materials, energy }: AtelierProfile): StatedLimit[] {
  const own: StatedLimit[] = [
    ...materials.map(({ material, stockGrams, source }) => ({ place: material, rule: 'stock', value: stockGrams, source })),
    { place: '', rule: 'energy', source: energy.source },
  ]
  const centers = workCenters.flatMap(({ name, climate, processes }) => [
    { place: name, rule: 'climate', source: climate.source },
    ...processes.flatMap(({ process, limits, shrinkage, finishingLoss, tolerance }) => {
      const named = {
        ...limits,
        ...(shrinkage && { shrinkage }),
        ...(finishingLoss && { finishingLoss }),
        ...(tolerance && { tolerance }),
      }
      return Object.entries(named).map(([rule, { value, source }]) => ({ place: name, process, rule, value, source }))
    }),
  ])
  return [...centers, ...own]
}

/** Those that nobody has a source for. */
export const assumptionsOf = (profile: AtelierProfile): StatedLimit[] =>
  statedLimits(profile).filter(({ source }) => source.kind === 'assumption')
