import { sql } from 'drizzle-orm'
import { date, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { AtelierProfile } from '@/lib/domain/network/profile'
import type { KeyStatement } from '@/lib/domain/production/keys'
import { createdAt, instant } from './columns'

export const atelier = pgTable(
  'atelier',
  {
    /** The profile's id, e.g. `paris`. */
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    createdAt: createdAt(),
    /** No new orders are offered from here on. */
    suspendedAt: instant('suspended_at'),
  },
  (t) => [
    index('atelier_name').on(t.name, t.id),
    index('atelier_joined').on(t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
  ],
)

/** Append-only: an order names the version it was judged by. */
export const atelierProfile = pgTable(
  'atelier_profile',
  {
    atelier: text('atelier')
      .notNull()
      .references(() => atelier.id),
    version: integer('version').notNull(),
    validFrom: date('valid_from', { mode: 'string' }).notNull(),
    profile: jsonb('profile').$type<AtelierProfile>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.atelier, t.version] }),
    index('atelier_profile_search').using(
      'gin',
      sql`lower((${t.profile}->>'id') || ' ' || (${t.profile}->>'name') || ' ' || (${t.profile}->>'city') || ' ' || (${t.profile}->>'country')) gin_trgm_ops`,
    ),
  ],
)

/** Ed25519 public keys that may sign this atelier's events. A revoked key still verifies what it signed before. */
export const atelierKey = pgTable(
  'atelier_key',
  {
    id: text('id').primaryKey(),
    atelier: text('atelier')
      .notNull()
      .references(() => atelier.id),
    /** 32 bytes, hex. */
    publicKey: text('public_key').notNull(),
    createdAt: createdAt(),
    /** The statement by which an older key vouched for this one, as signed; absent for a key that the house registered itself. */
    announcement: jsonb('announcement').$type<KeyStatement>(),
    /** End of the overlap with its successor. */
    endsAt: instant('ends_at'),
    revokedAt: instant('revoked_at'),
    /** Present when the atelier itself revoked it. */
    revocation: jsonb('revocation').$type<KeyStatement>(),
  },
  (t) => [uniqueIndex('atelier_key_public_key').on(t.publicKey), index('atelier_key_atelier').on(t.atelier)],
)

/** Bearer tokens of the atelier API; only the SHA-256 is kept. */
export const atelierToken = pgTable(
  'atelier_token',
  {
    id: text('id').primaryKey(),
    atelier: text('atelier')
      .notNull()
      .references(() => atelier.id),
    tokenHash: text('token_hash').notNull(),
    /** What it may do: scopes of lib/domain/network/atelier-scopes.ts. */
    scopes: text('scopes').array().notNull().default(sql`'{read,accept,events,files,keys}'::text[]`),
    createdAt: createdAt(),
    endsAt: instant('ends_at').notNull(),
    revokedAt: instant('revoked_at'),
  },
  (t) => [uniqueIndex('atelier_token_hash').on(t.tokenHash), index('atelier_token_atelier').on(t.atelier)],
)
