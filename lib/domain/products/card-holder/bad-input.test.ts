import { beforeAll, describe, expect, it } from 'vitest'
import { seedMarket } from '@/db/seed/market'
import { loadFonts } from '@/lib/server/engraving-fonts'
import { loadKernel } from '@/lib/server/kernel'
import type { Market } from '../../assess'
import { type AssessEnvironment, assess } from '../../assess-all'
import type { Choices } from '../../design/document'
import type { Vec2 } from '../../geometry/mesh'
import { family } from './family'

const market = seedMarket('2026-11-22T10:00:00Z')
const usual = family.presets[0]!.choices

/** Hides of this share of their size, without scars. */
const shrunk = (share: number): Market => ({
  ...market,
  ateliers: market.ateliers.map((profile) => {
    const small = (ring: readonly Vec2[]) =>
      ring.map(([x, y]): [number, number] => [Math.round(x * share), Math.round(y * share)])
    if (!profile.hides) return profile
    return {
      ...profile,
      hides: profile.hides.map((hide) => ({
        ...hide,
        outline: small(hide.outline),
        defects: [],
        zones: hide.zones.map((zone) => ({ ...zone, outline: small(zone.outline) })),
      })),
    }
  }),
})

let environment: AssessEnvironment
beforeAll(async () => {
  environment = { kernel: await loadKernel(), fonts: await loadFonts(), family }
})
const found = (choices: Choices, where = market) => {
  const document = { family: family.id, model: family.model, choices: { ...usual, ...choices } }
  expect(family.schema.safeParse(document.choices).success).toBe(true)
  const { answers } = assess(environment, document, where, 'full')
  return (atelier: string) => {
    const { verdict } = answers.find((one) => one.verdict.atelier === atelier)!
    return verdict.findings.filter(({ severity }) => severity === 'blocker').map(({ rule }) => rule)
  }
}

describe('what cannot be made is a finding, never a failure', () => {
  it('nothing stands against the first preset in Paris and Milan', () => {
    const at = found({})
    expect([at('paris'), at('milan')]).toEqual([[], []])
  })

  it('a hide that is smaller than a panel', () => {
    const at = found({}, shrunk(0.12))
    expect(at('paris')).toEqual(['leather.room'])
    expect(at('milan')).toEqual(['leather.room'])
    expect(found({}, shrunk(1))('paris')).toEqual([])
  })

  it('a thickness that no hide can be split to', () => {
    const at = found({ outerThickness: 2400 })
    expect(at('paris')).toContain('leather.thickness')
    expect(at('milan')).toContain('leather.thickness')
  })

  it('seven pockets, where six are made', () => {
    const tall = { halfHeight: 100000, reveal: 8000, pocketThickness: 500, skiveTo: 400 }
    expect(found({ ...tall, pockets: 7 })('paris')).toContain('pockets.maximum')
    expect(found({ ...tall, pockets: 6 })('paris')).not.toContain('pockets.maximum')
  })

  it('a stitch longer than the edge that it must turn cannot be asked for: the shortest edge holds the longest stitch', () => {
    const range = (key: string) => {
      const found = family.parameters.find((parameter) => parameter.key === key)
      if (found?.kind !== 'number') throw new Error(key)
      return found
    }
    const ends = (key: string) => [range(key).min, range(key).max]
    const longest = { pitch: range('pitch').max, halfWidth: range('halfWidth').min, halfHeight: range('halfHeight').min }
    let shortest = Infinity
    for (const outline of ['rectangle', 'rounded', 'house'])
      for (const cornerRadius of ends('cornerRadius'))
        for (const stitchMargin of ends('stitchMargin'))
          for (const pockets of ends('pockets')) {
            const choices = { ...usual, ...longest, outline, cornerRadius, stitchMargin, pockets, reveal: range('reveal').min }
            expect(family.schema.safeParse(choices).success).toBe(true)
            const document = { family: family.id, model: family.model, choices }
            const { sheets } = family.draft(environment, document, 'edit')
            // Read off the seams themselves, not off the fact.
            for (const { edges } of sheets!.seams) for (const { length } of edges) shortest = Math.min(shortest, length)
          }
    expect(shortest).toBeGreaterThan(range('pitch').max)
    expect(family.schema.safeParse({ ...usual, pitch: range('pitch').max + range('pitch').step }).success).toBe(false)
    // Long before, a client is told that the stitch is too long.
    expect(found({ pitch: range('pitch').max })('paris')).toContain('seam.pitch-maximum')
  })

  it('is refused on a capability at one of the two that work leather, while its shape passes there', () => {
    const refused = family.presets.flatMap(({ choices }) => {
      const { answers } = assess(environment, { family: family.id, model: family.model, choices }, market, 'full')
      return answers.flatMap(({ verdict }) =>
        verdict.atelier !== 'tokyo' && verdict.outcome === 'blocked' ? [verdict.findings.map(({ rule }) => rule)] : [],
      )
    })
    expect(refused).toContainEqual(['capability.outside'])
  })
})
