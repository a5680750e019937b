import { and, count, desc, eq, gt, inArray, isNotNull, isNull, lt } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { audit, staff, staffInvitation, staffRecovery, staffSession } from '@/db/schema/staff'

export type StoredStaff = typeof staff.$inferSelect
export type StoredInvitation = typeof staffInvitation.$inferSelect

/** By mail address in lower case; somebody who left is not found. */
export async function findStaffByEmail(database: Database, email: string): Promise<StoredStaff | undefined> {
  return (
    await database
      .select()
      .from(staff)
      .where(and(eq(staff.email, email), isNull(staff.disabledAt)))
  )[0]
}

export async function findStaff(database: Database, id: string): Promise<StoredStaff | undefined> {
  return (await database.select().from(staff).where(eq(staff.id, id)))[0]
}

export async function countOwners(database: Database): Promise<number> {
  const [row] = await database
    .select({ count: count() })
    .from(staff)
    .where(and(eq(staff.role, 'owner'), isNull(staff.disabledAt)))
  return row?.count ?? 0
}

export async function insertStaff(database: Database, row: typeof staff.$inferInsert): Promise<void> {
  await database.insert(staff).values(row)
}

export type StaffChange = Partial<
  Pick<StoredStaff, 'name' | 'role' | 'atelier' | 'passwordHash' | 'totpSecret' | 'totpStep' | 'disabledAt'>
>

export async function changeStaff(database: Database, id: string, change: StaffChange): Promise<void> {
  await database.update(staff).set(change).where(eq(staff.id, id))
}

/** Uses a step of the second factor up; false when it, or a later one, was used before. */
export async function spendStep(database: Database, id: string, step: number): Promise<boolean> {
  const used = await database
    .update(staff)
    .set({ totpStep: step })
    .where(and(eq(staff.id, id), lt(staff.totpStep, step)))
    .returning({ id: staff.id })
  return used.length > 0
}

/** These codes and no others, from now on. */
export async function replaceRecovery(database: Database, id: string, hashes: readonly string[]): Promise<void> {
  await database.delete(staffRecovery).where(eq(staffRecovery.staff, id))
  if (hashes.length > 0) await database.insert(staffRecovery).values(hashes.map((codeHash) => ({ staff: id, codeHash })))
}

/** Uses a recovery code up; false when there is none such, or it was used before. */
export async function spendRecovery(database: Database, id: string, codeHash: string, at: Date): Promise<boolean> {
  const used = await database
    .update(staffRecovery)
    .set({ usedAt: at })
    .where(and(eq(staffRecovery.staff, id), eq(staffRecovery.codeHash, codeHash), isNull(staffRecovery.usedAt)))
    .returning({ staff: staffRecovery.staff })
  return used.length > 0
}

export async function insertSession(database: Database, row: typeof staffSession.$inferInsert): Promise<void> {
  await database.insert(staffSession).values(row)
}

/** Who holds this session, whole or still waiting for the second step: nobody when it is unknown, ended or revoked, or the person was disabled. */
export async function findSession(database: Database, tokenHash: string, at: Date) {
  const [row] = await database
    .select({ session: staffSession, staff })
    .from(staffSession)
    .innerJoin(staff, eq(staff.id, staffSession.staff))
    .where(
      and(
        eq(staffSession.tokenHash, tokenHash),
        gt(staffSession.endsAt, at),
        isNull(staffSession.revokedAt),
        isNull(staff.disabledAt),
      ),
    )
  return row
}

export async function seeSession(database: Database, id: string, at: Date): Promise<void> {
  await database.update(staffSession).set({ seenAt: at }).where(eq(staffSession.id, id))
}

/** The open ones of a person, newest first. */
export const sessionsOf = (database: Database, id: string, at: Date) =>
  database
    .select()
    .from(staffSession)
    .where(
      and(
        eq(staffSession.staff, id),
        gt(staffSession.endsAt, at),
        isNull(staffSession.revokedAt),
        isNotNull(staffSession.verifiedAt),
      ),
    )
    .orderBy(desc(staffSession.createdAt))
    .limit(100)

export async function revokeSession(database: Database, tokenHash: string, at: Date): Promise<void> {
  await database
    .update(staffSession)
    .set({ revokedAt: at })
    .where(and(eq(staffSession.tokenHash, tokenHash), isNull(staffSession.revokedAt)))
}

/** Ends one session of a person, or all; gives how many were open. */
export async function revokeSessions(database: Database, id: string, session: string | undefined, at: Date): Promise<number> {
  const ended = await database
    .update(staffSession)
    .set({ revokedAt: at })
    .where(and(eq(staffSession.staff, id), session ? eq(staffSession.id, session) : undefined, isNull(staffSession.revokedAt)))
    .returning({ id: staffSession.id })
  return ended.length
}

export async function insertInvitation(database: Database, row: typeof staffInvitation.$inferInsert): Promise<void> {
  await database.insert(staffInvitation).values(row)
}

export async function findInvitation(database: Database, tokenHash: string, at: Date): Promise<StoredInvitation | undefined> {
  const [row] = await database
    .select()
    .from(staffInvitation)
    .where(
      and(
        eq(staffInvitation.tokenHash, tokenHash),
        gt(staffInvitation.endsAt, at),
        isNull(staffInvitation.acceptedAt),
        isNull(staffInvitation.revokedAt),
      ),
    )
  return row
}

/** Uses an invitation up or takes it back; false when it was over already. */
export async function endInvitation(
  database: Database,
  id: string,
  how: { acceptedAt: Date } | { revokedAt: Date },
): Promise<boolean> {
  const ended = await database
    .update(staffInvitation)
    .set(how)
    .where(and(eq(staffInvitation.id, id), isNull(staffInvitation.acceptedAt), isNull(staffInvitation.revokedAt)))
    .returning({ id: staffInvitation.id })
  return ended.length > 0
}

export async function insertAudit(database: Database, row: typeof audit.$inferInsert): Promise<void> {
  await database.insert(audit).values(row)
}

/** When this actor last did this to this subject. */
export async function lastAuditBy(database: Database, actor: string, action: string, subject: string): Promise<Date | undefined> {
  const [row] = await database
    .select({ at: audit.createdAt })
    .from(audit)
    .where(and(eq(audit.subject, subject), eq(audit.actor, actor), eq(audit.action, action)))
    .orderBy(desc(audit.id))
    .limit(1)
  return row?.at
}

/** Names of people, by id. */
export async function staffNames(database: Database, ids: readonly string[]): Promise<Readonly<Record<string, string>>> {
  if (ids.length === 0) return {}
  const rows = await database
    .select({ id: staff.id, name: staff.name })
    .from(staff)
    .where(inArray(staff.id, [...ids]))
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]))
}
