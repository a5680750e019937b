import { eq, ilike, inArray, or } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { atelierKey, atelierToken } from '@/db/schema/atelier'
import { order } from '@/db/schema/order'
import { productionOrder } from '@/db/schema/production'
import { staff, staffInvitation } from '@/db/schema/staff'
import { likeable } from './page'

export interface AuditNames {
  /** Of orders and of production orders. */
  orders: ReadonlyMap<string, { id: string; reference: string }>
  people: ReadonlyMap<string, string>
  /** Atelier of a token or a key. */
  ateliers: ReadonlyMap<string, string>
}

/** Names of what records are about. One page of subjects at a time. */
export async function namesOfSubjects(database: Database, subjects: readonly string[]): Promise<AuditNames> {
  const ids = [...subjects]
  if (ids.length === 0) return { orders: new Map(), people: new Map(), ateliers: new Map() }
  const [orders, productions, people, invited, tokens, keys] = await Promise.all([
    database.select({ id: order.id, reference: order.reference }).from(order).where(inArray(order.id, ids)),
    database
      .select({ subject: productionOrder.id, id: order.id, reference: order.reference })
      .from(productionOrder)
      .innerJoin(order, eq(order.id, productionOrder.order))
      .where(inArray(productionOrder.id, ids)),
    database.select({ id: staff.id, name: staff.name }).from(staff).where(inArray(staff.id, ids)),
    database
      .select({ id: staffInvitation.id, name: staffInvitation.name })
      .from(staffInvitation)
      .where(inArray(staffInvitation.id, ids)),
    database
      .select({ id: atelierToken.id, atelier: atelierToken.atelier })
      .from(atelierToken)
      .where(inArray(atelierToken.id, ids)),
    database.select({ id: atelierKey.id, atelier: atelierKey.atelier }).from(atelierKey).where(inArray(atelierKey.id, ids)),
  ])
  return {
    orders: new Map([
      ...orders.map(({ id, reference }) => [id, { id, reference }] as const),
      ...productions.map(({ subject, id, reference }) => [subject, { id, reference }] as const),
    ]),
    people: new Map([...people, ...invited].map(({ id, name }) => [id, name])),
    ateliers: new Map([...tokens, ...keys].map(({ id, atelier }) => [id, atelier])),
  }
}

/** Ids of the people of the house whose name or mail address holds this text. */
export async function peopleLike(database: Database, text: string): Promise<string[]> {
  const pattern = likeable(text)
  if (!pattern) return []
  const rows = await database
    .select({ id: staff.id })
    .from(staff)
    .where(or(ilike(staff.name, `%${pattern}%`), ilike(staff.email, `%${pattern}%`)))
    .limit(50)
  return rows.map(({ id }) => id)
}

/** Everything on record under one reference of an order: the order and its production order. */
export async function subjectsOfReference(database: Database, reference: string): Promise<string[]> {
  const rows = await database
    .select({ order: order.id, production: productionOrder.id })
    .from(order)
    .leftJoin(productionOrder, eq(productionOrder.order, order.id))
    .where(eq(order.reference, reference.toUpperCase()))
    .limit(5)
  return rows.flatMap(({ order: id, production }) => (production ? [id, production] : [id]))
}
