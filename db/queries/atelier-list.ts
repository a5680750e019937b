import { and, desc, eq, inArray, isNull, lte, type SQL, sql } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { atelier, atelierProfile } from '@/db/schema/atelier'
import { type Direction, inOrder, likeable, type Order, pageOf, past } from './page'

export const ATELIER_SORTS = ['name', 'joined'] as const
export type AtelierSort = (typeof ATELIER_SORTS)[number]

export interface AtelierFilter {
  /** The only one that may be seen. */
  only?: string | undefined
  /** ISO 3166-1 alpha-2. */
  country?: string | undefined
  /** Part of a name, an id, a town or a country's code. */
  search?: string | undefined
  sort: AtelierSort
  direction: Direction
  cursor?: string | undefined
  limit: number
}

const BY = { name: atelier.name, joined: atelier.createdAt } as const

/** Ateliers that take orders, each with its profile in force: the highest version that has begun. */
export function atelierListQuery(database: Database, filter: AtelierFilter, at: Date) {
  const sorted: Order = { by: BY[filter.sort], id: atelier.id, direction: filter.direction }
  const text = likeable(filter.search)
  const called = (profile: SQL) =>
    sql`lower((${profile}->>'id') || ' ' || (${profile}->>'name') || ' ' || (${profile}->>'city') || ' ' || (${profile}->>'country')) like ${`%${text}%`}`
  const current = database
    .select({ profile: atelierProfile.profile })
    .from(atelierProfile)
    .where(and(eq(atelierProfile.atelier, atelier.id), lte(atelierProfile.validFrom, at.toISOString().slice(0, 10))))
    .orderBy(desc(atelierProfile.version))
    .limit(1)
    .as('current')
  // By an older profile's name it is found in the index, and then not taken for that name.
  const everCalled = database
    .select({ atelier: atelierProfile.atelier })
    .from(atelierProfile)
    .where(called(sql`${atelierProfile.profile}`))
  return database
    .select({ id: atelier.id, name: atelier.name, createdAt: atelier.createdAt, profile: current.profile })
    .from(atelier)
    .innerJoinLateral(current, sql`true`)
    .where(
      and(
        isNull(atelier.suspendedAt),
        filter.only === undefined ? undefined : eq(atelier.id, filter.only),
        filter.country ? sql`${current.profile}->>'country' = ${filter.country}` : undefined,
        text ? and(inArray(atelier.id, everCalled), called(sql`${current.profile}`)) : undefined,
        past(sorted, filter.cursor),
      ),
    )
    .orderBy(...inOrder(sorted))
    .limit(filter.limit + 1)
}

export const listAteliers = async (database: Database, filter: AtelierFilter, at: Date) =>
  pageOf(await atelierListQuery(database, filter, at), filter.limit, ({ name, createdAt }) =>
    filter.sort === 'name' ? name : createdAt,
  )
