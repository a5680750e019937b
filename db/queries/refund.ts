import { and, asc, eq, isNotNull, lt } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { refund } from '@/db/schema/order'

export type StoredRefund = typeof refund.$inferSelect

export async function insertRefund(database: Database, row: typeof refund.$inferInsert): Promise<void> {
  await database.insert(refund).values(row)
}

export async function findRefund(database: Database, id: string): Promise<StoredRefund | undefined> {
  return (await database.select().from(refund).where(eq(refund.id, id)))[0]
}

export async function findRefundByRequest(database: Database, requestHash: string): Promise<StoredRefund | undefined> {
  return (await database.select().from(refund).where(eq(refund.requestHash, requestHash)))[0]
}

/** Oldest first. */
export const refundsOf = (database: Database, payment: string): Promise<StoredRefund[]> =>
  database.select().from(refund).where(eq(refund.payment, payment)).orderBy(asc(refund.createdAt), asc(refund.id))

/** Of an order, oldest first: for its pages. */
export const refundsOfOrder = (database: Database, order: string): Promise<StoredRefund[]> =>
  database.select().from(refund).where(eq(refund.order, order)).orderBy(asc(refund.createdAt), asc(refund.id))

export async function changeRefund(
  database: Database,
  id: string,
  change: Partial<Pick<StoredRefund, 'state' | 'reference' | 'fault' | 'settledAt'>>,
): Promise<void> {
  await database.update(refund).set(change).where(eq(refund.id, id))
}

/** Payments with a refund that the provider took and has not finished. */
export async function paymentsWithOpenRefunds(database: Database, askedBefore: Date, limit: number): Promise<string[]> {
  const rows = await database
    .selectDistinctOn([refund.payment], { payment: refund.payment })
    .from(refund)
    .where(and(eq(refund.state, 'asked'), isNotNull(refund.reference), lt(refund.createdAt, askedBefore)))
    .limit(limit)
  return rows.map(({ payment }) => payment)
}
