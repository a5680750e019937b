import { and, eq, gt, isNotNull, isNull } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { audit, staff, staffSession } from '@/db/schema/staff'

export type StoredStaff = typeof staff.$inferSelect

/** By mail address in lower case; somebody who left is not found. */
export async function findStaffByEmail(database: Database, email: string): Promise<StoredStaff | undefined> {
  return (
    await database
      .select()
      .from(staff)
      .where(and(eq(staff.email, email), isNull(staff.disabledAt)))
  )[0]
}

export async function insertSession(database: Database, row: typeof staffSession.$inferInsert): Promise<void> {
  await database.insert(staffSession).values(row)
}

export type FoundSession = NonNullable<Awaited<ReturnType<typeof findSession>>>

/** Who holds this session: nobody when it is unknown, ended or revoked, or the person was disabled. */
export async function findSession(database: Database, tokenHash: string, at: Date) {
  const [row] = await database
    .select({
      id: staff.id,
      email: staff.email,
      name: staff.name,
      role: staff.role,
      atelier: staff.atelier,
      endsAt: staffSession.endsAt,
    })
    .from(staffSession)
    .innerJoin(staff, eq(staff.id, staffSession.staff))
    .where(
      and(
        eq(staffSession.tokenHash, tokenHash),
        gt(staffSession.endsAt, at),
        isNotNull(staffSession.verifiedAt),
        isNull(staffSession.revokedAt),
        isNull(staff.disabledAt),
      ),
    )
  return row
}

export async function revokeSession(database: Database, tokenHash: string, at: Date): Promise<void> {
  await database
    .update(staffSession)
    .set({ revokedAt: at })
    .where(and(eq(staffSession.tokenHash, tokenHash), isNull(staffSession.revokedAt)))
}

export async function insertAudit(database: Database, row: typeof audit.$inferInsert): Promise<void> {
  await database.insert(audit).values(row)
}
