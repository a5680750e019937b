import { describe, expect, test } from 'vitest'
import { seedMarket } from '@/db/seed/market'
import { assess } from '@/lib/domain/assess-all'
import type { DesignDocument } from '@/lib/domain/design/document'
import { family } from '@/lib/domain/products/signet-ring/family'
import { loadFonts } from '@/lib/server/engraving-fonts'
import { loadKernel } from '@/lib/server/kernel'
import { makeDrafter } from './drafter'
import type { Reply, Request } from './protocol'

const environment = Promise.all([loadKernel(), loadFonts()]).then(([kernel, fonts]) => ({ kernel, fonts }))
const market = seedMarket('2026-11-23T09:00:00+01:00')
const document = (change: DesignDocument['choices'] = {}, preset = 0): DesignDocument => ({
  family: family.id,
  model: family.model,
  choices: { ...family.presets[preset]?.choices, ...change },
})

/** A drafter whose replies can be waited for; `rest` is the pause after an edit. */
function hearing(rest: () => Promise<void> = () => Promise.resolve()) {
  const replies: Reply[] = []
  let heard = () => {}
  const ask: (request: Request) => void = makeDrafter({
    environment,
    now: () => performance.now(),
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    rest,
    post(reply) {
      replies.push(reply)
      heard()
    },
  })
  const until = async (wanted: (reply: Reply) => boolean): Promise<Reply> => {
    for (;;) {
      const found = replies.find(wanted)
      if (found) return found
      await new Promise<void>((resolve) => (heard = resolve))
    }
  }
  ask({ kind: 'open', family: family.id, market, fallback: document() })
  return { ask, until, replies }
}

const judged = (id: number, fineness: 'edit' | 'full') => (reply: Reply) =>
  reply.kind === 'judged' && reply.judged.id === id && reply.judged.fineness === fineness

describe('the exact answer', () => {
  test('answers fast, then exactly as the checkout will, and only then what was wished for', async () => {
    const { ask, until, replies } = hearing()
    ask({ kind: 'edit', id: 1, document: document() })
    await until(judged(1, 'edit'))
    ask({ kind: 'wish', bands: [], remedies: 'paris' })
    await until(({ kind }) => kind === 'remedies')
    expect(replies.map(({ kind }) => kind)).toEqual(['opened', 'preview', 'judged', 'judged', 'remedies'])
    const exact = await until(judged(1, 'full'))
    const { kernel, fonts } = await environment
    const { answers, measurements } = assess({ kernel, fonts, family }, document(), market, 'full')
    expect(exact).toMatchObject({ judged: { answers, geometryHash: measurements.geometryHash } })
  })

  test('an edit during the rest is answered at once, and the older one never exactly', async () => {
    const { ask, until, replies } = hearing(() => new Promise(() => {}))
    ask({ kind: 'edit', id: 1, document: document() })
    await until(judged(1, 'edit'))
    ask({ kind: 'edit', id: 2, document: document({ letters: 'QR' }) })
    await until(judged(2, 'edit'))
    expect(replies.filter(({ kind }) => kind === 'judged')).toHaveLength(2)
  })

  test('a drawing asked for while remedies are looked for comes first, and the remedies all the same', async () => {
    const { ask, until, replies } = hearing()
    ask({ kind: 'edit', id: 1, document: document({}, 2) })
    ask({ kind: 'wish', bands: [], remedies: 'tokyo', atelier: 'tokyo' })
    // Told as the search begins.
    await until(({ kind }) => kind === 'remainder')
    ask({ kind: 'view', id: 1, direction: 'face', title: '', figure: { decimal: '.', unit: '' } })
    await until(({ kind }) => kind === 'remedies')
    const kinds = replies.map(({ kind }) => kind)
    expect(kinds.indexOf('view')).toBeGreaterThan(0)
    expect(kinds.indexOf('view')).toBeLessThan(kinds.indexOf('remedies'))
  })

  test('remedies are told with the outcome and the price of the checkout', async () => {
    const { ask, until } = hearing()
    // The hairlines of the script are too fine for Tokyo.
    const choices = document({}, 2)
    ask({ kind: 'edit', id: 1, document: choices })
    ask({ kind: 'wish', bands: [], remedies: 'tokyo' })
    const reply = await until(({ kind }) => kind === 'remedies')
    if (reply.kind !== 'remedies') throw new Error('no remedies')
    const { kernel, fonts } = await environment
    const before = assess({ kernel, fonts, family }, choices, market, 'full').answers.find(({ atelier }) => atelier === 'tokyo')
    expect(before?.verdict.outcome).toBe('blocked')
    const changes = reply.remedies.filter(({ atelier }) => atelier === undefined)
    expect(changes.length).toBeGreaterThan(0)
    for (const { change, outcome, price } of changes) {
      const after = assess({ kernel, fonts, family }, document(change, 2), market, 'full').answers
      const there = after.find(({ atelier }) => atelier === 'tokyo')
      expect(there?.verdict.outcome).toBe(outcome)
      if (price) expect(price.after).toEqual(there?.quote?.shownTotal)
    }
  })
})
