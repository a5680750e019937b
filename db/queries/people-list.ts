import { and, eq, gt, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Database } from '@/db/connection'
import { staff, staffInvitation } from '@/db/schema/staff'
import type { Role } from '@/lib/domain/access/permissions'
import { type Direction, inOrder, likeable, type Order, pageOf, past } from './page'

export const PEOPLE_SORTS = ['name', 'joined'] as const
export type PeopleSort = (typeof PEOPLE_SORTS)[number]
export const PEOPLE_STATES = ['in', 'no-factor', 'disabled'] as const
export type PeopleState = (typeof PEOPLE_STATES)[number]

export interface PeopleFilter {
  role?: Role | undefined
  atelier?: string | undefined
  state?: PeopleState | undefined
  /** Part of a name or mail address. */
  search?: string | undefined
}

interface Asked {
  sort: PeopleSort
  direction: Direction
  cursor?: string | undefined
  limit: number
}

const BY = { name: staff.name, joined: staff.createdAt } as const

const IS: Readonly<Record<PeopleState, SQL | undefined>> = {
  in: and(isNull(staff.disabledAt), isNotNull(staff.totpSecret)),
  'no-factor': and(isNull(staff.disabledAt), isNull(staff.totpSecret)),
  disabled: isNotNull(staff.disabledAt),
}

/** As the indexes of both tables are made. */
function found(name: PgColumn, email: PgColumn, search: string | undefined): SQL | undefined {
  const text = likeable(search)
  return text ? sql`lower(${name} || ' ' || ${email}) like ${`%${text}%`}` : undefined
}

const wanted = ({ role, atelier, state, search }: PeopleFilter) =>
  and(
    role ? eq(staff.role, role) : undefined,
    atelier ? eq(staff.atelier, atelier) : undefined,
    state ? IS[state] : undefined,
    found(staff.name, staff.email, search),
  )

/** Everybody who ever belonged to the house. */
export function peopleQuery(database: Database, filter: PeopleFilter & Asked) {
  const sorted: Order = { by: BY[filter.sort], id: staff.id, direction: filter.direction }
  return database
    .select({
      id: staff.id,
      email: staff.email,
      name: staff.name,
      role: staff.role,
      atelier: staff.atelier,
      enrolled: sql<boolean>`${staff.totpSecret} is not null`,
      createdAt: staff.createdAt,
      disabledAt: staff.disabledAt,
      seenAt: sql<string | null>`(select max(s.seen_at) from staff_session s where s.staff = ${staff}.id)`,
    })
    .from(staff)
    .where(and(wanted(filter), past(sorted, filter.cursor)))
    .orderBy(...inOrder(sorted))
    .limit(filter.limit + 1)
}

export const listPeople = async (database: Database, filter: PeopleFilter & Asked) =>
  pageOf(await peopleQuery(database, filter), filter.limit, ({ name, createdAt }) => (filter.sort === 'name' ? name : createdAt))

type InvitationFilter = Pick<PeopleFilter, 'role' | 'atelier' | 'search'>

const invited = ({ role, atelier, search }: InvitationFilter, at: Date) =>
  and(
    gt(staffInvitation.endsAt, at),
    isNull(staffInvitation.acceptedAt),
    isNull(staffInvitation.revokedAt),
    role ? eq(staffInvitation.role, role) : undefined,
    atelier ? eq(staffInvitation.atelier, atelier) : undefined,
    found(staffInvitation.name, staffInvitation.email, search),
  )

/** Who was asked to join and has not answered, newest first. */
export async function listInvitations(database: Database, filter: InvitationFilter & Pick<Asked, 'cursor' | 'limit'>, at: Date) {
  const sorted: Order = { by: staffInvitation.createdAt, id: staffInvitation.id, direction: 'desc' }
  const { id, email, name, role, atelier, createdAt, endsAt } = staffInvitation
  const rows = await database
    .select({ id, email, name, role, atelier, createdAt, endsAt })
    .from(staffInvitation)
    .where(and(invited(filter, at), past(sorted, filter.cursor)))
    .orderBy(...inOrder(sorted))
    .limit(filter.limit + 1)
  return pageOf(rows, filter.limit)
}

/** How many people there are and how many invitations are open, counted no further than `most`. */
export async function countPeople(database: Database, filter: PeopleFilter, most: number, at: Date) {
  const one = { one: sql<number>`1`.as('one') }
  const members = database.select(one).from(staff).where(wanted(filter)).limit(most).as('members')
  const open = database.select(one).from(staffInvitation).where(invited(filter, at)).limit(most).as('open')
  const many = { many: sql<number>`count(*)::int` }
  const [[inside], [asked]] = await Promise.all([database.select(many).from(members), database.select(many).from(open)])
  return { members: inside?.many ?? 0, invited: asked?.many ?? 0 }
}
