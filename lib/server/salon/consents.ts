import {
  changeProfile,
  consentsOf,
  deleteProfile,
  findProfileById,
  insertConsents,
  lockProfile,
  looksAt,
  type NewProfile,
  type StoredProfile,
} from '@/db/queries/client-profile'
import { revokeLinks } from '@/db/queries/link'
import { deleteLivings, keepLivings } from '@/db/queries/living'
import { findShop } from '@/db/queries/shop'
import { insertAudit } from '@/db/queries/staff'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { ConsentView } from '@/lib/domain/salon/book'
import { initialsOf, searchTextOf } from '@/lib/domain/salon/profile'
import { allowed, endOf, PURPOSE, PURPOSES, type PurposeId } from '@/lib/domain/salon/purposes'
import type { Locale } from '@/lib/words/locale'
import { database } from '../database'
import { followLink } from '../links'
import { consentStates } from './clients'
import { decisionOf } from './decisions'

type Transaction = Parameters<typeof lockProfile>[0]

/** Refused: `link.unknown`. */
export async function openConsent(token: string, at: Date): Promise<Result<ConsentView>> {
  const subject = await followLink(database(), 'consent', token, at)
  if (!subject.ok) return subject
  const profile = await findProfileById(database(), subject.value)
  return profile ? ok(await consentViewOf(profile, at)) : refuse('link.unknown')
}

async function consentViewOf(profile: StoredProfile, at: Date): Promise<ConsentView> {
  const [consents, looks, shop] = await Promise.all([
    consentsOf(database(), profile.id),
    looksAt(database(), profile.id, 20),
    findShop(database(), profile.shop),
  ])
  const { name, email, phone, sizes, occasions, likes, today, followUp, notes } = profile
  return {
    name,
    shop: shop?.city ?? '',
    consents: consentStates(consents, at),
    kept: { email, phone, sizes, occasions, likes, today, followUp, notes: notes !== '' },
    looks: looks.map((look) => ({ at: look.at.toISOString(), by: look.by ? initialsOf(look.by) : '' })),
    visitEnds: profile.visitEndsAt.toISOString(),
  }
}

/**
 * The client's word, purpose by purpose; what is not named stays as it was. A no to what was a yes deletes what was kept for it, in
 * the same transaction, and wakes every screen that shows it. Saying the same again changes nothing. Refused: `link.unknown`.
 */
export async function decide(
  token: string,
  decisions: Readonly<Partial<Record<PurposeId, boolean>>>,
  locale: Locale,
  at: Date,
): Promise<Result<ConsentView>> {
  const subject = await followLink(database(), 'consent', token, at)
  if (!subject.ok) return subject
  const client = subject.value
  const done = await database().transaction(async (transaction): Promise<Result<undefined>> => {
    const profile = await lockProfile(transaction, client)
    if (!profile) return refuse('link.unknown')
    const before = (await consentsOf(transaction, client)).map(decisionOf)
    const changed = PURPOSES.filter((purpose) => {
      const wanted = decisions[purpose]
      const asked = before.some((one) => one.purpose === purpose)
      return wanted !== undefined && (!asked || wanted !== allowed(before, purpose, at))
    })
    const rows = changed.map((purpose) => {
      const given = decisions[purpose] === true
      return { client, purpose, given, locale, at, ...(given ? { endsAt: endOf(purpose, at) } : {}) }
    })
    await insertConsents(transaction, rows)
    const withdrawn = changed.filter((purpose) => !decisions[purpose] && allowed(before, purpose, at))
    const holding = PURPOSES.filter((purpose) => decisions[purpose] ?? allowed(before, purpose, at))
    await stop(transaction, profile, withdrawn, holding)
    if (changed.includes('designs') && decisions.designs) await keepLivings(transaction, client, endOf('designs', at))
    for (const purpose of changed) {
      const action = decisions[purpose] ? 'consent.given' : 'consent.refused'
      await insertAudit(transaction, { actor: 'client', action, subject: client, data: { purpose } })
    }
    return ok(undefined)
  })
  return done.ok ? openConsent(token, at) : done
}

/** Deletes what was kept for purposes that hold no more. */
async function stop(
  transaction: Transaction,
  profile: StoredProfile,
  purposes: readonly PurposeId[],
  holding: readonly PurposeId[],
): Promise<void> {
  if (purposes.length === 0) return
  await changeProfile(transaction, profile.id, clearedOf(purposes, holding))
  if (purposes.includes('letters')) {
    await changeProfile(transaction, profile.id, { searchText: searchTextOf({ ...profile, email: '', phone: '' }) })
  }
  // The design that is being drawn now stays for the visit, like one that was never allowed to be kept.
  if (purposes.includes('designs')) {
    await deleteLivings(transaction, profile.id, profile.visitBeganAt)
    await keepLivings(transaction, profile.id, profile.visitEndsAt)
  }
}

/** The empty values of every field that is kept for purposes that ended, and for none that holds. */
export function clearedOf(ended: readonly PurposeId[], holding: readonly PurposeId[]): Partial<NewProfile> {
  const needed = holding.flatMap((purpose) => PURPOSE[purpose].keeps)
  const fields = new Set(ended.flatMap((purpose) => PURPOSE[purpose].keeps).filter((field) => !needed.includes(field)))
  const lists = ['sizes', 'occasions'] as const
  const texts = ['likes', 'notes', 'followUp'] as const
  return {
    ...Object.fromEntries(lists.filter((field) => fields.has(field)).map((field) => [field, []])),
    ...Object.fromEntries(texts.filter((field) => fields.has(field)).map((field) => [field, ''])),
    ...(ended.includes('letters') ? { email: '', phone: '' } : {}),
  }
}

/** Everything about the client goes now; orders stay what they are. Refused: `link.unknown`. */
export async function forget(token: string, at: Date): Promise<Result<undefined>> {
  const subject = await followLink(database(), 'consent', token, at)
  if (!subject.ok) return subject
  return database().transaction(async (transaction): Promise<Result<undefined>> => {
    const profile = await lockProfile(transaction, subject.value)
    if (!profile) return refuse('link.unknown')
    const before = (await consentsOf(transaction, profile.id)).map(decisionOf)
    const given = PURPOSES.filter((purpose) => allowed(before, purpose, at))
    await insertConsents(
      transaction,
      given.map((purpose) => ({ client: profile.id, purpose, given: false, locale: 'en', at })),
    )
    await erase(transaction, profile.id, at)
    await insertAudit(transaction, { actor: 'client', action: 'profile.forgotten', subject: profile.id })
    return ok(undefined)
  })
}

/** A profile with its designs and links. Call in a transaction. */
export async function erase(transaction: Transaction, client: string, at: Date): Promise<void> {
  await deleteLivings(transaction, client)
  await revokeLinks(transaction, 'consent', client, at)
  await deleteProfile(transaction, client)
}
