import { z } from '@hono/zod-openapi'

const instant = z.iso.datetime({ offset: true }).openapi({ example: '2026-11-27T16:00:00+01:00' })
/** A line that people read and the database can keep: no control characters, no halves of a character. */
export const line = z
  .string()
  .trim()
  .regex(/^[^\p{Cc}\p{Cs}]*$/u)
const pointer = z
  .string()
  .openapi({ example: '/document/choices/shankWidth', description: 'JSON pointer (RFC 6901) into the body' })

export const refusal = z
  .object({
    code: z.string().openapi({ example: 'document.out-of-range' }),
    path: pointer.optional(),
    parameters: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    words: z.string().openapi({ description: 'In the language of Accept-Language (en, fr)' }),
  })
  .openapi('Refusal')

export const document = z.unknown().openapi('DesignDocument', {
  type: 'object',
  required: ['family', 'model', 'choices'],
  additionalProperties: false,
  properties: {
    family: { type: 'string', example: 'signet-ring' },
    model: { type: 'string', example: 'signet-ring@1', description: 'Pins the code, the kernel and the fonts' },
    choices: {
      type: 'object',
      description: 'Every parameter of the family, once: integer micrometres, permille, enum words or text',
      additionalProperties: { oneOf: [{ type: 'integer' }, { type: 'string' }, { type: 'boolean' }] },
    },
  },
})

export const money = z
  .object({ amount: z.int(), currency: z.enum(['EUR', 'JPY', 'USD', 'GBP', 'CHF']) })
  .openapi('Money', { description: 'Integer minor units of an ISO 4217 currency' })

export const destination = z
  .strictObject({
    country: line.length(2).openapi({ example: 'FR', description: 'ISO 3166-1 alpha-2' }),
    currency: z.enum(['EUR', 'JPY', 'USD', 'GBP', 'CHF']).optional(),
  })
  .openapi('Destination')

export const fineness = z
  .enum(['edit', 'full'])
  .default('edit')
  .openapi({ description: '`edit` is quick, `full` is what checkout judges by' })

export const ateliers = z.array(line.max(41)).min(1).max(20).optional().openapi({ description: 'Default: all' })

export const finding = z
  .object({
    rule: z.string(),
    severity: z.enum(['blocker', 'review', 'advice', 'unknown']),
    feature: z.string(),
    operation: z.string().optional(),
    axis: z.enum(['d', 'g', 'r', 't']).optional(),
    measured: z.number().optional(),
    limit: z.number().optional(),
    unit: z.string().optional(),
    errorBound: z.number().optional(),
    at: z.array(z.array(z.number())).openapi({ description: 'Points on the piece, mm' }),
    parameters: z.record(z.string(), z.union([z.string(), z.number()])),
    source: z.object({ kind: z.enum(['source', 'assumption']), text: z.string() }),
  })
  .openapi('Finding')

const firstPass = z
  .object({ mean: z.number(), low: z.number(), high: z.number(), builds: z.int(), inMaterial: z.int() })
  .openapi('FirstPass', {
    description: 'Share of builds that are right the first time, with 90 % between low and high, and the builds that it rests on',
  })

export const verdict = z
  .object({
    atelier: z.string(),
    profileVersion: z.int(),
    material: z.string().optional(),
    outcome: z.enum(['makeable', 'confirm', 'blocked']),
    findings: z.array(finding),
    operations: z.array(
      z.object({
        operation: z.string(),
        workCenter: z.string(),
        process: z.string(),
        mode: z.enum(['autonomous', 'assisted', 'outside']),
        gaps: z.record(z.string(), z.number()),
        firstPass: firstPass.optional(),
        gate: z
          .enum(['yield', 'builds'])
          .optional()
          .openapi({ description: 'A person measures and signs before the piece goes on' }),
      }),
    ),
    firstPass: firstPass.optional(),
    at: instant,
  })
  .openapi('Verdict')

export const fact = z
  .object({
    value: z.number(),
    unit: z.string(),
    errorBound: z.number(),
    feature: z.string(),
    atLeast: z.boolean().optional().openapi({ description: 'Only known to be at least this' }),
    at: z.array(z.array(z.number())).openapi({ description: 'Where on the piece, mm; worst first' }),
  })
  .openapi('Fact', { description: 'Measured on the finished piece; says nothing about any atelier' })

export const plan = z
  .object({
    atelier: z.string(),
    ready: instant,
    delivered: instant,
    certainty: z.number(),
    deliveredSure95: instant,
    distanceKm: z.number(),
    freightKgCo2e: z.array(z.number()),
    energyKwh: z.array(z.number()),
    energyKgCo2e: z.array(z.number()),
    steps: z.array(z.record(z.string(), z.unknown())).openapi({ description: 'With `busy`: when the work center is taken' }),
    reasons: z.array(z.object({ code: z.string(), parameters: z.record(z.string(), z.union([z.string(), z.number()])) })),
  })
  .openapi('Plan')

export const quote = z
  .object({
    atelier: z.string(),
    lines: z.array(
      z.object({
        code: z.string(),
        parameters: z.record(z.string(), z.union([z.string(), z.number()])),
        amount: money,
        shown: money,
      }),
    ),
    total: money,
    shownTotal: money,
    duty: z.enum(['included', 'not-included', 'none']),
    priceBook: z.string(),
    metalFixedAt: instant,
    rateFixedAt: instant,
    at: instant,
    expires: instant,
  })
  .openapi('Quote')

export const terms = z
  .object({
    returns: z.object({ days: z.int(), personal: z.boolean(), market: z.string(), source: z.string() }).openapi({
      description: 'Days in which the piece may be given back; 0 where it was made to personal choice',
    }),
    answerBy: instant.openapi({
      description: 'The atelier answers by then; until it does nothing is charged and calling off is free',
    }),
    purposes: z
      .array(z.object({ code: z.string(), years: z.number() }))
      .openapi({ description: 'What is stored, what for, how long' }),
  })
  .openapi('Terms')

export const token = z
  .string()
  .max(200)
  .openapi({ param: { name: 'token', in: 'path' }, description: 'From the link; whoever holds it may' })

/** The caller's own key: the same request twice has one effect and one answer. */
export const idempotencyKey = z
  .string()
  .min(16)
  .max(200)
  .openapi({
    param: { name: 'idempotency-key', in: 'header' },
    description:
      'Random, at least 16 characters, e.g. a UUID. Made once for what is meant, and sent again with every retry of it: then it counts once, and is answered as before.',
  })
