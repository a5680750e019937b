import { describe, expect, it } from 'vitest'
import type { AtelierAnswer } from '../assess'
import type { DesignDocument } from '../design/document'
import type { Family, Parameter } from '../products/family'
import type { Finding } from './finding'
import { REMEDY_BUDGET, type RemedyInput, remedies } from './remedy'

const number = (key: string, min: number, max: number, step: number, weight: number): Parameter => ({
  kind: 'number',
  unit: 'um',
  key,
  group: 'g',
  min,
  max,
  step,
  default: 0,
  weight,
})
const parameters: Parameter[] = [
  number('weight', -100, 500, 10, 4),
  number('height', 2000, 12000, 100, 10),
  { kind: 'choice', key: 'face', group: 'g', options: ['fine', 'sturdy', 'stout'], default: 'fine', weight: 40 },
  { ...number('idle', 0, 100, 1, 1), appliesTo: () => false },
]
const cures = { stroke: ['weight', 'height', 'face', 'idle'] }
const family = { parameters, cures } as unknown as Family
const document = (choices: Record<string, string | number> = {}): DesignDocument => ({
  family: 'f',
  model: 'f@1',
  choices: { weight: 0, height: 5000, face: 'fine', idle: 0, ...choices },
})

/** A piece whose truth is a formula: finest stroke = height × 0.05 + weight (mm), sturdier faces double and treble it. */
function strokeOf({ choices }: DesignDocument): number {
  const share = { fine: 0.05, sturdy: 0.1, stout: 0.15 }[String(choices.face)] ?? 0
  return (Number(choices.height) * share + Number(choices.weight)) / 1000
}

function answersTo(design: DesignDocument, limit: number, errorBound = 0): AtelierAnswer[] {
  const measured = strokeOf(design)
  const gap = limit - measured
  const severity = gap > errorBound ? 'blocker' : gap > -errorBound ? 'unknown' : undefined
  const finding: Finding | undefined = severity && {
    rule: 'stroke',
    severity,
    feature: 'm',
    measured,
    limit,
    errorBound,
    at: [],
    parameters: {},
    source: { kind: 'assumption', text: '' },
  }
  const outcome = severity === 'blocker' ? 'blocked' : severity ? 'confirm' : 'makeable'
  const quoteOf = (amount: number) => ({ shownTotal: { amount, currency: 'EUR' } }) as NonNullable<AtelierAnswer['quote']>
  const verdict = (atelier: string) => ({ atelier, profileVersion: 1, operations: [], at: '' })
  return [
    {
      atelier: 'here',
      verdict: { ...verdict('here'), outcome, findings: finding ? [finding] : [] },
      quote: quoteOf(Math.round(measured * 100_000)),
    },
    {
      atelier: 'there',
      verdict: { ...verdict('there'), outcome: 'makeable', findings: [] },
      plan: { delivered: '2026-12-10T18:00:00+01:00', ready: '2026-12-09T12:00:00+01:00' } as NonNullable<AtelierAnswer['plan']>,
    },
  ]
}

async function run(limit: number, changes: Partial<RemedyInput> = {}, errorBound = 0) {
  let evaluations = 0
  const design = changes.document ?? document()
  const found = await remedies({
    family,
    document: design,
    answers: answersTo(design, limit, errorBound),
    atelier: 'here',
    evaluate: (candidate) => {
      evaluations++
      return answersTo(candidate, limit, errorBound)
    },
    ...changes,
  })
  return { found, evaluations }
}

describe('remedies', () => {
  it('finds the fewest steps of each number, the mildest option and the other atelier', async () => {
    // 0.25 mm now, 0.28 wanted: 30 µm of line weight, or 28·20 = 5,600 µm of height; the sturdy face gives 0.5 mm.
    const { found, evaluations } = await run(0.28)
    expect(found.map(({ change, atelier }) => atelier ?? change)).toEqual([{ weight: 30 }, { face: 'sturdy' }, 'there'])
    expect(found[0]).toMatchObject({
      cures: ['stroke'],
      outcome: 'makeable',
      price: { before: { amount: 25_000 }, after: { amount: 28_000 } },
    })
    expect(evaluations).toBeLessThanOrEqual(REMEDY_BUDGET)
    const alone = await run(0.28, { answers: answersTo(document(), 0.28).slice(0, 1) })
    expect(alone.found.map(({ change }) => change)).toEqual([{ weight: 30 }, { face: 'sturdy' }, { height: 5600 }])
  })

  it('goes past what is only just too close to call', async () => {
    // Known to ±5 µm: 0.28 itself would be unknown, 0.285 is not on the grid, 0.29 is the first sure one.
    const { found } = await run(0.28, {}, 0.005)
    expect(found[0]).toMatchObject({ change: { weight: 40 }, outcome: 'makeable' })
  })

  it('goes the shorter way where both cure', async () => {
    // A seam comes out even at one step down, and at three steps up and more.
    const even = ({ choices }: DesignDocument) => Number(choices.weight) === -10 || Number(choices.weight) >= 30
    const { found } = await run(0.28, {
      evaluate: (candidate) =>
        answersTo(document({ weight: even(candidate) ? 30 : 0, face: String(candidate.choices.face) }), 0.28),
    })
    expect(found[0]?.change).toEqual({ weight: -10 })
  })

  it('is never shown without having been judged', async () => {
    for (const limit of [0.251, 0.3, 0.4, 0.55, 0.74]) {
      for (const { change, atelier } of (await run(limit)).found) {
        if (atelier) continue
        const design = document(change as Record<string, string | number>)
        expect(strokeOf(design)).toBeGreaterThanOrEqual(limit)
      }
    }
  })

  it('puts two changes together when one is not enough', async () => {
    // Alone: weight to 0.75, height to 0.6, stout to 0.75. 1.0 needs two.
    const { found, evaluations } = await run(1.0)
    const own = found.filter(({ atelier }) => !atelier)
    expect(own.length).toBeGreaterThan(0)
    for (const { change } of own) {
      expect(Object.keys(change)).toHaveLength(2)
      expect(strokeOf(document(change as Record<string, string | number>))).toBeGreaterThanOrEqual(1.0)
    }
    expect(evaluations).toBeLessThanOrEqual(REMEDY_BUDGET)
  })

  it('keeps to its budget and gives what it has', async () => {
    const { found, evaluations } = await run(0.28, { budget: 6 })
    expect(evaluations).toBe(6)
    expect(found.at(-1)?.atelier).toBe('there')
  })

  it('stops when nobody waits', async () => {
    let asked = 0
    const { evaluations } = await run(0.28, { isStale: () => ++asked > 3 })
    expect(evaluations).toBe(3)
  })

  it('has nothing to say when nothing blocks, and only the other atelier when nothing can be cured', async () => {
    expect((await run(0.2)).found).toEqual([])
    const uncurable = await run(0.28, { family: { parameters, cures: {} } as unknown as Family })
    expect(uncurable.found.map(({ atelier }) => atelier)).toEqual(['there'])
    expect(uncurable.evaluations).toBe(0)
  })
})
