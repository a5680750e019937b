import { changeKey, insertKey, keysOf, lockKeys, type StoredKey, signingKey } from '@/db/queries/atelier-access'
import { insertAudit } from '@/db/queries/staff'
import { mayStillSign, parseStatement, statementHolds } from '@/lib/domain/production/keys'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { database } from './database'
import { newId } from './ids'

/** How far an atelier's clock may run ahead of ours, ms. */
const SKEW = 120_000
/** The longest overlap of two keys, days: an old key is not kept for ever. */
const LONGEST_OVERLAP = 90

/** A signing key as its atelier and staff see it. */
export interface KeyView {
  id: string
  publicKey: string
  state: 'active' | 'ending' | 'ended' | 'revoked'
  since: string
  announcedBy?: string
  endsAt?: string
  revokedAt?: string
}

/** All keys an atelier ever had, oldest first. */
export async function atelierKeys(atelier: string, at: Date): Promise<KeyView[]> {
  return (await keysOf(database(), atelier)).map((key) => viewOf(key, at))
}

function viewOf(key: StoredKey, at: Date): KeyView {
  const { id, publicKey, createdAt, endsAt, revokedAt, announcement } = key
  const ended = endsAt !== null && endsAt <= at
  return {
    id,
    publicKey,
    state: revokedAt ? 'revoked' : ended ? 'ended' : endsAt ? 'ending' : 'active',
    since: createdAt.toISOString(),
    ...(announcement?.kind === 'key-announced' ? { announcedBy: announcement.announcedBy } : {}),
    ...(endsAt ? { endsAt: endsAt.toISOString() } : {}),
    ...(revokedAt ? { revokedAt: revokedAt.toISOString() } : {}),
  }
}

/**
 * Takes a new key that a key in force vouches for; both may sign until the overlap ends. The same announcement again changes nothing.
 * Refused: `key.malformed`, `key.stranger`, `key.unknown`, `key.ended`, `key.signature`, `key.time`, `key.overlap`, `key.taken`.
 */
export async function announceKey(atelier: string, input: unknown, at: Date): Promise<Result<KeyView>> {
  const parsed = parseStatement('key-announced', input)
  if (!parsed.ok) return parsed
  const statement = parsed.value
  if (statement.atelier !== atelier) return refuse('key.stranger')
  const overlapUntil = new Date(statement.overlapUntil)
  return database().transaction(async (transaction) => {
    const keys = await lockKeys(transaction, atelier)
    const known = keys.find(({ id }) => id === statement.keyId)
    if (known) {
      return known.publicKey === statement.publicKey ? ok(viewOf(known, at)) : refuse('key.taken', { key: statement.keyId })
    }
    const fault = faultOfSigner(keys, statement.announcedBy, statement, at)
    if (fault) return fault
    if (Date.parse(statement.announcedAt) > at.getTime() + SKEW) return refuse('key.time')
    if (overlapUntil < at || overlapUntil.getTime() > at.getTime() + LONGEST_OVERLAP * 86_400_000) {
      return refuse('key.overlap', { days: LONGEST_OVERLAP })
    }
    const { keyId, publicKey } = statement
    const row = { id: keyId, atelier, publicKey, announcement: statement, createdAt: at }
    if (!(await insertKey(transaction, row))) return refuse('key.taken', { key: keyId })
    await changeKey(transaction, statement.announcedBy, { endsAt: overlapUntil })
    const data = { by: statement.announcedBy, overlapUntil: statement.overlapUntil }
    await insertAudit(transaction, { actor: `atelier:${atelier}`, action: 'key.announced', subject: keyId, data })
    return ok(viewOf({ ...row, endsAt: null, revokedAt: null, revocation: null }, at))
  })
}

/**
 * From now on nothing that the key signs is believed; what was received before still verifies. Revoked again, it stays as it was.
 * Refused: `key.malformed`, `key.stranger`, `key.unknown`, `key.ended`, `key.signature`.
 */
export async function revokeKey(atelier: string, input: unknown, at: Date): Promise<Result<KeyView>> {
  const parsed = parseStatement('key-revoked', input)
  if (!parsed.ok) return parsed
  const statement = parsed.value
  if (statement.atelier !== atelier) return refuse('key.stranger')
  return database().transaction(async (transaction) => {
    const keys = await lockKeys(transaction, atelier)
    const known = keys.find(({ id }) => id === statement.keyId)
    if (!known) return refuse('key.unknown', { key: statement.keyId })
    if (known.revokedAt) return ok(viewOf(known, at))
    const fault = faultOfSigner(keys, statement.revokedBy, statement, at)
    if (fault) return fault
    await changeKey(transaction, known.id, { revokedAt: at, revocation: statement })
    const data = { by: statement.revokedBy, reason: statement.reason }
    await insertAudit(transaction, { actor: `atelier:${atelier}`, action: 'key.revoked', subject: known.id, data })
    return ok(viewOf({ ...known, revokedAt: at }, at))
  })
}

/** Staff take a key back, e.g. when its atelier cannot. Refused: `key.unknown`. */
export async function withdrawKey(
  atelier: string,
  id: string,
  actor: string,
  reason: string,
  at: Date,
): Promise<Result<KeyView>> {
  return database().transaction(async (transaction) => {
    const known = (await lockKeys(transaction, atelier)).find((key) => key.id === id)
    if (!known) return refuse('key.unknown', { key: id })
    if (known.revokedAt) return ok(viewOf(known, at))
    await changeKey(transaction, id, { revokedAt: at })
    await insertAudit(transaction, { actor, action: 'key.revoked', subject: id, data: { reason } })
    return ok(viewOf({ ...known, revokedAt: at }, at))
  })
}

export interface RegisteredKey {
  atelier: string
  /** Ed25519, 64 hexadecimal digits. */
  publicKey: string
  /** Days for which the keys in force go on signing beside it; 0: not at all. */
  overlapDays: number
  actor: string
  reason: string
  at: Date
}

/**
 * Staff register a key that no older one vouches for, because its atelier has lost them; the keys in force end with the overlap.
 * Refused: `key.public`, `key.overlap`, `key.taken`.
 */
export async function registerKey(given: RegisteredKey): Promise<Result<KeyView>> {
  const { atelier, overlapDays, actor, reason, at } = given
  const publicKey = given.publicKey.trim().toLowerCase()
  if (!/^[0-9a-f]{64}$/.test(publicKey)) return refuse('key.public', {}, '/publicKey')
  if (!Number.isInteger(overlapDays) || overlapDays < 0 || overlapDays > LONGEST_OVERLAP)
    return refuse('key.overlap', { days: LONGEST_OVERLAP })
  return database().transaction(async (transaction) => {
    const keys = await lockKeys(transaction, atelier)
    const known = keys.find((key) => key.publicKey === publicKey)
    if (known)
      return mayStillSign(signingKey(known), at.getTime()) ? ok(viewOf(known, at)) : refuse('key.taken', { key: known.id })
    const row = { id: newId('key'), atelier, publicKey, createdAt: at }
    if (!(await insertKey(transaction, row))) return refuse('key.taken', { key: publicKey.slice(0, 12) })
    const endsAt = new Date(at.getTime() + overlapDays * 86_400_000)
    const ending = keys.filter((key) => mayStillSign(signingKey(key), endsAt.getTime()))
    for (const key of ending) await changeKey(transaction, key.id, { endsAt })
    const data = { reason, ends: ending.map(({ id }) => id), endsAt: endsAt.toISOString() }
    await insertAudit(transaction, { actor, action: 'key.registered', subject: row.id, data })
    return ok(viewOf({ ...row, announcement: null, endsAt: null, revokedAt: null, revocation: null }, at))
  })
}

function faultOfSigner(
  keys: readonly StoredKey[],
  signer: string,
  statement: Parameters<typeof statementHolds>[0],
  at: Date,
): ReturnType<typeof refuse> | undefined {
  const key = keys.find(({ id }) => id === signer)
  if (!key) return refuse('key.unknown', { key: signer })
  if (!mayStillSign(signingKey(key), at.getTime())) return refuse('key.ended', { key: signer })
  return statementHolds(statement, key.publicKey) ? undefined : refuse('key.signature')
}
