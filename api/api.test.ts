import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FreshDatabase, freshHouse } from '@/db/testing/fresh-database'
import type { DesignDocument } from '@/lib/domain/design/document'
import { loadFamily } from '@/lib/domain/products/catalogue'
import { connection } from '@/lib/server/database'
import { closeDrafting } from '@/lib/server/drafting'
import { makeApp } from './app'

let house: FreshDatabase
let app: ReturnType<typeof makeApp>
let document: DesignDocument

beforeAll(async () => {
  house = await freshHouse({ ANONYMOUS_PER_MINUTE: '10000' })
  app = makeApp()
  const family = await loadFamily('signet-ring')
  if (!family) throw new Error('no family')
  const choices = Object.fromEntries(family.parameters.map((parameter) => [parameter.key, parameter.default]))
  document = { family: family.id, model: family.model, choices }
})
afterAll(async () => {
  await closeDrafting()
  await house.remove()
})

const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const init = { method: 'POST', body: text, headers: { 'content-type': 'application/json', ...headers } }
  const response = await app.request(`/api/v1${path}`, init, { address: '192.0.2.1' })
  return { status: response.status, headers: response.headers, body: await response.json() }
}
const get = (path: string) => app.request(`/api/v1${path}`, {}, { address: '192.0.2.1' })
const chosen = (change: Record<string, unknown>) => ({ ...document, choices: { ...document.choices, ...change } })
const rowsOf = async (table: string) =>
  (await connection().pool.query(`select count(*)::int as n from ${table}`)).rows[0].n as number

const nested = (open: string, close: string) => open.repeat(100_000) + close.repeat(100_000)

describe('bad input', () => {
  const documents: [string, () => unknown, string, string][] = [
    ['an unknown key', () => chosen({ bogus: 1 }), 'document.unknown-key', '/document/choices/bogus'],
    ['a missing key', () => ({ family: 'signet-ring', model: 'signet-ring@1' }), 'document.missing-key', '/document/choices'],
    ['a huge number', () => chosen({ shankWidth: 1e308 }), 'document.out-of-range', '/document/choices/shankWidth'],
    ['between steps', () => chosen({ shankWidth: 2201 }), 'document.between-steps', '/document/choices/shankWidth'],
    [
      'null for a number (NaN as JSON)',
      () => chosen({ shankWidth: Number.NaN }),
      'document.wrong-type',
      '/document/choices/shankWidth',
    ],
    [
      'a million letters',
      () => chosen({ letters: 'a'.repeat(1_000_000) }),
      'document.text-too-long',
      '/document/choices/letters',
    ],
    ['emoji', () => chosen({ letters: '💍💍' }), 'document.text-not-letters', '/document/choices/letters'],
    ['right to left', () => chosen({ letters: 'שלו' }), 'document.text-right-to-left', '/document/choices/letters'],
    ['an unknown family', () => ({ ...document, family: 'crown' }), 'document.unknown-family', '/document/family'],
    ['an unknown model', () => ({ ...document, model: 'signet-ring@99' }), 'document.unknown-model', '/document/model'],
    ['a list', () => [], 'document.not-an-object', '/document'],
    ['nothing', () => null, 'document.not-an-object', '/document'],
  ]
  for (const path of ['/designs', '/verdicts']) {
    for (const [what, make, code, pointer] of documents) {
      it(`${path}: ${what} is 400 ${code}`, async () => {
        const before = await rowsOf('design')
        const { status, body } = await post(path, { document: make() })
        expect({ status, code: body.code, path: body.path }).toEqual({ status: 400, code, path: pointer })
        expect(body.words).not.toContain('refusals.')
        expect(await rowsOf('design')).toBe(before)
      })
    }

    const bodies: [string, string][] = [
      ['no body', ''],
      ['half a body', '{"document":'],
      ['NaN', '{"document":{"choices":{"shankWidth":NaN}}}'],
      ['deep lists', nested('[', ']')],
      ['deep lists inside', `{"document":${nested('[', ']')}}`],
      ['deep objects inside', `{"document":${nested('{"a":', '}').replace('}', '1}')}}`],
      ['a prototype', '{"document":{"__proto__":{"family":"signet-ring"}}}'],
      ['an unknown key of the body', '{"dokument":1}'],
    ]
    for (const [what, text] of bodies) {
      it(`${path}: ${what} is 400 in words`, async () => {
        const { status, body } = await post(path, text)
        expect(status).toBe(400)
        expect(body.words.length).toBeGreaterThan(10)
      })
    }
  }

  it('is answered in the caller’s language', async () => {
    const { body, headers } = await post(
      '/verdicts',
      { document: chosen({ shankWidth: 1 }) },
      { 'accept-language': 'fr-CA, fr;q=0.9, en;q=0.5' },
    )
    expect(headers.get('content-language')).toBe('fr')
    expect(body.words).toContain('Il faut')
  })

  it('of more than five megabytes is not read', async () => {
    const { status, body } = await post('/designs', 'x'.repeat(6 * 1024 * 1024), { 'content-length': String(6 * 1024 * 1024) })
    expect({ status, code: body.code }).toEqual({ status: 413, code: 'request.too-large' })
  })

  it('in a destination or an atelier says where', async () => {
    const destination = { country: 'ZZ' }
    expect((await post('/quotes', { document, destination })).body).toMatchObject({
      code: 'destination.unknown-country',
      path: '/destination/country',
    })
    // Where it goes decides what it costs: a point of the caller's own choosing is not taken.
    const near = { country: 'FR', place: { latitude: 48.86, longitude: 2.35 } }
    expect((await post('/quotes', { document, destination: near })).body).toMatchObject({
      code: 'request.unknown-key',
      path: '/destination/place',
    })
    const stranger = { document, destination: { country: 'FR' }, ateliers: ['paris', 'atlantis'] }
    expect((await post('/quotes', stranger)).body).toMatchObject({ code: 'atelier.unknown', path: '/ateliers/1' })
  })
})

describe('a design', () => {
  it('is saved and opened by its link', async () => {
    const saved = await post('/designs', { document })
    expect(saved.status).toBe(201)
    expect(saved.body.url).toBe(`http://localhost:3000/en/d/${saved.body.token}`)
    const french = await post('/designs', { document }, { 'accept-language': 'fr-FR,fr;q=0.9' })
    expect(french.body.url).toBe(`http://localhost:3000/fr/d/${french.body.token}`)
    const opened = await get(`/designs/${saved.body.token}`)
    expect(opened.headers.get('cache-control')).toBe('no-store')
    expect((await opened.json()).document).toEqual(document)
    expect((await get(`/designs/${'x'.repeat(32)}`)).status).toBe(404)
  })
})

describe('verdicts and quotes', () => {
  it('answer for all or for named ateliers, each line of a quote adding up to its total', async () => {
    const all = await post('/verdicts', { document })
    expect(all.body.verdicts.map(({ atelier }: { atelier: string }) => atelier).sort()).toEqual(['milan', 'paris', 'tokyo'])
    expect(all.body.geometryHash).toMatch(/^[0-9a-f]{64}$/)
    const one = await post('/quotes', { document, ateliers: ['paris'], destination: { country: 'FR' } })
    expect(one.body.quotes).toHaveLength(1)
    const { quote } = one.body.quotes[0]
    const sum = quote.lines.reduce((total: number, { amount }: { amount: { amount: number } }) => total + amount.amount, 0)
    expect(sum).toBe(quote.total.amount)
  })
})

describe('an order', () => {
  const client = { name: 'Ada', email: 'ada@example.org', address: { lines: ['1 rue de la Paix'], city: 'Paris' } }
  const unseen = { outcome: 'makeable', total: { amount: 1, currency: 'EUR' }, delivered: '2026-12-01T18:00:00+01:00' }
  const wanted = { document: {}, atelier: 'paris', destination: { country: 'FR' }, client, seen: unseen }

  it.each([
    ['a NUL in a name', { client: { ...client, name: 'A\0a' } }, '/client/name'],
    ['half a character in a street', { client: { ...client, address: { lines: ['\ud83d rue'] } } }, '/client/address/lines/0'],
    ['half a character for a country', { destination: { country: 'F\udc00' } }, '/destination/country'],
    ['half a character for an atelier', { atelier: '\ud800' }, '/atelier'],
  ])('with %s is 400', async (_, change, path) => {
    const { status, body } = await post('/orders', { ...wanted, ...change }, { 'idempotency-key': 'k'.repeat(32) })
    expect({ status, path: body.path }).toEqual({ status: 400, path })
  })

  it('is not opened for a price that the client did not see, and leaves no row', async () => {
    const quoted = await post('/quotes', { document, ateliers: ['paris'], destination: { country: 'FR' }, fineness: 'full' })
    const [{ outcome, quote, plan }] = quoted.body.quotes
    const seen = { outcome, total: { ...quote.shownTotal, amount: quote.shownTotal.amount - 1 }, delivered: plan.delivered }
    const { status, body } = await post('/orders', {
      document,
      atelier: 'paris',
      destination: { country: 'FR' },
      client,
      seen,
      consent: true,
    })
    expect(status).toBe(409)
    if (outcome === 'blocked') expect(body.code).toBe('order.blocked')
    else expect(body).toMatchObject({ code: 'order.changed', now: { total: quote.shownTotal, delivered: plan.delivered } })
    for (const table of ['client_order', 'client_contact', 'payment']) expect(await rowsOf(table)).toBe(0)
  })
})

describe('the reference', () => {
  it('names every call, and allows itself no script', async () => {
    const page = await get('/reference')
    const text = await page.text()
    const described = await (await get('/openapi.json')).json()
    for (const path of Object.keys(described.paths)) expect(text).toContain(path)
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/)
    expect(text).not.toMatch(/<script|https?:\/\/(?!json-schema)/)
  })
})
