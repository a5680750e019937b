import { sql } from 'drizzle-orm'
import { bigint, boolean, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { createdAt, instant } from './columns'
import { order } from './order'

/** Says that this database was filled by us; demo mode refuses one that holds rows and no mark. */
export const seedMarker = pgTable('seed_marker', {
  key: text('key').primaryKey(),
  createdAt: createdAt(),
})

/**
 * Outbox: written in the caller's transaction, sent by a job. Links that carry a right stand in it as marks (`[[build]]`) and are
 * filled in when the letter is sent or shown, so that no row of it opens anything.
 */
export const mail = pgTable(
  'mail',
  {
    /** `mail_…` */
    id: text('id').primaryKey(),
    to: text('to_address').notNull(),
    /** One of `lib/server/mail-codes.ts`; words under `mails.<code>`. */
    code: text('code').notNull(),
    locale: text('locale').notNull(),
    parameters: jsonb('parameters').$type<Readonly<Record<string, unknown>>>().notNull(),
    subject: text('subject').notNull(),
    text: text('text').notNull(),
    html: text('html'),
    /** The order it is about. */
    order: text('order_id').references(() => order.id),
    /** What it is about and what caused it: told once, however often it is asked for. */
    once: text('once').notNull(),
    /** It lets somebody in: shown on no page. */
    confidential: boolean('confidential').notNull().default(false),
    createdAt: createdAt(),
    /** Taken by the mail server or, where there is none, kept here for good. */
    sentAt: instant('sent_at'),
    /** The mail server will not take it, now or later. */
    refusedAt: instant('refused_at'),
    attempts: integer('attempts').notNull().default(0),
  },
  (t) => [
    uniqueIndex('mail_once').on(t.once),
    index('mail_open').on(t.createdAt).where(sql`${t.sentAt} is null and ${t.refusedAt} is null`),
    index('mail_shown').on(t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()).where(sql`not ${t.confidential}`),
    index('mail_order').on(t.order, t.createdAt),
    index('mail_to').on(sql`lower(${t.to})`),
    index('mail_age').on(t.createdAt),
  ],
)

/** Layout of rate-limiter-flexible's PostgreSQL store. */
export const rateLimit = pgTable(
  'rate_limit',
  {
    key: text('key').primaryKey(),
    points: integer('points').notNull().default(0),
    /** Milliseconds since 1970. */
    expire: bigint('expire', { mode: 'number' }),
  },
  (t) => [index('rate_limit_expire').on(t.expire)],
)
