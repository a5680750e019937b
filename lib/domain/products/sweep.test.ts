import { beforeAll, describe, expect, it } from 'vitest'
import { seedMarket } from '@/db/seed/market'
import { randomDocument } from '@/lib/files/random-document'
import { loadFonts } from '@/lib/server/engraving-fonts'
import { loadKernel } from '@/lib/server/kernel'
import { type AssessEnvironment, assess } from '../assess-all'
import type { Choices, DesignDocument } from '../design/document'
import { catalogue } from './catalogue'
import type { Family } from './family'

const COUNT = Number(process.env.LOT_ONE_SWEEP ?? 200)
const market = seedMarket('2026-11-22T10:00:00Z')
const LOOKS = ['pattern', 'cut', 'skived', 'stamped', 'glued', 'sewn', 'finished'] as const

/** The first preset with one parameter at each end of what it may be. */
function ends(family: Family): DesignDocument[] {
  const usual = family.presets[0]!.choices
  const documents: DesignDocument[] = []
  const add = (choices: Choices) => documents.push({ family: family.id, model: family.model, choices })
  for (const parameter of family.parameters) {
    if (parameter.kind === 'number') for (const value of [parameter.min, parameter.max]) add({ ...usual, [parameter.key]: value })
    if (parameter.kind === 'choice') for (const value of parameter.options) add({ ...usual, [parameter.key]: value })
    if (parameter.kind === 'text') add({ ...usual, [parameter.key]: '' })
  }
  return documents
}

describe.each(catalogue)('the road of $id', (entry) => {
  // Walls of a solid take most of the time, and what is cast is swept for its shape beside its draft.
  const count = entry.making === 'cast' ? Math.ceil(COUNT / 5) : COUNT
  let environment: AssessEnvironment
  beforeAll(async () => {
    environment = { kernel: await loadKernel(), fonts: await loadFonts(), family: await entry.load() }
  })

  const wrong = (document: DesignDocument, finished: boolean): unknown[] => {
    const { family, kernel, fonts } = environment
    expect(family.schema.safeParse(document.choices).success).toBe(true)
    const { answers, measurements } = assess(environment, document, market, 'edit')
    const faults: unknown[] = []
    if (answers.length !== market.ateliers.length) faults.push('an atelier without an answer')
    for (const [key, one] of Object.entries(measurements.facts))
      if (!Number.isFinite(one?.value)) faults.push(`${key} is ${one?.value}`)
    for (const { verdict, plan, quote } of answers) {
      if (verdict.outcome === 'makeable' && !(plan && quote)) faults.push(`makeable in ${verdict.atelier}, without a price`)
      if (quote && !Number.isSafeInteger(quote.shownTotal.amount)) faults.push(`${quote.shownTotal.amount} is no sum`)
    }
    const draft = family.draft({ kernel, fonts }, document, 'edit')
    for (const look of finished ? (['finished'] as const) : LOOKS) {
      const mesh = family.shade(draft, kernel, look)
      if (mesh.triangles.length === 0 || !mesh.positions.every(Number.isFinite) || !mesh.normals.every(Number.isFinite))
        faults.push(`${look} cannot be drawn`)
    }
    return faults
  }

  it('is gone to its end at both ends of every parameter, and each stage can be drawn', { timeout: 600_000 }, () => {
    for (const document of ends(environment.family)) expect(wrong(document, false), JSON.stringify(document.choices)).toEqual([])
  })

  it(`is gone to its end for ${count} random documents`, { timeout: 1_800_000 }, () => {
    for (let seed = 0; seed < count; seed++)
      expect(wrong(randomDocument(environment.family, seed), true), `seed ${seed}`).toEqual([])
  })

  it('comes to the same answer twice', () => {
    const document = randomDocument(environment.family, 11)
    expect(assess(environment, document, market, 'edit')).toEqual(assess(environment, document, market, 'edit'))
  })
})
