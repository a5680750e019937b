import type { DesignDocument } from '@/lib/domain/design/document'
import { answerBy } from '@/lib/domain/network/answer-time'
import type { AtelierProfile } from '@/lib/domain/network/profile'
import { isoIn } from '@/lib/domain/network/working-hours'
import { isPersonal, type OrderTerms, returnsOf, STORED_PURPOSES } from '@/lib/domain/orders/terms'
import { loadFamily } from '@/lib/domain/products/catalogue'
import { currentAteliers } from './market'
import { LONGEST_WAIT } from './release'

/** What a client is told before saying yes. */
export type OfferedTerms = Pick<OrderTerms, 'returns' | 'answerBy'> & Pick<OrderTerms['consent'], 'purposes'>

/** The files take a moment before the atelier is asked. */
const PACKING = 15 * 60_000

/** Undefined where the family is not here. `country` is where the piece is sent. */
export async function termsOf(
  document: DesignDocument,
  profile: AtelierProfile,
  country: string,
  at: Date,
): Promise<OfferedTerms | undefined> {
  const family = await loadFamily(document.family)
  if (!family) return undefined
  const latest = at.getTime() + LONGEST_WAIT
  const answer = Math.min(answerBy(profile, at.getTime() + PACKING) ?? latest, latest)
  return {
    returns: returnsOf(country, isPersonal(family, document)),
    answerBy: isoIn(profile.timeZone, answer),
    purposes: STORED_PURPOSES,
  }
}

/** The same of every atelier that takes orders. */
export async function termsByAtelier(
  document: DesignDocument,
  country: string,
  at: Date,
): Promise<Readonly<Record<string, OfferedTerms | undefined>>> {
  const profiles = await currentAteliers(at)
  const entries = await Promise.all(profiles.map(async (one) => [one.id, await termsOf(document, one, country, at)] as const))
  return Object.fromEntries(entries)
}
