import type { Database } from '@/db/connection'
import { accountOf, findRequest, hasRequestUntil, insertClientSession, insertRequest, useRequest } from '@/db/queries/account'
import type { StoredRevision } from '@/db/queries/design'
import { waitDesign } from '@/db/queries/piece'
import { insertAudit } from '@/db/queries/staff'
import type { DesignDocument } from '@/lib/domain/design/document'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { Locale } from '@/lib/words/render'
import { SESSION_DAYS } from './client-session'
import { database } from './database'
import { copyRevision, openDesign } from './designs'
import { newId } from './ids'
import { SIGN_IN_MINUTES } from './letters'
import { countCall } from './limits'
import { descentOf } from './lineage'
import { isMailAddress, tellPerson } from './mail'
import { signInToken } from './mail-links'
import { hashToken } from './secrets'

/** What is left of a link must do for finding the letter, ms. */
const ENOUGH = 5 * 60_000
const TOKEN = /^[\w-]{20,64}$/

/** As addresses are compared: without what the database takes for the end of a text. */
const plainAddress = (email: string) =>
  email
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replaceAll(/\p{Cc}/gu, '')

export interface WayInRequest {
  email: string
  locale: Locale
  /** Of the caller, for the limits. */
  address: string
  /** Link of a design that shall be kept under this address. */
  keep?: string
  at: Date
}

/**
 * Sends a link that signs in once. The answer is the same for an address that we know and one that we do not. Whoever has others flood an
 * address keeps nobody out of it: no letter is added then while one lies there that opens for some minutes yet. Refused: `mail.address` for
 * what is no address, `limit.rate` (of this caller), `link.unknown` for a design that is not there.
 */
export async function askForWayIn({ locale, address, keep, at, ...given }: WayInRequest): Promise<Result<undefined>> {
  const email = plainAddress(given.email)
  if (!isMailAddress(email)) return refuse('mail.address', undefined, '/email')
  const counts = [await countCall('way-in-from', address), await countCall('way-in-to', `${email} ${address}`)]
  for (const counted of counts) if (!counted.ok) return counted
  const kept = keep === undefined ? undefined : await openDesign(keep, at)
  if (kept && !kept.ok) return kept
  const isFlooded = !(await countCall('way-in-any', email)).ok
  const id = newId('sgn')
  const endsAt = new Date(at.getTime() + SIGN_IN_MINUTES * 60_000)
  await database().transaction(async (transaction) => {
    if (kept) await waitDesign(transaction, email, await designToKeep(transaction, kept.value, email), at)
    if (isFlooded && (await hasRequestUntil(transaction, email, new Date(at.getTime() + ENOUGH)))) return
    await insertRequest(transaction, { id, email, locale, tokenHash: hashToken(signInToken(id)), createdAt: at, endsAt })
    await tellPerson(transaction, email, locale, kept ? 'claim' : 'sign-in', { request: id }, id, at)
  })
  return ok(undefined)
}

interface Opened {
  revision: StoredRevision
  document: DesignDocument
}

/** The design itself where it is nobody else's, else what the link shows as one of its own. */
async function designToKeep(transaction: Database, { revision, document }: Opened, email: string) {
  const { design } = await descentOf(transaction, revision, { account: '', email })
  return design ?? copyRevision(transaction, revision, document)
}

/** Whom a link would sign in; looking, as mail programs do, does not use it up. Unknown, used and ended are one answer, `link.unknown`. */
export async function lookAtWayIn(token: string, at: Date): Promise<Result<string>> {
  const found = TOKEN.test(token) ? await findRequest(database(), hashToken(token), at) : undefined
  return found ? ok(found.email) : refuse('link.unknown')
}

/** Uses a link up: the id of a new session's row, or nothing. Of two at once exactly one gets it. */
export async function redeemSignIn(token: string, at: Date): Promise<string | undefined> {
  if (!TOKEN.test(token)) return undefined
  return database().transaction(async (transaction) => {
    const request = await useRequest(transaction, hashToken(token), at)
    if (!request) return undefined
    const account = await accountOf(transaction, newId('acc'), request.email, request.locale, at)
    const session = newId('cse')
    const endsAt = new Date(at.getTime() + SESSION_DAYS * 86_400_000)
    await insertClientSession(transaction, { id: session, account: account.id, createdAt: at, endsAt })
    await insertAudit(transaction, { actor: `client:${account.id}`, action: 'session.began', subject: account.id })
    return session
  })
}
