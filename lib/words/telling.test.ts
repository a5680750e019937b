import { describe, expect, it } from 'vitest'
import milan from '@/db/seed/ateliers/milan.json'
import paris from '@/db/seed/ateliers/paris.json'
import tokyo from '@/db/seed/ateliers/tokyo.json'
import type { Finding } from '@/lib/domain/manufacturability/finding'
import { ruleCodes, rules } from '@/lib/domain/manufacturability/rules'
import { AXES } from '@/lib/domain/network/capability'
import { materials } from '@/lib/domain/network/materials'
import { operationFamilies } from '@/lib/domain/network/profile'
import { promiseCodes } from '@/lib/domain/network/schedule'
import { priceCodes } from '@/lib/domain/pricing/price'
import { METALS, parameters } from '@/lib/domain/products/signet-ring/parameters'
import { LOCALES, translator } from './render'
import { tellChoice, tellDemand, tellFinding, tellPriceLine, tellReason, tellRefusal, tellRemedy } from './telling'

const stroke: Finding = {
  rule: 'engraving.stroke',
  severity: 'blocker',
  feature: 'monogram',
  operation: 'engrave',
  measured: 0.28,
  limit: 0.3,
  unit: 'mm',
  errorBound: 0.003,
  at: [],
  parameters: {},
  source: { kind: 'assumption', text: '' },
}
/** Narrow no-break spaces read as spaces. */
const plain = (text: string) => text.replaceAll(/[\u202f\u00a0]/g, ' ')

describe('every code', () => {
  it.each(LOCALES)('has words in %s', (locale) => {
    const t = translator(locale)
    const codes = [
      ...ruleCodes.flatMap((rule) => ['short', 'line', 'title', 'why', 'action'].map((part) => `findings.${rule}.${part}`)),
      ...priceCodes.flatMap((code) => [`price.${code}`, `priceNames.${code}`]),
      ...promiseCodes.map((code) => `promise.${code}`),
      ...operationFamilies.flatMap((family) => [`operations.${family}`, `operationNames.${family}`]),
      ...AXES.flatMap((axis) => [`axes.${axis}`, `axisNames.${axis}`]),
      ...Object.keys(materials).map((material) => `materials.${material}`),
      ...[paris, milan, tokyo].flatMap(({ workCenters }) =>
        workCenters.flatMap(({ processes }) => processes.map(({ process }) => `processes.${process}`)),
      ),
      ...['plan.operation-missing', 'plan.outside', 'plan.no-hours', 'profile.invalid'].map((code) => `refusals.${code}`),
      ...['no-metal-price', 'no-rate', 'blocked', 'no-tax'].map((code) => `refusals.quote.${code}`),
    ]
    expect(codes.filter((code) => !t.has(code))).toEqual([])
  })

  it('has a figure for every metal of the ring', () => {
    for (const metal of METALS) expect(materials[metal]).toBeDefined()
  })

  it.each(LOCALES)('tells every rule whole in %s', (locale) => {
    for (const rule of ruleCodes) {
      const unit = rules.find(({ code }) => code === rule)?.unit ?? 'ratio'
      const told = tellFinding(
        translator(locale),
        locale,
        { ...stroke, rule, unit, parameters: { operation: 'polish', material: 'silver-925', letters: 'Ş' }, axis: 'd' },
        'Tokyo',
      )
      for (const text of Object.values(told)) {
        expect(text, rule).not.toMatch(/[{}]|findings\.|\s\s|undefined|NaN/)
        expect(text.trim(), rule).not.toBe('')
      }
    }
  })
})

describe('a finding', () => {
  it('says what was measured and what is cut there', () => {
    const told = tellFinding(translator('en'), 'en', stroke, 'Tokyo')
    expect(plain(told.title)).toBe('The finest stroke is 0.28 mm. Tokyo cuts from 0.30 mm.')
    expect(told.badge).toBe('Stops it in Tokyo')
    expect(plain(told.line)).toBe('one stroke is 0.02 mm too fine')
    expect(told.note).toBeUndefined()
    expect(plain(tellFinding(translator('fr'), 'fr', stroke, 'Tokyo').title)).toBe(
      'Le trait le plus fin mesure 0,28 mm. Tokyo grave à partir de 0,30 mm.',
    )
  })

  it('says when it is too close to call', () => {
    const told = tellFinding(translator('en'), 'en', { ...stroke, severity: 'unknown' }, 'Tokyo')
    expect(plain(told.note ?? '')).toContain('± 0.003 mm')
    // The two may be one figure with two digits, and nobody knows yet that it is too fine.
    expect(plain(told.line)).toBe(`${plain(told.measured)} against 0.300 mm, too close to call`)
    expect(told.short).toBe('Too close to call')
  })

  it('tells a capability in per cent', () => {
    const told = tellFinding(
      translator('en'),
      'en',
      {
        ...stroke,
        rule: 'capability.outside',
        axis: 'd',
        unit: 'ratio',
        measured: 0.82,
        limit: 0.66,
        parameters: { operation: 'chase' },
      },
      'Tokyo',
    )
    expect(plain(told.title)).toBe('For the raised ground this piece asks a sureness of hand of 82 %. Tokyo has shown 66 %.')
    expect(plain(told.why)).toContain('16 %')
  })
})

describe('lines, reasons and refusals', () => {
  const money = { amount: 0, currency: 'EUR' } as const
  const line = (code: (typeof priceCodes)[number], given: Record<string, string | number>) =>
    plain(tellPriceLine(translator('en'), 'en', { code, parameters: given, amount: money, shown: money }))

  it('read like a bill', () => {
    expect(line('metal', { material: 'gold-18k-yellow', finishedGrams: 16.8, perGramMilli: 9_350_000 })).toBe(
      '18 k yellow gold, 16.8 g at €93.50 a gram',
    )
    expect(line('tax', { kind: 'domestic', name: 'TVA', basisPoints: 2000 })).toBe('TVA 20 %')
    expect(line('tax', { kind: 'domestic', name: 'VAT', basisPoints: 2550 })).toBe('VAT 25.5 %')
    expect(line('tax', { kind: 'export', name: '', basisPoints: 0 })).toBe('No tax on export')
    expect(line('assistance', { operations: 'polish chase', minutes: 40 })).toBe(
      'A master’s hand at polishing, the raised ground',
    )
    expect(line('shipping', { km: 392 })).toBe('Insured delivery, 392 km')
  })

  it('say why a date is what it is', () => {
    expect(plain(tellReason(translator('en'), 'en', { code: 'shipping', parameters: { days: 1, km: 9890 } }))).toBe(
      'One day on the road, 9,890 km',
    )
    expect(tellReason(translator('en'), 'en', { code: 'assisted', parameters: { operation: 'polish', minutes: 30 } })).toBe(
      '30 minutes more, with a master at polishing',
    )
    expect(
      tellReason(translator('en'), 'en', { code: 'booked', parameters: { workCenter: 'oven', hours: 1 } }, () => 'Foundry'),
    ).toBe('Foundry is taken for 1 hour in between')
    expect(plain(tellDemand(translator('en'), 'en', { axis: 'd', code: 'stroke', parameters: { stroke: 0.2 } }))).toBe(
      'The finest stroke is 0.20 mm.',
    )
  })

  it('refuse in words', () => {
    expect(tellRefusal(translator('en'), { code: 'document.out-of-range', parameters: { bound: 'max', limit: 76000 } })).toBe(
      'This must be at most 76000.',
    )
    expect(tellRefusal(translator('fr'), { code: 'plan.outside', parameters: { operation: 'chase' } })).toContain(
      'le fond abaissé',
    )
  })
})

describe('a remedy', () => {
  const tell = (change: Record<string, string | number>, extra = {}) => {
    const told = tellRemedy(
      translator('en'),
      'en',
      { cures: [], change, outcome: 'makeable', ...extra },
      parameters,
      { lineWeight: 0, engravingDepth: 450, typeface: 'garalde' },
      () => 'Paris',
    )
    return { change: plain(told.change), effect: plain(told.effect) }
  }

  it('says what changes, and what that does to price and date', () => {
    expect(tell({ lineWeight: 20 }).change).toBe('Line weight up to 0.02 mm')
    expect(tell({ engravingDepth: 300 }).change).toBe('Depth down to 0.30 mm')
    expect(tell({ typeface: 'roman' }).change).toBe('Typeface: Roman')
    expect(tell({ typeface: 'roman', lineWeight: 20 }).change).toBe('Typeface: Roman, line weight up to 0.02 mm')
    expect(tell({ typeface: 'roman', lineWeight: 20, engravingDepth: 300 }).change).toBe(
      'Typeface: Roman, line weight up to 0.02 mm, depth down to 0.30 mm',
    )
    expect(tell({}, { atelier: 'paris' }).change).toBe('Keep it, make it in Paris')
    const price = { before: { amount: 5000, currency: 'EUR' }, after: { amount: 4000, currency: 'EUR' } }
    const ready = { before: '2026-12-17T10:00:00+01:00', after: '2026-12-19T09:00:00+01:00' }
    expect(tell({ typeface: 'roman' }, { price, ready }).effect).toBe('€10.00 less · 2 days later')
    expect(tell({ typeface: 'roman' }, { price: { before: price.after, after: price.after } }).effect).toBe('Same price')
  })

  it('shows choices as the panel does', () => {
    const shown = (key: string, value: string | number) =>
      plain(tellChoice(translator('en'), 'en', parameters.find((parameter) => parameter.key === key)!, value))
    expect(shown('innerCircumference', 56000)).toBe('56')
    expect(shown('innerCircumference', 56500)).toBe('56.5')
    expect(shown('faceWidth', 11400)).toBe('11.4 mm')
    expect(shown('taper', 600)).toBe('60 %')
    expect(shown('letters', 'AB')).toBe('AB')
  })
})
