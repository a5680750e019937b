import type { Database } from '@/db/connection'
import {
  changeProfile,
  consentsOf,
  findProfileById,
  findProfileByRequest,
  insertProfile,
  lockProfile,
  type StoredConsent,
  type StoredProfile,
  searchProfiles,
} from '@/db/queries/client-profile'
import { livingsOf } from '@/db/queries/living'
import { insertAudit, lastAuditBy } from '@/db/queries/staff'
import { canonical } from '@/lib/domain/design/canonical'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { ClientBook, ClientRow, ConsentState } from '@/lib/domain/salon/book'
import { folded, initialsOf, type ProfileParts, type Size, searchTextOf } from '@/lib/domain/salon/profile'
import { allowed, PURPOSE, PURPOSES } from '@/lib/domain/salon/purposes'
import { database } from '../database'
import { newId } from '../ids'
import { makeLink } from '../links'
import { hashToken } from '../secrets'
import type { StaffMember } from '../session'
import { type Advisor, permitted } from './advisor'
import { decisionOf } from './decisions'
import { savedOf } from './joined'
import { dayAt, daysAfter, nightAfter } from './visit'

const PAGE = 20
/** Two looks of one person at one profile within this time are one, ms: a page and its stream open together. */
const ONE_LOOK = 60_000

/** Clients of the advisor's shop by name, mail or number, last seen first. That they were listed is on record. */
export async function findClients(advisor: Advisor, query: string, cursor: string | undefined) {
  const words = folded(query.slice(0, 100)).split(/\s+/).filter(Boolean).slice(0, 5)
  const number = query.replaceAll(/\D/g, '')
  const asNumber = number.length >= 4 && /^[+()\d\s.-]+$/.test(query) ? [number] : words
  const page = await searchProfiles(database(), advisor.shop.id, asNumber, cursor, PAGE)
  if (page.rows.length > 0) {
    const actor = `staff:${advisor.member.id}`
    const data = { profiles: page.rows.map(({ id }) => id) }
    await insertAudit(database(), { actor, action: 'profile.listed', subject: advisor.shop.id, data })
  }
  const clients = page.rows.map(({ visitBeganAt, ...row }): ClientRow => ({ ...row, seen: visitBeganAt.toISOString() }))
  return { clients, ...(page.next ? { next: page.next } : {}) }
}

export function consentStates(consents: readonly StoredConsent[], at: Date): ConsentState[] {
  const decisions = consents.map(decisionOf)
  return PURPOSES.map((purpose) => {
    const last = decisions.find((one) => one.purpose === purpose)
    if (!last) return { purpose }
    const given = allowed(decisions, purpose, at)
    return { purpose, given, ...(given && last.endsAt ? { endsAt: last.endsAt } : {}) }
  })
}

export async function viewOf(profile: StoredProfile, at: Date): Promise<ClientBook> {
  const [consents, designs] = await Promise.all([consentsOf(database(), profile.id), livingsOf(database(), profile.id, at, 12)])
  const saved = await savedOf(profile, consents.map(decisionOf), at)
  const { id, version, name, initials, email, phone, today, likes, notes, followUp, sizes, occasions } = profile
  return {
    ...{ id, version, name, initials, email, phone, today, likes, notes, followUp, sizes, occasions },
    since: profile.createdAt.toISOString(),
    consents: consentStates(consents, at),
    designs: designs.map((one) => ({
      id: one.id,
      family: one.family,
      choices: one.choices,
      atelier: one.atelier,
      touched: one.updatedAt.toISOString(),
      ordered: one.order !== null,
    })),
    saved,
    visitEnds: profile.visitEndsAt.toISOString(),
  }
}

/** The profile, if it is there for this advisor: `access.none`. Nothing is put on record. */
export async function profileFor(advisor: Advisor, id: string): Promise<Result<StoredProfile>> {
  const profile = await findProfileById(database(), id)
  const may = permitted(advisor, 'salon.client', { shop: profile?.shop })
  if (!may.ok) return may
  return profile ? ok(profile) : refuse('access.none')
}

/** Puts a look at a client's record on record, where the client reads it; again within a minute is the same look. */
export async function recordLook(transaction: Database, { id: staff }: StaffMember, client: string, at: Date): Promise<void> {
  const actor = `staff:${staff}`
  const last = await lastAuditBy(transaction, actor, 'profile.looked', client)
  if (!last || at.getTime() - last.getTime() > ONE_LOOK)
    await insertAudit(transaction, { actor, action: 'profile.looked', subject: client, createdAt: at })
}

/** Opens a client's book: the look is on record, and a new visit begins where the last one is over. Refused: `access.none`. */
export async function lookAt(advisor: Advisor, id: string, at: Date): Promise<Result<ClientBook>> {
  const found = await profileFor(advisor, id)
  if (!found.ok) return found
  const visit = { visitBeganAt: at, visitEndsAt: nightAfter(at, advisor.shop.timeZone) }
  const isNew = dayAt(found.value.visitBeganAt, advisor.shop.timeZone) !== dayAt(at, advisor.shop.timeZone)
  await database().transaction(async (transaction) => {
    await recordLook(transaction, advisor.member, id, at)
    if (isNew) await changeProfile(transaction, id, visit)
  })
  const profile = isNew ? await findProfileById(database(), id) : found.value
  return profile ? ok(await viewOf(profile, at)) : refuse('access.none')
}

const EMPTY: ProfileParts = {
  ...{ name: '', email: '', phone: '', today: '', likes: '', notes: '', followUp: '' },
  ...{ sizes: [], occasions: [] },
}

/**
 * A new client of the advisor's shop, for this visit until they allow more. The same key again is the same client, with what was written
 * in the form since.
 */
export async function makeClient(
  advisor: Advisor,
  given: Pick<ProfileParts, 'name'> & Partial<ProfileParts>,
  idempotencyKey: string | undefined,
  at: Date,
): Promise<Result<ClientBook>> {
  const parts = { ...EMPTY, ...given }
  const requestHash = idempotencyKey === undefined ? null : hashToken(`profile:${advisor.member.id}:${idempotencyKey}`)
  const id = newId('prf')
  const isNew = await database().transaction(async (transaction) => {
    const added = await insertProfile(transaction, {
      ...parts,
      id,
      shop: advisor.shop.id,
      initials: initialsOf(parts.name),
      searchText: searchTextOf(parts),
      sizes: datedSizes([], parts.sizes, dayAt(at, advisor.shop.timeZone)),
      requestHash,
      createdAt: at,
      visitBeganAt: at,
      visitEndsAt: nightAfter(at, advisor.shop.timeZone),
    })
    if (added) await insertAudit(transaction, { actor: `staff:${advisor.member.id}`, action: 'profile.made', subject: id })
    return added
  })
  const profile =
    requestHash === null ? await findProfileById(database(), id) : await findProfileByRequest(database(), requestHash)
  if (!profile) return refuse('access.none')
  // The first answer never arrived and the form was written on: nothing of it is lost.
  if (!isNew && profile.version === 1 && !isWritten(profile, parts)) return changeClient(advisor, profile.id, 1, parts, at)
  return ok(await viewOf(profile, at))
}

/** Whether all of this stands in the book. */
function isWritten(profile: StoredProfile, { sizes, occasions, ...texts }: ProfileParts): boolean {
  const told = profile.sizes.map(({ finger, circumference }) => ({ finger, circumference }))
  const isSame = (name: keyof typeof texts) => profile[name] === texts[name]
  return (
    (Object.keys(texts) as (keyof typeof texts)[]).every(isSame) &&
    canonical(told) === canonical(sizes) &&
    canonical(profile.occasions) === canonical(occasions)
  )
}

/** Sizes keep the day on which they were measured; a new or changed one is of today, and may be kept for as long as its purpose. */
function datedSizes(before: readonly Size[], given: ProfileParts['sizes'], today: string): Size[] {
  return given.map(({ finger, circumference }) => {
    const known = before.find((one) => one.finger === finger && one.circumference === circumference)
    return known ?? { finger, circumference, measured: today, until: daysAfter(today, PURPOSE.sizes.days) }
  })
}

/** Writes in a client's book. Refused: `access.none`, `salon.profile-changed` when somebody else wrote since `version`. */
export async function changeClient(
  advisor: Advisor,
  id: string,
  version: number,
  given: Partial<ProfileParts>,
  at: Date,
): Promise<Result<ClientBook>> {
  const changed = await database().transaction(async (transaction): Promise<Result<undefined>> => {
    const before = await lockProfile(transaction, id)
    const may = permitted(advisor, 'salon.client', { shop: before?.shop })
    if (!may.ok || !before) return refuse('access.none')
    if (before.version !== version) return refuse('salon.profile-changed')
    const { sizes, ...rest } = given
    const parts = { ...before, ...rest }
    const today = dayAt(at, advisor.shop.timeZone)
    await changeProfile(transaction, id, {
      ...rest,
      ...(sizes ? { sizes: datedSizes(before.sizes, sizes, today) } : {}),
      // Another address is another account's to prove.
      ...(parts.email.toLowerCase() === before.email.toLowerCase() ? {} : { account: null }),
      initials: initialsOf(parts.name),
      searchText: searchTextOf(parts),
    })
    const data = { parts: Object.keys(given) }
    await insertAudit(transaction, { actor: `staff:${advisor.member.id}`, action: 'profile.changed', subject: id, data })
    return ok(undefined)
  })
  if (!changed.ok) return changed
  const profile = await findProfileById(database(), id)
  return profile ? ok(await viewOf(profile, at)) : refuse('access.none')
}

/** Token of the page on which the client says yes or no, on their own telephone. Refused: `access.none`. */
export async function consentLink(advisor: Advisor, id: string, at: Date): Promise<Result<string>> {
  const found = await profileFor(advisor, id)
  if (!found.ok) return found
  return ok(await makeLink(database(), 'consent', id, at))
}
