import { and, asc, eq, gt } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { packageFile, productionEvent, productionOrder } from '@/db/schema/production'
import type { ProductionEvent } from '@/lib/domain/production/event'

export type StoredProductionOrder = typeof productionOrder.$inferSelect

export async function findProductionOrder(database: Database, id: string): Promise<StoredProductionOrder | undefined> {
  return (await database.select().from(productionOrder).where(eq(productionOrder.id, id)))[0]
}

export async function findProductionOrderOf(database: Database, order: string): Promise<StoredProductionOrder | undefined> {
  return (await database.select().from(productionOrder).where(eq(productionOrder.order, order)))[0]
}

/** The most that one read of a chain brings; who got so many asks for the rest. */
export const FACTS_AT_ONCE = 1000

/** Facts after a sequence (−1: all), in their order. */
export async function eventsAfter(
  database: Database,
  id: string,
  sequence: number,
  limit = FACTS_AT_ONCE,
): Promise<ProductionEvent[]> {
  const rows = await database
    .select()
    .from(productionEvent)
    .where(and(eq(productionEvent.productionOrder, id), gt(productionEvent.sequence, sequence)))
    .orderBy(asc(productionEvent.sequence))
    .limit(limit)
  return rows.map(({ event, keyId, signature, hash, receipt, receivedAt }) => {
    return { ...event, keyId, signature, hash, receipt, receivedAt: receivedAt.toISOString() }
  })
}

export const packageOf = (database: Database, id: string) =>
  database.select().from(packageFile).where(eq(packageFile.productionOrder, id)).orderBy(asc(packageFile.name))
