import { afterAll, beforeAll, expect, it } from 'vitest'
import { type FreshDatabase, freshHouse } from '@/db/testing/fresh-database'
import { loadFamily } from '@/lib/domain/products/catalogue'
import { connection } from '@/lib/server/database'
import { closeDrafting } from '@/lib/server/drafting'
import { type Sandbox, startSandbox } from '@/sandbox/server'
import { makeApp } from './app'

const KEY = 'sk_test_of_the_limit_suite'
let house: FreshDatabase
let sandbox: Sandbox
let app: ReturnType<typeof makeApp>

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, secretKey: KEY, webhookSecret: 'whsec_of_the_tests' })
  house = await freshHouse({ STRIPE_SECRET_KEY: KEY, STRIPE_API_BASE: sandbox.url, ANONYMOUS_PER_MINUTE: '15' })
  app = makeApp()
})
afterAll(async () => {
  await closeDrafting()
  await house.remove()
  await sandbox.close()
})

async function post(path: string, body: unknown, address: string, key: string = crypto.randomUUID()) {
  const headers = { 'content-type': 'application/json', 'idempotency-key': key }
  const init = { method: 'POST', body: JSON.stringify(body), headers }
  const response = await app.request(`/api/v1${path}`, init, { address })
  return { status: response.status, wait: response.headers.get('retry-after'), body: await response.json() }
}

it('lets nobody keep an atelier’s time with many orders that are not paid, nor many people in one name', async () => {
  const family = await loadFamily('signet-ring')
  if (!family) throw new Error('no ring')
  const document = { family: family.id, model: family.model, choices: family.presets[0]?.choices ?? {} }
  const destination = { country: 'FR' }
  let caller = 0
  const order = async (from: string, email: string, more: { consent?: unknown; again?: boolean } = {}) => {
    caller += 1
    const asked = await post('/quotes', { document, destination, ateliers: ['paris'], fineness: 'full' }, `198.51.100.${caller}`)
    const [{ outcome, plan, quote }] = asked.body.quotes
    const seen = { outcome, total: quote.shownTotal, delivered: plan.delivered }
    const client = { name: 'A. Client', email, address: { lines: ['1 rue X'], city: 'Paris' } }
    const body = { document, atelier: 'paris', destination, client, seen, consent: more.consent ?? true }
    const key = crypto.randomUUID()
    const placed = await post('/orders', body, from, key)
    // An answer that was lost is asked for again: that is no other order.
    if (more.again) expect(await post('/orders', body, from, key)).toEqual(placed)
    return placed
  }
  // What is refused keeps nobody's time and is not counted.
  for (let time = 0; time < 4; time++)
    expect((await order('192.0.2.1', 'one@client.example', { consent: false })).status).toBe(400)
  for (let time = 0; time < 2; time++) expect((await order('192.0.2.1', 'one@client.example', { again: true })).status).toBe(201)
  expect(await order('192.0.2.2', 'One@client.example')).toMatchObject({ status: 429, body: { code: 'limit.rate' } })
  expect((await order('192.0.2.1', 'two@client.example', { again: true })).status).toBe(201)
  const fourth = await order('192.0.2.1', 'three@client.example')
  expect([fourth.status, Number(fourth.wait) > 60]).toEqual([429, true])
  expect((await order('192.0.2.2', 'three@client.example')).status).toBe(201)
  const { rows } = await connection().pool.query('select count(*)::int as orders from client_order')
  expect(rows).toEqual([{ orders: 4 }])
})
