import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import parisDocument from '@/db/seed/ateliers/paris.json'
import tokyoDocument from '@/db/seed/ateliers/tokyo.json'
import priceBookDocument from '@/db/seed/price-book.json'
import type { Verdict } from '../manufacturability/finding'
import { distanceKm } from '../network/distance'
import type { Operation, OperationFamily } from '../network/operation'
import { parseProfile } from '../network/parse-profile'
import type { Destination, Plan } from '../network/plan'
import type { AtelierProfile } from '../network/profile'
import { processesFor } from '../network/profile-document'
import { exchange } from './exchange'
import type { Money } from './money'
import { priceCodes, QUOTE_MINUTES, type QuoteInput, quote } from './price'
import type { PriceBook, Quote } from './quote'

const priceBook = priceBookDocument as unknown as PriceBook
function profileOf(document: unknown): AtelierProfile {
  const parsed = parseProfile(document)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusal))
  return parsed.value
}
const paris = profileOf(parisDocument)
const tokyo = profileOf(tokyoDocument)
const LYON: Destination = { country: 'FR', place: { latitude: 45.764, longitude: 4.8357 }, currency: 'EUR' }
const at = '2026-11-22T12:00:00.000Z'

const FAMILIES: OperationFamily[] = ['pattern', 'cast', 'clean', 'engrave', 'polish', 'inspect', 'hallmark', 'pack']
function operationsWith(strokeLength = 33, area = 1100): Operation[] {
  const demand = { d: 0, g: 0, r: 0, t: 0 }
  return FAMILIES.map((family) => ({
    id: family,
    family,
    feature: 'blank',
    demand,
    reasons: [],
    quantities: {
      pieces: 1,
      ...(family === 'pattern' ? { height: 14 } : {}),
      ...(family === 'clean' || family === 'polish' ? { area } : {}),
      ...(family === 'engrave' ? { strokeLength, strokeDepth: strokeLength * 0.45 } : {}),
    },
  }))
}
function verdictFor(profile: AtelierProfile, operations: readonly Operation[], assisted: readonly string[] = []): Verdict {
  return {
    atelier: profile.id,
    profileVersion: 1,
    outcome: 'makeable',
    findings: [],
    operations: operations.map(({ id, family }) => {
      const [offer] = processesFor(profile, family)
      const mode = assisted.includes(id) ? 'assisted' : 'autonomous'
      return { operation: id, workCenter: offer!.workCenter.id, process: offer!.process.process, mode, gaps: {} }
    }),
    at,
  }
}
function inputFor(profile: AtelierProfile, operations = operationsWith(), changes: Partial<QuoteInput> = {}): QuoteInput {
  return {
    operations,
    materials: [{ material: 'gold-18k-yellow', finishedGrams: 16, chargedGrams: 25 }],
    verdict: verdictFor(profile, operations),
    plan: {} as Plan,
    profile,
    priceBook,
    destination: LYON,
    at,
    ...changes,
  }
}
function quoted(input: QuoteInput): Quote {
  const result = quote(input)
  if (!result.ok) throw new Error(result.refusal.code)
  return result.value
}
const amounts = (made: Quote) => Object.fromEntries(made.lines.map(({ code, amount }) => [code, amount.amount]))
const sum = (list: readonly Money[]) => list.reduce((total, { amount }) => total + amount, 0)

describe('a quote', () => {
  it('has one line a driver, each as a jeweller would reckon it', () => {
    const lines = amounts(quoted(inputFor(paris)))
    // 16 g and 6 % of 25 g at €93.50: 17.5 g = €1,636.25.
    expect(lines.metal).toBe(163_625)
    // Fixed fees of the profile.
    expect([lines.casting, lines.inspection, lines.packing]).toEqual([4400, 2800, 1800])
    // 14 mm × 2.4 min = 33.6 min: 2 % attended at €68, the rest at €19 an hour → 76.16 + 1042.72 cents.
    expect(lines.pattern).toBe(1043 + 76)
    // By hand: 33 mm × 0.8 + 14.85 mm² × 2 = 56.1 min at €68.
    expect(lines.engraving).toBe(6358)
    // 1,100 mm² × 0.078 = 85.8 min at €68.
    expect(lines.polishing).toBe(9724)
    // Set-ups 20 + 25 + 5 + 12 + 8 + 4 + 4 + 2 = 80 min at €56.
    expect(lines.setup).toBe(7467)
    // €20 and €10 a thousand kilometres.
    expect(lines.shipping).toBe(2000 + Math.round(distanceKm(paris.place, LYON.place)))
    expect(lines.assistance).toBeUndefined()
  })

  it('adds French tax within the union and none across customs', () => {
    const home = quoted(inputFor(paris))
    const net = sum(home.lines.filter(({ code }) => code !== 'tax').map(({ amount }) => amount))
    expect(amounts(home).tax).toBe(Math.round(net * 0.2))
    expect(home.duty).toBe('none')
    const export_ = quoted(inputFor(tokyo))
    expect(amounts(export_).tax).toBe(0)
    expect(export_.duty).toBe('not-included')
    expect(export_.total.currency).toBe('JPY')
    expect(export_.shownTotal.currency).toBe('EUR')
  })

  it('sums exactly, in both currencies, in whole minor units', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 400, noNaN: true }),
        fc.double({ min: 1, max: 3000, noNaN: true }),
        fc.double({ min: 0.5, max: 60, noNaN: true }),
        fc.constantFrom(paris, tokyo),
        fc.constantFrom<Destination['currency']>('EUR', 'JPY', 'USD', 'GBP', 'CHF'),
        (strokes, area, grams, profile, currency) => {
          const materials = [{ material: 'silver-925', finishedGrams: grams, chargedGrams: grams * 1.58 }]
          const made = quoted(inputFor(profile, operationsWith(strokes, area), { materials, destination: { ...LYON, currency } }))
          expect(sum(made.lines.map(({ amount }) => amount))).toBe(made.total.amount)
          expect(sum(made.lines.map(({ shown }) => shown))).toBe(made.shownTotal.amount)
          for (const { amount, shown } of made.lines) {
            expect(Number.isSafeInteger(amount.amount) && Number.isSafeInteger(shown.amount)).toBe(true)
            expect(shown.currency).toBe(currency)
          }
        },
      ),
      { seed: 11, numRuns: 200 },
    )
  })

  it('does not depend on the order of operations', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(operationsWith(), { minLength: FAMILIES.length }), (operations) => {
        expect(amounts(quoted(inputFor(paris, operations)))).toEqual(amounts(quoted(inputFor(paris))))
      }),
      { seed: 12, numRuns: 50 },
    )
  })

  it('moves one line alone when the strokes double', () => {
    const [once, twice] = [amounts(quoted(inputFor(paris))), amounts(quoted(inputFor(paris, operationsWith(66))))]
    const moved = Object.keys(once).filter((code) => once[code] !== twice[code])
    expect(moved).toEqual(['engraving', 'tax'])
    expect(twice.engraving).toBe(2 * once.engraving!)
  })

  it('names what a person at the side costs', () => {
    const operations = operationsWith()
    const made = quoted(inputFor(paris, operations, { verdict: verdictFor(paris, operations, ['polish']) }))
    // (8 min set-up + 85.8 min) × 0.5 at €68.
    expect(amounts(made).assistance).toBe(5315)
    expect(amounts(made).polishing).toBe(amounts(quoted(inputFor(paris))).polishing)
  })

  it('holds longer than a checkout session lives', () => {
    const made = quoted(inputFor(paris))
    expect(QUOTE_MINUTES).toBeGreaterThanOrEqual(31)
    expect(made.expires).toBe('2026-11-22T14:00:00.000Z')
    expect([made.metalFixedAt, made.rateFixedAt]).toEqual([priceBook.metals.at, priceBook.rates.at])
  })

  it('is refused without a price, a rate, a tax or a way to make it', () => {
    const codeOf = (changes: Partial<QuoteInput>) => {
      const result = quote(inputFor(paris, operationsWith(), changes))
      return result.ok ? 'ok' : result.refusal.code
    }
    expect(codeOf({ materials: [{ material: 'lead', finishedGrams: 1, chargedGrams: 1 }] })).toBe('quote.no-metal-price')
    expect(
      codeOf({
        priceBook: { ...priceBook, rates: { ...priceBook.rates, perEuroMicro: {} } },
        destination: { ...LYON, currency: 'USD' },
      }),
    ).toBe('quote.no-rate')
    expect(codeOf({ priceBook: { ...priceBook, taxes: {} } })).toBe('quote.no-tax')
    expect(codeOf({ verdict: { ...verdictFor(paris, []), operations: [] } })).toBe('quote.blocked')
  })

  it('uses only the codes that have words', () => {
    for (const { code } of quoted(inputFor(paris)).lines) expect(priceCodes).toContain(code)
  })
})

describe('exchange', () => {
  const rates = { EUR: 1_000_000, JPY: 172_400_000, USD: 1_158_000 }

  it('goes through minor units of both sides', () => {
    // €10.00 × 172.4 = ¥1,724; ¥1,000 / 172.4 = €5.80046.
    expect(exchange({ amount: 1000, currency: 'EUR' }, 'JPY', rates)).toEqual({ amount: 1724, currency: 'JPY' })
    expect(exchange({ amount: 1000, currency: 'JPY' }, 'EUR', rates)).toEqual({ amount: 580, currency: 'EUR' })
    expect(exchange({ amount: 1, currency: 'EUR' }, 'EUR', {})).toEqual({ amount: 1, currency: 'EUR' })
    expect(exchange({ amount: 1, currency: 'EUR' }, 'GBP', rates)).toBeUndefined()
  })

  it('rounds halves away from zero', () => {
    const half = { EUR: 1_000_000, USD: 500_000 }
    expect(exchange({ amount: 1, currency: 'EUR' }, 'USD', half)?.amount).toBe(1)
    expect(exchange({ amount: -1, currency: 'EUR' }, 'USD', half)?.amount).toBe(-1)
    expect(exchange({ amount: 3, currency: 'EUR' }, 'USD', half)?.amount).toBe(2)
  })
})
