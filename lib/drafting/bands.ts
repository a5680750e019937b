import { answer } from '@/lib/domain/assess-all'
import { measure } from '@/lib/domain/manufacturability/measure'
import type { NumberParameter } from '@/lib/domain/products/family'
import type { Band } from './protocol'
import type { Study } from './study'

/** Values tried over the whole range before the ends are narrowed down to one step. */
const SAMPLES = 7

/** Blocking rules of each atelier at one value. */
type Blocks = ReadonlyMap<string, ReadonlySet<string>>

/**
 * For each atelier the stretch of a parameter that it can make, the other choices staying as they are: the stretch that holds the
 * present value, else the nearest. A rule that blocks at every value is not this parameter's and is left out of account. Undefined
 * when stopped; an atelier without any makeable value is absent.
 */
export async function findBands(study: Study, key: string): Promise<Readonly<Record<string, Band>> | undefined> {
  const parameter = study.family.parameters.find((candidate) => candidate.key === key)
  const present = study.document.choices[key]
  if (parameter?.kind !== 'number' || typeof present !== 'number') return {}
  const seen = new Map<number, Blocks>()
  const at = async (value: number): Promise<Blocks | undefined> => {
    const known = seen.get(value)
    if (known) return known
    await study.breathe()
    if (study.stop()) return undefined
    const blocks = blocksAt(study, key, value)
    seen.set(value, blocks)
    return blocks
  }

  const values = [...new Set([...spread(parameter), present])].sort((a, b) => a - b)
  for (const value of values) if (!(await at(value))) return undefined

  const bands: Record<string, Band> = {}
  for (const { id } of study.market.ateliers) {
    const everywhere = new Set(seen.get(present)?.get(id))
    for (const blocks of seen.values()) for (const rule of everywhere) if (!blocks.get(id)?.has(rule)) everywhere.delete(rule)
    const makes = (blocks: Blocks | undefined) => [...(blocks?.get(id) ?? [])].every((rule) => everywhere.has(rule))
    const start = nearest(
      values.filter((value) => makes(seen.get(value))),
      present,
    )
    if (start === undefined) continue
    const ends: number[] = []
    for (const direction of [-1, 1]) {
      const way = values.filter((value) => (value - start) * direction > 0).sort((a, b) => (a - b) * direction)
      let good = start
      let bad: number | undefined
      for (const value of way) {
        if (!makes(seen.get(value))) {
          bad = value
          break
        }
        good = value
      }
      while (bad !== undefined && Math.abs(bad - good) > parameter.step) {
        const middle = good + Math.trunc((bad - good) / 2 / parameter.step) * parameter.step || good + direction * parameter.step
        const blocks = await at(middle)
        if (!blocks) return undefined
        if (makes(blocks)) good = middle
        else bad = middle
      }
      ends.push(good)
    }
    bands[id] = [ends[0] ?? start, ends[1] ?? start]
  }
  return bands
}

function spread({ min, max, step }: NumberParameter): number[] {
  return Array.from({ length: SAMPLES }, (_, index) => min + Math.round(((max - min) * index) / (SAMPLES - 1) / step) * step)
}

const nearest = (values: readonly number[], to: number): number | undefined =>
  values.reduce<number | undefined>(
    (best, v) => (best === undefined || Math.abs(v - to) < Math.abs(best - to) ? v : best),
    undefined,
  )

function blocksAt({ family, document, market, environment }: Study, key: string, value: number): Blocks {
  const changed = { ...document, choices: { ...document.choices, [key]: value } }
  const measurements = measure(family.draft(environment, changed, 'edit'), environment.kernel)
  const { answers } = answer(family, changed, measurements, market)
  return new Map(
    answers.map(({ atelier, verdict }) => [
      atelier,
      new Set(verdict.findings.filter(({ severity }) => severity === 'blocker').map(({ rule }) => rule)),
    ]),
  )
}
