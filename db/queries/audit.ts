import { and, asc, desc, eq, inArray, like, lt, type SQL } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { audit } from '@/db/schema/staff'

export type StoredAudit = typeof audit.$inferSelect

export interface AuditFilter {
  actor?: string | undefined
  /** A whole action, or its beginning up to a dot: `order.` */
  action?: string | undefined
  subject?: string | undefined
  cursor?: string | undefined
  limit: number
}

export function auditQuery(database: Database, { actor, action, subject, cursor, limit }: AuditFilter) {
  const before: SQL | undefined = cursor && /^\d{1,15}$/.test(cursor) ? lt(audit.id, Number(cursor)) : undefined
  return database
    .select()
    .from(audit)
    .where(
      and(
        actor ? eq(audit.actor, actor) : undefined,
        action ? (action.endsWith('.') ? like(audit.action, `${action}%`) : eq(audit.action, action)) : undefined,
        subject ? eq(audit.subject, subject) : undefined,
        before,
      ),
    )
    .orderBy(desc(audit.id))
    .limit(limit + 1)
}

/** Newest first. */
export async function listAudit(database: Database, filter: AuditFilter): Promise<{ rows: StoredAudit[]; next?: string }> {
  const rows = await auditQuery(database, filter)
  const last = rows.length > filter.limit ? rows[filter.limit - 1] : undefined
  return { rows: rows.slice(0, filter.limit), ...(last ? { next: String(last.id) } : {}) }
}

/** Everything on record about these, oldest first. */
export const auditOf = (database: Database, subjects: readonly string[]) =>
  database
    .select()
    .from(audit)
    .where(inArray(audit.subject, [...subjects]))
    .orderBy(asc(audit.id))
    .limit(500)
