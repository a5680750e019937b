import { sql } from 'drizzle-orm'
import { index, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { createdAt, instant } from './columns'
import { design } from './design'

/** A client who signed in by mail: its address is proven. (Whom an advisor writes down in a shop is a `client_profile`.) */
export const clientAccount = pgTable(
  'client_account',
  {
    /** `acc_…` */
    id: text('id').primaryKey(),
    /** Lower case; nulled by an erasure. */
    email: text('email'),
    name: text('name'),
    locale: text('locale').notNull(),
    createdAt: createdAt(),
    seenAt: instant('seen_at').notNull().defaultNow(),
    erasedAt: instant('erased_at'),
  },
  (t) => [
    uniqueIndex('client_account_email').on(t.email),
    index('client_account_seen').on(t.seenAt).where(sql`${t.erasedAt} is null`),
  ],
)

/** The cookie holds this row's id, sealed; the row decides. */
export const clientSession = pgTable(
  'client_session',
  {
    /** `ses_…` */
    id: text('id').primaryKey(),
    account: text('account')
      .notNull()
      .references(() => clientAccount.id),
    createdAt: createdAt(),
    endsAt: instant('ends_at').notNull(),
    revokedAt: instant('revoked_at'),
  },
  (t) => [index('client_session_account').on(t.account), index('client_session_end').on(t.endsAt)],
)

/** Somebody asked for a way in. Its token is derived from the id for the letter; only the hash is kept. Opens once. */
export const signInRequest = pgTable(
  'sign_in_request',
  {
    /** `sgn_…` */
    id: text('id').primaryKey(),
    /** Lower case. */
    email: text('email').notNull(),
    locale: text('locale').notNull(),
    tokenHash: text('token_hash').notNull(),
    createdAt: createdAt(),
    endsAt: instant('ends_at').notNull(),
    usedAt: instant('used_at'),
  },
  (t) => [
    uniqueIndex('sign_in_request_token').on(t.tokenHash),
    index('sign_in_request_email').on(t.email),
    index('sign_in_request_end').on(t.endsAt),
  ],
)

/** Designs in a client's "My pieces". */
export const clientPiece = pgTable(
  'client_piece',
  {
    account: text('account')
      .notNull()
      .references(() => clientAccount.id),
    design: text('design')
      .notNull()
      .references(() => design.id),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.account, t.design] }),
    index('client_piece_list').on(t.account, t.createdAt.desc().nullsFirst(), t.design.desc().nullsFirst()),
    index('client_piece_design').on(t.design),
  ],
)

/** A design that a guest wanted kept under an address: it waits there until its reader takes it or lets it go. */
export const waitingDesign = pgTable(
  'waiting_design',
  {
    /** Lower case. */
    email: text('email').notNull(),
    design: text('design')
      .notNull()
      .references(() => design.id),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.email, t.design] }),
    index('waiting_design_age').on(t.createdAt),
    index('waiting_design_of').on(t.design),
  ],
)
