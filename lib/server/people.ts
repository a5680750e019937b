import { z } from 'zod'
import { findAtelier } from '@/db/queries/atelier'
import {
  changeStaff,
  countOwners,
  endInvitation,
  findInvitation,
  findStaff,
  findStaffByEmail,
  insertAudit,
  insertInvitation,
  insertStaff,
  replaceRecovery,
  revokeSessions,
} from '@/db/queries/staff'
import { ROLES } from '@/lib/domain/access/permissions'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { allowed } from './access'
import { database } from './database'
import { newId } from './ids'
import { hashPassword, hashToken, newToken } from './secrets'
import type { StaffMember } from './session'

const INVITATION_DAYS = 7
/** NIST SP 800-63B-4 asks for at least 8 beside a second factor; 12 is what this house asks. */
export const LEAST_PASSWORD = 12
const MOST_PASSWORD = 200

const invitation = z
  .strictObject({
    email: z
      .email()
      .max(200)
      .transform((text) => text.toLowerCase()),
    name: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .regex(/^[^\p{Cc}]*$/u),
    role: z.enum(ROLES),
    atelier: z.string().max(41).optional(),
  })
  .refine(({ role, atelier }) => (role === 'lead') === (atelier !== undefined), { path: ['atelier'] })
export type WantedInvitation = z.input<typeof invitation>

/** Token of the link by which somebody joins; it is shown once. Refused: `access.none`, `staff.invitation`, `staff.known`, `atelier.unknown`. */
export async function invite(member: StaffMember, input: unknown, at: Date): Promise<Result<string>> {
  const may = allowed(member, 'staff.manage')
  if (!may.ok) return may
  const parsed = invitation.safeParse(input)
  if (!parsed.success) return refuse('staff.invitation', undefined, `/${String(parsed.error.issues[0]?.path[0] ?? '')}`)
  const { email, name, role, atelier } = parsed.data
  if (atelier && !(await findAtelier(database(), atelier))) return refuse('atelier.unknown', { atelier: atelier.slice(0, 40) })
  if (await findStaffByEmail(database(), email)) return refuse('staff.known')
  const token = newToken()
  const id = newId('inv')
  await database().transaction(async (transaction) => {
    const endsAt = new Date(at.getTime() + INVITATION_DAYS * 86_400_000)
    const row = { id, tokenHash: hashToken(token), email, name, role, invitedBy: member.id, createdAt: at, endsAt }
    await insertInvitation(transaction, { ...row, ...(atelier ? { atelier } : {}) })
    const data = { role, ...(atelier ? { atelier } : {}) }
    await insertAudit(transaction, { actor: `staff:${member.id}`, action: 'staff.invited', subject: id, data })
  })
  return ok(token)
}

/** Taken back twice is taken back. Refused: `access.none`. */
export async function takeBackInvitation(member: StaffMember, id: string, at: Date): Promise<Result<undefined>> {
  const may = allowed(member, 'staff.manage')
  if (!may.ok) return may
  if (await endInvitation(database(), id, { revokedAt: at }))
    await insertAudit(database(), { actor: `staff:${member.id}`, action: 'staff.invitation-revoked', subject: id })
  return ok(undefined)
}

/** What an invitation says. Refused: `link.unknown`. */
export async function openInvitation(token: string, at: Date) {
  const found = /^[\w-]{20,64}$/.test(token) ? await findInvitation(database(), hashToken(token), at) : undefined
  if (!found) return refuse('link.unknown')
  const { email, name, role, atelier } = found
  return ok({ email, name, role, ...(atelier ? { atelier } : {}) })
}

/** Joins the house with a password; the second factor is set up at the first sign-in. Refused: `link.unknown`, `staff.password`, `staff.known`. */
export async function join(token: string, password: string, at: Date): Promise<Result<string>> {
  const found = /^[\w-]{20,64}$/.test(token) ? await findInvitation(database(), hashToken(token), at) : undefined
  if (!found) return refuse('link.unknown')
  if (password.length < LEAST_PASSWORD || password.length > MOST_PASSWORD)
    return refuse('staff.password', { least: LEAST_PASSWORD, most: MOST_PASSWORD })
  if (await findStaffByEmail(database(), found.email)) return refuse('staff.known')
  const passwordHash = await hashPassword(password)
  const joined = await database().transaction(async (transaction) => {
    if (!(await endInvitation(transaction, found.id, { acceptedAt: at }))) return false
    const { email, name, role, atelier } = found
    const id = newId('stf')
    await insertStaff(transaction, { id, email, name, role, atelier, passwordHash, createdAt: at })
    await insertAudit(transaction, { actor: `staff:${id}`, action: 'staff.joined', subject: id, data: { invitation: found.id } })
    return true
  })
  return joined ? ok(found.email) : refuse('link.unknown')
}

export type PersonChange = 'disable' | 'enable' | 'reset-second-factor' | 'end-sessions'

/**
 * What the owner does about somebody; all of it ends their open sessions but `enable`. Refused: `access.none`, `staff.unknown`,
 * `staff.last-owner`, `staff.yourself`.
 */
export async function changePerson(member: StaffMember, id: string, change: PersonChange, at: Date): Promise<Result<undefined>> {
  const may = allowed(member, 'staff.manage')
  if (!may.ok) return may
  return database().transaction(async (transaction) => {
    const person = await findStaff(transaction, id.slice(0, 100))
    if (!person) return refuse('staff.unknown')
    if (person.id === member.id && change === 'disable') return refuse('staff.yourself')
    if (change === 'disable' && person.role === 'owner' && (await countOwners(transaction)) < 2) return refuse('staff.last-owner')
    if (change === 'disable' && !person.disabledAt) await changeStaff(transaction, id, { disabledAt: at })
    if (change === 'enable') await changeStaff(transaction, id, { disabledAt: null })
    if (change === 'reset-second-factor') {
      await changeStaff(transaction, id, { totpSecret: null })
      await replaceRecovery(transaction, id, [])
    }
    if (change !== 'enable') await revokeSessions(transaction, id, undefined, at)
    await insertAudit(transaction, { actor: `staff:${member.id}`, action: `staff.${change}`, subject: id })
    return ok(undefined)
  })
}

/** The first owner, by command: with a password that is shown once. Refused: `staff.known` when there is an owner or that address. */
export async function firstOwner(email: string, name: string, at: Date): Promise<Result<string>> {
  const parsed = invitation.safeParse({ email, name, role: 'owner' })
  if (!parsed.success) return refuse('staff.invitation', undefined, `/${String(parsed.error.issues[0]?.path[0] ?? '')}`)
  if ((await countOwners(database())) > 0 || (await findStaffByEmail(database(), parsed.data.email))) return refuse('staff.known')
  const password = newToken()
  const id = newId('stf')
  const row = {
    id,
    email: parsed.data.email,
    name: parsed.data.name,
    role: 'owner' as const,
    passwordHash: await hashPassword(password),
  }
  await database().transaction(async (transaction) => {
    await insertStaff(transaction, { ...row, createdAt: at })
    await insertAudit(transaction, { actor: 'system', action: 'staff.first-owner', subject: id })
  })
  return ok(password)
}
