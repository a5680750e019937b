import { and, asc, desc, eq, gt, inArray, isNull, lt, notExists, or, sql } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { ledgerEntry, order, payment, providerEvent } from '@/db/schema/order'
import type { StoredOrder, StoredPayment } from './order'

/*
 * Whoever locks more than one row locks in this order: order, payments (oldest first), production order, an atelier's slots.
 */

export async function lockOrder(database: Database, id: string): Promise<StoredOrder | undefined> {
  return (await database.select().from(order).where(eq(order.id, id)).for('update'))[0]
}

export async function lockPayment(database: Database, id: string): Promise<StoredPayment | undefined> {
  return (await database.select().from(payment).where(eq(payment.id, id)).for('update'))[0]
}

/** Every payment of an order, oldest first. */
export const lockPayments = (database: Database, id: string): Promise<StoredPayment[]> =>
  database.select().from(payment).where(eq(payment.order, id)).orderBy(asc(payment.createdAt), asc(payment.id)).for('update')

export async function insertPayment(database: Database, row: typeof payment.$inferInsert): Promise<void> {
  await database.insert(payment).values(row)
}

export async function findPayment(
  database: Database,
  by: { session: string } | { intent: string } | { order: string },
): Promise<StoredPayment | undefined> {
  const where =
    'session' in by
      ? eq(payment.session, by.session)
      : 'intent' in by
        ? eq(payment.intent, by.intent)
        : eq(payment.order, by.order)
  return (await database.select().from(payment).where(where).orderBy(desc(payment.createdAt)).limit(1))[0]
}

export async function findPaymentById(database: Database, id: string): Promise<StoredPayment | undefined> {
  return (await database.select().from(payment).where(eq(payment.id, id)))[0]
}

/** Writes down the provider's session once; a second one is not taken. */
export async function nameSession(database: Database, id: string, session: string, checkoutUrl: string | null): Promise<void> {
  await database
    .update(payment)
    .set({ session, checkoutUrl })
    .where(and(eq(payment.id, id), isNull(payment.session)))
}

export async function changePayment(
  database: Database,
  id: string,
  change: Partial<Pick<StoredPayment, 'state' | 'intent' | 'checkoutUrl' | 'captureBefore'>>,
  at: Date,
): Promise<void> {
  await database
    .update(payment)
    .set({ ...change, updatedAt: at })
    .where(eq(payment.id, id))
}

export async function changeOrder(
  database: Database,
  id: string,
  change: Partial<Pick<StoredOrder, 'state' | 'authorisedAt' | 'closedAt' | 'ending' | 'endingReason' | 'plan'>>,
): Promise<void> {
  await database.update(order).set(change).where(eq(order.id, id))
}

/** The same movement told twice is one entry. */
export async function enterLedger(database: Database, entry: typeof ledgerEntry.$inferInsert): Promise<void> {
  await database.insert(ledgerEntry).values(entry).onConflictDoNothing()
}

/**
 * Payments that may have moved without our being told, with whether their order is over: open ones and held ones whose order is over
 * that nobody looked at since `lookedBefore`, and other held ones since `heldBefore`. Oldest look first; a look should touch the row.
 */
export async function paymentsToPoll(database: Database, lookedBefore: Date, heldBefore: Date, limit: number) {
  return database
    .select({ payment, over: sql<boolean>`${order.state} = 'cancelled'` })
    .from(payment)
    .innerJoin(order, eq(order.id, payment.order))
    .where(
      and(
        lt(payment.updatedAt, lookedBefore),
        // Said once more for the index that holds only these.
        inArray(payment.state, ['open', 'authorised', 'failed']),
        or(
          eq(payment.state, 'open'),
          eq(order.state, 'cancelled'),
          and(eq(payment.state, 'authorised'), lt(payment.updatedAt, heldBefore)),
        ),
      ),
    )
    .orderBy(asc(payment.updatedAt))
    .limit(limit)
}

/** Orders accepted by their atelier whose capture failed before `failedBefore`, and for which no other payment is under way. */
export async function ordersGivenUp(database: Database, failedBefore: Date, limit: number): Promise<string[]> {
  const alive = database
    .select({ one: sql`1` })
    .from(sql`payment as other`)
    .where(sql`other.order_id = ${payment.order} and other.state in ('open', 'authorised', 'captured')`)
  const rows = await database
    .selectDistinctOn([payment.order], { id: payment.order })
    .from(payment)
    .innerJoin(order, eq(order.id, payment.order))
    .where(and(eq(payment.state, 'failed'), lt(payment.updatedAt, failedBefore), eq(order.state, 'authorised'), notExists(alive)))
    .limit(limit)
  return rows.map(({ id }) => id)
}

export type StoredProviderEvent = typeof providerEvent.$inferSelect

/** One row for each event of the provider; the row as it now is. */
export async function keepProviderEvent(
  database: Database,
  row: { id: string; type: string; payload: unknown },
): Promise<StoredProviderEvent> {
  await database
    .insert(providerEvent)
    .values({ provider: 'stripe', ...row })
    .onConflictDoNothing()
  const [kept] = await database.select().from(providerEvent).where(isStripeEvent(row.id))
  if (!kept) throw new Error('a provider event has vanished')
  return kept
}

export async function closeProviderEvent(database: Database, id: string, outcome: string, at: Date): Promise<void> {
  await database
    .update(providerEvent)
    .set({ handledAt: at, outcome })
    .where(and(isStripeEvent(id), isNull(providerEvent.handledAt)))
}

/** Kept and not handled, those first that have waited longest for a try. */
export const openProviderEvents = (database: Database, triedBefore: Date, receivedAfter: Date, limit: number) =>
  database
    .select()
    .from(providerEvent)
    .where(
      and(isNull(providerEvent.handledAt), lt(providerEvent.triedAt, triedBefore), gt(providerEvent.receivedAt, receivedAfter)),
    )
    .orderBy(asc(providerEvent.triedAt))
    .limit(limit)

/** Before it is tried: one that takes its process along has had its turn as well. */
export async function tryProviderEvent(database: Database, id: string, at: Date): Promise<void> {
  await database.update(providerEvent).set({ triedAt: at }).where(isStripeEvent(id))
}

const isStripeEvent = (id: string) => and(eq(providerEvent.provider, 'stripe'), eq(providerEvent.id, id))
