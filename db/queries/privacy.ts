import { and, eq, inArray, isNull, lt, ne, notExists, or, type SQL, sql } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { eraseLines } from '@/db/queries/maker-line'
import { clientAccount, clientPiece, clientSession, signInRequest, waitingDesign } from '@/db/schema/account'
import { designPersonal, designRevision, link } from '@/db/schema/design'
import { mail } from '@/db/schema/house'
import { clientContact, order } from '@/db/schema/order'
import { blob, packageFile, productionOrder } from '@/db/schema/production'
import { livingDesign, salonOrder } from '@/db/schema/salon'

const over = ['closed', 'cancelled'] as const

/** The contacts of an account with their orders, locked. */
export const ordersOfAccount = (database: Database, account: string) =>
  database
    .select({ contact: clientContact.id, order: order.id, state: order.state })
    .from(clientContact)
    .innerJoin(order, eq(order.contact, clientContact.id))
    .where(and(eq(clientContact.account, account), isNull(clientContact.erasedAt)))
    .for('update')

export async function askForErasure(database: Database, contact: string, at: Date): Promise<void> {
  await database.update(clientContact).set({ erasureAskedAt: at }).where(eq(clientContact.id, contact))
}

/** Orders that are over whose contact is due: asked for, or past its end. `limit` at a time. */
export async function dueContacts(
  database: Database,
  ends: { asked: Date; closed: Date; unpaid: Date },
  limit: number,
): Promise<string[]> {
  const before = (column: SQL | typeof order.closedAt | typeof order.createdAt, end: Date) =>
    sql`${column} < ${end.toISOString()}::timestamptz`
  const rows = await database
    .select({ order: order.id })
    .from(clientContact)
    .innerJoin(order, eq(order.contact, clientContact.id))
    .where(
      and(
        isNull(clientContact.erasedAt),
        inArray(order.state, [...over]),
        or(
          and(sql`${clientContact.erasureAskedAt} is not null`, before(order.closedAt, ends.asked)),
          and(sql`${order.authorisedAt} is not null`, before(order.closedAt, ends.closed)),
          and(isNull(order.authorisedAt), before(order.createdAt, ends.unpaid)),
        ),
      ),
    )
    .limit(limit)
  return rows.map((row) => row.order)
}

/** Takes the person out of an order: contact, letters about it, lines to the maker, links to it, and what shows the design. */
export async function eraseOrderRows(database: Database, id: string, keepFile: string, at: Date): Promise<{ blobs: string[] }> {
  const [row] = await database.select().from(order).where(eq(order.id, id)).for('update')
  if (!row) return { blobs: [] }
  await database
    .update(clientContact)
    .set({ name: null, email: null, address: null, erasedAt: at })
    .where(eq(clientContact.id, row.contact))
  await database.delete(mail).where(eq(mail.order, id))
  // The design as two screens drew it holds its letters.
  await database.delete(livingDesign).where(eq(livingDesign.order, id))
  await database.delete(salonOrder).where(eq(salonOrder.order, id))
  const productions = await database.select({ id: productionOrder.id }).from(productionOrder).where(eq(productionOrder.order, id))
  const subjects = [id, ...productions.map((production) => production.id)]
  await database
    .update(link)
    .set({ revokedAt: at })
    .where(and(inArray(link.subject, subjects), isNull(link.revokedAt)))
  if (productions.length === 0) return { blobs: [] }
  for (const production of productions) await eraseLines(database, production.id)
  const files = await database
    .delete(packageFile)
    .where(
      and(
        inArray(
          packageFile.productionOrder,
          productions.map((production) => production.id),
        ),
        ne(packageFile.name, keepFile),
      ),
    )
    .returning({ blob: packageFile.blob })
  return { blobs: files.map((file) => file.blob) }
}

/** Blobs that no package names any more; the row goes first, then whoever calls this removes the content. */
export async function forgetBlob(database: Database, sha256: string): Promise<boolean> {
  const named = database.select({ one: sql`1` }).from(packageFile).where(eq(packageFile.blob, blob.sha256))
  const manifest = database.select({ one: sql`1` }).from(productionOrder).where(eq(productionOrder.manifest, blob.sha256))
  const gone = await database
    .delete(blob)
    .where(and(eq(blob.sha256, sha256), notExists(named), notExists(manifest)))
    .returning({ sha256: blob.sha256 })
  return gone.length > 0
}

/** No account has the design, and no order that is under way needs the revision. */
const nobodys = sql`not exists (select 1 from ${clientPiece} where ${clientPiece.design} = ${designRevision.design})
  and not exists (select 1 from ${order} join ${clientContact} on ${clientContact.id} = ${order.contact}
    where ${order.revision} = ${designRevision.id} and ${clientContact.erasedAt} is null)`

/** Erases the personal parts of the designs given, where nobody has them and nothing is made from them. */
export async function erasePersonalOf(database: Database, designs: readonly string[], at: Date): Promise<void> {
  if (designs.length === 0) return
  const erased = await database
    .delete(designPersonal)
    .where(
      inArray(
        designPersonal.revision,
        database
          .select({ id: designRevision.id })
          .from(designRevision)
          .where(and(inArray(designRevision.design, [...designs]), nobodys)),
      ),
    )
    .returning({ revision: designPersonal.revision })
  if (erased.length === 0) return
  const revisions = erased.map(({ revision }) => revision)
  await database
    .update(link)
    .set({ revokedAt: at })
    .where(and(eq(link.purpose, 'design'), inArray(link.subject, revisions), isNull(link.revokedAt)))
}

export async function designOfOrder(database: Database, id: string): Promise<string | undefined> {
  const [row] = await database
    .select({ design: designRevision.design })
    .from(order)
    .innerJoin(designRevision, eq(designRevision.id, order.revision))
    .where(eq(order.id, id))
  return row?.design
}

/** Designs whose letters nobody can reach any more: no account, no order that stands, and every link ended before `end`. */
export async function lostDesigns(database: Database, end: Date, limit: number): Promise<string[]> {
  const rows = await database
    .selectDistinct({ design: designRevision.design })
    .from(designPersonal)
    .innerJoin(designRevision, eq(designRevision.id, designPersonal.revision))
    .where(
      and(
        lt(designPersonal.createdAt, end),
        nobodys,
        sql`not exists (select 1 from ${link} where ${link.purpose} = 'design' and ${link.subject} = ${designRevision.id}
          and coalesce(${link.revokedAt}, ${link.endsAt}) > ${end.toISOString()}::timestamptz)`,
        sql`not exists (select 1 from ${waitingDesign} where ${waitingDesign.design} = ${designRevision.design})`,
      ),
    )
    .limit(limit)
  return rows.map(({ design }) => design)
}

/** Takes an account's designs out of its hands; gives them back for whoever erases them. */
export async function dropPieces(database: Database, account: string): Promise<string[]> {
  const dropped = await database
    .delete(clientPiece)
    .where(eq(clientPiece.account, account))
    .returning({ design: clientPiece.design })
  return dropped.map(({ design }) => design)
}

/** What is left of an account: its id and that it was erased. */
export async function eraseAccountRow(database: Database, account: string, email: string | null, at: Date): Promise<void> {
  await database.update(clientAccount).set({ email: null, name: null, erasedAt: at }).where(eq(clientAccount.id, account))
  await database.delete(clientSession).where(eq(clientSession.account, account))
  if (!email) return
  await database.delete(signInRequest).where(eq(signInRequest.email, email))
  await database.delete(waitingDesign).where(eq(waitingDesign.email, email))
  await database
    .delete(mail)
    .where(and(sql`lower(${mail.to}) = ${email}`, or(sql`${mail.sentAt} is not null`, isNull(mail.order))))
}

/** Accounts that nobody used since `end` and that have no order under way. */
export async function idleAccounts(database: Database, end: Date, limit: number): Promise<string[]> {
  const underWay = sql`not exists (select 1 from ${clientContact} join ${order} on ${order.contact} = ${clientContact.id}
    where ${clientContact.account} = ${clientAccount.id} and ${order.state} not in ('closed', 'cancelled'))`
  const rows = await database
    .select({ id: clientAccount.id })
    .from(clientAccount)
    .where(and(isNull(clientAccount.erasedAt), lt(clientAccount.seenAt, end), underWay))
    .limit(limit)
  return rows.map(({ id }) => id)
}

/** Deletes rows that are over, each before its own instant. */
export async function sweep(
  database: Database,
  ends: { mail: Date; farewell: Date; waiting: Date; link: Date; session: Date; request: Date },
): Promise<void> {
  await database.delete(mail).where(lt(mail.createdAt, ends.mail))
  await database.delete(mail).where(and(eq(mail.code, 'account-erased'), lt(mail.sentAt, ends.farewell)))
  await database.delete(waitingDesign).where(lt(waitingDesign.createdAt, ends.waiting))
  await database.delete(link).where(or(lt(link.endsAt, ends.link), lt(link.revokedAt, ends.link)))
  await database.delete(clientSession).where(lt(clientSession.endsAt, ends.session))
  await database.delete(signInRequest).where(lt(signInRequest.endsAt, ends.request))
}
