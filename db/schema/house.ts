import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { createdAt, instant } from './columns'

/** Says that this database was filled by us; demo mode refuses one that holds rows and no mark. */
export const seedMarker = pgTable('seed_marker', {
  key: text('key').primaryKey(),
  createdAt: createdAt(),
})

/** Outbox: written in the caller's transaction, sent by a job; without a mail server staff read it here. */
export const mail = pgTable(
  'mail',
  {
    /** `mail_…` */
    id: text('id').primaryKey(),
    to: text('to_address').notNull(),
    /** Words under `mails.<code>`. */
    code: text('code').notNull(),
    locale: text('locale').notNull(),
    parameters: jsonb('parameters').$type<Readonly<Record<string, string | number>>>().notNull(),
    subject: text('subject').notNull(),
    text: text('text').notNull(),
    html: text('html'),
    createdAt: createdAt(),
    sentAt: instant('sent_at'),
    attempts: integer('attempts').notNull().default(0),
  },
  (t) => [
    index('mail_open').on(t.createdAt).where(sql`${t.sentAt} is null`),
    index('mail_list').on(t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
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
