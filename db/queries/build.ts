import { and, asc, desc, eq, gt } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { packageFile, productionEvent, productionOrder } from '@/db/schema/production'
import type { ProductionEvent } from '@/lib/domain/production/event'
import { after, type Page, pageOf } from './page'

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

export interface ProductionFilter {
  state?: StoredProductionOrder['state']
  atelier?: string
  /** A whole id of a production order or order. */
  search?: string
  cursor?: string
  limit: number
}

export type ProductionRow = Pick<
  StoredProductionOrder,
  'id' | 'order' | 'atelier' | 'state' | 'phase' | 'offeredAt' | 'acceptedAt' | 'endedAt' | 'createdAt' | 'status'
>

/** For staff, newest first. */
export async function listProductionOrders(database: Database, filter: ProductionFilter): Promise<Page<ProductionRow>> {
  const { id, order, atelier, state, phase, offeredAt, acceptedAt, endedAt, createdAt, status } = productionOrder
  const search = filter.search?.replaceAll('\0', '').trim()
  const rows = await database
    .select({ id, order, atelier, state, phase, offeredAt, acceptedAt, endedAt, createdAt, status })
    .from(productionOrder)
    .where(
      and(
        filter.state ? eq(state, filter.state) : undefined,
        filter.atelier ? eq(atelier, filter.atelier) : undefined,
        search ? eq(search.startsWith('ord_') ? order : id, search) : undefined,
        after(createdAt, id, filter.cursor),
      ),
    )
    .orderBy(desc(createdAt), desc(id))
    .limit(filter.limit + 1)
  return pageOf(rows, filter.limit)
}
