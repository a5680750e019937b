import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import milanDocument from '@/db/seed/ateliers/milan.json'
import parisDocument from '@/db/seed/ateliers/paris.json'
import tokyoDocument from '@/db/seed/ateliers/tokyo.json'
import type { Operation, OperationFamily } from '../network/operation'
import { parseProfile } from '../network/parse-profile'
import type { AtelierProfile, Process } from '../network/profile'
import { eligibility } from './eligibility'
import { judge } from './judge'
import type { Fact, FactKey, Measurements, Unit } from './measurements'
import { rules } from './rules'

const at = '2026-11-22T12:00:00Z'
const design = { material: 'gold-18k-yellow', chargedGrams: 25 }

function profileOf(document: unknown): AtelierProfile {
  const parsed = parseProfile(document)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusal))
  return parsed.value
}
const seeded = [parisDocument, milanDocument, tokyoDocument].map(profileOf)

function measured(facts: Partial<Record<FactKey, Partial<Fact> & { value: number }>>, missing: string[] = []): Measurements {
  return {
    fineness: 'full',
    geometryHash: '',
    facts: Object.fromEntries(
      Object.entries(facts).map(([key, fact]) => [
        key,
        { unit: 'mm' as Unit, errorBound: 0, feature: 'monogram', at: [], ...fact },
      ]),
    ),
    reach: [],
    centreOfMass: { at: [0, 0, 0], errorBound: 0 },
    fits: [],
    axes: [],
    walls: { positions: new Float32Array(), thickness: new Float32Array() },
    missing,
  }
}

const operation = (family: OperationFamily, demand: Partial<Operation['demand']> = {}): Operation => ({
  id: family,
  family,
  feature: 'monogram',
  demand: { d: 0, g: 0, r: 0, t: 0, ...demand },
  reasons: [],
  quantities: {},
})

const value = (share: number) => ({ value: share, source: 's', date: '2026-01-01', sampleSize: 10 })
const source = { kind: 'assumption' as const, text: 'said so' }
function process(name: string, family: OperationFamily, changes: Partial<Process> = {}): Process {
  return {
    process: name,
    operation: family,
    limits: {},
    tools: [],
    setupMinutes: 0,
    rates: {},
    unattendedMinutes: 0,
    attended: 1,
    energyKw: 0,
    // A long and good record, so that no gate is in the way of what is tested.
    capability: {
      d: value(0.8),
      g: value(0.8),
      r: { ...value(0.8), sampleSize: 998, posterior: { alpha: 990, beta: 10 } },
      t: value(0.8),
    },
    ...changes,
  }
}
function profileWith(processes: Process[], changes: Partial<AtelierProfile> = {}): AtelierProfile {
  const center = { ...seeded[0]!.workCenters[0]!, id: 'one', envelope: [30, 20, 25] as [number, number, number], processes }
  return { ...seeded[0]!, assistedMargin: 0.1, workCenters: [center], ...changes }
}
const ask = (facts: Parameters<typeof measured>[0], profile: AtelierProfile, operations: Operation[]) =>
  judge(measured(facts), operations, profile, design, at)

describe('judge', () => {
  const engraver = profileWith([process('graver', 'engrave', { limits: { 'engraving.stroke': { value: 0.25, source } } })])

  it.each([
    ['well above the limit', 0.28, 0.01, 'makeable', undefined],
    ['on the limit, known exactly', 0.25, 0, 'makeable', undefined],
    ['above by less than the error', 0.255, 0.01, 'confirm', 'unknown'],
    ['below by less than the error', 0.245, 0.01, 'confirm', 'unknown'],
    ['well below', 0.23, 0.01, 'blocked', 'blocker'],
  ] as const)('a stroke %s', (_name, stroke, errorBound, outcome, severity) => {
    const verdict = ask({ 'engraving.stroke': { value: stroke, errorBound } }, engraver, [operation('engrave')])
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.findings[0]?.severity).toBe(severity)
    if (severity) {
      expect(verdict.findings[0]).toMatchObject({
        rule: 'engraving.stroke',
        measured: stroke,
        limit: 0.25,
        unit: 'mm',
        operation: 'engrave',
        source: { kind: 'assumption', text: 'said so' },
      })
    }
  })

  it('takes the table’s own limit where the profile is silent', () => {
    // The table asks 0.2 mm between two cuts.
    const verdict = ask({ 'engraving.land': { value: 0.19 } }, engraver, [operation('engrave')])
    expect(verdict.findings).toMatchObject([{ rule: 'engraving.land', limit: 0.2, severity: 'blocker' }])
  })

  it('does not ask about what the piece does not have', () => {
    expect(ask({}, engraver, [operation('engrave')])).toMatchObject({ outcome: 'makeable', findings: [] })
  })

  it('knows that a wall beyond the cap passes below it and decides nothing above', () => {
    const caster = (limit: number) =>
      profileWith([process('cast', 'cast', { limits: { 'wall.minimum': { value: limit, source } } })])
    const wall = { 'wall.minimum': { value: 2, errorBound: 0.01, atLeast: true } }
    expect(ask(wall, caster(1.5), [operation('cast')]).outcome).toBe('makeable')
    expect(ask(wall, caster(2.5), [operation('cast')]).outcome).toBe('confirm')
  })

  it('grows the pattern by what finishing takes and the metal shrinks', () => {
    const foundry = profileWith([
      process('cast', 'cast', { shrinkage: { value: 0.02, source } }),
      process('print', 'pattern', { limits: { 'wall.pattern': { value: 1.22, source } } }),
      process('polish', 'polish', { finishingLoss: { value: 0.1, source } }),
    ])
    // (1.0 + 2 × 0.1) / (1 − 0.02) = 1.22449; at 0.99 mm it is 1.21429.
    expect(ask({ 'wall.minimum': { value: 1.0 } }, foundry, [operation('pattern')]).outcome).toBe('makeable')
    const thin = ask({ 'wall.minimum': { value: 0.99 } }, foundry, [operation('pattern')])
    expect(thin.findings).toMatchObject([{ rule: 'wall.pattern', severity: 'blocker' }])
    expect(thin.findings[0]?.measured).toBeCloseTo(1.21429, 5)
    // The machine is 30 × 25 × 20: 29.3 mm of ring grow to 30.102.
    const long = { 'envelope.long': { value: 29.3 }, 'envelope.middle': { value: 20 }, 'envelope.short': { value: 10 } }
    expect(ask(long, foundry, [operation('pattern')]).findings).toMatchObject([{ rule: 'envelope', limit: 30 }])
    expect(ask({ ...long, 'envelope.long': { value: 29 } }, foundry, [operation('pattern')]).outcome).toBe('makeable')
  })

  it('asks for a second look at thick metal, and says so when it is not sure', () => {
    const foundry = profileWith([process('cast', 'cast')])
    expect(ask({ 'section.thickest': { value: 4.2 } }, foundry, [operation('cast')])).toMatchObject({
      outcome: 'confirm',
      findings: [{ rule: 'section.thickest', severity: 'review' }],
    })
    expect(ask({ 'section.thickest': { value: 3.95, errorBound: 0.1 } }, foundry, [operation('cast')]).findings).toMatchObject([
      { severity: 'review' },
    ])
    expect(ask({ 'section.thickest': { value: 3.8, errorBound: 0.1 } }, foundry, [operation('cast')]).outcome).toBe('makeable')
  })

  it('holds the metal to the stock', () => {
    const held = (materials: AtelierProfile['materials']) => profileWith([process('cast', 'cast')], { materials })
    const facts = { 'part.mass': { value: 16 } }
    expect(ask(facts, held([]), [operation('cast')]).findings).toMatchObject([
      { rule: 'metal.in-stock', severity: 'blocker', parameters: { material: 'gold-18k-yellow' } },
    ])
    // 25 g are melted for it, whatever it weighs in the end.
    const little = held([{ material: 'gold-18k-yellow', stockGrams: 24, recycledShare: 1, source }])
    expect(ask(facts, little, [operation('cast')]).findings).toMatchObject([
      { rule: 'metal.stock-grams', measured: 25, limit: 24 },
    ])
  })

  it('names the letters that a typeface lacks', () => {
    const verdict = judge(
      measured({ 'engraving.missing-glyphs': { value: 1 } }, ['Ş']),
      [operation('engrave')],
      engraver,
      design,
      at,
    )
    expect(verdict.findings).toMatchObject([{ rule: 'engraving.missing-glyphs', parameters: { letters: 'Ş' } }])
  })

  it('reads rounded tips from the finest tool here', () => {
    const cutter = (radius: number) => profileWith([process('cutter', 'engrave', { tools: [{ name: 'cutter', radius }] })])
    const facts = measured({ 'engraving.tips-lost': { value: 1 } })
    const curve = { feature: 'monogram', radii: [0.1, 0.2], remainder: [0.1, 0.9], critical: [] }
    const tips = (radius: number) =>
      judge({ ...facts, reach: [curve] }, [operation('engrave')], cutter(radius), design, at).findings.map(
        ({ measured }) => measured,
      )
    // Half way between the samples: 0.5 mm²; below the first sample it is held at 0.1, which passes.
    expect(tips(0.15)[0]).toBeCloseTo(0.5, 9)
    expect(tips(0.05)).toEqual([])
  })

  it.each([
    ['within', 0.8, 'makeable', 'autonomous', undefined],
    ['on the edge', 0.88, 'makeable', 'assisted', 'capability.assisted'],
    ['outside', 0.92, 'blocked', 'outside', 'capability.outside'],
  ] as const)('a demand %s', (_name, demand, outcome, mode, rule) => {
    const verdict = ask({}, engraver, [operation('engrave', { d: demand })])
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.operations[0]?.mode).toBe(mode)
    expect(verdict.findings[0]?.rule).toBe(rule)
    if (rule) {
      expect(verdict.findings[0]).toMatchObject({ axis: 'd', measured: demand, limit: 0.8 })
      expect(verdict.findings[0]?.parameters.gap).toBeCloseTo(demand - 0.8, 9)
    }
  })

  it('names each axis out of reach, and an operation that nobody offers', () => {
    const verdict = ask({}, engraver, [operation('engrave', { d: 0.95, g: 0.85, t: 0.99 }), operation('chase')])
    expect(verdict.findings.map(({ rule, axis }) => [rule, axis])).toEqual([
      ['capability.outside', 't'],
      ['capability.outside', 'd'],
      ['operation.missing', undefined],
    ])
  })

  it('gives each operation to the process that suits it best', () => {
    const limits = (stroke: number) => ({ limits: { 'engraving.stroke': { value: stroke, source } } })
    const two = profileWith([process('coarse', 'engrave', limits(0.3)), process('fine', 'engrave', limits(0.2))])
    const chosen = (stroke: number) => ask({ 'engraving.stroke': { value: stroke } }, two, [operation('engrave')])
    expect(chosen(0.25)).toMatchObject({ outcome: 'makeable', operations: [{ process: 'fine' }] })
    expect(chosen(0.35)).toMatchObject({ outcome: 'makeable', operations: [{ process: 'coarse' }] })
    expect(chosen(0.1)).toMatchObject({ outcome: 'blocked', findings: [{ limit: 0.3 }] })
  })
})

describe('eligible', () => {
  it('says of 10,000 random pieces what judge says', () => {
    const keys = [...new Set(rules.map(({ code }) => code))]
    const factKeys: FactKey[] = [
      'bore.diameter',
      'part.mass',
      'envelope.long',
      'envelope.middle',
      'envelope.short',
      'wall.minimum',
      'section.thickest',
      'engraving.stroke',
      'engraving.land',
      'engraving.depth',
      'engraving.depth-to-width',
      'engraving.field-margin',
      'engraving.letter-height',
      'engraving.missing-glyphs',
      'relief.stroke',
      'relief.land',
      'relief.depth',
    ]
    expect(keys.length).toBeGreaterThan(20)
    const fact = fc.record({
      value: fc.oneof(thousandths(1), thousandths(40)),
      errorBound: fc.constantFrom(0, 0.003, 0.1),
      atLeast: fc.boolean(),
    })
    const facts = fc.tuple(...factKeys.map(() => fc.option(fact, { nil: undefined, freq: 4 })))
    const demand = fc.record({ d: share(), g: share(), r: share(), t: share() })
    const families: OperationFamily[] = ['pattern', 'cast', 'clean', 'engrave', 'chase', 'polish', 'patinate']
    const operations = fc.tuple(fc.subarray(families, { minLength: 1 }), demand)
    const material = fc.constantFrom('silver-925', 'gold-18k-rose', 'platinum-950')
    const agree = agreement(seeded)
    fc.assert(
      fc.property(facts, operations, material, (values, [wanted, vector], metal) => {
        const present = Object.fromEntries(factKeys.map((key, index) => [key, values[index]]).filter(([, entry]) => entry))
        agree.on(measured(present), wanted, vector, metal)
      }),
      { seed: 5, numRuns: 3334 },
    )
    agree.wasReached()
  })

  it('and of random pieces of leather, by knife and by laser', () => {
    const cutWith = (cutter: string) =>
      seeded.map((profile) => ({
        ...profile,
        id: `${profile.id}-${cutter}`,
        workCenters: profile.workCenters.map((center) => ({
          ...center,
          processes: center.processes.map((one) =>
            one.operation === 'cut'
              ? { ...one, process: cutter, tools: [4, 0.5].map((radius) => ({ ...one.tools[0]!, radius })) }
              : one,
          ),
        })),
      }))
    /** A piece that passes, and what of it is then drawn anew. */
    const sound: Partial<Record<FactKey, number>> = {
      'card.ease': 3,
      'card.cover': 4,
      'pockets.count': 4,
      'seam.pitch': 3.2,
      'seam.pitch-deviation': 0.1,
      'seam.short-edge': 3,
      'seam.edge-distance': 3.5,
      'seam.hole-gap': 2,
      'seam.hole-to-edge': 3,
      'seam.hole-diameter': 1,
      'seam.stack': 3,
      'seam.layers': 4,
      'skive.to': 0.6,
      'skive.slope': 0.05,
      'turn.thickness': 0.5,
      'turn.radius': 8,
      'die.missing-glyphs': 0,
      'die.line': 0.4,
      'die.gap': 0.55,
      'die.type-height': 6,
      'die.to-stitch': 5,
      'die.to-edge': 8,
      'cut.inside-radius': 5,
    }
    const keys = Object.keys(sound) as FactKey[]
    const value = fc.record({
      value: fc.oneof(thousandths(1), thousandths(12)),
      errorBound: fc.constantFrom(0, 0.003, 0.1),
      atLeast: fc.boolean(),
    })
    const changed = fc.dictionary(fc.constantFrom(...keys), fc.option(value, { nil: undefined, freq: 4 }), { maxKeys: 2 })
    const hides = seeded.flatMap((profile) => profile.hides ?? [])
    const need = fc.record({
      of: fc.constantFrom(...hides),
      colour: fc.constantFrom(undefined, 'forest'),
      thickness: fc.constantFrom(0.6, 1, 1.2, 1.8),
      along: fc.constantFrom(150, 200, 900),
      across: fc.constantFrom(70, 100, 400),
    })
    const families: OperationFamily[] = ['cut', 'skive', 'stamp', 'turn', 'glue', 'sew', 'edge']
    const demand = fc.record({ d: share(), g: share(), r: share(), t: share() })
    const agree = agreement([...cutWith('hand-cut'), ...cutWith('laser-cut')])
    fc.assert(
      fc.property(
        changed,
        fc.boolean(),
        fc.array(need, { maxLength: 2 }),
        fc.subarray(families, { minLength: 1 }),
        demand,
        (drawn, isFoil, wants, wanted, vector) => {
          const present = Object.fromEntries(
            keys.map((key) => [key, key in drawn ? drawn[key] : { value: sound[key]! }]).filter(([, entry]) => entry),
          )
          const sheets = wants.map(({ of, colour, thickness, along, across }) => ({
            material: of.material,
            colour: colour ?? of.colour,
            thickness,
            panels: ['cover'],
            net: 1,
            charged: 1,
            along,
            across,
          }))
          const facts = { ...present, ...(isFoil ? { 'die.foil': { value: 1 } } : {}) }
          agree.on({ ...measured(facts), sheets }, wanted, vector, 'calf-smooth')
        },
      ),
      { seed: 6, numRuns: 2000 },
    )
    agree.wasReached()
  })
})

/** Asks both of the same pieces. */
function agreement(profiles: readonly AtelierProfile[]) {
  const compiled = eligibility(profiles)
  let [yes, no] = [0, 0]
  const failed = new Set<string>()
  return {
    on(piece: Measurements, wanted: readonly OperationFamily[], vector: Operation['demand'], material: string) {
      const steps = wanted.map((family) => operation(family, vector))
      const told = compiled.ask(piece, steps, { material })
      const answers = Array.from(told.first, (place) => place < 0)
      const verdicts = profiles.map((profile) => judge(piece, steps, profile, { material }, at))
      expect(answers).toEqual(verdicts.map(({ outcome }) => outcome !== 'blocked'))
      // The first that fails is one that judge names as well.
      verdicts.forEach(({ findings }, index) => {
        const reason = told.reasonOf(index)
        if (!reason) return
        failed.add(reason.rule)
        expect(findings.some(({ rule, axis }) => (reason.axis ? axis === reason.axis : rule === reason.rule))).toBe(true)
      })
      for (const answer of answers) answer ? yes++ : no++
    },
    /** The draw must reach both answers, and many reasons, or it shows nothing. */
    wasReached() {
      expect(Math.min(yes, no)).toBeGreaterThan(200)
      expect(failed.size).toBeGreaterThan(12)
    },
  }
}

/** Evenly spread, which floating point numbers drawn by their bits are not. */
const thousandths = (most: number) => fc.integer({ min: 0, max: 1000 * most }).map((whole) => whole / 1000)

function share() {
  return fc
    .oneof({ arbitrary: fc.integer({ min: 0, max: 70 }), weight: 5 }, fc.integer({ min: 0, max: 100 }))
    .map((hundredths) => hundredths / 100)
}
