import { and, asc, desc, eq, ne, or, type SQL, sql } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { clientContact, ledgerEntry, order, payment } from '@/db/schema/order'
import { productionOrder } from '@/db/schema/production'
import { after, type Page, pageOf } from './page'

export type StoredOrder = typeof order.$inferSelect
export type NewOrder = typeof order.$inferInsert
export type StoredContact = typeof clientContact.$inferSelect
export type NewContact = typeof clientContact.$inferInsert
export type StoredPayment = typeof payment.$inferSelect

/** Call in a transaction. */
export async function insertOrder(database: Database, contact: NewContact, row: NewOrder): Promise<void> {
  await database.insert(clientContact).values(contact)
  await database.insert(order).values(row)
}

export async function findOrder(database: Database, id: string): Promise<StoredOrder | undefined> {
  return (await database.select().from(order).where(eq(order.id, id)))[0]
}

export async function findOrderByRequest(database: Database, requestHash: string): Promise<StoredOrder | undefined> {
  return (await database.select().from(order).where(eq(order.requestHash, requestHash)))[0]
}

/** The latest order that took the place of another one, unless it came to nothing. */
export async function findOrderInsteadOf(database: Database, id: string): Promise<StoredOrder | undefined> {
  const rows = await database
    .select()
    .from(order)
    .where(and(eq(order.insteadOf, id), ne(order.state, 'cancelled')))
    .orderBy(desc(order.createdAt))
    .limit(1)
  return rows[0]
}

export async function findContact(database: Database, id: string): Promise<StoredContact | undefined> {
  return (await database.select().from(clientContact).where(eq(clientContact.id, id)))[0]
}

/** Newest last. */
export const paymentsOf = (database: Database, id: string) =>
  database.select().from(payment).where(eq(payment.order, id)).orderBy(asc(payment.createdAt))

/** In the order in which money moved. */
export const ledgerOf = (database: Database, id: string) =>
  database.select().from(ledgerEntry).where(eq(ledgerEntry.order, id)).orderBy(asc(ledgerEntry.id))

export interface OrderFilter {
  state?: StoredOrder['state']
  atelier?: string
  /** Beginning of a reference or of a mail address, or a whole id. */
  search?: string
  cursor?: string
  limit: number
}

export interface OrderRow {
  id: string
  reference: string
  state: StoredOrder['state']
  atelier: string
  amount: number
  currency: StoredOrder['currency']
  createdAt: Date
  client: string | null
  productionOrder: string | null
}

/** For staff, newest first. */
export async function listOrders(database: Database, filter: OrderFilter): Promise<Page<OrderRow>> {
  const rows = await database
    .select({
      id: order.id,
      reference: order.reference,
      state: order.state,
      atelier: order.atelier,
      amount: order.amount,
      currency: order.currency,
      createdAt: order.createdAt,
      client: clientContact.email,
      productionOrder: productionOrder.id,
    })
    .from(order)
    .innerJoin(clientContact, eq(clientContact.id, order.contact))
    .leftJoin(productionOrder, eq(productionOrder.order, order.id))
    .where(
      and(
        filter.state ? eq(order.state, filter.state) : undefined,
        filter.atelier ? eq(order.atelier, filter.atelier) : undefined,
        matches(filter.search),
        after(order.createdAt, order.id, filter.cursor),
      ),
    )
    .orderBy(desc(order.createdAt), desc(order.id))
    .limit(filter.limit + 1)
  return pageOf(rows, filter.limit)
}

function matches(search: string | undefined): SQL | undefined {
  const text = search?.replaceAll('\0', '').trim().slice(0, 200)
  if (!text) return undefined
  const prefix = `${text.replace(/[\\%_]/g, '\\$&')}%`
  return or(
    eq(order.id, text),
    sql`${order.reference} like ${prefix.toUpperCase()}`,
    sql`lower(${clientContact.email}) like ${prefix.toLowerCase()}`,
  )
}
