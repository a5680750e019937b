import { and, eq, gte, inArray, lt, notInArray, or, type SQL, sql } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { designPersonal, designRevision } from '@/db/schema/design'
import { clientContact, order } from '@/db/schema/order'
import { orderListing } from '@/db/schema/order-listing'
import { productionOrder } from '@/db/schema/production'
import { type Direction, inOrder, likeable, type Order, type Page, pageOf, past } from './page'

/** Standings in which nothing is expected any more, or nothing was begun. */
export const AT_REST = ['open', 'cancelled', 'declined', 'withdrawn', 'delivered'] as const

export const ORDER_SORTS = ['changed', 'created', 'promised', 'total'] as const
export type OrderSort = (typeof ORDER_SORTS)[number]
export const DUE = ['late', 'at-risk', 'late-or-at-risk'] as const
export type Due = (typeof DUE)[number]

/** A promise that moved by less is told as kept, hours. */
const SLACK = 12

export interface OrderFilter {
  standings?: readonly string[] | undefined
  atelier?: string | undefined
  due?: Due | undefined
  /** Changed since. */
  since?: Date | undefined
  /** Part of a reference, id, name or mail address; of fewer than three letters: the beginning of a reference. */
  search?: string | undefined
  sort: OrderSort
  direction: Direction
  cursor?: string | undefined
  limit: number
}

const listing = orderListing
const BY = { changed: listing.changedAt, created: listing.createdAt, promised: listing.promised, total: listing.amount } as const

export const isDue = (due: Due, at: Date): SQL | undefined => {
  const open = notInArray(listing.standing, [...AT_REST])
  const late = lt(listing.promised, at)
  const moved = sql`${listing.promised} > ${listing.firstPromised} + ${sql.raw(`interval '${SLACK} hours'`)}`
  if (due === 'late') return and(open, late)
  if (due === 'at-risk') return and(open, gte(listing.promised, at), moved)
  return and(open, or(late, moved))
}

function wanted(filter: Omit<OrderFilter, 'sort' | 'direction' | 'limit'>, at: Date): SQL | undefined {
  const text = likeable(filter.search)
  return and(
    filter.standings ? inArray(listing.standing, [...filter.standings]) : undefined,
    filter.atelier ? eq(listing.atelier, filter.atelier) : undefined,
    filter.due ? isDue(filter.due, at) : undefined,
    filter.since ? gte(listing.changedAt, filter.since) : undefined,
    text ? sql`${listing.search} like ${text.length < 3 ? `${text}%` : `%${text}%`}` : undefined,
  )
}

/** For staff. One page is found on the listing alone; what it shows beside is fetched for its rows only. */
export function orderListQuery(database: Database, filter: OrderFilter, at: Date) {
  const sorted: Order = { by: BY[filter.sort], id: listing.order, direction: filter.direction }
  const page = database
    .select()
    .from(listing)
    .where(and(wanted(filter, at), past(sorted, filter.cursor)))
    .orderBy(...inOrder(sorted))
    .limit(filter.limit + 1)
    .as('page')
  const again = { changed: page.changedAt, created: page.createdAt, promised: page.promised, total: page.amount }[filter.sort]
  return database
    .select({
      id: page.order,
      reference: page.reference,
      atelier: page.atelier,
      standing: page.standing,
      productionOrder: page.productionOrder,
      promised: page.promised,
      firstPromised: page.firstPromised,
      deliveredAt: page.deliveredAt,
      amount: page.amount,
      currency: page.currency,
      createdAt: page.createdAt,
      changedAt: page.changedAt,
      client: clientContact.name,
      email: clientContact.email,
      record: designRevision.record,
      personal: designPersonal.personal,
      status: productionOrder.status,
    })
    .from(page)
    .innerJoin(order, eq(order.id, page.order))
    .innerJoin(clientContact, eq(clientContact.id, order.contact))
    .innerJoin(designRevision, eq(designRevision.id, order.revision))
    .leftJoin(designPersonal, eq(designPersonal.revision, order.revision))
    .leftJoin(productionOrder, eq(productionOrder.id, page.productionOrder))
    .orderBy(
      filter.direction === 'desc' ? sql`${again} desc` : sql`${again} asc`,
      filter.direction === 'desc' ? sql`${page.order} desc` : sql`${page.order} asc`,
    )
}

export type OrderRow = Awaited<ReturnType<typeof orderListQuery>>[number]

export async function listOrders(database: Database, filter: OrderFilter, at: Date): Promise<Page<OrderRow>> {
  const key = { changed: 'changedAt', created: 'createdAt', promised: 'promised', total: 'amount' } as const
  return pageOf(await orderListQuery(database, filter, at), filter.limit, (row) => row[key[filter.sort]])
}

/** How many there are, counted no further than `most`. */
export async function countListed(
  database: Database,
  filter: Omit<OrderFilter, 'sort' | 'direction' | 'limit' | 'cursor'>,
  most: number,
  at: Date,
): Promise<number> {
  const some = database
    .select({ one: sql<number>`1`.as('one') })
    .from(listing)
    .where(wanted(filter, at))
    .limit(most)
    .as('some')
  const [row] = await database.select({ count: sql<number>`count(*)::int` }).from(some)
  return row?.count ?? 0
}

/** Whose the order is, for whoever may hear of it. */
export async function atelierOfListed(database: Database, id: string): Promise<string | undefined> {
  return (await database.select({ atelier: listing.atelier }).from(listing).where(eq(listing.order, id)))[0]?.atelier
}
