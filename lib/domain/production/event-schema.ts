import * as z from 'zod'
import { ok, type Result, refuse } from '../result'
import type { SealedEvent } from './chain'
import { code, hex, instant, keyName, line } from './wire-fields'

const measure = z.number().min(-1e6).max(1e6)
const maker = z.strictObject({ kind: z.enum(['person', 'cell']), name: line(40) })
const run = z.int().min(1).max(99)
/** A person's answer to what measuring could not settle or a rule leaves to a look. */
const confirmation = z.strictObject({ rule: code, feature: code, reason: line(300), by: maker })
const count = z.number().min(0).max(1e7)

const body = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('accepted'),
    promised: instant,
    lot: line(60).optional(),
    confirmations: z.array(confirmation).min(1).max(50).optional(),
  }),
  z.strictObject({ type: z.literal('declined'), reason: line(300) }),
  z.strictObject({
    type: z.literal('operation-started'),
    operation: code,
    workCenter: code,
    by: maker,
    tool: line(80).optional(),
    run,
  }),
  z.strictObject({
    type: z.literal('operation-progress'),
    operation: code,
    done: count,
    total: count.positive(),
    unit: z.enum(['strokes', 'layers', 'mm', 'passes', 'stitches', 'panels', 'coats']),
  }),
  z.strictObject({ type: z.literal('operation-ended'), operation: code, workCenter: code, run }),
  z.strictObject({ type: z.literal('gate-signed'), operation: code, run, by: maker, remark: line(300).optional() }),
  z.strictObject({
    type: z.literal('climate'),
    workCenter: code,
    temperature: z.number().min(-50).max(150),
    humidity: z.number().min(0).max(100),
    inWindow: z.boolean(),
  }),
  z.strictObject({
    type: z.literal('gate-measured'),
    gate: code,
    feature: code,
    operation: code,
    measured: measure,
    lower: measure,
    upper: measure,
    unit: z.enum(['mm', 'mm2', 'mm3', 'g', 'count', 'ratio', 'deg']),
    instrument: line(80),
    uncertainty: z.number().min(0).max(1e6),
    passed: z.boolean(),
    by: maker,
    cosignedBy: maker.optional(),
  }),
  z.strictObject({ type: z.literal('rework'), gate: code, backTo: code, reason: line(300) }),
  z.strictObject({ type: z.literal('promise-moved'), promised: instant, reason: line(300), causedBy: code }),
  z.strictObject({ type: z.literal('finished') }),
  z.strictObject({ type: z.literal('shipped'), carrier: line(60), tracking: line(80) }),
  z.strictObject({ type: z.literal('delivered') }),
])

/** Everything an atelier may send, strictly: unknown keys, long texts and numbers out of this world are refused. */
export const sealedEventSchema = z.strictObject({
  id: z.string().regex(/^evt_[0-9a-z]{8,40}$/),
  productionOrder: z.string().regex(/^po_[0-9a-z]{8,40}$/),
  atelier: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/),
  sequence: z.int().min(0).max(100_000),
  previous: hex(64),
  occurredAt: instant,
  timeScale: z.number().min(1).max(1_000_000),
  body,
  keyId: keyName,
  signature: hex(128),
})

/** Refused as `event.malformed` with the place of the first fault. */
export function parseSealedEvent(input: unknown): Result<SealedEvent> {
  const parsed = sealedEventSchema.safeParse(input)
  if (parsed.success) return ok(parsed.data as SealedEvent)
  const issue = parsed.error.issues[0]
  const path = (issue?.path ?? []).map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
  return refuse('event.malformed', { fault: issue?.code ?? 'invalid' }, path)
}
