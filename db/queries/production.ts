import { and, asc, desc, eq, gte, inArray, isNotNull, isNull, lt, ne, or, sql } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { blob, packageFile, productionEvent, productionOrder } from '@/db/schema/production'
import type { ProductionEvent } from '@/lib/domain/production/event'
import type { Phase } from '@/lib/domain/production/production-order'
import { eventsAfter, type StoredProductionOrder } from './build'
import { readInstantCursor } from './page'

export async function lockProductionOrder(database: Database, id: string): Promise<StoredProductionOrder | undefined> {
  return (await database.select().from(productionOrder).where(eq(productionOrder.id, id)).for('update'))[0]
}

export async function lockProductionOrderOf(database: Database, order: string): Promise<StoredProductionOrder | undefined> {
  return (await database.select().from(productionOrder).where(eq(productionOrder.order, order)).for('update'))[0]
}

/** Call in a transaction. */
export async function insertProductionOrder(database: Database, row: typeof productionOrder.$inferInsert): Promise<void> {
  await database.insert(productionOrder).values(row)
}

export type ProductionChange = Partial<
  Pick<
    StoredProductionOrder,
    | 'state'
    | 'phase'
    | 'manifest'
    | 'gates'
    | 'offeredAt'
    | 'answerBy'
    | 'acceptedAt'
    | 'capturedAt'
    | 'withdrawnAt'
    | 'heldAt'
    | 'holdReason'
    | 'endedAt'
    | 'status'
    | 'nextSequence'
    | 'head'
    | 'tip'
    | 'linkNumber'
    | 'showableAt'
    | 'seededAt'
  >
>

export async function changeProductionOrder(database: Database, id: string, change: ProductionChange, at: Date): Promise<void> {
  await database
    .update(productionOrder)
    .set({ ...change, updatedAt: at })
    .where(eq(productionOrder.id, id))
  // Events wake the watchers of a build by themselves; what the house adds does so here.
  if (change.capturedAt || change.withdrawnAt || change.offeredAt || change.heldAt !== undefined)
    await database.execute(sql`select pg_notify('build', ${id})`)
}

export async function insertEvent(database: Database, record: ProductionEvent): Promise<void> {
  const { keyId, signature, hash, receipt, receivedAt, ...event } = record
  await database.insert(productionEvent).values({
    productionOrder: event.productionOrder,
    sequence: event.sequence,
    id: event.id,
    type: event.body.type,
    event,
    keyId,
    signature,
    hash,
    receipt,
    receivedAt: new Date(receivedAt),
  })
}

/** The event of a production order with the atelier's own id. */
export async function findEvent(database: Database, production: string, id: string) {
  const [row] = await database
    .select({
      id: productionEvent.id,
      sequence: productionEvent.sequence,
      hash: productionEvent.hash,
      receivedAt: productionEvent.receivedAt,
    })
    .from(productionEvent)
    .where(and(eq(productionEvent.productionOrder, production), eq(productionEvent.id, id)))
  return row && { ...row, receivedAt: row.receivedAt.toISOString() }
}

export const allEvents = (database: Database, id: string): Promise<ProductionEvent[]> => eventsAfter(database, id, -1, 100_000)

export interface StoredFile {
  name: string
  blob: string
  bytes: number
  mediaType: string
  role: string
}

/** Makes the files known; the same again changes nothing. */
export async function insertPackage(database: Database, id: string, files: readonly StoredFile[]): Promise<void> {
  if (files.length === 0) return
  const blobs = files.map((file) => ({ sha256: file.blob, bytes: file.bytes, mediaType: file.mediaType }))
  await database.insert(blob).values(blobs).onConflictDoNothing()
  const rows = files.map(({ name, blob: sha256, mediaType, role }) => ({
    productionOrder: id,
    name,
    blob: sha256,
    mediaType,
    role,
  }))
  await database.insert(packageFile).values(rows).onConflictDoNothing()
}

export async function findPackageFile(database: Database, id: string, name: string): Promise<StoredFile | undefined> {
  const [row] = await database
    .select({
      name: packageFile.name,
      blob: packageFile.blob,
      bytes: blob.bytes,
      mediaType: packageFile.mediaType,
      role: packageFile.role,
    })
    .from(packageFile)
    .innerJoin(blob, eq(blob.sha256, packageFile.blob))
    .where(and(eq(packageFile.productionOrder, id), eq(packageFile.name, name)))
  return row
}

/** Production orders whose atelier has not answered by its limit. */
export async function unanswered(database: Database, at: Date, limit: number): Promise<{ id: string; order: string }[]> {
  const { id, order, answerBy, phase } = productionOrder
  return database
    .select({ id, order })
    .from(productionOrder)
    .where(and(lt(answerBy, at), inArray(phase, ['releasing', 'offered']), isNull(productionOrder.heldAt)))
    .orderBy(asc(answerBy))
    .limit(limit)
}

export interface OfferPage {
  rows: StoredProductionOrder[]
  next?: string
}

/** What an atelier may see of its own, oldest offer first; `after` is the `next` of the page before. */
export async function offersOf(
  database: Database,
  atelier: string,
  phases: readonly Phase[],
  after: string | undefined,
  limit: number,
): Promise<OfferPage> {
  const from = readInstantCursor(after)
  const rows = await database
    .select()
    .from(productionOrder)
    .where(
      and(
        eq(productionOrder.atelier, atelier),
        isNotNull(productionOrder.offeredAt),
        // One that is held is not offered; one that was accepted before stays in its atelier's hands.
        or(ne(productionOrder.phase, 'offered'), isNull(productionOrder.heldAt)),
        inArray(productionOrder.phase, [...phases]),
        from
          ? sql`(${productionOrder.offeredAt}, ${productionOrder.id}) > (${from.at.toISOString()}::timestamptz, ${from.key})`
          : undefined,
      ),
    )
    .orderBy(asc(productionOrder.offeredAt), asc(productionOrder.id))
    .limit(limit + 1)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { rows: rows.slice(0, limit), ...(last ? { next: `${last.offeredAt?.getTime()}~${last.id}` } : {}) }
}

/** A job in the caller's transaction: it is there exactly when what it is about is there. The same key while it waits is one job. */
export async function addJob(
  database: Database,
  task: string,
  payload: Readonly<Record<string, string>>,
  key: string,
): Promise<void> {
  await database.execute(
    sql`select graphile_worker.add_job(${task}, ${JSON.stringify(payload)}::json, job_key => ${key}, max_attempts => 25)`,
  )
}

/** What an atelier may see of its own that changed at or after `since`, oldest change first. */
export const changedOffers = (
  database: Database,
  atelier: string,
  since: Date,
  limit: number,
): Promise<StoredProductionOrder[]> =>
  database
    .select()
    .from(productionOrder)
    .where(and(eq(productionOrder.atelier, atelier), gte(productionOrder.updatedAt, since), isNotNull(productionOrder.offeredAt)))
    .orderBy(asc(productionOrder.updatedAt), asc(productionOrder.id))
    .limit(limit)

/** Streams that were opened by a link of this build look again whether theirs still holds. */
export async function tellRevoked(database: Database, id: string): Promise<void> {
  await database.execute(sql`select pg_notify('build', ${`revoked:${id}`})`)
}

/** Pieces that their clients let be shown, changed last first. */
export const showableOrders = (database: Database, limit: number): Promise<StoredProductionOrder[]> =>
  database
    .select()
    .from(productionOrder)
    .where(isNotNull(productionOrder.showableAt))
    .orderBy(desc(productionOrder.updatedAt))
    .limit(limit)

/** Bytes of blobs, by hash. */
export async function blobSizes(database: Database, hashes: readonly string[]): Promise<Readonly<Record<string, number>>> {
  if (hashes.length === 0) return {}
  const rows = await database
    .select({ sha256: blob.sha256, bytes: blob.bytes })
    .from(blob)
    .where(inArray(blob.sha256, [...hashes]))
  return Object.fromEntries(rows.map(({ sha256, bytes }) => [sha256, bytes]))
}

/** Whether the demo's own pieces are here already. */
export async function hasSeededBuilds(database: Database): Promise<boolean> {
  const rows = await database
    .select({ id: productionOrder.id })
    .from(productionOrder)
    .where(isNotNull(productionOrder.seededAt))
    .limit(1)
  return rows.length > 0
}
