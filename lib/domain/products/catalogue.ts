import type { Family } from './family'

export interface CatalogueEntry {
  id: string
  model: string
  /** How it comes to be: suites and papers ask what they know how to ask of each. */
  making: 'cast' | 'sewn'
  load(): Promise<Family>
}

/** Metadata and a lazy import, so that nobody pays for a family they don't open. One line a family. */
export const catalogue: readonly CatalogueEntry[] = [
  {
    id: 'signet-ring',
    model: 'signet-ring@1',
    making: 'cast',
    load: () => import('./signet-ring/family').then((module) => module.family),
  },
  {
    id: 'card-holder',
    model: 'card-holder@1',
    making: 'sewn',
    load: () => import('./card-holder/family').then((module) => module.family),
  },
]

export async function loadFamily(id: string): Promise<Family | undefined> {
  return catalogue.find((entry) => entry.id === id)?.load()
}
