import { describe, expect, it } from 'vitest'
import { seedMarket } from '@/db/seed/market'
import { loadFonts } from '@/lib/server/engraving-fonts'
import { loadKernel } from '@/lib/server/kernel'
import { assess } from '../assess-all'
import type { Choices } from '../design/document'
import { catalogue } from './catalogue'

const market = seedMarket('2026-11-22T10:00:00Z')

describe.each(catalogue)('what a page says that the house offers of $id', (entry) => {
  it('is what its rules allow everywhere: the ends are no matter of the house, a step beyond is', async () => {
    const [kernel, fonts, family] = await Promise.all([loadKernel(), loadFonts(), entry.load()])
    const blockers = (changed: Choices) => {
      const choices = { ...family.presets[0]!.choices, ...changed }
      expect(family.schema.safeParse(choices).success).toBe(true)
      const { answers } = assess({ kernel, fonts, family }, { family: family.id, model: family.model, choices }, market, 'edit')
      return answers.map(({ verdict }) =>
        verdict.findings.filter(({ severity }) => severity === 'blocker').map(({ rule }) => rule),
      )
    }
    for (const parameter of family.parameters) {
      if (parameter.kind !== 'number') continue
      const { key, min, max, step, offered = [min, max] } = parameter
      expect(offered[0], key).toBeGreaterThanOrEqual(min)
      expect(offered[1], key).toBeLessThanOrEqual(max)
      for (const [end, next] of [
        [offered[0], offered[0] - step],
        [offered[1], offered[1] + step],
      ] as const) {
        // Beyond what can be asked for there is nothing to say.
        if (next < min || next > max) continue
        const [within, beyond] = [blockers({ [key]: end }), blockers({ [key]: next })]
        // One rule of the house stands against it at every atelier that does this work, and against none of them within.
        const house = beyond.flat().filter((rule) => !within.flat().includes(rule))
        expect(new Set(house).size, `${key} ${next}`).toBeGreaterThan(0)
      }
    }
  }, 60_000)
})
