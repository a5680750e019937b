import { bookedByDay, insertToken, openPhases, profileVersions, revokeToken, tokensOf } from '@/db/queries/atelier-desk'
import { insertAudit } from '@/db/queries/staff'
import { may } from '@/lib/domain/access/permissions'
import { ATELIER_SCOPES, type AtelierScope } from '@/lib/domain/network/atelier-scopes'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { allowed } from './access'
import { atelierKeys, registerKey, withdrawKey } from './atelier-keys'
import { latestClimate } from './climate'
import { database } from './database'
import { reasonOf } from './hold-production'
import { newId } from './ids'
import { currentAteliers } from './market'
import { hashToken, newToken } from './secrets'
import { callerOf, type StaffMember } from './session'

/** Days that the load is shown for. */
export const LOAD_DAYS = 14
const DAY = 86_400_000
const TOKEN_DAYS = 365

/** Ateliers that this person may see, as they are now. */
export async function ateliersOf(member: StaffMember, at: Date) {
  const all = await currentAteliers(at)
  return all.filter(({ id }) => may(callerOf(member), 'atelier.read', { atelier: id }))
}

/** One atelier whole. Refused: `access.none`, whether it exists or not. */
export async function atelierDesk(member: StaffMember, id: string, at: Date) {
  const profile = (await ateliersOf(member, at)).find((one) => one.id === id)
  if (!profile) return refuse('access.none')
  const seesKeys = allowed(member, 'atelier.keys', { atelier: id }).ok
  const [versions, booked, phases, climate, keys, tokens] = await Promise.all([
    profileVersions(database(), id),
    bookedByDay(database(), id, profile.timeZone, at, new Date(at.getTime() + LOAD_DAYS * DAY)),
    openPhases(database(), id),
    latestClimate(id),
    seesKeys ? atelierKeys(id, at) : undefined,
    seesKeys ? tokensOf(database(), id) : undefined,
  ])
  return ok({ profile, versions, booked, phases, climate, ...(keys && tokens ? { access: { keys, tokens } } : {}) })
}
export type AtelierDesk = Extract<Awaited<ReturnType<typeof atelierDesk>>, { ok: true }>['value']

/**
 * A new token of the atelier API, which is shown once; older ones go on until they are revoked, so that the atelier can change over
 * without a gap. Refused: `access.none`, `staff.scopes`.
 */
export async function makeToken(
  member: StaffMember,
  atelier: string,
  scopes: readonly string[],
  at: Date,
): Promise<Result<string>> {
  const desk = (await ateliersOf(member, at)).some(({ id }) => id === atelier)
  if (!desk || !allowed(member, 'atelier.keys', { atelier }).ok) return refuse('access.none')
  const wanted: AtelierScope[] = ATELIER_SCOPES.filter((scope) => scopes.includes(scope))
  if (wanted.length === 0) return refuse('staff.scopes')
  const token = `agt_${newToken()}`
  const id = newId('tok')
  await database().transaction(async (transaction) => {
    const endsAt = new Date(at.getTime() + TOKEN_DAYS * DAY)
    await insertToken(transaction, { id, atelier, tokenHash: hashToken(token), scopes: wanted, createdAt: at, endsAt })
    const data = { atelier, scopes: wanted }
    await insertAudit(transaction, { actor: `staff:${member.id}`, action: 'atelier-token.made', subject: id, data })
  })
  return ok(token)
}

/** From now on the token opens nothing. Revoked twice is revoked. Refused: `access.none`, `staff.reason`. */
export async function endToken(
  member: StaffMember,
  { atelier, id, reason: given, at }: { atelier: string; id: string; reason: string; at: Date },
): Promise<Result<undefined>> {
  const may = allowed(member, 'atelier.keys', { atelier })
  if (!may.ok) return may
  const reason = reasonOf(given)
  if (!reason.ok) return reason
  return database().transaction(async (transaction) => {
    if (!(await revokeToken(transaction, atelier, id.slice(0, 100), at))) return ok(undefined)
    const data = { atelier, reason: reason.value }
    await insertAudit(transaction, { actor: `staff:${member.id}`, action: 'atelier-token.revoked', subject: id, data })
    return ok(undefined)
  })
}

/** Nothing that this key signs is believed from now on. Refused: `access.none`, `staff.reason`, `key.unknown`. */
export async function endKey(
  member: StaffMember,
  { atelier, id, reason: given, at }: { atelier: string; id: string; reason: string; at: Date },
): Promise<Result<unknown>> {
  const may = allowed(member, 'atelier.keys', { atelier })
  if (!may.ok) return may
  const reason = reasonOf(given)
  return reason.ok ? withdrawKey(atelier, id.slice(0, 100), `staff:${member.id}`, reason.value, at) : reason
}

/**
 * A new signing key, handed over by the atelier on a way that the house trusts; older ones end after `overlapDays`. Refused:
 * `access.none`, `staff.reason`, and as `registerKey`.
 */
export async function addKey(
  member: StaffMember,
  wanted: { atelier: string; publicKey: string; overlapDays: number; reason: string; at: Date },
): Promise<Result<unknown>> {
  const { atelier, at } = wanted
  const known = (await ateliersOf(member, at)).some(({ id }) => id === atelier)
  if (!known || !allowed(member, 'atelier.keys', { atelier }).ok) return refuse('access.none')
  const reason = reasonOf(wanted.reason)
  return reason.ok ? registerKey({ ...wanted, reason: reason.value, actor: `staff:${member.id}` }) : reason
}
