import type { AtelierAnswer } from '@/lib/domain/assess'
import type { Choices } from '@/lib/domain/design/document'
import type { Measurements } from '@/lib/domain/manufacturability/measurements'
import type { AtelierProfile } from '@/lib/domain/network/profile'
import { loadFamily } from '@/lib/domain/products/catalogue'
import { assessDesign } from './assessments'
import type { WantedDestination } from './destinations'
import { destinationOf } from './destinations'
import { log } from './log'
import { currentAteliers } from './market'

/** One beautiful place to start, as the ateliers answer to it now. */
export interface Exhibit {
  preset: string
  choices: Choices
  /** Absent while the house is too busy to measure; the page then shows no price. */
  measurements?: Measurements
  answers: readonly AtelierAnswer[]
}

export interface Showcase {
  ateliers: readonly AtelierProfile[]
  exhibits: readonly Exhibit[]
}

/** Prices move with bookings and the metal feed; a shop window may be so old, ms. */
const FRESH = 60_000

const shown = new Map<string, { at: number; showcase: Promise<Showcase | undefined> }>()

/** Atelier id → city, as the ateliers are now. */
export async function seenCities(at: Date): Promise<Readonly<Record<string, string>>> {
  return Object.fromEntries((await currentAteliers(at)).map(({ id, city }) => [id, city]))
}

/** Work center id → its name at one atelier. */
export async function workCenterNames(atelier: string, at: Date): Promise<Readonly<Record<string, string>>> {
  const centers = (await currentAteliers(at)).find(({ id }) => id === atelier)?.workCenters ?? []
  return Object.fromEntries(centers.map(({ id, name }) => [id, name]))
}

/** The presets of a family with every atelier's answer for one destination; asked again at most once a minute. */
export function showcase(family: string, destination: WantedDestination, at: Date): Promise<Showcase | undefined> {
  const key = `${family} ${destination.country}`
  const known = shown.get(key)
  if (known && at.getTime() - known.at < FRESH) return known.showcase
  const made = makeShowcase(family, destination, at)
  shown.set(key, { at: at.getTime(), showcase: made })
  // An unanswered preset is asked again by the next visitor, not after a minute.
  made.then(
    (window) => window?.exhibits.every(({ answers }) => answers.length > 0) || shown.delete(key),
    () => shown.delete(key),
  )
  return made
}

async function makeShowcase(id: string, destination: WantedDestination, at: Date): Promise<Showcase | undefined> {
  const family = await loadFamily(id)
  const place = destinationOf(destination)
  if (!family || !place.ok) return undefined
  const ateliers = await currentAteliers(at)
  const exhibits: Exhibit[] = []
  for (const { id: preset, choices } of family.presets) {
    const document = { family: id, model: family.model, choices }
    const assessed = await assessDesign({ document, destination, fineness: 'full', at }).catch((error: unknown) => {
      log().error({ err: error, preset }, 'a preset could not be assessed')
      return undefined
    })
    exhibits.push(
      assessed?.ok
        ? { preset, choices, measurements: assessed.value.measurements, answers: assessed.value.answers }
        : { preset, choices, answers: [] },
    )
  }
  return { ateliers, exhibits }
}
