import {
  booksOf,
  booksUnder,
  changeProfile,
  clientOfOrder,
  findProfileById,
  lockProfile,
  type StoredProfile,
} from '@/db/queries/client-profile'
import { findRevision } from '@/db/queries/design'
import { holdsRevision, listPieces, revisionsOf } from '@/db/queries/piece'
import { insertAudit } from '@/db/queries/staff'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { SavedRow } from '@/lib/domain/salon/book'
import { nextOccasion, type Occasion, searchTextOf } from '@/lib/domain/salon/profile'
import { allowed, type Decision } from '@/lib/domain/salon/purposes'
import type { Client } from '../client-session'
import { database } from '../database'
import { wholeDocument } from '../designs'
import { makeLink } from '../links'
import { decisionsOf } from './decisions'

/** Designs of a client's account that an advisor sees at most. */
const SEEN = 12

/** What a signed-in client reads of a book that a shop keeps. */
export interface OwnBook {
  id: string
  city: string
  /** ISO 8601 instant. */
  since: string
}

/** Books under the client's proven address that nobody has said anything about, and those that the client said are theirs. */
export async function ownBooks(client: Client): Promise<{ asked: OwnBook[]; joined: OwnBook[] }> {
  const [asked, joined] = await Promise.all([booksUnder(database(), client.email), booksOf(database(), client.id)])
  const shown = ({ since, ...book }: (typeof asked)[number]) => ({ ...book, since: since.toISOString() })
  return { asked: asked.map(shown), joined: joined.map(shown) }
}

/**
 * The client's word about a book under their proven address, or one they said yes to. Yes: book and account are one person from now on.
 * No: the address is taken out of the book, for it is not that of whom the book is about. Another's book is left alone; twice is once.
 */
export async function answerForBook(client: Client, id: string, mine: boolean): Promise<void> {
  await database().transaction(async (transaction) => {
    const book = await lockProfile(transaction, id)
    const isTheirs = book?.account === client.id
    const waits = book?.account === null && book.email !== '' && book.email.toLowerCase() === client.email
    if (!book || !(isTheirs || waits) || (isTheirs && mine)) return
    const parted = { account: null, email: '', searchText: searchTextOf({ ...book, email: '' }) }
    await changeProfile(transaction, id, mine ? { account: client.id } : parted)
    const action = mine ? 'profile.joined' : 'profile.address-refused'
    await insertAudit(transaction, { actor: `client:${client.id}`, action, subject: id })
  })
}

/** Token of the page on which the client says what they allow, without a telephone in the shop. Refused: `link.unknown`. */
export async function ownConsentLink(client: Client, id: string, at: Date): Promise<Result<string>> {
  const book = await findProfileById(database(), id)
  return book?.account === client.id ? ok(await makeLink(database(), 'consent', id, at)) : refuse('link.unknown')
}

/** The newest revision of each design that the client saved, where book and account are one and the client allows it. */
export async function savedOf(profile: StoredProfile, decisions: readonly Decision[], at: Date): Promise<SavedRow[]> {
  if (profile.account === null || !allowed(decisions, 'designs', at)) return []
  const { rows } = await listPieces(database(), profile.account, undefined, SEEN)
  const all = await revisionsOf(
    database(),
    rows.map(({ id }) => id),
  )
  return rows.flatMap(({ id }) => {
    const newest = all.findLast(({ design }) => design === id)
    const document = newest && wholeDocument(newest)
    if (!newest || !document?.ok) return []
    const { family, choices } = document.value
    return [{ revision: newest.id, number: newest.number, family, choices, saved: newest.createdAt.toISOString() }]
  })
}

/** The whole design of a revision that a client saved. Refused: `access.none` where it is not theirs, or not allowed any more. */
export async function savedDocument(profile: StoredProfile, decisions: readonly Decision[], revision: string, at: Date) {
  const { account } = profile
  const may = account !== null && allowed(decisions, 'designs', at) && /^rev_[a-z0-9]{26}$/.test(revision)
  if (!may || !(await holdsRevision(database(), account, revision))) return refuse('access.none')
  const found = await findRevision(database(), revision)
  return found ? wholeDocument(found) : refuse('access.none')
}

/** Whom a piece is for, as far as its client lets the maker know now. */
export interface ForMaker {
  name: string
  /** The client's date that comes within a season of the order. */
  occasion?: Occasion['kind']
}

/** Asked anew each time: a consent that was taken back is gone from the next answer on. */
export async function forMaker(order: string, ordered: Date, at: Date): Promise<ForMaker | undefined> {
  const profile = await clientOfOrder(database(), order)
  if (!profile || !allowed(await decisionsOf(profile.id), 'maker', at)) return undefined
  const occasion = nextOccasion(profile.occasions, ordered)
  return { name: profile.name.trim().split(/\s+/)[0] ?? '', ...(occasion ? { occasion: occasion.kind } : {}) }
}
