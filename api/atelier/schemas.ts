import { z } from '@hono/zod-openapi'
import type { JobState } from '@/lib/domain/production/build-status'
import { JOB_STATE, PHASES } from '@/lib/domain/production/production-order'
import { OCCASIONS } from '@/lib/domain/salon/book-options'
import { ATELIER_LISTS, type AtelierList } from '@/lib/server/production'

export { refusal } from '../schemas'

const instant = z.string().openapi({ format: 'date-time', example: '2026-11-27T16:00:00+01:00' })
const sha256 = z.string().openapi({ description: 'SHA-256, hex', example: '0'.repeat(64) })
const STATES = [...new Set(Object.values(JOB_STATE))] as [JobState, ...JobState[]]
const LISTS = Object.keys(ATELIER_LISTS) as [AtelierList, ...AtelierList[]]

export const productionOrderId = z
  .string()
  .regex(/^po_[0-9a-z]{8,40}$/)
  .openapi({ param: { name: 'id', in: 'path' }, example: 'po_01kayp2m3nf0jshvx0vgy4j2w8' })

export const listQuery = z.strictObject({
  list: z
    .enum(LISTS)
    .default('offered')
    .openapi({ description: '`offered` waits for an answer, `open` was accepted, `over` is done' }),
  after: z.string().max(120).optional().openapi({ description: '`next` of the page before' }),
  limit: z.coerce.number().int().min(1).max(100).default(25),
})

export const productionOrder = z
  .object({
    id: z.string(),
    atelier: z.string(),
    state: z.enum(STATES).openapi({ description: 'ISA-95; work may begin at AllowedToStart' }),
    phase: z.enum(PHASES),
    ready: instant,
    delivered: instant,
    steps: z.array(z.object({ operation: z.string(), workCenter: z.string(), from: instant, to: instant })),
    nextSequence: z.int().openapi({ description: 'Sequence that the next event must have' }),
    head: sha256.openapi({ description: '`previous` that the next event must have' }),
    manifest: sha256,
    offeredAt: instant,
    acceptedAt: instant.optional(),
    held: z.object({ since: instant, reason: z.string() }).optional().openapi({
      description:
        'Stopped by the house: it cannot be accepted and no operation may begin until this is gone; what is under way is ended',
    }),
  })
  .openapi('AtelierProductionOrder')

export const list = z
  .object({ productionOrders: z.array(productionOrder), next: z.string().optional() })
  .openapi('AtelierProductionOrderPage')

/** Checked by the domain, whose refusals are `event.…`; here only described. */
export const sealedEvent = z.unknown().openapi('SealedEvent', {
  type: 'object',
  description:
    'The canonical JSON (RFC 8785) of everything but `keyId` and `signature` is signed with Ed25519; its SHA-256 is the next event’s `previous`.',
  required: ['id', 'productionOrder', 'atelier', 'sequence', 'previous', 'occurredAt', 'timeScale', 'body', 'keyId', 'signature'],
  additionalProperties: false,
  properties: {
    id: { type: 'string', example: 'evt_01kayp2m3nf0jshvx0' },
    productionOrder: { type: 'string' },
    atelier: { type: 'string', example: 'paris' },
    sequence: { type: 'integer', minimum: 0 },
    previous: { type: 'string', description: '64 zeros for the first' },
    occurredAt: { type: 'string', format: 'date-time', description: 'The atelier’s clock' },
    timeScale: {
      type: 'number',
      minimum: 1,
      description: 'Atelier seconds per second of life since the event before; 1 in life',
    },
    body: {
      type: 'object',
      required: ['type'],
      properties: {
        type: {
          type: 'string',
          enum: [
            'accepted',
            'declined',
            'operation-started',
            'operation-progress',
            'operation-ended',
            'gate-signed',
            'climate',
            'gate-measured',
            'rework',
            'promise-moved',
            'finished',
            'shipped',
            'delivered',
          ],
        },
      },
    },
    keyId: { type: 'string', example: 'key_paris_1' },
    signature: { type: 'string', description: 'Ed25519, 128 hex digits' },
  },
})

export const receipt = z.object({ id: z.string(), sequence: z.int(), hash: sha256, receivedAt: instant }).openapi('EventReceipt')

export const chain = z.object({ events: z.array(z.record(z.string(), z.unknown())) }).openapi('ProductionChain')

export const bytes = z.unknown().openapi({ type: 'string', format: 'binary' })

const keyId = z.string().openapi({ example: 'key_paris_2' })
const described = (name: string, shape: z.ZodRawShape) =>
  z.unknown().openapi(name, z.toJSONSchema(z.object(shape), { io: 'input', unrepresentable: 'any' }) as never)

/** Checked by the domain, whose refusals are `reading.…` and `key.…`; here only described. */
export const sealedReading = described('SealedClimateReading', {
  id: z.string(),
  atelier: z.string(),
  workCenter: z.string(),
  occurredAt: z.string(),
  temperature: z.number(),
  humidity: z.number(),
  inWindow: z.boolean(),
  keyId: z.string(),
  signature: z.string(),
})
export const announcement = described('KeyAnnouncement', {
  kind: z.literal('key-announced'),
  atelier: z.string(),
  keyId: z.string(),
  publicKey: z.string(),
  announcedBy: z.string(),
  announcedAt: z.string(),
  overlapUntil: z.string(),
  signature: z.string(),
  proof: z.string(),
})
export const revocation = described('KeyRevocation', {
  kind: z.literal('key-revoked'),
  atelier: z.string(),
  keyId: z.string(),
  revokedBy: z.string(),
  revokedAt: z.string(),
  reason: z.string(),
  signature: z.string(),
})

export const readingReceipt = z.object({ id: z.string(), receivedAt: instant }).openapi('ClimateReceipt')
export const readings = z
  .object({
    readings: z.array(
      z.object({
        id: z.string(),
        atelier: z.string(),
        workCenter: z.string(),
        occurredAt: instant,
        temperature: z.number(),
        humidity: z.number(),
        inWindow: z.boolean(),
        receivedAt: instant,
      }),
    ),
  })
  .openapi('ClimateReadings')

export const key = z
  .object({
    id: keyId,
    publicKey: z.string(),
    state: z.enum(['active', 'ending', 'ended', 'revoked']),
    since: instant,
    announcedBy: z.string().optional(),
    endsAt: instant.optional(),
    revokedAt: instant.optional(),
  })
  .openapi('SigningKey')
export const keys = z.object({ keys: z.array(key) }).openapi('SigningKeys')

export const verification = z
  .object({
    count: z.int(),
    head: sha256,
    fault: z
      .object({ code: z.string(), index: z.int(), event: z.string().optional() })
      .optional()
      .openapi({ description: 'The first record that does not hold; absent when all do' }),
  })
  .openapi('ChainVerification')

export const lines = z
  .object({
    lines: z.array(
      z.object({
        id: z.string(),
        text: z.string(),
        name: z.string().optional().openapi({ description: 'First name, as far as the client agreed' }),
        occasion: z.string().optional(),
        at: instant,
        answers: z
          .array(z.object({ id: z.string(), text: z.string(), at: instant }))
          .openapi({ description: 'What the house answered' }),
      }),
    ),
    client: z
      .object({ name: z.string(), occasion: z.enum(OCCASIONS).optional() })
      .optional()
      .openapi({ description: 'First name and occasion, for as long as the client lets the maker know' }),
  })
  .openapi('MakerLines')
