import { and, asc, desc, eq, ne } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { clientContact, ledgerEntry, order, payment } from '@/db/schema/order'

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
