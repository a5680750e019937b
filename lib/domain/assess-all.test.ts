import { beforeAll, describe, expect, it } from 'vitest'
import milanDocument from '@/db/seed/ateliers/milan.json'
import parisDocument from '@/db/seed/ateliers/paris.json'
import tokyoDocument from '@/db/seed/ateliers/tokyo.json'
import priceBookDocument from '@/db/seed/price-book.json'
import { loadFonts } from '@/lib/server/engraving-fonts'
import { loadKernel } from '@/lib/server/kernel'
import type { Assessment, Market } from './assess'
import { type AssessEnvironment, assess } from './assess-all'
import type { Choices } from './design/document'
import { eligibility } from './manufacturability/eligibility'
import { REMEDY_BUDGET, remedies } from './manufacturability/remedy'
import { parseProfile } from './network/parse-profile'
import type { PriceBook } from './pricing/quote'
import type { Fineness } from './products/draft'
import { family } from './products/signet-ring/family'

const ateliers = [parisDocument, milanDocument, tokyoDocument].map((document) => {
  const parsed = parseProfile(document)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusal))
  return parsed.value
})
const market: Market = {
  ateliers,
  priceBook: priceBookDocument as unknown as PriceBook,
  bookings: {},
  destination: { country: 'FR', place: { latitude: 45.764, longitude: 4.8357 }, currency: 'EUR' },
  at: '2026-11-22T12:00:00Z',
}
const documentOf = (choices: Choices) => ({ family: family.id, model: family.model, choices })
const presetOf = (id: string) => {
  const preset = family.presets.find((entry) => entry.id === id)
  if (!preset) throw new Error(id)
  return preset.choices
}
const at = (assessment: Assessment, atelier: string) => {
  const found = assessment.answers.find((entry) => entry.atelier === atelier)
  if (!found) throw new Error(atelier)
  return found
}
const rulesAt = (assessment: Assessment, atelier: string, severity: string) =>
  at(assessment, atelier)
    .verdict.findings.filter((finding) => finding.severity === severity)
    .map(({ rule }) => rule)
const outcomes = (assessment: Assessment) => assessment.answers.map(({ verdict }) => verdict.outcome)

let environment: AssessEnvironment
beforeAll(async () => {
  environment = { kernel: await loadKernel(), fonts: await loadFonts(), family }
})

it('a monogram of which the typeface draws no letter is nobody’s to make', () => {
  const document = documentOf({ ...presetOf('oval-gold'), letters: 'Ж', typeface: 'script' })
  const none = assess(environment, document, market, 'full')
  expect(outcomes(none)).toEqual(['blocked', 'blocked', 'blocked'])
  for (const { atelier } of none.answers) expect(rulesAt(none, atelier, 'blocker')).toContain('engraving.missing-glyphs')
})

describe.each<Fineness>(['edit', 'full'])('the presets at %s fineness', (fineness) => {
  const of = (id: string) => assess(environment, documentOf(presetOf(id)), market, fineness)

  it('oval gold is made everywhere, at a price that a client would expect', () => {
    const oval = of('oval-gold')
    expect(outcomes(oval)).toEqual(['makeable', 'makeable', 'makeable'])
    // A heavy gold signet: 16 to 18 g, of which three quarters of the net price is metal.
    const grams = oval.measurements.facts['part.mass']?.value ?? 0
    expect(grams).toBeGreaterThan(16)
    expect(grams).toBeLessThan(18)
    const paris = at(oval, 'paris').quote
    expect(paris?.shownTotal.amount).toBeGreaterThan(230_000)
    expect(paris?.shownTotal.amount).toBeLessThan(270_000)
    expect(at(oval, 'tokyo').quote).toMatchObject({
      total: { currency: 'JPY' },
      shownTotal: { currency: 'EUR' },
      duty: 'not-included',
    })
  })

  it('round rose is made in Paris alone, for its fine strokes', () => {
    const rose = of('round-rose')
    expect(outcomes(rose)).toEqual(['makeable', 'blocked', 'blocked'])
    expect(rulesAt(rose, 'milan', 'blocker')).toEqual(['engraving.stroke'])
    expect(rulesAt(rose, 'tokyo', 'blocker')).toEqual(['engraving.stroke'])
  })

  it('cushion silver is refused in Tokyo for a capability while its shape passes, and assisted in Milan at a surcharge', () => {
    const cushion = of('cushion-silver')
    expect(outcomes(cushion)).toEqual(['makeable', 'makeable', 'blocked'])
    expect(rulesAt(cushion, 'tokyo', 'blocker')).toEqual(['capability.outside'])
    expect(at(cushion, 'tokyo').verdict.findings.find(({ severity }) => severity === 'blocker')?.axis).toBe('t')
    expect(at(cushion, 'tokyo').refusal?.code).toBe('plan.outside')
    expect(rulesAt(cushion, 'milan', 'advice')).toContain('capability.assisted')
    const milan = at(cushion, 'milan')
    expect(milan.quote?.lines.find(({ code }) => code === 'assistance')?.amount.amount).toBeGreaterThan(0)
    expect(milan.plan?.reasons.map(({ code }) => code)).toContain('assisted')
    expect(milan.plan?.steps.find(({ operation }) => operation === 'chase')?.mode).toBe('assisted')
    expect(at(cushion, 'paris').quote?.shownTotal.amount).toBeGreaterThan(43_000)
    expect(at(cushion, 'paris').quote?.shownTotal.amount).toBeLessThan(53_000)
  })

  it('octagon platinum is polished in Tokyo with a master at the side, and Milan holds no platinum', () => {
    const octagon = of('octagon-platinum')
    expect(outcomes(octagon)).toEqual(['makeable', 'blocked', 'makeable'])
    expect(rulesAt(octagon, 'milan', 'blocker')).toEqual(['metal.in-stock'])
    expect(at(octagon, 'tokyo').verdict.operations.find(({ operation }) => operation === 'polish')?.mode).toBe('assisted')
  })
})

describe('the road', () => {
  it('gives the same answer twice, in sums that add up', () => {
    const once = assess(environment, documentOf(presetOf('oval-gold')), market, 'edit')
    const twice = assess(environment, documentOf(presetOf('oval-gold')), market, 'edit')
    expect(twice.answers).toEqual(once.answers)
    for (const { quote } of once.answers) {
      expect(quote?.lines.reduce((sum, { shown }) => sum + shown.amount, 0)).toBe(quote?.shownTotal.amount)
    }
  })

  it('agrees with the yes or no for many ateliers', () => {
    for (const { choices } of family.presets) {
      const found = assess(environment, documentOf(choices), market, 'edit')
      const [line] = family.materials(found.document, found.measurements)
      const design = { material: line!.material, chargedGrams: line!.chargedGrams }
      const { first } = eligibility(ateliers).ask(found.measurements, found.operations, design)
      expect(Array.from(first, (place) => place < 0)).toEqual(found.answers.map(({ verdict }) => verdict.outcome !== 'blocked'))
    }
  })
})

describe('remedies of the ring', () => {
  const search = async (choices: Choices, atelier: string) => {
    const document = documentOf(choices)
    const { answers } = assess(environment, document, market, 'edit')
    let evaluations = 0
    const found = await remedies({
      family,
      document,
      answers,
      atelier,
      evaluate: (candidate) => {
        evaluations++
        return assess(environment, candidate, market, 'edit').answers
      },
    })
    return { found, evaluations, blocked: answers.filter(({ verdict }) => verdict.outcome === 'blocked') }
  }

  it.each<[string, Choices, string, string[]]>([
    ['a stroke too fine for Tokyo', { lineWeight: 30 }, 'tokyo', ['lineWeight']],
    ['letters over the edge', { letterHeight: 6000 }, 'paris', ['letterHeight']],
    ['a cut too deep', { lineWeight: 300, engravingDepth: 700, letterHeight: 4200 }, 'tokyo', ['engravingDepth']],
    ['a band too thin', { shankThickness: 1000, comfortFit: 600 }, 'paris', ['shankThickness']],
    ['a metal not held', { metal: 'gold-9k-yellow' }, 'tokyo', ['metal']],
    ['a size beyond the collets', { innerCircumference: 74000 }, 'tokyo', ['innerCircumference']],
  ])('cure %s', async (_name, change, atelier, keys) => {
    const { found, evaluations, blocked } = await search({ ...presetOf('oval-gold'), ...change }, atelier)
    expect(blocked.map((entry) => entry.atelier)).toContain(atelier)
    expect(found.map((remedy) => Object.keys(remedy.change))).toContainEqual(keys)
    expect(found.length).toBeLessThanOrEqual(3)
    expect(evaluations).toBeLessThanOrEqual(REMEDY_BUDGET)
    for (const remedy of found.filter((entry) => !entry.atelier)) {
      const again = assess(environment, documentOf({ ...presetOf('oval-gold'), ...change, ...remedy.change }), market, 'edit')
      expect(at(again, atelier).verdict.outcome).toBe(remedy.outcome)
      expect(remedy.outcome).not.toBe('blocked')
    }
  })

  it.each([
    ['cushion-silver', 'tokyo'],
    ['round-rose', 'tokyo'],
    ['round-rose', 'milan'],
    ['octagon-platinum', 'milan'],
  ])('give %s in %s a way of its own and another atelier', async (id, atelier) => {
    const { found } = await search(presetOf(id), atelier)
    expect(found.some((remedy) => !remedy.atelier)).toBe(true)
    expect(found.some((remedy) => remedy.atelier === 'paris')).toBe(true)
  })
})
