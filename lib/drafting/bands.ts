import { answer, judgedDesign } from '@/lib/domain/assess-all'
import { margins, openRules } from '@/lib/domain/manufacturability/margins'
import { measure } from '@/lib/domain/manufacturability/measure'
import { type Looked, makeableRange } from '@/lib/domain/manufacturability/ranges'
import type { Fineness } from '@/lib/domain/products/draft'
import type { NumberParameter } from '@/lib/domain/products/family'
import type { Band } from './protocol'
import type { Study } from './study'

/** Values tried over the whole range before anything is narrowed down. */
const SAMPLES = 7

type Bands = Readonly<Record<string, Band>>
/** Every atelier's look at one value. */
type Looks = ReadonlyMap<string, Looked>

/**
 * For each atelier the stretch of a parameter that it can make, the other choices staying as they are: the stretch that holds the
 * present value, else the nearest. A rule that is open at every value is not this parameter's and is left out of account. `tell` hears
 * all ateliers' bands at the fineness of a drag, then the chosen one's exact as the checkout judges. False when stopped.
 */
export async function findBands(
  study: Study,
  key: string,
  chosen: string | undefined,
  tell: (bands: Bands, exact: boolean) => void,
): Promise<boolean> {
  const parameter = study.family.parameters.find((candidate) => candidate.key === key)
  const present = study.document.choices[key]
  if (parameter?.kind !== 'number' || typeof present !== 'number') {
    tell({}, true)
    return true
  }
  const edit = looker(study, key, 'edit')
  const values = [...new Set([...spread(parameter), present])].sort((a, b) => a - b)
  const samples = new Map<number, Looks>()
  for (const value of values) {
    const looks = await edit(value)
    if (!looks) return false
    samples.set(value, looks)
  }
  const bands: Record<string, Band> = {}
  for (const { id } of study.market.ateliers) {
    const stretch = stretchOf(samples, id, present)
    if (!stretch) continue
    const band = await makeableRange({ ...stretch, ...parameter, look: async (value) => (await edit(value))?.get(id) })
    if (!band) return false
    bands[id] = band
  }
  tell(bands, chosen === undefined)
  if (chosen === undefined) return true
  const full = looker(study, key, 'full')
  /** What is too close to call at the fineness of a drag is measured again as the checkout will. */
  const look = async (value: number) => {
    const fast = (await edit(value))?.get(chosen)
    return !fast || fast.certain ? fast : (await full(value))?.get(chosen)
  }
  const now = await look(present)
  if (!now) return false
  samples.set(present, new Map(samples.get(present)).set(chosen, now))
  const stretch = stretchOf(samples, chosen, present)
  const { [chosen]: _, ...others } = bands
  if (!stretch) tell(others, true)
  else {
    const exact = await makeableRange({
      ...stretch,
      ...parameter,
      look,
      settle: async (value) => (await full(value))?.get(chosen),
    })
    if (!exact) return false
    tell({ ...others, [chosen]: exact }, true)
  }
  return true
}

interface Stretch {
  start: number
  everywhere: ReadonlySet<string>
}

/** Where to begin, and what is open everywhere; undefined when no value looked at can be made here. */
function stretchOf(samples: ReadonlyMap<number, Looks>, id: string, present: number): Stretch | undefined {
  const everywhere = new Set(samples.get(present)?.get(id)?.open)
  for (const looks of samples.values()) {
    for (const rule of everywhere) if (!looks.get(id)?.open.has(rule)) everywhere.delete(rule)
  }
  const makes = (looks: Looks) => [...(looks.get(id)?.open ?? [])].every((rule) => everywhere.has(rule))
  let start: number | undefined
  for (const [value, looks] of samples) {
    if (makes(looks) && (start === undefined || Math.abs(value - present) < Math.abs(start - present))) start = value
  }
  return start === undefined ? undefined : { start, everywhere }
}

type Looker = (value: number) => Promise<Looks | undefined>

const spread = ({ min, max, step }: NumberParameter): number[] =>
  Array.from({ length: SAMPLES }, (_, index) => min + Math.round(((max - min) * index) / (SAMPLES - 1) / step) * step)

/** Drafts, measures and judges a value once, for all ateliers; lets go when something newer was asked. */
function looker({ family, document, market, environment, stop, breathe }: Study, key: string, fineness: Fineness): Looker {
  const seen = new Map<number, Looks>()
  return async (value) => {
    const known = seen.get(value)
    if (known) return known
    await breathe()
    if (stop()) return undefined
    const changed = { ...document, choices: { ...document.choices, [key]: value } }
    const measurements = measure(family.draft(environment, changed, fineness), environment.kernel)
    const { answers, operations } = answer(family, changed, measurements, market)
    const design = judgedDesign(family.materials(changed, measurements))
    const looks = new Map<string, Looked>()
    for (const { atelier, verdict } of answers) {
      const profile = market.ateliers.find(({ id }) => id === atelier)
      if (!profile) continue
      looks.set(atelier, {
        open: openRules(verdict),
        margins: margins(measurements, operations, profile, design, verdict),
        certain: verdict.findings.every(({ severity }) => severity !== 'unknown'),
      })
    }
    seen.set(value, looks)
    return looks
  }
}
