import { sql } from 'drizzle-orm'
import { bigint, check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { Verdict } from '@/lib/domain/manufacturability/finding'
import type { Operation } from '@/lib/domain/network/operation'
import type { Destination, Plan } from '@/lib/domain/network/plan'
import type { Currency } from '@/lib/domain/pricing/money'
import type { Quote } from '@/lib/domain/pricing/quote'
import { atelier } from './atelier'
import { createdAt, instant } from './columns'
import { designRevision } from './design'

/** Personal and erasable: nulled by an erasure, the order stays. */
export const clientContact = pgTable(
  'client_contact',
  {
    /** `cli_…` */
    id: text('id').primaryKey(),
    name: text('name'),
    email: text('email'),
    address: jsonb('address').$type<{ lines: readonly string[]; postcode?: string; city?: string; country: string }>(),
    locale: text('locale').notNull(),
    createdAt: createdAt(),
    erasedAt: instant('erased_at'),
  },
  (t) => [index('client_contact_email').on(sql`lower(${t.email}) text_pattern_ops`)],
)

/**
 * `open` checkout begun · `authorised` money held, production order released · `placed` captured, the atelier accepted ·
 * `closed` delivered · `cancelled` nothing held (declined by the atelier, expired, payment given up).
 */
export const orderStates = ['open', 'authorised', 'placed', 'closed', 'cancelled'] as const

export const order = pgTable(
  'client_order',
  {
    /** `ord_…` */
    id: text('id').primaryKey(),
    /** Short name for people, e.g. `7KQ4-2MXD`. */
    reference: text('reference').notNull(),
    state: text('state', { enum: orderStates }).notNull().default('open'),
    revision: text('revision')
      .notNull()
      .references(() => designRevision.id),
    contact: text('contact')
      .notNull()
      .references(() => clientContact.id),
    atelier: text('atelier')
      .notNull()
      .references(() => atelier.id),
    profileVersion: integer('profile_version').notNull(),
    /** What the server judged, planned and priced at checkout. */
    verdict: jsonb('verdict').$type<Verdict>().notNull(),
    operations: jsonb('operations').$type<readonly Operation[]>().notNull(),
    plan: jsonb('plan').$type<Plan>().notNull(),
    quote: jsonb('quote').$type<Quote>().notNull(),
    destination: jsonb('destination').$type<Destination>().notNull(),
    locale: text('locale').notNull(),
    /** What is charged: `quote.shownTotal`. Minor units. */
    amount: bigint('amount', { mode: 'number' }).notNull(),
    currency: text('currency').$type<Currency>().notNull(),
    /** SHA-256 (hex) of the caller's idempotency key: the same order twice is one order. */
    requestHash: text('request_hash'),
    createdAt: createdAt(),
    authorisedAt: instant('authorised_at'),
    closedAt: instant('closed_at'),
  },
  (t) => [
    uniqueIndex('client_order_reference').on(t.reference),
    uniqueIndex('client_order_request').on(t.requestHash),
    index('client_order_list').on(t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('client_order_state').on(t.state, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('client_order_atelier').on(t.atelier, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('client_order_revision').on(t.revision),
    index('client_order_contact').on(t.contact),
    check('client_order_amount', sql`${t.amount} > 0`),
  ],
)

export const paymentStates = ['open', 'authorised', 'captured', 'failed', 'cancelled', 'refunded', 'expired'] as const

export const payment = pgTable(
  'payment',
  {
    /** `pay_…` */
    id: text('id').primaryKey(),
    order: text('order_id')
      .notNull()
      .references(() => order.id),
    state: text('state', { enum: paymentStates }).notNull().default('open'),
    /** The provider's Checkout Session and PaymentIntent. */
    session: text('session'),
    intent: text('intent'),
    /** Where the client pays; present while open. */
    checkoutUrl: text('checkout_url'),
    amount: bigint('amount', { mode: 'number' }).notNull(),
    currency: text('currency').$type<Currency>().notNull(),
    captureBefore: instant('capture_before'),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('payment_session').on(t.session),
    uniqueIndex('payment_intent').on(t.intent),
    index('payment_order').on(t.order),
    index('payment_look').on(t.updatedAt).where(sql`${t.state} in ('open', 'authorised', 'failed')`),
  ],
)

/** Append-only. Signed amounts are not used: the kind says which way money went. */
export const ledgerEntry = pgTable(
  'ledger_entry',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    order: text('order_id')
      .notNull()
      .references(() => order.id),
    payment: text('payment')
      .notNull()
      .references(() => payment.id),
    kind: text('kind', { enum: ['authorised', 'captured', 'released', 'refunded'] }).notNull(),
    amount: bigint('amount', { mode: 'number' }).notNull(),
    currency: text('currency').$type<Currency>().notNull(),
    /** The provider's id of the movement: the same movement told twice is one entry. */
    reference: text('reference').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('ledger_entry_once').on(t.payment, t.kind, t.reference),
    index('ledger_entry_order').on(t.order, t.id),
    check('ledger_entry_amount', sql`${t.amount} > 0`),
  ],
)

/** One row per event of the payment provider, however often it is delivered. */
export const providerEvent = pgTable(
  'provider_event',
  {
    provider: text('provider').notNull(),
    /** The provider's event id. */
    id: text('id').notNull(),
    type: text('type').notNull(),
    /** Id, type and what it is about; nothing else of it is kept. */
    payload: jsonb('payload').notNull(),
    receivedAt: instant('received_at').notNull().defaultNow(),
    handledAt: instant('handled_at'),
    /** What handling it led to, as a code. */
    outcome: text('outcome'),
  },
  (t) => [
    primaryKey({ columns: [t.provider, t.id] }),
    index('provider_event_open').on(t.receivedAt).where(sql`${t.handledAt} is null`),
  ],
)
