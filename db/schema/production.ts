import { sql } from 'drizzle-orm'
import { bigint, boolean, check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { Operation } from '@/lib/domain/network/operation'
import type { Plan } from '@/lib/domain/network/plan'
import type { BuildStatus } from '@/lib/domain/production/build-status'
import type { ClimateReading } from '@/lib/domain/production/climate-reading'
import type { SignedEvent } from '@/lib/domain/production/event'
import type { Phase, PlannedGate } from '@/lib/domain/production/production-order'
import type { Tip } from '@/lib/domain/production/tip'
import type { Stage } from '@/lib/domain/products/family'
import { atelier } from './atelier'
import { createdAt, instant } from './columns'
import { designRevision } from './design'
import { order } from './order'
import { staff } from './staff'

/** ISA-95 job order states. */
export const jobStates = ['NotAllowedToStart', 'AllowedToStart', 'Running', 'Interrupted', 'Ended', 'Aborted'] as const

export const productionOrder = pgTable(
  'production_order',
  {
    /** `po_…` */
    id: text('id').primaryKey(),
    order: text('order_id')
      .notNull()
      .references(() => order.id),
    atelier: text('atelier')
      .notNull()
      .references(() => atelier.id),
    profileVersion: integer('profile_version').notNull(),
    revision: text('revision')
      .notNull()
      .references(() => designRevision.id),
    state: text('state', { enum: jobStates }).notNull().default('NotAllowedToStart'),
    /** Finer than `state`: a phase of lib/domain/production/production-order.ts. */
    phase: text('phase').$type<Phase>().notNull().default('releasing'),
    plan: jsonb('plan').$type<Plan>().notNull(),
    operations: jsonb('operations').$type<readonly Operation[]>().notNull(),
    /** What the package asks to be measured; empty until it is complete. */
    gates: jsonb('gates').$type<readonly PlannedGate[]>().notNull().default([]),
    stages: jsonb('stages').$type<readonly Stage[]>().notNull(),
    /** SHA-256 (hex) of the package's manifest; absent until every file is stored. */
    manifest: text('manifest'),
    /** Shown to the atelier from here on; never before `manifest`. */
    offeredAt: instant('offered_at'),
    /** Until when the atelier may answer; then the house lets the order go for it. */
    answerBy: instant('answer_by'),
    acceptedAt: instant('accepted_at'),
    /** The house's own facts beside the atelier's: money captured, order withdrawn. */
    capturedAt: instant('captured_at'),
    withdrawnAt: instant('withdrawn_at'),
    /** Stopped by the house: not offered, not accepted, no operation begins until it is released. */
    heldAt: instant('held_at'),
    holdReason: text('hold_reason'),
    /** From `status` and `plan`, kept by a trigger, so that lists can be sorted by them: the date that stands, the first one. */
    promised: instant('promised'),
    firstPromised: instant('first_promised'),
    deliveredAt: instant('delivered_at'),
    endedAt: instant('ended_at'),
    /** A cache of the fold over `production_event`; made again from it at any time. */
    status: jsonb('status').$type<BuildStatus>(),
    /** Number of events received, and the hash of the last one (64 zeros before the first). */
    nextSequence: integer('next_sequence').notNull().default(0),
    head: text('head').notNull().default('0'.repeat(64)),
    /** What the next event is checked against; made again from the chain where it is absent. */
    tip: jsonb('tip').$type<Tip>(),
    /** Counts the build links that were made: each revoked one is followed by another. */
    linkNumber: integer('link_number').notNull().default(0),
    /** The client agreed that the house may show the piece, without a name. */
    showableAt: instant('showable_at'),
    /** Made by the demo's own seed; pages say so. */
    seededAt: instant('seeded_at'),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('production_order_order').on(t.order),
    index('production_order_list').on(t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('production_order_changed').on(t.updatedAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('production_order_promised').on(t.promised, t.id),
    index('production_order_state').on(t.state, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('production_order_phase_list').on(t.phase, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('production_order_atelier_list').on(t.atelier, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('production_order_atelier_changed').on(t.atelier, t.updatedAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('production_order_atelier_promised').on(t.atelier, t.promised, t.id),
    index('production_order_phase').on(t.atelier, t.phase, t.offeredAt, t.id),
    index('production_order_showable').on(t.updatedAt.desc().nullsFirst()).where(sql`${t.showableAt} is not null`),
    index('production_order_unanswered').on(t.answerBy).where(sql`${t.phase} in ('releasing', 'offered')`),
    check('production_order_offer', sql`${t.offeredAt} is null or ${t.manifest} is not null`),
  ],
)

/** Append-only: signed, hash-chained facts. */
export const productionEvent = pgTable(
  'production_event',
  {
    productionOrder: text('production_order')
      .notNull()
      .references(() => productionOrder.id),
    sequence: integer('sequence').notNull(),
    /** The atelier's id of the event. */
    id: text('id').notNull(),
    type: text('type').notNull(),
    /** Exactly what was signed (its canonical JSON). */
    event: jsonb('event').$type<SignedEvent>().notNull(),
    keyId: text('key_id').notNull(),
    signature: text('signature').notNull(),
    hash: text('hash').notNull(),
    receivedAt: instant('received_at').notNull(),
    /** Our own link over what the atelier did not sign (lib/domain/production/chain.ts). */
    receipt: text('receipt').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.productionOrder, t.sequence] }),
    uniqueIndex('production_event_id').on(t.productionOrder, t.id),
    check('production_event_sequence', sql`${t.sequence} >= 0`),
  ],
)

/** What the blob store holds; the content lies outside the database under its hash. */
export const blob = pgTable('blob', {
  sha256: text('sha256').primaryKey(),
  bytes: bigint('bytes', { mode: 'number' }).notNull(),
  mediaType: text('media_type').notNull(),
  createdAt: createdAt(),
})

/** A file of a production order's package. */
export const packageFile = pgTable(
  'package_file',
  {
    productionOrder: text('production_order')
      .notNull()
      .references(() => productionOrder.id),
    name: text('name').notNull(),
    blob: text('blob')
      .notNull()
      .references(() => blob.sha256),
    mediaType: text('media_type').notNull(),
    /** What it is for: `pattern`, `engraving`, `traveller`, … */
    role: text('role').notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.productionOrder, t.name] }), index('package_file_blob').on(t.blob)],
)

/**
 * A span that a work center is busy with an order, half-open: what the next plan sees. Kept from the moment an order waits for its
 * payment. No two of one work center overlap (an exclusion constraint, db/migrations).
 */
export const booking = pgTable(
  'booking',
  {
    id: text('id').primaryKey(),
    atelier: text('atelier')
      .notNull()
      .references(() => atelier.id),
    workCenter: text('work_center').notNull(),
    order: text('order_id')
      .notNull()
      .references(() => order.id),
    operation: text('operation').notNull(),
    from: instant('from_at').notNull(),
    to: instant('to_at').notNull(),
  },
  (t) => [index('booking_open').on(t.to, t.atelier), index('booking_order').on(t.order)],
)

/** What a client wrote to whoever makes the piece. Personal and erasable; `name` and `occasion` only as far as the client agreed. */
export const makerLine = pgTable(
  'maker_line',
  {
    /** `lin_…` */
    id: text('id').primaryKey(),
    productionOrder: text('production_order')
      .notNull()
      .references(() => productionOrder.id),
    text: text('text').notNull(),
    name: text('name'),
    occasion: text('occasion'),
    /** SHA-256 (hex) of the caller's idempotency key: the same line twice is one line. */
    requestHash: text('request_hash'),
    createdAt: createdAt(),
  },
  (t) => [index('maker_line_order').on(t.productionOrder, t.createdAt), uniqueIndex('maker_line_request').on(t.requestHash)],
)

/** What the house or the atelier's lead answered to a client's line. Goes with the line when that is erased. */
export const lineAnswer = pgTable(
  'line_answer',
  {
    /** `lan_…` */
    id: text('id').primaryKey(),
    line: text('line')
      .notNull()
      .references(() => makerLine.id, { onDelete: 'cascade' }),
    text: text('text').notNull(),
    staff: text('staff')
      .notNull()
      .references(() => staff.id),
    /** SHA-256 (hex) of who answered, the line and the form's key: the same answer twice is one answer. */
    requestHash: text('request_hash').notNull(),
    createdAt: createdAt(),
  },
  (t) => [index('line_answer_line').on(t.line, t.createdAt), uniqueIndex('line_answer_request').on(t.requestHash)],
)

/** Append-only: the air of a work center as its atelier signed it, whether or not anything was being made there. */
export const climateReading = pgTable(
  'climate_reading',
  {
    atelier: text('atelier')
      .notNull()
      .references(() => atelier.id),
    /** The atelier's id of the reading. */
    id: text('id').notNull(),
    workCenter: text('work_center').notNull(),
    reading: jsonb('reading').$type<ClimateReading>().notNull(),
    inWindow: boolean('in_window').notNull(),
    keyId: text('key_id').notNull(),
    signature: text('signature').notNull(),
    occurredAt: instant('occurred_at').notNull(),
    receivedAt: instant('received_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.atelier, t.id] }),
    index('climate_reading_latest').on(t.atelier, t.workCenter, t.receivedAt.desc().nullsFirst()),
  ],
)
