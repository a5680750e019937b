import { asc, desc, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'

/** A page of a list; `next` continues after its last row, however many rows came in since. */
export interface Page<Row> {
  rows: Row[]
  /** Absent on the last page. */
  next?: string
}

export type Direction = 'asc' | 'desc'

/** The last moment of the year 9999, in ms since 1970: what comes later is written in another way, and is no time of ours. */
export const LAST_INSTANT = 253_402_300_799_999

/** What a list is sorted by: a column of instants, integers or text, then the id. */
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
  key: (row: Row) => Date | number | string = ({ createdAt }) => createdAt,
): Page<Row> {
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { rows: rows.slice(0, limit), ...(last ? { next: `${written(key(last))}~${last.id}` } : {}) }
}

const written = (key: Date | number | string): string =>
  typeof key === 'string' ? Buffer.from(key).toString('base64url') : String(Number(key))

/** Rows after the cursor of a list that is newest first. */
export const after = (created: PgColumn, id: PgColumn, cursor: string | undefined): SQL | undefined =>
  past({ by: created, id, direction: 'desc' }, cursor)

/** Where a page went to: what its last row was sorted by (an instant in ms since 1970, or an integer), and that row's id. */
interface Cursor {
  value: number
  key: string
}

/** Undefined: no page ever said this. */
export function readCursor(cursor: string | undefined): Cursor | undefined {
  const [, value = '', key = ''] = /^(\d{1,15})~([a-z0-9_]{1,80})$/.exec(cursor ?? '') ?? []
  return key === '' ? undefined : { value: Number(value), key }
}

/** Of a list by time. Undefined: no page ever said this. */
export function readInstantCursor(cursor: string | undefined): { at: Date; key: string } | undefined {
  const read = readCursor(cursor)
  return read && read.value <= LAST_INSTANT ? { at: new Date(read.value), key: read.key } : undefined
}

/** Of a list by text. Undefined: no page ever said this. */
function readTextCursor(cursor: string | undefined): { text: string; key: string } | undefined {
  const [, value = '', key = ''] = /^([\w-]{0,800})~([a-z0-9_]{1,80})$/.exec(cursor ?? '') ?? []
  const text = Buffer.from(value, 'base64url').toString()
  return key !== '' && /^[^\p{Cc}\p{Cs}\uFFFD]*$/u.test(text) ? { text, key } : undefined
}

function readFor(by: PgColumn, cursor: string | undefined): { from: SQL; key: string } | undefined {
  if (by.dataType === 'string') {
    const read = readTextCursor(cursor)
    return read && { from: sql`${read.text}::text`, key: read.key }
  }
  if (by.dataType === 'date') {
    const read = readInstantCursor(cursor)
    return read && { from: sql`${read.at.toISOString()}::timestamptz`, key: read.key }
  }
  const read = readCursor(cursor)
  return read && { from: sql`${read.value}::bigint`, key: read.key }
}

/** Rows after the cursor; one that is none begins at the first. */
export function past({ by, id, direction }: Order, cursor: string | undefined): SQL | undefined {
  const read = readFor(by, cursor)
  if (!read) return undefined
  const { from, key } = read
  return direction === 'desc' ? sql`(${by}, ${id}) < (${from}, ${key})` : sql`(${by}, ${id}) > (${from}, ${key})`
}

export const inOrder = ({ by, id, direction }: Order): SQL[] => (direction === 'desc' ? [desc(by), desc(id)] : [asc(by), asc(id)])

/** What is left of a search once nothing in it means anything to LIKE; undefined when that is nothing. */
export function likeable(search: string | undefined): string | undefined {
  const text = search?.replaceAll('\0', '').trim().toLowerCase().slice(0, 200)
  return text ? text.replace(/[\\%_]/g, '\\$&') : undefined
}
