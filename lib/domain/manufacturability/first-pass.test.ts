import { describe, expect, it } from 'vitest'
import milanDocument from '@/db/seed/ateliers/milan.json'
import { type Beta, bounds, meanOf, product } from '../network/beta'
import { parseProfile } from '../network/parse-profile'
import type { AtelierProfile, Process } from '../network/profile'
import { withTrackRecord } from '../network/track-record'
import { designYield, gateOf, stepYield } from './first-pass'

const parsed = parseProfile(milanDocument)
if (!parsed.ok) throw new Error('milan')
const milan: AtelierProfile = parsed.value
const process = (profile: AtelierProfile, operation: string): Process =>
  profile.workCenters.flatMap((center) => center.processes).find((one) => one.operation === operation)!

/** Share of a Beta's mass below p, by Simpson's rule on its density: shares nothing with the approximation. */
function below({ alpha, beta }: Beta, p: number): number {
  const density = (x: number) => (x <= 0 || x >= 1 ? 0 : Math.exp((alpha - 1) * Math.log(x) + (beta - 1) * Math.log(1 - x)))
  const integral = (to: number) => {
    const steps = 4000
    let sum = density(0) + density(to)
    for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * density((to * i) / steps)
    return (sum * to) / steps / 3
  }
  return integral(p) / integral(1)
}

describe('a Beta posterior', () => {
  it.each([
    [680.94, 21.06],
    [52.8, 7.2],
    [9, 3],
    [30, 1.5],
    [4, 4],
  ])('of %f and %f has its bounds', (alpha, beta) => {
    const { low, high } = bounds({ alpha, beta })
    expect(Math.abs(below({ alpha, beta }, low) - 0.05)).toBeLessThan(0.012)
    expect(Math.abs(below({ alpha, beta }, high) - 0.95)).toBeLessThan(0.012)
  })

  it('multiplies as the mean and the variance of independent steps do', () => {
    const steps: Beta[] = [
      { alpha: 40, beta: 3 },
      { alpha: 90, beta: 10 },
      { alpha: 20, beta: 1 },
    ]
    const all = product(steps)
    expect(meanOf(all)).toBeCloseTo((40 / 43) * 0.9 * (20 / 21), 9)
    const square = steps.reduce((sum, { alpha: a, beta: b }) => sum * ((a * (a + 1)) / ((a + b) * (a + b + 1))), 1)
    const n = all.alpha + all.beta
    expect((all.alpha * (all.alpha + 1)) / (n * (n + 1))).toBeCloseTo(square, 9)
  })
})

describe('first-pass yield', () => {
  const record = (material: string, passed: number, failed: number, operation = 'polish') => ({
    atelier: 'milan',
    operation,
    process: process(milan, operation).process,
    material,
    passed,
    failed,
  })

  it('learns from builds, and keeps what it learned by material', () => {
    const before = process(milan, 'polish').capability.r
    const after = process(withTrackRecord(milan, [record('silver-925', 18, 2)], '2026-12-01T00:00:00Z'), 'polish').capability.r
    expect(after.posterior).toEqual({ alpha: before.posterior!.alpha + 18, beta: before.posterior!.beta + 2 })
    expect(after.value).toBeCloseTo(after.posterior!.alpha / (after.posterior!.alpha + after.posterior!.beta), 12)
    expect(after).toMatchObject({
      sampleSize: before.sampleSize + 20,
      date: '2026-12-01',
      byMaterial: { 'silver-925': { passed: 18, failed: 2 } },
    })
    expect(withTrackRecord(milan, [{ ...record('silver-925', 5, 0), atelier: 'paris' }], '2026-12-01T00:00:00Z')).toBe(milan)
  })

  it('shows a record that was won on an easy metal', () => {
    const profile = withTrackRecord(milan, [record('silver-925', 400, 4), record('platinum-950', 6, 6)], '2026-12-01T00:00:00Z')
    const [easy, hard, unknown] = ['silver-925', 'platinum-950', 'gold-18k-rose'].map((material) =>
      stepYield(process(profile, 'polish'), material),
    )
    expect(easy!.low).toBeGreaterThan(0.95)
    expect(hard!.mean).toBeLessThan(0.92)
    expect(hard!.inMaterial).toBe(12)
    // Not made yet: the shared record stands in, with the wider interval of fifty builds.
    expect(unknown!.high - unknown!.low).toBeGreaterThan(2 * (easy!.high - easy!.low))
    expect(unknown!.inMaterial).toBe(0)
  })

  it('asks for a signature when it is low or when little was made', () => {
    const few = { mean: 0.95, low: 0.9, high: 0.99, builds: 12, inMaterial: 2 }
    expect(gateOf(few)).toBe('builds')
    expect(gateOf({ ...few, inMaterial: 6 })).toBeUndefined()
    expect(gateOf({ ...few, builds: 400 })).toBeUndefined()
    expect(gateOf({ ...few, builds: 400, low: 0.7 })).toBe('yield')
  })

  it('of a design is that of all its steps', () => {
    const steps = ['cast', 'polish', 'inspect'].map((operation) => stepYield(process(milan, operation), 'silver-925'))
    const all = designYield(steps)!
    expect(all.mean).toBeCloseTo(
      steps.reduce((sum, { mean }) => sum * mean, 1),
      9,
    )
    expect(all.low).toBeLessThan(Math.min(...steps.map(({ mean }) => mean)))
    expect(designYield([])).toBeUndefined()
  })
})
