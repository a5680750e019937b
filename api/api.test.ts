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
  const init = {
    method: 'POST',
    body: text,
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID(), ...headers },
  }
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

describe('a refusal of what was sent', () => {
  const ordered = { document: {}, atelier: 'paris', destination: { country: 'FR' }, consent: true }
  const seen = { outcome: 'makeable', total: { amount: 1, currency: 'EUR' }, delivered: '2026-12-01T18:00:00+01:00' }
  const client = { name: 'Ada', email: 'ada@example.org', address: { lines: ['1 rue X'] } }
  const whole = { ...ordered, seen, client }
  const amount = (value: unknown) => ({ ...whole, seen: { ...seen, total: { amount: value, currency: 'EUR' } } })
  it.each([
    ['a fraction', amount(1.5), 'This should be a whole number.', 'Ce doit être un nombre entier.'],
    ['what no number counts', amount(1e300), 'This should be a whole number.', 'Ce doit être un nombre entier.'],
    ['text for a number', amount('1'), 'This should be a number.', 'Ce doit être un nombre.'],
    [
      'a date without its time',
      { ...whole, seen: { ...seen, delivered: '2026-12-01' } },
      /a moment with its offset/,
      /un instant/,
    ],
    ['no mail address', { ...whole, client: { ...client, email: 'ada' } }, 'This is not a mail address.', /une adresse e-mail/],
    ['a control character', { ...whole, client: { ...client, name: 'A\tB' } }, /a character that cannot be kept/, /un caractère/],
    [
      'a long name',
      { ...whole, client: { ...client, name: 'a'.repeat(201) } },
      'At most 200 characters, please.',
      'Au plus 200 caractères.',
    ],
    [
      'too many lines',
      { ...whole, client: { ...client, address: { lines: Array(6).fill('a') } } },
      'At most 5 entries, please.',
      'Au plus 5 entrées.',
    ],
    ['a list for an object', { ...whole, client: [] }, 'This should be an object.', 'Ce doit être un objet.'],
  ] as const)('%s: is in words that people use', async (_, body, english, french) => {
    for (const [language, words] of [
      ['en', english],
      ['fr', french],
    ] as const) {
      const answer = await post('/orders', body, { 'accept-language': language })
      expect(answer.status).toBe(400)
      if (typeof words === 'string') expect(answer.body.words).toBe(words)
      else expect(answer.body.words).toMatch(words)
      expect(answer.body.words).not.toMatch(/regex|\bint\b|datetime|900719|record/)
    }
  })

  it('names the key that must come with what counts once', async () => {
    for (const path of ['/orders', '/designs']) {
      const init = {
        method: 'POST',
        body: JSON.stringify(whole),
        headers: { 'content-type': 'application/json', 'accept-language': 'fr' },
      }
      const answer = await app.request(`/api/v1${path}`, init, { address: '192.0.2.1' })
      expect([answer.status, await answer.json()]).toMatchObject([
        400,
        { code: 'idempotency.missing', words: expect.stringMatching(/Idempotency-Key/) },
      ])
    }
    const short = await post('/designs', { document }, { 'idempotency-key': 'short' })
    expect([short.status, short.body.path]).toEqual([400, '/idempotency-key'])
    const key = { 'idempotency-key': crypto.randomUUID() }
    const [once, again] = [await post('/designs', { document }, key), await post('/designs', { document }, key)]
    expect(again.body).toEqual(once.body)
    const described = await (await get('/openapi.json')).json()
    for (const path of ['/api/v1/orders', '/api/v1/designs']) {
      const { parameters } = described.paths[path].post as { parameters: { name: string; required?: boolean }[] }
      expect(parameters.find(({ name }) => name === 'idempotency-key')?.required, path).toBe(true)
    }
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
