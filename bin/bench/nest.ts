import { layouts, shelves } from '@/lib/domain/nesting/known-layouts'
import { nestAll } from '@/lib/domain/nesting/nest'
import { print } from './figure'

/** As many rounds as a package is nested with at most. */
const ROUNDS = 60

/** The ten known layouts: how much shorter than shelves the best nest is, and how long it is sought. */
export async function run(): Promise<void> {
  for (const { name, parts, sheet } of layouts) {
    const request = { parts, sheet, spacing: 2000, margin: 3000, seed: 7, rounds: ROUNDS }
    const began = performance.now()
    const found = nestAll(request)
    const key = name.replaceAll(' ', '_')
    print('nest', `${key}_time`, performance.now() - began, 'ms')
    print('nest', `${key}_to_shelves`, shelves(request) / found.length, 'ratio')
  }
}
