import {
  type FoundSession,
  findSession,
  findStaffByEmail,
  insertAudit,
  insertSession,
  revokeSession,
  type StoredStaff,
} from '@/db/queries/staff'
import type { Caller, Role } from '@/lib/domain/access/permissions'
import { type Result, refuse } from '@/lib/domain/result'
import { database } from './database'
import { newId } from './ids'
import { countCall } from './limits'
import { hashPassword, hashToken, newToken, verifyPassword } from './secrets'
import { settings } from './settings'

/** A person of the house who is asking. */
export interface StaffMember {
  id: string
  email: string
  name: string
  role: Role
  /** Of a lead. */
  atelier?: string
}

/** As the table of permissions knows this person. */
export const callerOf = ({ id, role, atelier }: StaffMember): Caller => ({ role, staff: id, atelier })

export const SESSION_COOKIE = 'lot_one_staff'
const HOURS = 12

/** Attributes of the session cookie; the same wherever it is set. */
export function cookieAttributes(endsAt: Date) {
  return {
    httpOnly: true,
    sameSite: 'lax' as const,
    secure: settings().PUBLIC_URL.startsWith('https:'),
    path: '/',
    expires: endsAt,
  }
}

/** The one check of who is asking, for pages, actions, API and streams. A revoked session is out everywhere at once. */
export async function staffOf(token: string | undefined, at: Date): Promise<StaffMember | undefined> {
  if (!token || token.length > 100) return undefined
  const found = await findSession(database(), hashToken(token), at)
  return found && memberOf(found)
}

const memberOf = ({ id, email, name, role, atelier }: StoredStaff | FoundSession): StaffMember => {
  return { id, email, name, role, ...(atelier ? { atelier } : {}) }
}

let decoy: Promise<string> | undefined

/** A new session. Refused: `session.wrong` (which of the two is not said), `limit.rate`. */
export async function signIn(
  email: string,
  password: string,
  address: string,
  at: Date,
): Promise<Result<{ token: string; endsAt: Date; staff: StaffMember }>> {
  // What no address holds cannot be looked up either: the database takes no NUL.
  const name = email
    .trim()
    .toLowerCase()
    .replaceAll(/\p{Cc}/gu, '')
    .slice(0, 200)
  for (const caller of [`address:${address}`, `email:${name}`]) {
    const counted = await countCall('sign-in', caller)
    if (!counted.ok) return counted
  }
  const found = await findStaffByEmail(database(), name)
  // An unknown address costs the same time as a wrong password.
  decoy ??= hashPassword(newToken())
  const right = await verifyPassword(password.slice(0, 200), found?.passwordHash ?? (await decoy))
  if (!found || !right) return refuse('session.wrong')
  const token = newToken()
  const endsAt = new Date(at.getTime() + HOURS * 3_600_000)
  await insertSession(database(), { tokenHash: hashToken(token), id: newId('ses'), staff: found.id, verifiedAt: at, endsAt })
  await insertAudit(database(), { actor: `staff:${found.id}`, action: 'session.began', subject: found.id })
  return { ok: true, value: { token, endsAt, staff: memberOf(found) } }
}

export async function signOut(token: string, at: Date): Promise<void> {
  await revokeSession(database(), hashToken(token), at)
}
