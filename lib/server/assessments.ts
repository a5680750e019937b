import type { Assessment } from '@/lib/domain/assess'
import { answer } from '@/lib/domain/assess-all'
import type { DesignDocument } from '@/lib/domain/design/document'
import { loadFamily } from '@/lib/domain/products/catalogue'
import type { Fineness } from '@/lib/domain/products/draft'
import { type Result, refuse } from '@/lib/domain/result'
import { destinationOf, type WantedDestination } from './destinations'
import { measured } from './drafting'
import { currentMarket } from './market'

export interface WantedAssessment {
  /** Must have passed `parseDocument`. */
  document: DesignDocument
  destination: WantedDestination
  /** Ids; all when absent. */
  ateliers?: readonly string[] | undefined
  fineness: Fineness
  at: Date
}

/**
 * Verdict, plan and quote of every asked atelier, from the server's own geometry and the world as it is now.
 * Refused: `destination.unknown-country`, `atelier.unknown`, `document.unknown-family`, and what the drafting pool refuses.
 */
export async function assessDesign(wanted: WantedAssessment): Promise<Result<Assessment>> {
  const { document, fineness, at } = wanted
  const destination = destinationOf(wanted.destination)
  if (!destination.ok)
    return { ok: false, refusal: { ...destination.refusal, path: `/destination${destination.refusal.path ?? ''}` } }
  const [market, family] = await Promise.all([currentMarket(destination.value, at), loadFamily(document.family)])
  if (!family) return refuse('document.unknown-family', { family: document.family }, '/document/family')
  const known = new Set(market.ateliers.map(({ id }) => id))
  const stranger = wanted.ateliers?.find((id) => !known.has(id))
  if (stranger !== undefined)
    return refuse('atelier.unknown', { atelier: stranger }, `/ateliers/${wanted.ateliers?.indexOf(stranger)}`)
  const ateliers = market.ateliers.filter(({ id }) => wanted.ateliers?.includes(id) ?? true)
  const geometry = await measured(document, fineness)
  if (!geometry.ok) return geometry
  return { ok: true, value: answer(family, document, geometry.value, { ...market, ateliers }) }
}
