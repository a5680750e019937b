import { type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'

/** A page of a list that is newest first; `cursor` continues after its last row, however many rows came in since. */
export interface Page<Row> {
  rows: Row[]
  /** Absent on the last page. */
  next?: string
}

interface Keyed {
  id: string
  createdAt: Date
}

/** One more than `limit` was asked for: the extra row only says that there is a next page. */
export function pageOf<Row extends Keyed>(rows: Row[], limit: number): Page<Row> {
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { rows: rows.slice(0, limit), ...(last ? { next: `${last.createdAt.getTime()}~${last.id}` } : {}) }
}

/** Rows after the cursor in (created, id) descending; a cursor that is none begins at the newest. */
export function after(created: PgColumn, id: PgColumn, cursor: string | undefined): SQL | undefined {
  const [time, key] = cursor?.split('~') ?? []
  if (!time || !key || !/^\d{1,15}$/.test(time) || !/^[a-z0-9_]{1,80}$/.test(key)) return undefined
  return sql`(${created}, ${id}) < (${new Date(Number(time)).toISOString()}::timestamptz, ${key})`
}
