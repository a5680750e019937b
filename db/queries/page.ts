import { asc, desc, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'

/** A page of a list; `next` continues after its last row, however many rows came in since. */
export interface Page<Row> {
  rows: Row[]
  /** Absent on the last page. */
  next?: string
}

export type Direction = 'asc' | 'desc'

/** What a list is sorted by: a column of instants or integers, then the id. */
export interface Order {
  by: PgColumn
  id: PgColumn
  direction: Direction
}

interface Keyed {
  id: string
  createdAt: Date
}

/** One more than `limit` was asked for: the extra row only says that there is a next page. `key` reads what the list is sorted by. */
export function pageOf<Row extends Keyed>(
  rows: Row[],
  limit: number,
  key: (row: Row) => Date | number = ({ createdAt }) => createdAt,
): Page<Row> {
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { rows: rows.slice(0, limit), ...(last ? { next: `${Number(key(last))}~${last.id}` } : {}) }
}

/** Rows after the cursor of a list that is newest first. */
export const after = (created: PgColumn, id: PgColumn, cursor: string | undefined): SQL | undefined =>
  past({ by: created, id, direction: 'desc' }, cursor)

/** Rows after the cursor; one that is none begins at the first. */
export function past({ by, id, direction }: Order, cursor: string | undefined): SQL | undefined {
  const [value, key] = cursor?.split('~') ?? []
  if (!value || !key || !/^\d{1,15}$/.test(value) || !/^[a-z0-9_]{1,80}$/.test(key)) return undefined
  const isInstant = by.dataType === 'date'
  const from = isInstant ? sql`${new Date(Number(value)).toISOString()}::timestamptz` : sql`${value}::bigint`
  return direction === 'desc' ? sql`(${by}, ${id}) < (${from}, ${key})` : sql`(${by}, ${id}) > (${from}, ${key})`
}

export const inOrder = ({ by, id, direction }: Order): SQL[] => (direction === 'desc' ? [desc(by), desc(id)] : [asc(by), asc(id)])

/** What is left of a search once nothing in it means anything to LIKE; undefined when that is nothing. */
export function likeable(search: string | undefined): string | undefined {
  const text = search?.replaceAll('\0', '').trim().toLowerCase().slice(0, 200)
  return text ? text.replace(/[\\%_]/g, '\\$&') : undefined
}
