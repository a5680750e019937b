import { sql } from 'drizzle-orm'
import { bigint, index, pgTable, text } from 'drizzle-orm/pg-core'
import type { Currency } from '@/lib/domain/pricing/money'
import { atelier } from './atelier'
import { instant } from './columns'
import { order } from './order'

/**
 * One row an order, as staff list them: what the list shows, sorts and filters by, gathered from order, production order, contact and
 * ledger by triggers (db/migrations), so that whoever changes one of those need not know of it.
 */
export const orderListing = pgTable(
  'order_listing',
  {
    order: text('order_id')
      .primaryKey()
      .references(() => order.id),
    reference: text('reference').notNull(),
    atelier: text('atelier')
      .notNull()
      .references(() => atelier.id),
    /** Of the order while it is open or over, else the phase of its production order, or `held`. */
    standing: text('standing').notNull(),
    productionOrder: text('production_order'),
    promised: instant('promised').notNull(),
    firstPromised: instant('first_promised').notNull(),
    deliveredAt: instant('delivered_at'),
    amount: bigint('amount', { mode: 'number' }).notNull(),
    currency: text('currency').$type<Currency>().notNull(),
    createdAt: instant('created_at').notNull(),
    /** When something about it was last said or moved. */
    changedAt: instant('changed_at').notNull(),
    /** Lower case: reference, ids, name and mail of the client while they are not erased. */
    search: text('search').notNull(),
  },
  (t) => [
    index('order_listing_created').on(t.createdAt.desc().nullsFirst(), t.order.desc().nullsFirst()),
    index('order_listing_changed').on(t.changedAt.desc().nullsFirst(), t.order.desc().nullsFirst()),
    index('order_listing_promised').on(t.promised, t.order),
    index('order_listing_amount').on(t.amount.desc().nullsFirst(), t.order.desc().nullsFirst()),
    index('order_listing_atelier_created').on(t.atelier, t.createdAt.desc().nullsFirst(), t.order.desc().nullsFirst()),
    index('order_listing_atelier_changed').on(t.atelier, t.changedAt.desc().nullsFirst(), t.order.desc().nullsFirst()),
    index('order_listing_atelier_promised').on(t.atelier, t.promised, t.order),
    index('order_listing_standing_created').on(t.standing, t.createdAt.desc().nullsFirst(), t.order.desc().nullsFirst()),
    index('order_listing_standing_changed').on(t.standing, t.changedAt.desc().nullsFirst(), t.order.desc().nullsFirst()),
    index('order_listing_standing_promised').on(t.standing, t.promised, t.order),
    index('order_listing_due')
      .on(t.promised, t.order)
      .where(sql`${t.standing} not in ('open', 'cancelled', 'declined', 'withdrawn', 'delivered')`),
    index('order_listing_search').using('gin', t.search.op('gin_trgm_ops')),
  ],
)
