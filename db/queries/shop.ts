import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { shop, shopMember } from '@/db/schema/salon'
import { staff } from '@/db/schema/staff'

export type StoredShop = typeof shop.$inferSelect

/** The first two are enough to tell whether there is only one. */
export const someShops = (database: Database) => database.select().from(shop).orderBy(asc(shop.id)).limit(50)

export async function findShop(database: Database, id: string): Promise<StoredShop | undefined> {
  return (await database.select().from(shop).where(eq(shop.id, id)))[0]
}

export async function shopOfMember(database: Database, member: string): Promise<StoredShop | undefined> {
  const [row] = await database
    .select({ shop })
    .from(shopMember)
    .innerJoin(shop, eq(shop.id, shopMember.shop))
    .where(eq(shopMember.staff, member))
  return row?.shop
}

export async function placeMember(database: Database, member: string, of: string): Promise<void> {
  await database
    .insert(shopMember)
    .values({ staff: member, shop: of })
    .onConflictDoUpdate({ target: shopMember.staff, set: { shop: of } })
}

/** Advisors and where they work; a house has tens of them. */
export const listAdvisors = (database: Database) =>
  database
    .select({ id: staff.id, name: staff.name, shop: shopMember.shop })
    .from(staff)
    .leftJoin(shopMember, eq(shopMember.staff, staff.id))
    .where(and(eq(staff.role, 'advisor'), isNull(staff.disabledAt)))
    .orderBy(asc(staff.name), asc(staff.id))
    .limit(200)
