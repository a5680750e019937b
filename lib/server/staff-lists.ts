import { z } from 'zod'
import { currentProfiles } from '@/db/queries/atelier'
import { ATELIER_SORTS, listAteliers } from '@/db/queries/atelier-list'
import { countListed, DUE, listOrders, ORDER_SORTS, type OrderFilter, type OrderRow } from '@/db/queries/order-list'
import {
  countPeople,
  listInvitations,
  listPeople,
  PEOPLE_SORTS,
  PEOPLE_STATES,
  type PeopleFilter,
} from '@/db/queries/people-list'
import {
  listProductionOrders,
  PRODUCTION_DUE,
  PRODUCTION_SORTS,
  type ProductionFilter,
  type ProductionRow,
} from '@/db/queries/production-list'
import { may, ROLES, reachOf } from '@/lib/domain/access/permissions'
import { PHASES } from '@/lib/domain/production/production-order'
import { ok, refuse } from '@/lib/domain/result'
import { database } from './database'
import { callerOf, type StaffMember } from './session'
import { withRecords } from './track-records'

export const PAGE = 50
/** Tabs count no further. */
const COUNTED = 1000

/** What the database can keep: no control characters, no halves of a character. */
const text = z
  .string()
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u)
  .optional()
  .catch(undefined)
const direction = z.enum(['asc', 'desc'])

/** What the address of a list asks for; what is no filter filters nothing. */
const orderAsking = z.object({
  view: z.enum(['all', 'today', 'late', 'us', 'client']).catch('all'),
  state: text,
  atelier: text,
  due: z.enum(DUE).optional().catch(undefined),
  search: text,
  sort: z.enum(ORDER_SORTS).catch('changed'),
  direction: direction.catch('desc'),
  cursor: text,
})
export type OrderAsking = z.infer<typeof orderAsking>
export const ORDER_VIEWS = ['today', 'late', 'us', 'client', 'all'] as const

const productionAsking = z.object({
  phase: z.enum(PHASES).optional().catch(undefined),
  atelier: text,
  due: z.enum(PRODUCTION_DUE).optional().catch(undefined),
  search: text,
  sort: z.enum(PRODUCTION_SORTS).catch('changed'),
  direction: direction.catch('desc'),
  cursor: text,
})
export type ProductionAsking = z.infer<typeof productionAsking>

const peopleAsking = z.object({
  view: z.enum(['members', 'invited']).catch('members'),
  role: z.enum(ROLES).optional().catch(undefined),
  atelier: text,
  state: z.enum(PEOPLE_STATES).optional().catch(undefined),
  search: text,
  sort: z.enum(PEOPLE_SORTS).catch('name'),
  direction: direction.catch('asc'),
  cursor: text,
})
export type PeopleAsking = z.infer<typeof peopleAsking>
export const PEOPLE_VIEWS = ['members', 'invited'] as const

const atelierAsking = z.object({
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional()
    .catch(undefined),
  search: text,
  sort: z.enum(ATELIER_SORTS).catch('name'),
  direction: direction.catch('asc'),
  cursor: text,
})
export type AtelierAsking = z.infer<typeof atelierAsking>

type Given = Readonly<Record<string, string | string[] | undefined>>
const single = (given: Given) =>
  Object.fromEntries(
    Object.entries(given).flatMap(([key, value]) => (typeof value === 'string' && value !== '' ? [[key, value]] : [])),
  )

export const readOrderAsking = (given: Given): OrderAsking => orderAsking.parse(single(given))
export const readProductionAsking = (given: Given): ProductionAsking => productionAsking.parse(single(given))
export const readPeopleAsking = (given: Given): PeopleAsking => peopleAsking.parse(single(given))
export const readAtelierAsking = (given: Given): AtelierAsking => atelierAsking.parse(single(given))

type View = Pick<OrderFilter, 'standings' | 'due' | 'since'>

/** What waits for the house: stopped by it, its files not made, or no answer of the atelier yet. */
const VIEWS: Readonly<Record<OrderAsking['view'], (at: Date) => View>> = {
  all: () => ({}),
  today: (at) => ({ since: new Date(at.getTime() - 86_400_000) }),
  late: () => ({ due: 'late-or-at-risk' }),
  us: () => ({ standings: ['held', 'releasing', 'offered', 'authorised'] }),
  client: () => ({ standings: ['open'] }),
}

/** Orders a lead may see are those of their atelier, whatever they ask for. Throws for a reach that bounds no list. */
function bounded(member: StaffMember, atelier: string | undefined): string | undefined {
  const reach = reachOf(callerOf(member), 'order.read')
  if (reach === 'all') return atelier
  if (reach === 'atelier' && member.atelier) return member.atelier
  throw new Error(`no list is bounded by ${reach}`)
}

function filterOf(member: StaffMember, asking: OrderAsking, at: Date): Omit<OrderFilter, 'limit'> {
  const view = VIEWS[asking.view](at)
  const { state, due, search, sort, cursor } = asking
  return {
    ...view,
    ...(state ? { standings: [state] } : {}),
    ...(due ? { due } : {}),
    search,
    sort,
    direction: asking.direction,
    cursor,
    atelier: bounded(member, asking.atelier),
  }
}

/** A row as this person may see it: without client and money where they may see neither. */
function seenBy(member: StaffMember) {
  const caller = callerOf(member)
  return ({ client, email, amount, currency, personal, record, ...row }: OrderRow) => {
    const object = { atelier: row.atelier }
    return {
      ...row,
      record,
      ...(may(caller, 'order.client', object) ? { client, email, letters: lettersOf(personal) } : {}),
      ...(may(caller, 'order.money', object) ? { total: { amount, currency } } : {}),
    }
  }
}
export type SeenOrder = ReturnType<ReturnType<typeof seenBy>>

const lettersOf = (personal: OrderRow['personal']): string | undefined =>
  typeof personal?.letters === 'string' && personal.letters !== '' ? personal.letters : undefined

/** Orders for staff, a page at a time. Refused: `access.none`. */
export async function orderList(member: StaffMember, asking: OrderAsking, at: Date, limit = PAGE) {
  if (!may(callerOf(member), 'order.read')) return refuse('access.none')
  const { rows, next } = await listOrders(database(), { ...filterOf(member, asking, at), limit }, at)
  return ok({ rows: rows.map(seenBy(member)), ...(next ? { next } : {}) })
}

/** How many orders each tab holds, up to a thousand. */
export async function orderCounts(
  member: StaffMember,
  asking: OrderAsking,
  at: Date,
): Promise<Record<OrderAsking['view'], number>> {
  const counted = ORDER_VIEWS.map(async (view) => {
    const filter = filterOf(member, { ...asking, view, state: undefined, due: undefined }, at)
    return [view, await countListed(database(), filter, COUNTED, at)] as const
  })
  return Object.fromEntries(await Promise.all(counted)) as Record<OrderAsking['view'], number>
}
export const isCapped = (count: number) => count >= COUNTED

/** Every row of a view, page after page. Refused: `access.none`. */
export function exportedOrders(member: StaffMember, asking: OrderAsking, at: Date) {
  if (!may(callerOf(member), 'order.export')) return refuse('access.none')
  async function* rows(): AsyncGenerator<SeenOrder> {
    let cursor: string | undefined
    do {
      const { rows: some, next } = await listOrders(database(), { ...filterOf(member, asking, at), cursor, limit: 500 }, at)
      yield* some.map(seenBy(member))
      cursor = next
    } while (cursor)
  }
  return ok(rows())
}

/** Production orders for staff, a page at a time. Refused: `access.none`. */
export async function productionList(member: StaffMember, asking: ProductionAsking, at: Date, limit = PAGE) {
  if (!may(callerOf(member), 'production.read')) return refuse('access.none')
  const filter: ProductionFilter = { ...asking, atelier: bounded(member, asking.atelier), limit }
  return ok(await listProductionOrders(database(), filter, at))
}
export type { ProductionRow }

/** Ateliers that this person may ask for. */
export async function ateliersFor(member: StaffMember, at: Date): Promise<{ id: string; city: string }[]> {
  const profiles = await currentProfiles(database(), at)
  return profiles.filter(({ id }) => may(callerOf(member), 'atelier.read', { atelier: id })).map(({ id, city }) => ({ id, city }))
}

/** The people of the house, or who was asked to join, a page at a time; and how many of both there are. Refused: `access.none`. */
export async function peopleList(member: StaffMember, asking: PeopleAsking, at: Date, limit = PAGE) {
  if (!may(callerOf(member), 'staff.manage')) return refuse('access.none')
  const filter: PeopleFilter = asking
  const { sort, direction, cursor } = asking
  const members = async () => ({
    of: 'members' as const,
    ...(await listPeople(database(), { ...filter, sort, direction, cursor, limit })),
  })
  const invited = async () => ({
    of: 'invited' as const,
    ...(await listInvitations(database(), { ...filter, cursor, limit }, at)),
  })
  const [list, counts] = await Promise.all([
    asking.view === 'members' ? members() : invited(),
    countPeople(database(), filter, COUNTED, at),
  ])
  return ok({ list, counts })
}
type ListOfPeople = Extract<Awaited<ReturnType<typeof peopleList>>, { ok: true }>['value']['list']
export type PersonOfHouse = Extract<ListOfPeople, { of: 'members' }>['rows'][number]
export type WhoWasAsked = Extract<ListOfPeople, { of: 'invited' }>['rows'][number]

/** Ateliers for staff as they are now, a page at a time. Refused: `access.none`. */
export async function atelierList(member: StaffMember, asking: AtelierAsking, at: Date, limit = PAGE) {
  const reach = reachOf(callerOf(member), 'atelier.read')
  if (reach !== 'all' && !(reach === 'atelier' && member.atelier)) return refuse('access.none')
  const only = reach === 'all' ? undefined : (member.atelier ?? undefined)
  const { rows, next } = await listAteliers(database(), { ...asking, only, limit }, at)
  const profiles = await withRecords(
    rows.map(({ profile }) => profile),
    at,
    database(),
  )
  return ok({ rows: profiles, ...(next ? { next } : {}) })
}

/** Countries of the ateliers that this person may ask for, ISO 3166-1 alpha-2. */
export async function atelierCountries(member: StaffMember, at: Date): Promise<string[]> {
  const profiles = await currentProfiles(database(), at)
  const seen = profiles.filter(({ id }) => may(callerOf(member), 'atelier.read', { atelier: id }))
  return [...new Set(seen.map(({ country }) => country))].sort()
}
