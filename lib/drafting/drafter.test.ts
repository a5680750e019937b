import { readFile } from 'node:fs/promises'
import Module from 'manifold-3d'
import { describe, expect, it } from 'vitest'
import { fontLibrary, type TypefaceOutlines } from '@/lib/domain/geometry/font-library'
import type { DraftEnvironment } from '@/lib/domain/geometry/kernel'
import { TYPEFACES } from '@/lib/domain/geometry/typefaces'
import { family } from '@/lib/domain/products/signet-ring/family'

import { draftingClient } from './client'
import { makeDrafter } from './drafter'
import type { Market, Reply } from './protocol'

const NOBODY: Market = {
  ateliers: [],
  priceBook: {
    id: '',
    metals: { at: '', source: '', currency: 'EUR', perGramMilli: {} },
    rates: { at: '', source: '', perEuroMicro: {} },
    taxes: {},
    customsUnions: [],
  },
  bookings: {},
  destination: { country: 'FR', place: { latitude: 0, longitude: 0 }, currency: 'EUR' },
  at: '2026-11-22T00:00:00Z',
}
const usual = { family: family.id, model: family.model, choices: family.presets[0]!.choices }
const withLetters = (letters: string) => ({ ...usual, choices: { ...usual.choices, letters } })

async function load(): Promise<DraftEnvironment> {
  const kernel = await Module()
  kernel.setup()
  const fonts = await Promise.all(
    TYPEFACES.map(async (name) => {
      const text = await readFile(`public/engraving-fonts/${name}.json`, 'utf8')
      return [name, JSON.parse(text) as TypefaceOutlines] as const
    }),
  )
  return { kernel, fonts: fontLibrary(Object.fromEntries(fonts)) }
}

/** A drafter without a worker; `until` resolves with the first reply that fits. */
function begin(environment = load()) {
  const replies: Reply[] = []
  const waiting: { fits(reply: Reply): boolean; resolve(reply: Reply): void }[] = []
  const receive = makeDrafter({
    environment,
    now: () => 0,
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    // Never at rest: these tests are about the fast answer.
    rest: () => new Promise(() => undefined),
    post: (reply) => {
      replies.push(reply)
      for (const one of waiting.filter(({ fits }) => fits(reply))) one.resolve(reply)
    },
  })
  const client = draftingClient({ post: receive, close: () => undefined })
  const until = (fits: (reply: Reply) => boolean) => new Promise<Reply>((resolve) => waiting.push({ fits, resolve }))
  return { client, replies, until }
}

describe('the drafting worker, called without a worker', () => {
  it('answers the newest of edits that come together, and no older one', async () => {
    const { client, replies, until } = begin()
    client.open(family.id, NOBODY, usual)
    for (const letters of ['A', 'AB', 'M']) client.edit(withLetters(letters))
    const last = client.last()
    await until((reply) => reply.kind === 'judged' && reply.judged.id === last)
    expect(replies.filter(({ kind }) => kind === 'preview')).toHaveLength(1)
    expect(replies.filter(({ kind }) => kind === 'judged')).toHaveLength(1)
  })

  it('opens the working copy of the fragment that a preview gave', async () => {
    const first = begin()
    first.client.open(family.id, NOBODY, usual)
    first.client.edit(withLetters('É'))
    const preview = await first.until(({ kind }) => kind === 'preview')
    const second = begin()
    second.client.open(family.id, NOBODY, usual, preview.kind === 'preview' ? preview.fragment : '')
    const opened = await second.until(({ kind }) => kind === 'opened')
    expect(opened).toMatchObject({ kind: 'opened', document: withLetters('É') })
  })

  it('refuses what is no design, says where, and goes on', async () => {
    const { client, until } = begin()
    client.open(family.id, NOBODY, usual)
    client.edit(withLetters('1'))
    expect(await until(({ kind }) => kind === 'refused')).toMatchObject({ refusal: { path: '/choices/letters' } })
    client.edit(withLetters('B'))
    expect((await until(({ kind }) => kind === 'preview')).kind).toBe('preview')
  })

  it('says that the kernel could not start', async () => {
    const { client, until } = begin(Promise.reject(new Error('no wasm')))
    client.open(family.id, NOBODY, usual)
    expect(await until(({ kind }) => kind === 'failed')).toMatchObject({ what: 'kernel' })
  })

  it('draws a view of the design that was judged last', async () => {
    const { client, until } = begin()
    client.open(family.id, NOBODY, usual)
    client.edit(usual)
    await until(({ kind }) => kind === 'judged')
    client.view('face', 'Face', { decimal: ',', unit: ' mm' })
    const drawn = await until(({ kind }) => kind === 'view')
    expect(drawn.kind === 'view' && drawn.svg).toMatch(/^<svg.*\d,\d mm.*<\/svg>$/s)
  })

  it('draws a design that was put aside, though another was edited since', async () => {
    const { client, until } = begin()
    client.open(family.id, NOBODY, usual)
    client.edit(usual)
    await until(({ kind }) => kind === 'judged')
    client.drawAside(usual, 'face', 'Aside', { decimal: '.', unit: ' mm' })
    client.edit(withLetters('QR'))
    const drawn = await until((reply) => reply.kind === 'view' && reply.aside !== undefined)
    client.view('face', 'Now', { decimal: '.', unit: ' mm' })
    const now = await until((reply) => reply.kind === 'view' && reply.aside === undefined)
    if (drawn.kind !== 'view' || now.kind !== 'view') throw new Error('no view')
    expect(drawn.aside?.choices).toEqual(usual.choices)
    expect(drawn.svg).toContain('Aside')
    expect(drawn.svg.replace('Aside', 'Now')).not.toBe(now.svg)
  })
})
