import { and, asc, count, desc, eq, inArray, isNull, notInArray, or, sql } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { clientPiece, waitingDesign } from '@/db/schema/account'
import { design, designPersonal, designRevision, link } from '@/db/schema/design'
import { clientContact, order } from '@/db/schema/order'
import { productionOrder } from '@/db/schema/production'
import type { StoredRevision } from './design'
import { after, type Page, pageOf } from './page'

/** The same design again is the same piece. */
export async function keepPiece(database: Database, account: string, designId: string, at: Date): Promise<void> {
  await database.insert(clientPiece).values({ account, design: designId, createdAt: at }).onConflictDoNothing()
}

export async function countPieces(database: Database, account: string): Promise<number> {
  const [row] = await database.select({ many: count() }).from(clientPiece).where(eq(clientPiece.account, account))
  return row?.many ?? 0
}

/** Designs of an account, the last kept first. */
export async function listPieces(database: Database, account: string, cursor: string | undefined, limit: number) {
  const rows = await database
    .select({ id: clientPiece.design, createdAt: clientPiece.createdAt, family: design.family })
    .from(clientPiece)
    .innerJoin(design, eq(design.id, clientPiece.design))
    .where(and(eq(clientPiece.account, account), after(clientPiece.createdAt, clientPiece.design, cursor)))
    .orderBy(desc(clientPiece.createdAt), desc(clientPiece.design))
    .limit(limit + 1)
  return pageOf(rows, limit)
}

/** Every revision of some designs, oldest first, with what was not erased. */
export async function revisionsOf(database: Database, designs: readonly string[], limit = 500): Promise<StoredRevision[]> {
  if (designs.length === 0) return []
  const rows = await database
    .select({ revision: designRevision, personal: designPersonal })
    .from(designRevision)
    .leftJoin(designPersonal, eq(designPersonal.revision, designRevision.id))
    .where(inArray(designRevision.design, [...designs]))
    .orderBy(asc(designRevision.design), asc(designRevision.number))
    .limit(limit)
  return rows.map(({ revision, personal }) => {
    const { id, design: of, number, parent, record, recordHash, createdAt } = revision
    const part = personal ? { personal: { salt: personal.salt, choices: personal.personal } } : {}
    return { id, design: of, number, parent, record, recordHash, createdAt, ...part }
  })
}

/** Does this account hold the design of this revision, or an order of it? */
export async function holdsRevision(database: Database, account: string, revision: string): Promise<boolean> {
  const [row] = await database
    .select({ id: designRevision.id })
    .from(designRevision)
    .where(
      and(
        eq(designRevision.id, revision),
        sql`(exists (select 1 from ${clientPiece} where ${clientPiece.account} = ${account} and ${clientPiece.design} = ${designRevision.design})
          or exists (select 1 from ${order} join ${clientContact} on ${clientContact.id} = ${order.contact}
            where ${order.revision} = ${designRevision.id} and ${clientContact.account} = ${account}))`,
      ),
    )
  return row !== undefined
}

/**
 * Who has a design: an account that keeps it, an address under which it waits, the contact of an order of it. `me` with a proven address.
 * Call in a transaction: the design is locked, so that the answer holds until its end.
 */
export async function lockHolders(
  database: Database,
  designId: string,
  me: { account: string; email: string } | undefined,
): Promise<{ mine: boolean; others: boolean }> {
  await database.select({ id: design.id }).from(design).where(eq(design.id, designId)).for('update')
  const kept = await database.select({ account: clientPiece.account }).from(clientPiece).where(eq(clientPiece.design, designId))
  const waiting = await database
    .select({ email: waitingDesign.email })
    .from(waitingDesign)
    .where(eq(waitingDesign.design, designId))
  const ordered = await database
    .selectDistinct({ account: clientContact.account, email: sql<string | null>`lower(${clientContact.email})` })
    .from(order)
    .innerJoin(designRevision, eq(designRevision.id, order.revision))
    .innerJoin(clientContact, eq(clientContact.id, order.contact))
    .where(and(eq(designRevision.design, designId), isNull(clientContact.erasedAt)))
  const isOther = (row: { account?: string | null; email?: string | null }) =>
    row.account ? row.account !== me?.account : row.email !== me?.email
  return {
    mine: me !== undefined && kept.some(({ account }) => account === me.account),
    others: kept.some(isOther) || waiting.some(isOther) || ordered.some(isOther),
  }
}

/** Does the account already keep a design of its own that began as this revision? */
export async function keepsCopyOf(database: Database, account: string, revision: string): Promise<boolean> {
  const rows = await database
    .select({ id: designRevision.id })
    .from(designRevision)
    .innerJoin(clientPiece, and(eq(clientPiece.design, designRevision.design), eq(clientPiece.account, account)))
    .where(and(eq(designRevision.parent, revision), eq(designRevision.number, 1)))
    .limit(1)
  return rows.length > 0
}

/** Orders of an account by the revision that they make, newest first. */
export const ordersOfRevisions = (database: Database, account: string, revisions: readonly string[]) =>
  revisions.length === 0
    ? Promise.resolve([])
    : database
        .select({ id: order.id, reference: order.reference, revision: order.revision })
        .from(order)
        .innerJoin(clientContact, eq(clientContact.id, order.contact))
        .where(and(eq(clientContact.account, account), inArray(order.revision, [...revisions])))
        .orderBy(desc(order.createdAt))

/** How many links now open each of these revisions, those of `except` (token hashes) not counted. */
export async function openLinks(
  database: Database,
  revisions: readonly string[],
  except: readonly string[],
  at: Date,
): Promise<Map<string, number>> {
  if (revisions.length === 0) return new Map()
  const rows = await database
    .select({ subject: link.subject, many: count() })
    .from(link)
    .where(
      and(
        eq(link.purpose, 'design'),
        inArray(link.subject, [...revisions]),
        isNull(link.revokedAt),
        notInArray(link.tokenHash, [...except]),
        sql`${link.endsAt} > ${at.toISOString()}::timestamptz`,
      ),
    )
    .groupBy(link.subject)
  return new Map(rows.map(({ subject, many }) => [subject, many]))
}

const orderColumns = {
  id: order.id,
  reference: order.reference,
  state: order.state,
  atelier: order.atelier,
  amount: order.amount,
  currency: order.currency,
  revision: order.revision,
  contact: order.contact,
  plan: order.plan,
  createdAt: order.createdAt,
  family: design.family,
  status: productionOrder.status,
  production: productionOrder.id,
  linkNumber: productionOrder.linkNumber,
}

function orders(database: Database) {
  return database
    .select(orderColumns)
    .from(order)
    .innerJoin(clientContact, eq(clientContact.id, order.contact))
    .innerJoin(designRevision, eq(designRevision.id, order.revision))
    .innerJoin(design, eq(design.id, designRevision.design))
    .leftJoin(productionOrder, eq(productionOrder.order, order.id))
}

export type ClientOrder = Awaited<ReturnType<typeof listClientOrders>>['rows'][number]

/** Whom an account last ordered for. */
export async function lastContact(database: Database, account: string) {
  const { name, email, address } = clientContact
  const [row] = await database
    .select({ name, email, address })
    .from(clientContact)
    .where(and(eq(clientContact.account, account), isNull(clientContact.erasedAt)))
    .orderBy(desc(clientContact.createdAt), desc(clientContact.id))
    .limit(1)
  return row
}

/** An order of an account; nothing where it is another's. */
export async function findClientOrder(database: Database, account: string, id: string) {
  const [row] = await orders(database).where(and(eq(order.id, id), eq(clientContact.account, account)))
  return row
}

/** Orders of an account, newest first. */
export async function listClientOrders(database: Database, account: string, cursor: string | undefined, limit: number) {
  const rows = await orders(database)
    .where(and(eq(clientContact.account, account), after(order.createdAt, order.id, cursor)))
    .orderBy(desc(order.createdAt), desc(order.id))
    .limit(limit + 1)
  return pageOf(rows, limit) as Page<(typeof rows)[number]>
}

/** Guests' orders under an address that nobody has taken yet, newest first. */
export const waitingOrders = (database: Database, email: string, limit = 50) =>
  orders(database)
    .where(and(sql`lower(${clientContact.email}) = ${email}`, isNull(clientContact.account), isNull(clientContact.erasedAt)))
    .orderBy(desc(order.createdAt))
    .limit(limit)

export const waitingDesigns = (database: Database, email: string, limit = 50) =>
  database
    .select({ id: waitingDesign.design, family: design.family, createdAt: waitingDesign.createdAt })
    .from(waitingDesign)
    .innerJoin(design, eq(design.id, waitingDesign.design))
    .where(eq(waitingDesign.email, email))
    .orderBy(desc(waitingDesign.createdAt))
    .limit(limit)

export async function waitDesign(database: Database, email: string, designId: string, at: Date): Promise<void> {
  await database.insert(waitingDesign).values({ email, design: designId, createdAt: at }).onConflictDoNothing()
}

/** Takes what waits under a proven address into the account: its guests' orders with their designs, and kept designs. */
export async function takeWaiting(database: Database, account: string, email: string, at: Date): Promise<void> {
  const mine = and(sql`lower(${clientContact.email}) = ${email}`, isNull(clientContact.account), isNull(clientContact.erasedAt))
  const contacts = await database.update(clientContact).set({ account }).where(mine).returning({ id: clientContact.id })
  const kept = await database
    .delete(waitingDesign)
    .where(eq(waitingDesign.email, email))
    .returning({ design: waitingDesign.design })
  const ordered =
    contacts.length === 0
      ? []
      : await database
          .selectDistinct({ design: designRevision.design })
          .from(order)
          .innerJoin(designRevision, eq(designRevision.id, order.revision))
          .where(
            inArray(
              order.contact,
              contacts.map(({ id }) => id),
            ),
          )
  for (const { design: id } of [...kept, ...ordered]) await keepPiece(database, account, id, at)
}

/** Lets go of designs that wait under an address; orders stay where they are. */
export async function dropWaiting(database: Database, email: string): Promise<void> {
  await database.delete(waitingDesign).where(eq(waitingDesign.email, email))
}

/**
 * An order placed by somebody who was signed in, with its design; with `email` (lower case) only where it is under that address. Once an
 * account has it, no other gets it.
 */
export async function giveOrder(
  database: Database,
  { account, email }: { account: string; email?: string | undefined },
  orderId: string,
  at: Date,
): Promise<void> {
  const [row] = await database
    .select({ contact: order.contact, design: designRevision.design })
    .from(order)
    .innerJoin(designRevision, eq(designRevision.id, order.revision))
    .where(eq(order.id, orderId))
  if (!row) return
  const given = await database
    .update(clientContact)
    .set({ account })
    .where(
      and(
        eq(clientContact.id, row.contact),
        or(isNull(clientContact.account), eq(clientContact.account, account)),
        email === undefined ? undefined : sql`lower(${clientContact.email}) = ${email}`,
      ),
    )
    .returning({ id: clientContact.id })
  if (given.length > 0) await keepPiece(database, account, row.design, at)
}
