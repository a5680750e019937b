import { expect, test } from 'vitest'
import { seedMarket } from '@/db/seed/market'
import { assess } from '@/lib/domain/assess-all'
import type { Choices, DesignDocument } from '@/lib/domain/design/document'
import type { NumberParameter } from '@/lib/domain/products/family'
import { family } from '@/lib/domain/products/signet-ring/family'
import { random, randomDocument } from '@/lib/files/random-document'
import { loadFonts } from '@/lib/server/engraving-fonts'
import { loadKernel } from '@/lib/server/kernel'
import { findRemedies } from './remedies'

/** verify:long pushes five hundred documents, and looks for better ones on a grid for sixty. */
const [PUSHED, GRIDS] = process.env.LOT_ONE_SWEEP ? [500, 60] : [6, 1]
const market = seedMarket('2026-11-23T09:00:00+01:00')
const ready = Promise.all([loadKernel(), loadFonts()]).then(([kernel, fonts]) => ({ kernel, fonts }))
const numbers = family.parameters.filter((parameter): parameter is NumberParameter => parameter.kind === 'number')

async function answersTo(document: DesignDocument, fineness: 'edit' | 'full') {
  return assess({ ...(await ready), family }, document, market, fineness).answers
}
const outcomeAt = (answers: Awaited<ReturnType<typeof answersTo>>, id: string) =>
  answers.find(({ atelier }) => atelier === id)!.verdict.outcome

/** A makeable document of which one or two numbers were pushed until an atelier refuses it. */
async function pushed(seed: number): Promise<{ document: DesignDocument; atelier: string } | undefined> {
  const next = random(seed * 104729)
  const wild = randomDocument(family, seed)
  const choices: Record<string, Choices[string]> = { ...family.presets[seed % family.presets.length]!.choices }
  for (const { key } of family.parameters) if (next() < 0.15) choices[key] = wild.choices[key]!
  const atelier = market.ateliers[Math.floor(next() * market.ateliers.length)]!.id
  if (outcomeAt(await answersTo({ ...wild, choices }, 'edit'), atelier) === 'blocked') return undefined
  const free = numbers.filter((parameter) => parameter.appliesTo?.(choices) !== false)
  const moved = [free[Math.floor(next() * free.length)]!, ...(next() < 0.5 ? [free[Math.floor(next() * free.length)]!] : [])]
  const directions = moved.map(() => (next() < 0.5 ? -1 : 1))
  for (let push = 0; push < 5; push++) {
    moved.forEach(({ key, min, max, step }, index) => {
      const stride = Math.max(1, Math.round((max - min) / step / 8)) * step * directions[index]!
      choices[key] = Math.min(max, Math.max(min, Number(choices[key]) + stride))
    })
    const document = { ...wild, choices: { ...choices } }
    if (outcomeAt(await answersTo(document, 'edit'), atelier) === 'blocked') return { document, atelier }
  }
  return undefined
}

const costOf = (before: Choices, change: Choices) =>
  family.parameters.reduce((sum, parameter) => {
    const value = change[parameter.key]
    if (value === undefined) return sum
    const steps = parameter.kind === 'number' ? Math.abs(Number(value) - Number(before[parameter.key])) / parameter.step : 1
    return sum + parameter.weight * steps
  }, 0)

test(`${PUSHED} documents pushed over a limit find their way back`, { timeout: 7_200_000 }, async () => {
  const environment = await ready
  const helped: boolean[] = []
  let grids = 0
  for (let seed = 1; helped.length < PUSHED; seed++) {
    const case_ = await pushed(seed)
    if (!case_) continue
    const { document, atelier } = case_
    const [fast, exact] = [await answersTo(document, 'edit'), await answersTo(document, 'full')]
    if (outcomeAt(exact, atelier) !== 'blocked') continue
    const study = { family, document, market, environment, stop: () => false, breathe: () => Promise.resolve() }
    const found = (await findRemedies(study, fast, exact, atelier)) ?? []
    const what = `${JSON.stringify(document.choices)} at ${atelier}`
    expect(found.length, what).toBeLessThanOrEqual(3)
    helped.push(found.length > 0)
    for (const remedy of found) {
      const changed = { ...document, choices: { ...document.choices, ...remedy.change } }
      expect(outcomeAt(await answersTo(changed, 'full'), remedy.atelier ?? atelier), what).not.toBe('blocked')
    }
    const own = found.filter(
      (remedy) => !remedy.atelier && Object.keys(remedy.change).every((key) => numbers.some((one) => one.key === key)),
    )
    if (grids >= GRIDS || own.length === 0) continue
    grids++
    const least = Math.min(...own.map(({ change }) => costOf(document.choices, change)))
    // One number at a time over its whole grid, nearest first: the first that cures is the best of that number.
    const rules = exact.find((one) => one.atelier === atelier)!.verdict.findings.filter(({ severity }) => severity === 'blocker')
    const keys = new Set(rules.flatMap(({ rule }) => family.cures[rule] ?? []))
    for (const parameter of numbers.filter(({ key }) => keys.has(key))) {
      const now = Number(document.choices[parameter.key])
      for (let steps = 1; parameter.weight * steps * 1.3 < least; steps++) {
        for (const value of [now - steps * parameter.step, now + steps * parameter.step]) {
          if (value < parameter.min || value > parameter.max) continue
          const changed = { ...document, choices: { ...document.choices, [parameter.key]: value } }
          const cured = outcomeAt(await answersTo(changed, 'full'), atelier) === 'makeable'
          expect(cured, `${what}: ${parameter.key} ${value} costs less than ${least} / 1.3`).toBe(false)
        }
      }
    }
  }
  expect(helped.filter(Boolean).length / helped.length).toBeGreaterThanOrEqual(0.98)
})
