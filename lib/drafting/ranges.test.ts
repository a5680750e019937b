import { beforeAll, describe, expect, test } from 'vitest'
import { seedMarket } from '@/db/seed/market'
import { assess } from '@/lib/domain/assess-all'
import type { DesignDocument } from '@/lib/domain/design/document'
import { openRules } from '@/lib/domain/manufacturability/margins'
import { catalogue, loadFamily } from '@/lib/domain/products/catalogue'
import type { Family, NumberParameter } from '@/lib/domain/products/family'
import { random, randomDocument } from '@/lib/files/random-document'
import { loadFonts } from '@/lib/server/engraving-fonts'
import { loadKernel } from '@/lib/server/kernel'
import { findBands } from './bands'
import type { Band } from './protocol'

/** verify:long looks at a hundred sliders. */
const SLIDERS = Math.ceil((process.env.LOT_ONE_SWEEP ? 100 : 4) / catalogue.length)
const INSIDE = 12
const market = seedMarket('2026-11-23T09:00:00+01:00')
const ready = Promise.all([loadKernel(), loadFonts()]).then(([kernel, fonts]) => ({ kernel, fonts }))

/** What one atelier leaves open of a document with one choice changed, as the checkout judges it. */
async function openAt(family: Family, document: DesignDocument, key: string, value: number, atelier: string) {
  const { kernel, fonts } = await ready
  const changed = { ...document, choices: { ...document.choices, [key]: value } }
  const answer = assess({ kernel, fonts, family }, changed, market, 'full').answers.find((one) => one.atelier === atelier)
  return openRules(answer!.verdict)
}

/** Random sliders of makeable documents: presets with a few choices taken from a random document. */
async function sliders(family: Family, count: number) {
  const numbers = family.parameters.filter((parameter): parameter is NumberParameter => parameter.kind === 'number')
  const found: { document: DesignDocument; parameter: NumberParameter; atelier: string }[] = []
  for (let seed = 1; found.length < count; seed++) {
    const next = random(seed * 7919)
    const wild = randomDocument(family, seed)
    const preset = family.presets[seed % family.presets.length]!
    const choices = { ...preset.choices }
    for (const { key } of family.parameters) if (next() < 0.25) choices[key] = wild.choices[key]!
    const document = { ...wild, choices }
    const parameter = numbers[Math.floor(next() * numbers.length)]!
    const atelier = market.ateliers[Math.floor(next() * market.ateliers.length)]!.id
    if (parameter.appliesTo?.(choices) === false) continue
    const present = Number(choices[parameter.key])
    if ((await openAt(family, document, parameter.key, present, atelier)).size > 0) continue
    found.push({ document, parameter, atelier })
  }
  return found
}

describe.each(catalogue)('ranges of $id', ({ id }) => {
  let family: Family
  beforeAll(async () => {
    family = (await loadFamily(id))!
  })

  test(`of ${SLIDERS} random sliders pass inside and at both ends, and fail one step outside`, {
    timeout: 3_600_000,
  }, async () => {
    const environment = await ready
    for (const { document, parameter, atelier } of await sliders(family, SLIDERS)) {
      const { key, min, max, step } = parameter
      const told: { bands: Readonly<Record<string, Band>>; exact: boolean }[] = []
      const study = { family, document, market, environment, stop: () => false, breathe: () => Promise.resolve() }
      await findBands(study, key, atelier, (bands, exact) => told.push({ bands, exact }))
      expect(told.map(({ exact }) => exact)).toEqual([false, true])
      const [low, high] = told[1]!.bands[atelier]!
      const present = Number(document.choices[key])
      const what = `${JSON.stringify(document.choices)} ${key} at ${atelier}: ${low}…${high}`
      expect(present, what).toBeGreaterThanOrEqual(low)
      expect(present, what).toBeLessThanOrEqual(high)
      const next = random(present + low)
      const inside = Array.from({ length: INSIDE }, () => low + Math.floor(next() * ((high - low) / step + 1)) * step)
      for (const value of new Set([low, high, ...inside])) {
        expect([...(await openAt(family, document, key, value, atelier))], `${what}, at ${value}`).toEqual([])
      }
      for (const value of [low - step, high + step]) {
        if (value < min || value > max) continue
        expect((await openAt(family, document, key, value, atelier)).size, `${what}, outside at ${value}`).toBeGreaterThan(0)
      }
    }
  })

  test('are let go at once when something newer is asked', async () => {
    let looks = 0
    const study = {
      family,
      document: { family: family.id, model: family.model, choices: family.presets[0]!.choices },
      market,
      environment: await ready,
      stop: () => ++looks > 3,
      breathe: () => Promise.resolve(),
    }
    const told: boolean[] = []
    const { key } = family.parameters.find(({ kind }) => kind === 'number')!
    expect(await findBands(study, key, 'paris', (_, exact) => told.push(exact))).toBe(false)
    expect(looks).toBe(4)
    expect(told).toEqual([])
  })
})
