import { sql } from 'drizzle-orm'
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { Choice, Choices } from '@/lib/domain/design/document'
import type { Hand } from '@/lib/domain/salon/living'
import type { Occasion, Size } from '@/lib/domain/salon/profile'
import { PURPOSES } from '@/lib/domain/salon/purposes'
import { clientAccount } from './account'
import { createdAt, instant } from './columns'
import { designRevision } from './design'
import { order } from './order'
import { staff } from './staff'

/** Where the house receives clients. */
export const shop = pgTable('shop', {
  /** e.g. `paris` */
  id: text('id').primaryKey(),
  city: text('city').notNull(),
  /** ISO 3166-1 alpha-2. */
  country: text('country').notNull(),
  /** IANA, for the end of a day. */
  timeZone: text('time_zone').notNull(),
  createdAt: createdAt(),
})

/** Which shop an advisor works in. */
export const shopMember = pgTable(
  'shop_member',
  {
    staff: text('staff')
      .primaryKey()
      .references(() => staff.id),
    shop: text('shop')
      .notNull()
      .references(() => shop.id),
  },
  (t) => [index('shop_member_shop').on(t.shop)],
)

/** A client as a shop knows them. Deleted when the visit ends and nothing was allowed, or when the client says so. */
export const clientProfile = pgTable(
  'client_profile',
  {
    /** `prf_…` */
    id: text('id').primaryKey(),
    shop: text('shop')
      .notNull()
      .references(() => shop.id),
    name: text('name').notNull(),
    initials: text('initials').notNull(),
    email: text('email').notNull().default(''),
    phone: text('phone').notNull().default(''),
    /** Name, mail and number without case, accents and signs. */
    searchText: text('search_text').notNull(),
    today: text('today').notNull().default(''),
    likes: text('likes').notNull().default(''),
    notes: text('notes').notNull().default(''),
    followUp: text('follow_up').notNull().default(''),
    sizes: jsonb('sizes').$type<readonly Size[]>().notNull().default(sql`'[]'::jsonb`),
    occasions: jsonb('occasions').$type<readonly Occasion[]>().notNull().default(sql`'[]'::jsonb`),
    /** Rises with every change: who wrote on an older one is told. */
    version: integer('version').notNull().default(1),
    /** The client's own account: whoever proved the address written here said that this is them. */
    account: text('account').references(() => clientAccount.id),
    /** SHA-256 (hex) of the caller's idempotency key. */
    requestHash: text('request_hash'),
    createdAt: createdAt(),
    visitBeganAt: instant('visit_began_at').notNull(),
    /** The night after: what was not allowed is deleted then. */
    visitEndsAt: instant('visit_ends_at').notNull(),
  },
  (t) => [
    index('client_profile_list').on(t.shop, t.visitBeganAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('client_profile_search').using('gin', sql`${t.searchText} gin_trgm_ops`),
    index('client_profile_night').on(t.visitEndsAt),
    uniqueIndex('client_profile_request').on(t.requestHash),
    index('client_profile_account').on(t.account),
    index('client_profile_email').on(sql`lower(${t.email})`).where(sql`${t.email} <> ''`),
  ],
)

/** Append-only: every yes and no of a client, by purpose. Holds no name, so that it may outlive the profile as proof. */
export const clientConsent = pgTable(
  'client_consent',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** Id of the profile, which may be gone. */
    client: text('client').notNull(),
    purpose: text('purpose', { enum: PURPOSES }).notNull(),
    given: boolean('given').notNull(),
    /** Language in which it was asked. */
    locale: text('locale').notNull(),
    at: instant('at').notNull(),
    endsAt: instant('ends_at'),
  },
  (t) => [index('client_consent_client').on(t.client, t.id)],
)

/** A design that two screens work on. A working copy: revisions are made where the house demands them. */
export const livingDesign = pgTable(
  'living_design',
  {
    /** `liv_…` */
    id: text('id').primaryKey(),
    shop: text('shop')
      .notNull()
      .references(() => shop.id),
    client: text('client').references(() => clientProfile.id),
    family: text('family').notNull(),
    model: text('model').notNull(),
    choices: jsonb('choices').$type<Choices>().notNull(),
    atelier: text('atelier').notNull(),
    version: integer('version').notNull().default(0),
    order: text('order_id').references(() => order.id),
    /** The client's saved revision that it began from. */
    revision: text('revision').references(() => designRevision.id),
    /** When the advisor last asked for payment on the telephone. */
    askedAt: instant('asked_at'),
    requestHash: text('request_hash'),
    createdBy: text('created_by')
      .notNull()
      .references(() => staff.id),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    endsAt: instant('ends_at').notNull(),
  },
  (t) => [
    index('living_design_client').on(t.client, t.updatedAt.desc().nullsFirst()),
    index('living_design_order').on(t.order),
    index('living_design_end').on(t.endsAt),
    uniqueIndex('living_design_request').on(t.requestHash),
  ],
)

/** Which client of a shop an order is of. Goes with the client's profile, and with an erasure of the order. */
export const salonOrder = pgTable(
  'salon_order',
  {
    order: text('order_id')
      .primaryKey()
      .references(() => order.id),
    client: text('client')
      .notNull()
      .references(() => clientProfile.id, { onDelete: 'cascade' }),
  },
  (t) => [index('salon_order_client').on(t.client)],
)

/** Who changed what, in the order in which it was taken. Goes with its design. */
export const livingChange = pgTable(
  'living_change',
  {
    living: text('living')
      .notNull()
      .references(() => livingDesign.id, { onDelete: 'cascade' }),
    version: integer('version').notNull(),
    /** The screen's own id of the wish: the same wish twice is one change. */
    edit: text('edit').notNull(),
    key: text('key').notNull(),
    value: jsonb('value').$type<Choice>().notNull(),
    before: jsonb('before').$type<Choice>().notNull(),
    by: text('by').$type<Hand>().notNull(),
    initials: text('initials').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.living, t.version] }),
    uniqueIndex('living_change_edit').on(t.living, t.edit),
    index('living_change_key').on(t.living, t.key, t.version.desc().nullsFirst()),
  ],
)

/** Which screens look at a design now; a row that is not renewed is a screen that has gone. */
export const livingPresence = pgTable(
  'living_presence',
  {
    /** Random, of one stream. */
    id: text('id').primaryKey(),
    living: text('living')
      .notNull()
      .references(() => livingDesign.id, { onDelete: 'cascade' }),
    by: text('by').$type<Hand>().notNull(),
    initials: text('initials').notNull(),
    seenAt: instant('seen_at').notNull(),
  },
  (t) => [index('living_presence_living').on(t.living), index('living_presence_seen').on(t.seenAt)],
)
