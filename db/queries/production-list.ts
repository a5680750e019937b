import { and, eq, gte, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { order } from '@/db/schema/order'
import { productionOrder } from '@/db/schema/production'
import type { Phase } from '@/lib/domain/production/production-order'
import { type Direction, inOrder, type Order, type Page, pageOf, past } from './page'

export const PRODUCTION_SORTS = ['changed', 'created', 'promised'] as const
export type ProductionSort = (typeof PRODUCTION_SORTS)[number]
export const PRODUCTION_DUE = ['late', 'at-risk', 'held'] as const
export type ProductionDue = (typeof PRODUCTION_DUE)[number]

export interface ProductionFilter {
  phase?: Phase | undefined
  atelier?: string | undefined
  due?: ProductionDue | undefined
  /** A whole id of a production order or order, or a whole reference. */
  search?: string | undefined
  sort: ProductionSort
  direction: Direction
  cursor?: string | undefined
  limit: number
}

const p = productionOrder
const BY = { changed: p.updatedAt, created: p.createdAt, promised: p.promised } as const

function isDue(due: ProductionDue, at: Date): SQL | undefined {
  const running = isNull(p.endedAt)
  if (due === 'held') return and(running, isNotNull(p.heldAt))
  if (due === 'late') return and(running, lt(p.promised, at))
  return and(running, gte(p.promised, at), sql`${p.promised} > ${p.firstPromised} + interval '12 hours'`)
}

function found(search: string | undefined): SQL | undefined {
  const text = search?.replaceAll('\0', '').trim().slice(0, 200)
  if (!text) return undefined
  return or(eq(p.id, text), eq(p.order, text), eq(order.reference, text.toUpperCase()))
}

export function productionListQuery(database: Database, filter: ProductionFilter, at: Date) {
  const sorted: Order = { by: BY[filter.sort], id: p.id, direction: filter.direction }
  return database
    .select({
      id: p.id,
      order: p.order,
      reference: order.reference,
      atelier: p.atelier,
      state: p.state,
      phase: p.phase,
      offeredAt: p.offeredAt,
      acceptedAt: p.acceptedAt,
      heldAt: p.heldAt,
      holdReason: p.holdReason,
      createdAt: p.createdAt,
      updatedAt: p.updatedAt,
      endedAt: p.endedAt,
      promised: p.promised,
      firstPromised: p.firstPromised,
      deliveredAt: p.deliveredAt,
      status: p.status,
    })
    .from(p)
    .innerJoin(order, eq(order.id, p.order))
    .where(
      and(
        filter.phase ? eq(p.phase, filter.phase) : undefined,
        filter.atelier ? eq(p.atelier, filter.atelier) : undefined,
        filter.due ? isDue(filter.due, at) : undefined,
        found(filter.search),
        past(sorted, filter.cursor),
      ),
    )
    .orderBy(...inOrder(sorted))
    .limit(filter.limit + 1)
}

export type ProductionRow = Awaited<ReturnType<typeof productionListQuery>>[number]

/** For staff. */
export async function listProductionOrders(database: Database, filter: ProductionFilter, at: Date): Promise<Page<ProductionRow>> {
  const key = { changed: 'updatedAt', created: 'createdAt', promised: 'promised' } as const
  return pageOf(await productionListQuery(database, filter, at), filter.limit, (row) => row[key[filter.sort]] ?? row.createdAt)
}
