import {
  findSession,
  findStaffByEmail,
  insertAudit,
  insertSession,
  revokeSession,
  revokeSessions,
  type StoredStaff,
  seeSession,
  sessionsOf,
} from '@/db/queries/staff'
import type { Caller, Role } from '@/lib/domain/access/permissions'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { database } from './database'
import { newId } from './ids'
import { countCall, giveBack } from './limits'
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
  /** The session that they ask in. */
  session?: string
}

/** As the table of permissions knows this person. */
export const callerOf = ({ id, role, atelier }: StaffMember): Caller => ({ role, staff: id, atelier })

export const SESSION_COOKIE = 'lot_one_staff'
const HOURS = 12
/** From the password to the second factor; long enough to set one up. */
const PENDING_MINUTES = 20
/** How exactly it is kept when a session was last used, ms. */
const SEEN_EVERY = 60_000

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

export const memberOf = ({ id, email, name, role, atelier }: StoredStaff): StaffMember => {
  return { id, email, name, role, ...(atelier ? { atelier } : {}) }
}

const readable = (token: string | undefined): token is string => token !== undefined && token !== '' && token.length <= 100

/** The one check of who is asking, for pages, actions, API and streams. A revoked session is out everywhere at once. */
export async function staffOf(token: string | undefined, at: Date): Promise<StaffMember | undefined> {
  if (!readable(token)) return undefined
  const found = await findSession(database(), hashToken(token), at)
  if (!found?.session.verifiedAt) return undefined
  if (at.getTime() - found.session.seenAt.getTime() > SEEN_EVERY) await seeSession(database(), found.session.id, at)
  return { ...memberOf(found.staff), session: found.session.id }
}

/** Who has given the password and not yet the second factor. */
export async function pendingOf(token: string | undefined, at: Date) {
  if (!readable(token)) return undefined
  const found = await findSession(database(), hashToken(token), at)
  return found && !found.session.verifiedAt ? found : undefined
}

/** Where a sign-in comes from. */
export interface Visitor {
  address: string
  /** What the browser says of itself. */
  agent?: string
}

export interface BegunSession {
  token: string
  endsAt: Date
}

let decoy: Promise<string> | undefined

/**
 * The first step: a session that opens only the second. Refused: `session.wrong` (which of the two is not said), `limit.rate`. Wrong
 * tries count for the address they come from, and for the name at that address: nobody elsewhere can hold a person up.
 */
export async function signIn(
  email: string,
  password: string,
  visitor: Visitor,
  at: Date,
): Promise<Result<BegunSession & { enrolled: boolean }>> {
  // What no address holds cannot be looked up either: the database takes no NUL.
  const name = email
    .trim()
    .toLowerCase()
    .replaceAll(/\p{Cc}/gu, '')
    .slice(0, 200)
  const callers = [`address:${visitor.address}`, `email:${name} ${visitor.address}`] as const
  for (const caller of callers) {
    const counted = await countCall(caller === callers[0] ? 'sign-in-address' : 'sign-in', caller)
    if (!counted.ok) return counted
  }
  const found = await findStaffByEmail(database(), name)
  // An unknown address costs the same time as a wrong password.
  decoy ??= hashPassword(newToken())
  const right = await verifyPassword(password.slice(0, 200), found?.passwordHash ?? (await decoy))
  if (!found || !right) return refuse('session.wrong')
  await giveBack('sign-in-address', callers[0])
  await giveBack('sign-in', callers[1])
  const endsAt = new Date(at.getTime() + PENDING_MINUTES * 60_000)
  const begun = await begin(found.id, visitor, undefined, endsAt, at)
  return ok({ ...begun, enrolled: found.totpSecret !== null })
}

/** A session of its own token after the second step; the first step's is over. */
export async function wholeSession(pending: string, staff: StoredStaff, visitor: Visitor, at: Date): Promise<BegunSession> {
  await revokeSession(database(), hashToken(pending), at)
  const begun = await begin(staff.id, visitor, at, new Date(at.getTime() + HOURS * 3_600_000), at)
  await insertAudit(database(), { actor: `staff:${staff.id}`, action: 'session.began', subject: staff.id })
  return begun
}

async function begin(
  staff: string,
  visitor: Visitor,
  verifiedAt: Date | undefined,
  endsAt: Date,
  at: Date,
): Promise<BegunSession> {
  const token = newToken()
  await insertSession(database(), {
    tokenHash: hashToken(token),
    id: newId('ses'),
    staff,
    createdAt: at,
    seenAt: at,
    device: deviceOf(visitor.agent),
    ...(verifiedAt ? { verifiedAt } : {}),
    endsAt,
  })
  return { token, endsAt }
}

export async function signOut(token: string, at: Date): Promise<void> {
  await revokeSession(database(), hashToken(token), at)
}

/** The open sessions of the person who asks. */
export async function mySessions(member: StaffMember, at: Date) {
  const rows = await sessionsOf(database(), member.id, at)
  return rows.map(({ id, createdAt, seenAt, endsAt, device }) => {
    return { id, createdAt, seenAt, endsAt, device, current: id === member.session }
  })
}

/** Ends one of one's own sessions; another's is as unknown as none. Ended twice is ended. */
export async function endMySession(member: StaffMember, session: string, at: Date): Promise<void> {
  const ended = await revokeSessions(database(), member.id, session.slice(0, 100), at)
  if (ended > 0)
    await insertAudit(database(), {
      actor: `staff:${member.id}`,
      action: 'session.revoked',
      subject: member.id,
      data: { session },
    })
}

/** `Firefox, Linux`: enough to tell one's own machines apart, too little to follow anybody by. */
function deviceOf(agent: string | undefined): string {
  const browser = ['Edg', 'OPR', 'Firefox', 'Chrome', 'Safari'].find((name) => agent?.includes(`${name}/`))
  const system = ['iPhone', 'iPad', 'Android', 'Windows', 'Mac OS X', 'Linux'].find((name) => agent?.includes(name))
  const names: Readonly<Record<string, string>> = { Edg: 'Edge', OPR: 'Opera', 'Mac OS X': 'macOS' }
  return [browser, system].flatMap((name) => (name ? [names[name] ?? name] : [])).join(', ')
}
