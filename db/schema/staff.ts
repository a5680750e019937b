import { sql } from 'drizzle-orm'
import { bigint, check, index, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { ROLES } from '@/lib/domain/access/permissions'
import { atelier } from './atelier'
import { createdAt, instant } from './columns'

export const staff = pgTable(
  'staff',
  {
    /** `stf_…` */
    id: text('id').primaryKey(),
    /** Lower case. */
    email: text('email').notNull(),
    name: text('name').notNull(),
    role: text('role', { enum: ROLES }).notNull(),
    /** Of a lead. */
    atelier: text('atelier').references(() => atelier.id),
    /** `scrypt$N$r$p$salt$hash` */
    passwordHash: text('password_hash').notNull(),
    /** Secret of the second factor, sealed (lib/server/secrets.ts); absent until it is enrolled. */
    totpSecret: text('totp_secret'),
    /** Number of the 30 s step whose code was used last: a code is good once. */
    totpStep: bigint('totp_step', { mode: 'number' }).notNull().default(0),
    createdAt: createdAt(),
    disabledAt: instant('disabled_at'),
  },
  (t) => [
    uniqueIndex('staff_email').on(t.email),
    index('staff_name').on(t.name, t.id),
    index('staff_joined').on(t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('staff_by_role').on(t.role, t.name, t.id),
    index('staff_search').using('gin', sql`lower(${t.name} || ' ' || ${t.email}) gin_trgm_ops`),
    check('staff_role', sql`${t.role} in ('owner', 'desk', 'quality', 'lead', 'advisor')`),
    check('staff_lead', sql`(${t.role} = 'lead') = (${t.atelier} is not null)`),
  ],
)

/** Codes for the day on which the telephone is lost; each is good once. */
export const staffRecovery = pgTable(
  'staff_recovery',
  {
    staff: text('staff')
      .notNull()
      .references(() => staff.id),
    /** SHA-256 (hex); enough, since the codes are random. */
    codeHash: text('code_hash').notNull(),
    usedAt: instant('used_at'),
  },
  (t) => [primaryKey({ columns: [t.staff, t.codeHash] })],
)

/** How a new person of the house chooses a password: by a link that is good once. */
export const staffInvitation = pgTable(
  'staff_invitation',
  {
    /** `inv_…` */
    id: text('id').primaryKey(),
    tokenHash: text('token_hash').notNull(),
    email: text('email').notNull(),
    name: text('name').notNull(),
    role: text('role', { enum: ROLES }).notNull(),
    atelier: text('atelier').references(() => atelier.id),
    invitedBy: text('invited_by')
      .notNull()
      .references(() => staff.id),
    createdAt: createdAt(),
    endsAt: instant('ends_at').notNull(),
    acceptedAt: instant('accepted_at'),
    revokedAt: instant('revoked_at'),
  },
  (t) => [
    uniqueIndex('staff_invitation_token').on(t.tokenHash),
    index('staff_invitation_open')
      .on(t.createdAt.desc().nullsFirst())
      .where(sql`${t.acceptedAt} is null and ${t.revokedAt} is null`),
    index('staff_invitation_search').using('gin', sql`lower(${t.name} || ' ' || ${t.email}) gin_trgm_ops`),
    check('staff_invitation_lead', sql`(${t.role} = 'lead') = (${t.atelier} is not null)`),
  ],
)

/** The cookie holds a random token; the row decides. */
export const staffSession = pgTable(
  'staff_session',
  {
    tokenHash: text('token_hash').primaryKey(),
    /** `ses_…`; what a list of sessions may show and end. */
    id: text('id').notNull(),
    staff: text('staff')
      .notNull()
      .references(() => staff.id),
    createdAt: createdAt(),
    seenAt: instant('seen_at').notNull().defaultNow(),
    /** Browser and system, in short, as they call themselves. */
    device: text('device').notNull().default(''),
    /** Absent while only the password was given: such a session opens nothing but the second step. */
    verifiedAt: instant('verified_at'),
    endsAt: instant('ends_at').notNull(),
    revokedAt: instant('revoked_at'),
  },
  (t) => [uniqueIndex('staff_session_id').on(t.id), index('staff_session_staff').on(t.staff, t.createdAt.desc().nullsFirst())],
)

/** Append-only: who did what. */
export const audit = pgTable(
  'audit',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** `staff:stf_…`, `atelier:paris`, `client`, `system` */
    actor: text('actor').notNull(),
    action: text('action').notNull(),
    subject: text('subject').notNull(),
    data: jsonb('data').$type<Readonly<Record<string, unknown>>>().notNull().default(sql`'{}'::jsonb`),
    createdAt: createdAt(),
  },
  (t) => [
    index('audit_subject').on(t.subject, t.id.desc().nullsFirst()),
    index('audit_actor').on(t.actor, t.id.desc().nullsFirst()),
    index('audit_action').on(t.action, t.id.desc().nullsFirst()),
  ],
)
