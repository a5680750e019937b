import { createRoute, z } from '@hono/zod-openapi'
import type { Assessment } from '@/lib/domain/assess'
import { ok } from '@/lib/domain/result'
import { assessDesign, type WantedAssessment } from '@/lib/server/assessments'
import { termsByAtelier } from '@/lib/server/terms'
import { body, documentOf, json, limited, newApi, refusals, refused } from './contract'
import * as schemas from './schemas'

const facts = z.record(z.string(), schemas.fact)

const verdictAnswer = z.object({
  geometryHash: z.string().openapi({ description: 'SHA-256 of the welded mesh' }),
  facts,
  missing: z.array(z.string()).openapi({ description: 'Letters without a glyph' }),
  reach: z
    .array(
      z.object({
        feature: z.string(),
        radii: z.array(z.number()),
        remainder: z.array(z.number()),
        critical: z.array(z.number()),
      }),
    )
    .openapi({
      description: 'What round tools leave of each engraved region: radius in mm, area in mm², and the radii that lose a stroke',
    }),
  centreOfMass: z.object({ at: z.array(z.number()), errorBound: z.number() }),
  fits: z.array(
    z.object({
      feature: z.string(),
      kind: z.string(),
      nominal: z.number(),
      measured: z.number(),
      errorBound: z.number(),
    }),
  ),
  axes: z
    .array(
      z.object({
        axis: z.array(z.number()),
        reached: z.number(),
        hidden: z.number(),
        overhang: z.number(),
        errorBound: z.number(),
      }),
    )
    .openapi({ description: 'Skin that a straight tool reaches along each axis, mm²; only of `full`' }),
  verdicts: z.array(schemas.verdict),
})

const verdicts = createRoute({
  method: 'post',
  path: '/verdicts',
  summary: 'Who can make this design',
  description: 'Drafts and measures the document, then compares it with each atelier.',
  request: {
    body: body(z.strictObject({ document: schemas.document, ateliers: schemas.ateliers, fineness: schemas.fineness })),
  },
  responses: { 200: json(verdictAnswer.openapi('VerdictAnswer'), 'One verdict an atelier'), ...refusals },
})

const quoteAnswer = z.object({
  atelier: z.string(),
  outcome: z.enum(['makeable', 'confirm', 'blocked']),
  plan: schemas.plan.optional(),
  quote: schemas.quote.optional(),
  terms: schemas.terms.optional().openapi({ description: 'With fineness `full`' }),
  refusal: schemas.refusal.omit({ words: true }).optional(),
})

const quotes = createRoute({
  method: 'post',
  path: '/quotes',
  summary: 'Price and date of this design',
  request: {
    body: body(
      z.strictObject({
        document: schemas.document,
        destination: schemas.destination,
        ateliers: schemas.ateliers,
        fineness: schemas.fineness,
      }),
    ),
  },
  responses: {
    200: json(z.object({ quotes: z.array(quoteAnswer) }).openapi('QuoteAnswer'), 'One quote an atelier'),
    ...refusals,
  },
})

export const assessments = newApi()

/** Verdicts ask for no destination; the answer does not depend on it. */
const ANYWHERE = { country: 'FR' }

assessments.openapi(verdicts, async (context) => {
  const { document, ...wanted } = context.req.valid('json')
  const result = await limited(context, 'geometry', () => assess(document, { ...wanted, destination: ANYWHERE }))
  if (!result.ok) return refused(context, result.refusal) as never
  const { measurements, answers } = result.value
  const { geometryHash, facts: measuredFacts, missing, reach, centreOfMass, fits, axes } = measurements
  return context.json(
    {
      geometryHash,
      facts: measuredFacts,
      missing,
      reach,
      centreOfMass,
      fits,
      axes,
      verdicts: answers.map(({ verdict }) => verdict),
    } as never,
    200,
  )
})

assessments.openapi(quotes, async (context) => {
  const { document, ...wanted } = context.req.valid('json')
  const result = await limited(context, 'geometry', async () => {
    const assessed = await assess(document, wanted)
    return assessed.ok ? ok(await quoteAnswers(assessed.value, wanted)) : assessed
  })
  return result.ok ? context.json({ quotes: result.value } as never, 200) : (refused(context, result.refusal) as never)
})

async function quoteAnswers(
  { document, answers }: Assessment,
  { fineness, destination }: Omit<WantedAssessment, 'document' | 'at'>,
) {
  const at = new Date()
  const terms = fineness === 'full' ? await termsByAtelier(document, destination.country, at) : {}
  return answers.map(({ atelier, verdict, plan, quote, refusal }) => {
    return { atelier, outcome: verdict.outcome, plan, quote, terms: plan && terms[atelier], refusal }
  })
}

async function assess(input: unknown, wanted: Omit<WantedAssessment, 'document' | 'at'>) {
  const parsed = await documentOf(input)
  return parsed.ok ? assessDesign({ ...wanted, document: parsed.value.document, at: new Date() }) : parsed
}
