import { type Remainder, remainders } from '@/lib/domain/manufacturability/remainder'
import type { Draft } from '@/lib/domain/products/draft'
import type { Judged } from './protocol'
import type { Study } from './study'

/** What an atelier's tools leave of the last edit's regions; nothing when the atelier was not asked. */
export function remaindersAt(study: Study, draft: Draft, judged: Judged, id: string): readonly Remainder[] {
  const { market, environment } = study
  const profile = market.ateliers.find((one) => one.id === id)
  const verdict = judged.answers.find(({ atelier }) => atelier === id)?.verdict
  return profile && verdict ? remainders(draft.regions, judged.operations, verdict, profile, environment.kernel) : []
}
