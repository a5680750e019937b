import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical } from '../design/canonical'
import { eventHash, GENESIS, receiptOf, seal, signatureHolds, signedPart, verifyChain } from './chain'
import type { EventBody, ProductionEvent } from './event'

const SECRET = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'
/** RFC 8032, section 7.1, test 1. */
const PUBLIC = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'

const bodies: EventBody[] = [
  { type: 'accepted', promised: '2026-12-01T17:00:00+01:00', lot: 'AU-1' },
  {
    type: 'operation-started',
    operation: 'cast',
    workCenter: 'foundry',
    by: { kind: 'person', name: 'L. M.' },
    tool: 'flask',
    run: 1,
  },
  { type: 'operation-ended', operation: 'cast', workCenter: 'foundry', run: 1 },
  { type: 'finished' },
]

function chain(): ProductionEvent[] {
  const events: ProductionEvent[] = []
  for (const [sequence, body] of bodies.entries()) {
    const last = events.at(-1)
    const sealed = seal(
      {
        id: `evt_0000000${sequence}`,
        productionOrder: 'po_00000001',
        atelier: 'paris',
        sequence,
        previous: last?.hash ?? GENESIS,
        occurredAt: `2026-11-22T10:0${sequence}:00+01:00`,
        timeScale: 1,
        body,
      },
      'key_0001',
      SECRET,
    )
    const record = { ...sealed, hash: eventHash(sealed), receivedAt: `2026-11-22T09:0${sequence}:01.000Z` }
    events.push({ ...record, receipt: receiptOf(record, last?.receipt ?? GENESIS) })
  }
  return events
}

const claim = { productionOrder: 'po_00000001', atelier: 'paris', keys: { key_0001: { publicKey: PUBLIC } } }
const head = () => ({ count: bodies.length, hash: chain().at(-1)!.hash })

describe('seal', () => {
  it('is the Ed25519 signature that node:crypto makes over the canonical signed part', () => {
    const event = chain()[0]!
    const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.from(SECRET, 'hex')])
    const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
    expect(event.signature).toBe(sign(null, Buffer.from(canonical(signedPart(event))), key).toString('hex'))
    expect(createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex')).toBe(PUBLIC)
  })

  it('refuses malformed keys and signatures without throwing', () => {
    const event = chain()[0]!
    expect(signatureHolds(event, 'zz', PUBLIC)).toBe(false)
    expect(signatureHolds(event, event.signature, 'f'.repeat(64))).toBe(false)
    expect(signatureHolds(event, event.signature.toUpperCase(), PUBLIC)).toBe(false)
  })
})

describe('verifyChain', () => {
  it('accepts the untouched chain', () => {
    expect(verifyChain(chain(), { ...claim, head: head() })).toEqual({ ok: true })
  })

  it('names the record of which any field was changed, each field once', () => {
    const paths = chain().flatMap((event, index) => leaves(event).map((path) => ({ index, path })))
    expect(paths.length).toBeGreaterThan(45)
    for (const { index, path } of paths) {
      const events = structuredClone(chain())
      mutate(events[index]!, path)
      const verdict = verifyChain(events, { ...claim, head: head() })
      expect(verdict, path.join('.')).toMatchObject({ ok: false, index })
    }
  })

  it('names the place of a dropped, added or exchanged record', () => {
    for (let index = 0; index < bodies.length; index++) {
      const dropped = chain().toSpliced(index, 1)
      expect(verifyChain(dropped, { ...claim, head: head() })).toMatchObject({ ok: false, index, code: 'chain.missing' })
      const twice = chain().toSpliced(index, 0, chain()[index]!)
      expect(verifyChain(twice, { ...claim, head: head() })).toMatchObject({
        ok: false,
        index: index + 1,
        code: 'chain.repeated',
      })
    }
    const order = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4, maxLength: 4 })
    fc.assert(
      fc.property(order, (places) => {
        const events = places.map((place) => chain()[place]!)
        const first = places.findIndex((place, index) => place !== index)
        const verdict = verifyChain(events, { ...claim, head: head() })
        if (first < 0) expect(verdict.ok).toBe(true)
        else expect(verdict).toMatchObject({ ok: false, index: first })
      }),
      { seed: 7, numRuns: 30 },
    )
  })

  it('refuses a chain signed by a key that the atelier does not hold', () => {
    expect(verifyChain(chain(), { ...claim, keys: {} })).toMatchObject({ ok: false, index: 0, code: 'chain.key' })
  })

  it('believes a revoked key for what arrived before, and names the first that arrived after', () => {
    const revoked = (revokedAt: string) => ({ ...claim, keys: { key_0001: { publicKey: PUBLIC, revokedAt } } })
    expect(verifyChain(chain(), revoked('2026-11-22T12:00:00Z'))).toEqual({ ok: true })
    expect(verifyChain(chain(), revoked(chain()[2]!.receivedAt))).toMatchObject({ ok: false, index: 2, code: 'chain.key' })
  })
})

function leaves(value: object, at: string[] = []): string[][] {
  return Object.entries(value).flatMap(([key, child]) =>
    typeof child === 'object' ? leaves(child, [...at, key]) : [[...at, key]],
  )
}

function mutate(value: object, path: readonly string[]): void {
  let target = value as Record<string, unknown>
  for (const key of path.slice(0, -1)) target = target[key] as Record<string, unknown>
  const key = path.at(-1)!
  const old = target[key]
  if (typeof old === 'number') target[key] = old + 1
  else if (typeof old === 'string') target[key] = old.startsWith('1') ? `2${old.slice(1)}` : `1${old.slice(1)}`
  else target[key] = !old
}
