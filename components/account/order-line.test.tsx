import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { BuildStatus } from '@/lib/domain/production/build-status'
import { translator } from '@/lib/words/render'
import { OrderLine } from './order-line'

const BEGUN: BuildStatus = {
  state: 'Running',
  stages: [],
  gates: [],
  rework: [],
  promise: { delivered: '2026-12-17T18:00:00+01:00', certainty: 0.8, moves: [] },
  timeScale: 1,
  sequence: 3,
}
const FINISHED: BuildStatus = { ...BEGUN, state: 'Ended', finishedAt: '2026-12-14T15:00:00+01:00' }
const SHIPPED: BuildStatus = { ...FINISHED, shipped: { carrier: 'A', tracking: 'B', at: '2026-12-15T10:00:00+01:00' } }
const DELIVERED: BuildStatus = { ...SHIPPED, deliveredAt: '2026-12-16T11:00:00+01:00' }

function line(state: string, status: BuildStatus | null, locale: 'en' | 'fr' = 'en'): string {
  const order = {
    reference: 'AAAA-BBBB',
    state,
    family: 'signet-ring',
    token: 'tok',
    watch: 'live',
    status,
    plan: { delivered: '2026-12-18T18:00:00+01:00' },
    createdAt: new Date('2026-12-01T09:00:00Z'),
  }
  const total = { amount: 124_000, currency: 'EUR' as const }
  const t = translator(locale)
  return renderToStaticMarkup(<OrderLine t={t} locale={locale} order={order} city="Paris" total={total} takeBack="(take back)" />)
}

describe('an order of a client', () => {
  it.each([
    ['authorised', null, ['Waiting for the atelier', 'With you on Friday 18 December', 'Watch it being made']],
    ['placed', BEGUN, ['Accepted', 'With you on Thursday 17 December', 'Watch it being made']],
    ['placed', { ...BEGUN, state: 'Interrupted' as const }, ['Paused', 'Watch it being made']],
    ['placed', FINISHED, ['Finished', 'With you on Thursday 17 December', 'See how it was made']],
    ['placed', SHIPPED, ['On its way', 'With you on Thursday 17 December', 'See how it was made']],
    ['closed', DELIVERED, ['With you', 'With you since Wednesday 16 December', 'See how it was made', '(take back)']],
    ['cancelled', { ...BEGUN, state: 'Aborted' as const }, ['Cancelled', 'See what happened']],
  ])('says where it is, when it comes or came, and what its live page shows: %s', (state, status, said) => {
    for (const words of said) expect(line(state, status)).toContain(words)
  })

  it('speaks of a delivered piece as of one that is made, in French too', () => {
    const told = line('closed', DELIVERED, 'fr')
    expect(told).toContain('Chez vous depuis le mercredi 16 décembre')
    expect(told).toContain('Revoir la fabrication')
    expect(told).toContain('Commandée le mar. 1er déc.')
    expect(told).toContain('1\u202f240,00\u00a0€')
  })

  it('promises nothing and has no link to take back once it was cancelled', () => {
    expect(line('cancelled', BEGUN)).not.toMatch(/With you on|take back/)
  })
})
