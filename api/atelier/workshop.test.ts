import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { getPublicKeyAsync } from '@noble/ed25519'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type FrontDoor, openFrontDoor } from '@/api/front-door'
import { findProductionOrderOf } from '@/db/queries/build'
import { findOrder } from '@/db/queries/order'
import { changeProductionOrder } from '@/db/queries/production'
import { type FreshDatabase, freshHouse } from '@/db/testing/fresh-database'
import { ATELIER_KEY, ATELIER_TOKEN, insertAtelierAccess, insertOpenOrder } from '@/db/testing/open-order'
import { signed } from '@/lib/domain/production/statement'
import { connection, database } from '@/lib/server/database'
import { release } from '@/lib/server/release'

let house: FreshDatabase
let door: FrontDoor
let origin = ''

beforeAll(async () => {
  house = await freshHouse({ ATELIER_PER_MINUTE: '60' })
  await insertAtelierAccess(database(), 'paris', new Date())
  door = openFrontDoor()
  await new Promise<void>((done) => door.server.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(door.server.address() as AddressInfo).port}/api/v1/atelier`
})
afterAll(async () => {
  await door.close()
  await house.remove()
})
beforeEach(() => connection().pool.query('delete from rate_limit'))

const headers = { authorization: `Bearer ${ATELIER_TOKEN}`, 'content-type': 'application/json' }
const get = (path: string, more: Record<string, string> = {}, signal?: AbortSignal) =>
  fetch(`${origin}${path}`, { headers: { ...headers, ...more }, ...(signal ? { signal } : {}) })
async function post(path: string, body: unknown): Promise<[number, Record<string, unknown>]> {
  const response = await fetch(`${origin}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  return [response.status, (await response.json()) as Record<string, unknown>]
}

async function pair(name: string) {
  const secret = randomBytes(32)
  return {
    keyId: `key_paris_${name}`,
    secret: secret.toString('hex'),
    publicKey: Buffer.from(await getPublicKeyAsync(secret)).toString('hex'),
  }
}
type Pair = Awaited<ReturnType<typeof pair>>
const soon = () => new Date(Date.now() + 86_400_000).toISOString()

function announcement(fresh: Pair, by: Pick<Pair, 'keyId' | 'secret'>, change: Record<string, unknown> = {}) {
  const part = {
    kind: 'key-announced',
    atelier: 'paris',
    keyId: fresh.keyId,
    publicKey: fresh.publicKey,
    announcedBy: by.keyId,
    announcedAt: new Date().toISOString(),
    overlapUntil: soon(),
    ...change,
  }
  return { ...part, signature: signed(part, by.secret), proof: signed(part, fresh.secret) }
}
function revocation(keyId: string, by: Pick<Pair, 'keyId' | 'secret'>) {
  const part = {
    kind: 'key-revoked',
    atelier: 'paris',
    keyId,
    revokedBy: by.keyId,
    revokedAt: new Date().toISOString(),
    reason: 'lost',
  }
  return { ...part, signature: signed(part, by.secret) }
}
function reading(by: Pick<Pair, 'keyId' | 'secret'>, change: Record<string, unknown> = {}) {
  const part = {
    id: `cli_${randomBytes(8).toString('hex')}`,
    atelier: 'paris',
    workCenter: 'paris-bench',
    occurredAt: new Date().toISOString(),
    temperature: 21.4,
    humidity: 48,
    inWindow: true,
    ...change,
  }
  return { ...part, keyId: by.keyId, signature: signed(part, by.secret) }
}

describe('keys of an atelier', () => {
  it('rotate: a new one is vouched for by the old, both sign for a while, and the old is revoked by the new', async () => {
    const fresh = await pair('fresh')
    expect((await post('/climate', reading(fresh)))[1]).toMatchObject({ code: 'reading.key' })
    const [status, key] = await post('/keys', announcement(fresh, ATELIER_KEY))
    expect([status, key.state]).toEqual([200, 'active'])
    expect((await post('/keys', announcement(fresh, ATELIER_KEY)))[0]).toBe(200)
    for (const signer of [fresh, ATELIER_KEY]) expect((await post('/climate', reading(signer)))[0]).toBe(200)
    expect((await post('/keys/revocations', revocation(ATELIER_KEY.keyId, fresh)))[1]).toMatchObject({ state: 'revoked' })
    expect((await post('/climate', reading(ATELIER_KEY)))[1]).toMatchObject({ code: 'reading.key' })
    expect((await post('/climate', reading(fresh)))[0]).toBe(200)
    const { keys } = (await (await get('/keys')).json()) as { keys: { id: string; state: string }[] }
    expect(Object.fromEntries(keys.map(({ id, state }) => [id, state]))).toEqual({
      [ATELIER_KEY.keyId]: 'revoked',
      [fresh.keyId]: 'active',
    })
    await connection().pool.query('update atelier_key set revoked_at = null, ends_at = null, revocation = null')
  })

  it('are not taken from a stranger, without proof, for ever, from the future or under a name that is taken', async () => {
    const fresh = await pair('second')
    const stranger = await pair('stranger')
    const code = async (body: unknown) => (await post('/keys', body))[1].code
    const good = announcement(fresh, ATELIER_KEY)
    expect(await code(announcement(fresh, stranger))).toBe('key.unknown')
    expect(await code({ ...good, proof: announcement(stranger, ATELIER_KEY).proof })).toBe('key.signature')
    expect(await code({ ...good, signature: good.proof })).toBe('key.signature')
    expect(await code({ ...good, overlapUntil: new Date(Date.now() + 2 * 86_400_000).toISOString() })).toBe('key.signature')
    const late = new Date(Date.now() + 400 * 86_400_000).toISOString()
    expect(await code(announcement(fresh, ATELIER_KEY, { overlapUntil: late }))).toBe('key.overlap')
    expect(await code(announcement(fresh, ATELIER_KEY, { announcedAt: late }))).toBe('key.time')
    expect(await code(announcement(fresh, ATELIER_KEY, { atelier: 'tokyo' }))).toBe('key.stranger')
    expect(await code({ ...good, more: 1 })).toBe('key.malformed')
    expect(await code(announcement({ ...fresh, keyId: ATELIER_KEY.keyId }, ATELIER_KEY))).toBe('key.taken')
    expect((await post('/keys/revocations', revocation(ATELIER_KEY.keyId, stranger)))[1].code).toBe('key.unknown')
  })
})

describe('climate readings', () => {
  it('are kept once, and refused unsigned, forked, of another’s or from an unknown work center', async () => {
    const first = reading(ATELIER_KEY)
    const [, receipt] = await post('/climate', first)
    expect(await post('/climate', first)).toEqual([200, receipt])
    const code = async (body: unknown) => (await post('/climate', body))[1].code
    expect(await code(reading(ATELIER_KEY, { id: first.id, humidity: 49 }))).toBe('reading.forked')
    expect(await code({ ...first, humidity: 49 })).toBe('reading.signature')
    expect(await code(reading(ATELIER_KEY, { atelier: 'tokyo' }))).toBe('reading.stranger')
    expect(await code(reading(ATELIER_KEY, { workCenter: 'cellar' }))).toBe('reading.unknown-work-center')
    expect(await code(reading(ATELIER_KEY, { occurredAt: soon() }))).toBe('reading.future')
    expect(await code({ ...first, signature: undefined })).toBe('reading.malformed')
    const { readings } = (await (await get('/climate')).json()) as { readings: { id: string }[] }
    expect(readings.map(({ id }) => id)).toEqual([first.id])
  })
})

describe('a token', () => {
  it('does only what its scopes say, whichever path is taken', async () => {
    const scope = (scopes: string) => connection().pool.query('update atelier_token set scopes = $1', [scopes])
    const event = { body: { type: 'accepted' } }
    await scope('{read}')
    expect((await get('/production-orders')).status).toBe(200)
    expect((await post('/climate', reading(ATELIER_KEY)))[1]).toMatchObject({
      code: 'scope.missing',
      parameters: { scope: 'events' },
    })
    expect((await post('/keys', {}))[0]).toBe(403)
    expect((await post('/production-orders/po_00000000/accept', event))[0]).toBe(403)
    expect((await get('/production-orders/po_00000000/files/manifest.json')).status).toBe(403)
    await scope('{events}')
    expect((await post('/production-orders/po_00000000/events', event))[1]).toMatchObject({ parameters: { scope: 'accept' } })
    expect((await get('/production-orders')).status).toBe(403)
    expect((await get('/production-orders/stream')).status).toBe(403)
    await scope('{read,accept,events,files,keys}')
  })

  it('is counted, and told when to come back', async () => {
    const statuses: number[] = []
    for (let call = 0; call < 61; call++) statuses.push((await get('/keys')).status)
    expect(statuses.slice(0, 60).every((status) => status === 200)).toBe(true)
    const over = await get('/keys')
    expect([statuses[60], over.status, Number(over.headers.get('retry-after')) > 0]).toEqual([429, 429, true])
  })
})

describe('the stream of production orders', () => {
  /** Reads until `count` states came. */
  async function states(count: number, more: Record<string, string> = {}, first = () => {}) {
    const leaving = new AbortController()
    const response = await get('/production-orders/stream', more, leaving.signal)
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    first()
    let text = ''
    const found = () =>
      [...text.matchAll(/^data: (.+)\nid: (\d+)$/gm)].map(([, data, id]) => ({
        id: Number(id),
        phase: (JSON.parse(data ?? '') as { phase: string }).phase,
      }))
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString()
      if (found().length >= count && text.endsWith('\n\n')) break
    }
    leaving.abort()
    return found()
  }

  async function offered(): Promise<string> {
    const order = await findOrder(database(), await insertOpenOrder(database(), new Date()))
    if (!order) throw new Error('no order')
    const id = await database().transaction((transaction) => release(transaction, order, [], new Date()))
    await change(id, { phase: 'offered', manifest: 'a'.repeat(64), offeredAt: new Date() })
    return (await findProductionOrderOf(database(), order.id))?.id ?? ''
  }
  const change = (id: string, to: Parameters<typeof changeProductionOrder>[2]) =>
    changeProductionOrder(database(), id, to, new Date())

  it('tells what is offered, then each change, and goes on where a cut line had left off', async () => {
    const id = await offered()
    const [before] = await states(1)
    expect(before?.phase).toBe('offered')
    const watching = await states(2, {}, () => void change(id, { phase: 'withdrawn', withdrawnAt: new Date() }))
    expect(watching.map(({ phase }) => phase)).toEqual(['offered', 'withdrawn'])
    const another = await offered()
    // The state told last may come again; the one that was missed does come.
    const resumed = await states(2, { 'last-event-id': String(watching[1]?.id) })
    expect(resumed.map(({ phase }) => phase)).toEqual(['withdrawn', 'offered'])
    expect(another).not.toBe(id)
  })

  it('and their list begin nowhere that we never said, and say so', async () => {
    const far = '999999999999999'
    for (const last of ['abc', far, '-1', '1e3']) {
      const response = await get('/production-orders/stream', { 'last-event-id': last, 'accept-language': 'fr' })
      expect([response.status, (await response.json()) as object]).toMatchObject([
        400,
        { code: 'request.cursor', words: expect.stringMatching(/repère/) },
      ])
    }
    for (const after of ['abc', '1', `${far}~po_00000000`, '-1~po_00000000', '1~po%00', '1~PO']) {
      const response = await get(`/production-orders?after=${after}`)
      expect([after, response.status]).toEqual([after, 400])
    }
    expect((await get('/production-orders?after=1~po_00000000')).status).toBe(200)
  })

  it('ends with its token, before anything more is told', async () => {
    const leaving = new AbortController()
    const response = await get('/production-orders/stream', {}, leaving.signal)
    const id = await offered()
    const reader = (response.body ?? new ReadableStream()).getReader()
    let text = ''
    while (!text.includes(id)) text += Buffer.from((await reader.read()).value ?? []).toString()
    await connection().pool.query('update atelier_token set revoked_at = now()')
    const later = await offered()
    for (let part = await reader.read(); !part.done; part = await reader.read()) text += Buffer.from(part.value).toString()
    expect(text).not.toContain(later)
    await connection().pool.query('update atelier_token set revoked_at = null')
  })
})
