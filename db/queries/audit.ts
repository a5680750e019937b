import { and, asc, desc, eq, gt, inArray, like, lt, type SQL } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { audit } from '@/db/schema/staff'
import type { Direction } from './page'

export type StoredAudit = typeof audit.$inferSelect

export interface AuditFilter {
  /** One of these. */
  actors?: readonly string[] | undefined
  /** A whole action, or its beginning up to a dot: `order.` */
  action?: string | undefined
  /** One of these. */
  subjects?: readonly string[] | undefined
  direction?: Direction | undefined
  cursor?: string | undefined
  limit: number
}

export function auditQuery(database: Database, filter: AuditFilter) {
  const { actors, action, subjects, direction = 'desc', cursor, limit } = filter
  const past = direction === 'desc' ? lt : gt
  const rest: SQL | undefined = cursor && /^\d{1,15}$/.test(cursor) ? past(audit.id, Number(cursor)) : undefined
  return database
    .select()
    .from(audit)
    .where(
      and(
        actors ? inArray(audit.actor, [...actors]) : undefined,
        action ? (action.endsWith('.') ? like(audit.action, `${action}%`) : eq(audit.action, action)) : undefined,
        subjects ? inArray(audit.subject, [...subjects]) : undefined,
        rest,
      ),
    )
    .orderBy(direction === 'desc' ? desc(audit.id) : asc(audit.id))
    .limit(limit + 1)
}

/** In the order in which it was done, newest first unless asked otherwise. */
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
