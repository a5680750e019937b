import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { Verdict } from '@/lib/domain/manufacturability/finding'
import type { Operation } from '@/lib/domain/network/operation'
import type { Destination, Plan } from '@/lib/domain/network/plan'
import type { OrderTerms } from '@/lib/domain/orders/terms'
import type { Currency } from '@/lib/domain/pricing/money'
import type { Quote } from '@/lib/domain/pricing/quote'
import { clientAccount } from './account'
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
    /** The account whose order it is; a guest's until its address is proven and the order taken. */
    account: text('account').references(() => clientAccount.id),
    createdAt: createdAt(),
    /** The client wants it erased; done as soon as nothing of the order is under way. */
    erasureAskedAt: instant('erasure_asked_at'),
    erasedAt: instant('erased_at'),
  },
  (t) => [
    index('client_contact_email').on(sql`lower(${t.email}) text_pattern_ops`),
    index('client_contact_account').on(t.account),
    index('client_contact_erasure').on(t.erasureAskedAt).where(sql`${t.erasureAskedAt} is not null and ${t.erasedAt} is null`),
  ],
)

/**
 * `open` checkout begun · `authorised` money held, production order released · `placed` captured, the atelier accepted ·
 * `closed` delivered · `cancelled` nothing held (declined by the atelier, expired, payment given up).
 */
export const orderStates = ['open', 'authorised', 'placed', 'closed', 'cancelled'] as const

/**
 * Why an order is over before its piece was delivered: called off by the client or staff, declined or not answered by the atelier, not paid
 * in time, a second payment that never came, money that came when something had changed, the hold let go by the bank.
 */
export const endings = [
  'client',
  'staff',
  'declined',
  'unanswered',
  'unpaid',
  'payment-failed',
  'changed',
  'hold-lost',
  'refunded',
] as const
export type Ending = (typeof endings)[number]

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
    /** What the client was told and agreed to; absent on orders of before it was kept. */
    terms: jsonb('terms').$type<OrderTerms>(),
    /** The order that this one takes the place of, at another atelier. */
    insteadOf: text('instead_of').references((): AnyPgColumn => order.id),
    /** SHA-256 (hex) of the caller's idempotency key: the same order twice is one order. */
    requestHash: text('request_hash'),
    createdAt: createdAt(),
    /** Until when it can be paid; until then price and slots are kept. */
    expiresAt: instant('expires_at'),
    authorisedAt: instant('authorised_at'),
    closedAt: instant('closed_at'),
    /** Why, where it is `cancelled`. */
    ending: text('ending', { enum: endings }),
    /** In the atelier's or a person's own words, where they gave some. */
    endingReason: text('ending_reason'),
  },
  (t) => [
    uniqueIndex('client_order_reference').on(t.reference),
    uniqueIndex('client_order_request').on(t.requestHash),
    index('client_order_list').on(t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('client_order_state').on(t.state, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('client_order_atelier').on(t.atelier, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('client_order_revision').on(t.revision),
    index('client_order_contact').on(t.contact),
    index('client_order_instead_of').on(t.insteadOf),
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
    /** When the provider closes its page. */
    expiresAt: instant('expires_at'),
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

/** `refund-returned`: the client's bank did not take a refund. */
export const ledgerKinds = ['authorised', 'captured', 'released', 'refunded', 'refund-returned'] as const

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
    kind: text('kind', { enum: ledgerKinds }).notNull(),
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

export const refundStates = ['asked', 'done', 'failed'] as const

/** Money to go back, from the moment it was decided on. `failed`: the provider or the bank did not take it. */
export const refund = pgTable(
  'refund',
  {
    /** `rfd_…` */
    id: text('id').primaryKey(),
    order: text('order_id')
      .notNull()
      .references(() => order.id),
    payment: text('payment')
      .notNull()
      .references(() => payment.id),
    state: text('state', { enum: refundStates }).notNull().default('asked'),
    amount: bigint('amount', { mode: 'number' }).notNull(),
    currency: text('currency').$type<Currency>().notNull(),
    reason: text('reason').notNull(),
    /** As in the audit list; `provider` where it was given there. */
    actor: text('actor').notNull(),
    /** The provider's refund. */
    reference: text('reference'),
    /** What the provider said where it failed, as its code. */
    fault: text('fault'),
    /** SHA-256 (hex) of the caller's idempotency key: the same refund twice is one refund. */
    requestHash: text('request_hash').notNull(),
    createdAt: createdAt(),
    settledAt: instant('settled_at'),
  },
  (t) => [
    uniqueIndex('refund_request').on(t.requestHash),
    uniqueIndex('refund_reference').on(t.reference),
    index('refund_payment').on(t.payment),
    index('refund_order').on(t.order, t.createdAt),
    index('refund_open').on(t.createdAt).where(sql`${t.state} = 'asked'`),
    check('refund_amount', sql`${t.amount} > 0`),
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
    /** When it was last tried to handle it: those that fail wait behind those that were not tried. */
    triedAt: instant('tried_at').notNull().defaultNow(),
    handledAt: instant('handled_at'),
    /** What handling it led to, as a code. */
    outcome: text('outcome'),
  },
  (t) => [
    primaryKey({ columns: [t.provider, t.id] }),
    index('provider_event_open').on(t.triedAt).where(sql`${t.handledAt} is null`),
  ],
)
