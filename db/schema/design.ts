import { type AnyPgColumn, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { Choices } from '@/lib/domain/design/document'
import type { DesignRecord } from '@/lib/domain/design/personal'
import { createdAt, instant } from './columns'

export const design = pgTable('design', {
  /** `des_…` */
  id: text('id').primaryKey(),
  family: text('family').notNull(),
  createdAt: createdAt(),
})

/** Immutable. Personal parts are not in `record`; a salted hash commits to them. */
export const designRevision = pgTable(
  'design_revision',
  {
    /** `rev_…` */
    id: text('id').primaryKey(),
    design: text('design')
      .notNull()
      .references(() => design.id),
    number: integer('number').notNull(),
    parent: text('parent').references((): AnyPgColumn => designRevision.id),
    /** e.g. `signet-ring@1` */
    model: text('model').notNull(),
    /** Canonical JSON object: the document without its personal choices, with the commitment to them. */
    record: jsonb('record').$type<DesignRecord>().notNull(),
    /** SHA-256 (hex) of the canonical record. */
    recordHash: text('record_hash').notNull(),
    /** SHA-256 (hex) of the caller's idempotency key: the same save twice is one revision. */
    requestHash: text('request_hash'),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('design_revision_number').on(t.design, t.number),
    uniqueIndex('design_revision_request').on(t.requestHash),
    index('design_revision_parent').on(t.parent),
  ],
)

/** Deleting a row erases the personal parts; the record still verifies. */
export const designPersonal = pgTable('design_personal', {
  revision: text('revision')
    .primaryKey()
    .references(() => designRevision.id),
  /** Random, hex; without it the commitment tells nothing about short texts. */
  salt: text('salt').notNull(),
  personal: jsonb('personal').$type<Choices>().notNull(),
  createdAt: createdAt(),
})

/** A right held by whoever knows the token. `subject` is a revision, production order or order id by purpose. */
export const link = pgTable(
  'link',
  {
    id: text('id').primaryKey(),
    /** SHA-256 (hex) of the token; the token itself is kept nowhere. */
    tokenHash: text('token_hash').notNull(),
    purpose: text('purpose', { enum: ['design', 'build', 'order', 'consent', 'living'] }).notNull(),
    subject: text('subject').notNull(),
    createdAt: createdAt(),
    endsAt: instant('ends_at').notNull(),
    revokedAt: instant('revoked_at'),
  },
  (t) => [uniqueIndex('link_token_hash').on(t.tokenHash), index('link_subject').on(t.purpose, t.subject)],
)
