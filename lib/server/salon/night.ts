import { changeProfile, consentsOf, lockProfile, visitsOver } from '@/db/queries/client-profile'
import { deleteEndedLivings, deleteGonePresences, deleteLivings } from '@/db/queries/living'
import { insertAudit } from '@/db/queries/staff'
import { searchTextOf } from '@/lib/domain/salon/profile'
import { allowed, PURPOSE, PURPOSES, remembered } from '@/lib/domain/salon/purposes'
import { database } from '../database'
import { clearedOf, erase } from './consents'
import { decisionOf } from './decisions'

const AT_ONCE = 200
const PRESENCE_KEPT = 3_600_000

/**
 * Ends visits: whoever allowed nothing is forgotten; of the others goes what they did not allow, and what has reached its end. Comes
 * again when the next thing ends. Safe to run twice.
 */
export async function endVisits(at: Date): Promise<void> {
  for (const { id } of await visitsOver(database(), at, AT_ONCE)) await endVisit(id, at)
  await deleteEndedLivings(database(), at)
  await deleteGonePresences(database(), new Date(at.getTime() - PRESENCE_KEPT))
}

async function endVisit(id: string, at: Date): Promise<void> {
  await database().transaction(async (transaction) => {
    const profile = await lockProfile(transaction, id)
    if (!profile || profile.visitEndsAt > at) return
    const decisions = (await consentsOf(transaction, id)).map(decisionOf)
    if (!remembered(decisions, at)) {
      await erase(transaction, id, at)
      await insertAudit(transaction, { actor: 'system', action: 'profile.ended', subject: id })
      return
    }
    const holding = PURPOSES.filter((purpose) => allowed(decisions, purpose, at))
    const ended = PURPOSES.filter((purpose) => !holding.includes(purpose))
    const sizes = profile.sizes.filter(({ until }) => new Date(`${until}T23:59:59Z`) > at)
    const ends = [
      ...decisions.flatMap(({ endsAt }) => (endsAt ? [new Date(endsAt)] : [])),
      ...sizes.map(({ until }) => new Date(`${until}T23:59:59Z`)),
    ].filter((end) => end > at)
    const next = new Date(Math.min(...ends.map((end) => end.getTime()), at.getTime() + PURPOSE.likes.days * 86_400_000))
    const cleared = clearedOf(ended, holding)
    await changeProfile(transaction, id, {
      sizes,
      ...cleared,
      today: '',
      searchText: searchTextOf({ ...profile, ...(cleared.email === '' ? { email: '', phone: '' } : {}) }),
      visitEndsAt: next,
    })
    if (ended.includes('designs')) await deleteLivings(transaction, id)
  })
}
