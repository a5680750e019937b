import { and, asc, desc, eq, inArray, isNull, lt, ne, type SQL, sql } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { clientConsent, clientProfile, salonOrder, shop } from '@/db/schema/salon'
import { audit, staff } from '@/db/schema/staff'
import { type Page, readInstantCursor } from './page'

export type StoredProfile = typeof clientProfile.$inferSelect
export type NewProfile = typeof clientProfile.$inferInsert
export type StoredConsent = typeof clientConsent.$inferSelect

/** False when the request was made before: then nothing is written. */
export async function insertProfile(database: Database, row: NewProfile): Promise<boolean> {
  const added = await database
    .insert(clientProfile)
    .values(row)
    .onConflictDoNothing({ target: clientProfile.requestHash })
    .returning({ id: clientProfile.id })
  return added.length > 0
}

export const findProfileById = (database: Database, id: string) => one(database, eq(clientProfile.id, id))
export const findProfileByRequest = (database: Database, hash: string) => one(database, eq(clientProfile.requestHash, hash))

async function one(database: Database, condition: SQL): Promise<StoredProfile | undefined> {
  return (await database.select().from(clientProfile).where(condition))[0]
}

/** Call in a transaction. */
export async function lockProfile(database: Database, id: string): Promise<StoredProfile | undefined> {
  return (await database.select().from(clientProfile).where(eq(clientProfile.id, id)).for('update'))[0]
}

export async function changeProfile(database: Database, id: string, change: Partial<NewProfile>): Promise<void> {
  await database
    .update(clientProfile)
    .set({ ...change, version: sql`${clientProfile.version} + 1` })
    .where(eq(clientProfile.id, id))
}

export async function deleteProfile(database: Database, id: string): Promise<void> {
  await database.delete(clientProfile).where(eq(clientProfile.id, id))
}

export interface ProfileRow {
  id: string
  name: string
  email: string
  phone: string
  visitBeganAt: Date
}

/** Clients of a shop whose name, mail or number holds every word; last seen first. `words` folded, without wildcards of their own. */
export async function searchProfiles(
  database: Database,
  shop: string,
  words: readonly string[],
  cursor: string | undefined,
  limit: number,
): Promise<Page<ProfileRow>> {
  const { id, name, email, phone, visitBeganAt, searchText } = clientProfile
  const matching = words.map((word) => sql`${searchText} like ${`%${word.replaceAll(/[\\%_]/g, '\\$&')}%`}`)
  const from = readInstantCursor(cursor)
  const beyond = from ? sql`(${visitBeganAt}, ${id}) < (${from.at.toISOString()}::timestamptz, ${from.key})` : undefined
  const rows = await database
    .select({ id, name, email, phone, visitBeganAt })
    .from(clientProfile)
    .where(and(eq(clientProfile.shop, shop), ...matching, beyond))
    .orderBy(desc(visitBeganAt), desc(id))
    .limit(limit + 1)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { rows: rows.slice(0, limit), ...(last ? { next: `${last.visitBeganAt.getTime()}~${last.id}` } : {}) }
}

export async function insertConsents(database: Database, rows: readonly (typeof clientConsent.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await database.insert(clientConsent).values([...rows])
}

const bookColumns = { id: clientProfile.id, city: shop.city, since: clientProfile.createdAt }

const books = (database: Database, condition: SQL | undefined) =>
  database
    .select(bookColumns)
    .from(clientProfile)
    .innerJoin(shop, eq(shop.id, clientProfile.shop))
    .where(condition)
    .orderBy(desc(clientProfile.createdAt))
    .limit(20)

/** Books under a proven address, in lower case, that no account has yet. */
export const booksUnder = (database: Database, email: string) =>
  books(database, and(sql`lower(${clientProfile.email}) = ${email}`, ne(clientProfile.email, ''), isNull(clientProfile.account)))

/** Books that an account's holder said are theirs. */
export const booksOf = (database: Database, account: string) => books(database, eq(clientProfile.account, account))

export const profilesOfAccount = (database: Database, account: string): Promise<StoredProfile[]> =>
  database.select().from(clientProfile).where(eq(clientProfile.account, account)).orderBy(asc(clientProfile.createdAt))

/** The client of a shop whose order it is. */
export async function clientOfOrder(database: Database, order: string): Promise<StoredProfile | undefined> {
  const [row] = await database
    .select({ profile: clientProfile })
    .from(salonOrder)
    .innerJoin(clientProfile, eq(clientProfile.id, salonOrder.client))
    .where(eq(salonOrder.order, order))
  return row?.profile
}

/** Once an order is a client's it stays theirs. */
export async function insertSalonOrder(database: Database, order: string, client: string): Promise<void> {
  await database.insert(salonOrder).values({ order, client }).onConflictDoNothing()
}

/** The latest decision of each purpose. */
export const consentsOf = (database: Database, client: string): Promise<StoredConsent[]> =>
  database
    .selectDistinctOn([clientConsent.purpose])
    .from(clientConsent)
    .where(eq(clientConsent.client, client))
    .orderBy(clientConsent.purpose, desc(clientConsent.id))

/** Profiles whose visit is over, longest first. */
export const visitsOver = (database: Database, at: Date, limit: number) =>
  database
    .select({ id: clientProfile.id })
    .from(clientProfile)
    .where(lt(clientProfile.visitEndsAt, at))
    .orderBy(asc(clientProfile.visitEndsAt))
    .limit(limit)

/** Who opened a profile, newest first. */
export const looksAt = (database: Database, client: string, limit: number) =>
  database
    .select({ at: audit.createdAt, by: staff.name, action: audit.action })
    .from(audit)
    .leftJoin(staff, eq(audit.actor, sql`'staff:' || ${staff.id}`))
    .where(and(eq(audit.subject, client), inArray(audit.action, ['profile.looked', 'profile.made'])))
    .orderBy(desc(audit.id))
    .limit(limit)
