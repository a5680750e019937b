import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { mail } from '@/db/schema/house'
import { after, type Page, pageOf } from './page'

export type StoredMail = typeof mail.$inferSelect

/** False when this was told before. */
export async function insertMail(database: Database, row: typeof mail.$inferInsert): Promise<boolean> {
  const written = await database.insert(mail).values(row).onConflictDoNothing({ target: mail.once }).returning({ id: mail.id })
  return written.length > 0
}

/** One that still has to be sent, locked for whoever sends it; none when somebody else is at it. */
export async function lockOpenMail(database: Database, id: string): Promise<StoredMail | undefined> {
  const open = and(eq(mail.id, id), isNull(mail.sentAt), isNull(mail.refusedAt))
  return (await database.select().from(mail).where(open).for('update', { skipLocked: true }))[0]
}

export async function changeMail(
  database: Database,
  id: string,
  change: Partial<Pick<StoredMail, 'sentAt' | 'refusedAt'>>,
): Promise<void> {
  await database.update(mail).set(change).where(eq(mail.id, id))
}

export async function countAttempt(database: Database, id: string): Promise<void> {
  await database
    .update(mail)
    .set({ attempts: sql`${mail.attempts} + 1` })
    .where(eq(mail.id, id))
}

/** What pages may show, newest first: never a letter that lets somebody in. */
export async function shownMails(database: Database, cursor: string | undefined, limit: number): Promise<Page<StoredMail>> {
  const rows = await database
    .select()
    .from(mail)
    .where(and(sql`not ${mail.confidential}`, after(mail.createdAt, mail.id, cursor)))
    .orderBy(desc(mail.createdAt), desc(mail.id))
    .limit(limit + 1)
  return pageOf(rows, limit)
}

export async function findShownMail(database: Database, id: string): Promise<StoredMail | undefined> {
  return (
    await database
      .select()
      .from(mail)
      .where(and(eq(mail.id, id), sql`not ${mail.confidential}`))
  )[0]
}

/** Letters about an order, oldest first. */
export const mailsOf = (database: Database, order: string) =>
  database.select().from(mail).where(eq(mail.order, order)).orderBy(asc(mail.createdAt), asc(mail.id))

/** Letters to an address (lower case) that pages may show, newest first. */
export const lettersTo = (database: Database, email: string, limit: number) =>
  database
    .select()
    .from(mail)
    .where(and(sql`lower(${mail.to}) = ${email}`, sql`not ${mail.confidential}`))
    .orderBy(desc(mail.createdAt))
    .limit(limit)
