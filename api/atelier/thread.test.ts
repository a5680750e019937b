import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Runner } from 'graphile-worker'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Agent } from '@/agent/agent'
import { readWorkshop } from '@/agent/workshop'
import { type FrontDoor, openFrontDoor } from '@/api/front-door'
import { freePort } from '@/db/embedded-engine'
import { findProductionOrderOf } from '@/db/queries/build'
import { findOrder, ledgerOf } from '@/db/queries/order'
import { allEvents, findPackageFile } from '@/db/queries/production'
import { type FreshDatabase, freshHouse } from '@/db/testing/fresh-database'
import { ATELIER_KEY, ATELIER_TOKEN, insertAtelierAccess } from '@/db/testing/open-order'
import { verifyChain } from '@/lib/domain/production/chain'
import { loadFamily } from '@/lib/domain/products/catalogue'
import { assessDesign } from '@/lib/server/assessments'
import { placeOrder } from '@/lib/server/checkout'
import { connection, database } from '@/lib/server/database'
import { closeDrafting } from '@/lib/server/drafting'
import { startJobs } from '@/lib/server/jobs/runner'
import { type Sandbox, startSandbox } from '@/sandbox/server'

const KEY = 'sk_test_of_the_thread'
const SECRET = 'whsec_of_the_tests'
const folder = mkdtempSync(join(tmpdir(), 'thread-'))
let house: FreshDatabase
let sandbox: Sandbox
let door: FrontDoor
let jobs: Runner
let origin = ''
let agent: Agent
const said: string[] = []

const makeAgent = () =>
  new Agent({
    origin,
    atelier: 'paris',
    token: ATELIER_TOKEN,
    keyId: ATELIER_KEY.keyId,
    privateKey: ATELIER_KEY.secret,
    workshop: readWorkshop('paris'),
    folder: join(folder, 'agent'),
    finishSeconds: 4,
    interval: 100,
    patience: 5_000,
    fate: 'plain',
    declines: () => false,
    now: Date.now,
    say: (line) => said.push(line),
  })

beforeAll(async () => {
  const port = await freePort(21_000 + Math.floor(Math.random() * 20_000))
  origin = `http://127.0.0.1:${port}`
  sandbox = await startSandbox({ port: 0, secretKey: KEY, webhookSecret: SECRET, webhookUrl: `${origin}/webhooks/stripe` })
  house = await freshHouse({
    PUBLIC_URL: origin,
    STRIPE_SECRET_KEY: KEY,
    STRIPE_API_BASE: sandbox.url,
    STRIPE_WEBHOOK_SECRET: SECRET,
    TIME_SCALE_LIMIT: '1000000',
  })
  await insertAtelierAccess(database(), 'paris', new Date())
  door = openFrontDoor()
  await new Promise<void>((done) => door.server.listen(port, '127.0.0.1', done))
  expect((door.server.address() as AddressInfo).port).toBe(port)
  jobs = await startJobs()
  agent = makeAgent()
  agent.start()
}, 60_000)

afterAll(async () => {
  await agent.stop()
  await jobs.stop()
  await door.close()
  await sandbox.close()
  await closeDrafting()
  await house.remove()
  rmSync(folder, { recursive: true })
})

/** Woken by the database whenever something about a build has changed; looks again each time. */
async function untilBuild(seen: () => Promise<boolean>): Promise<void> {
  const client = await connection().pool.connect()
  try {
    await client.query('listen build')
    let wake: () => void = () => undefined
    client.on('notification', () => wake())
    for (;;) {
      const changed = new Promise<void>((woken) => {
        wake = woken
      })
      if (await seen()) return
      await changed
    }
  } finally {
    client.removeAllListeners('notification')
    client.release()
  }
}

async function order() {
  const family = await loadFamily('signet-ring')
  if (!family) throw new Error('no ring')
  const document = { family: family.id, model: family.model, choices: family.presets[0]?.choices ?? {} }
  const at = new Date()
  const destination = { country: 'FR' }
  const assessed = await assessDesign({ document, destination, ateliers: ['paris'], fineness: 'full', at })
  if (!assessed.ok) throw new Error(assessed.refusal.code)
  const { verdict, plan, quote } = assessed.value.answers[0] ?? {}
  if (!verdict || !plan || !quote) throw new Error('no quote')
  const placed = await placeOrder({
    document,
    family,
    atelier: 'paris',
    destination,
    client: { name: 'A. Client', email: 'client@shop.example', address: { lines: ['1 rue X'], city: 'Paris' } },
    seen: { outcome: verdict.outcome, total: quote.shownTotal, delivered: plan.delivered },
    locale: 'en',
    at,
  })
  if (!placed.ok) throw new Error(placed.refusal.code)
  return placed.value
}

const card = async (url: string, number: string) => {
  const body = new URLSearchParams({ number, expiry: '12/34', cvc: '123', name: 'A' })
  return (await fetch(url, { method: 'POST', body, redirect: 'manual' })).status
}

describe('the thread', () => {
  it('runs from the first card to delivery: declined, paid, packed, accepted, captured, made, shipped', async () => {
    const placed = await order()
    expect(await card(placed.checkoutUrl, '4000000000009995')).toBe(402)
    expect(await card(placed.checkoutUrl, '4242424242424242')).toBe(303)
    const phase = async () => (await findProductionOrderOf(database(), placed.order))?.phase
    // An agent that is ended in the middle and started again goes on in the same chain.
    await untilBuild(async () => ((await findProductionOrderOf(database(), placed.order))?.nextSequence ?? 0) > 8)
    await agent.stop()
    agent = makeAgent()
    agent.start()
    await untilBuild(async () => (await phase()) === 'delivered')

    const production = await findProductionOrderOf(database(), placed.order)
    if (!production) throw new Error('no production order')
    expect(await findOrder(database(), placed.order)).toMatchObject({ state: 'closed' })
    expect((await ledgerOf(database(), placed.order)).map(({ kind }) => kind)).toEqual(['authorised', 'captured'])
    const { status } = production
    expect(status?.stages.every(({ state }) => state === 'done')).toBe(true)
    expect(status?.gates.length).toBeGreaterThanOrEqual(3)
    expect(status?.gates.every(({ passed, measured, lower, upper }) => passed && measured >= lower && measured <= upper)).toBe(
      true,
    )
    expect(status?.timeScale).toBeGreaterThan(1)

    const events = await allEvents(database(), production.id)
    const claim = {
      productionOrder: production.id,
      atelier: 'paris',
      keys: { [ATELIER_KEY.keyId]: { publicKey: ATELIER_KEY.publicKey } },
    }
    expect(verifyChain(events, { ...claim, head: { count: production.nextSequence, hash: production.head } })).toEqual({
      ok: true,
    })
    const finished = events.find(({ body }) => body.type === 'finished')
    const took = Date.parse(finished?.receivedAt ?? '') - Date.parse(events[0]?.receivedAt ?? '')
    expect(took).toBeGreaterThan(3000)
    expect(await findPackageFile(database(), production.id, 'traveller.pdf')).toBeDefined()
  }, 60_000)

  it('shows an atelier its own orders only, and only with its token', async () => {
    const get = (path: string, token = ATELIER_TOKEN) =>
      fetch(`${origin}/api/v1/atelier${path}`, { headers: { authorization: `Bearer ${token}` } })
    const mine = (await (await get('/production-orders?list=over')).json()) as { productionOrders: { id: string }[] }
    const id = mine.productionOrders[0]?.id ?? ''
    expect(mine.productionOrders).toHaveLength(1)
    expect((await get(`/production-orders/${id}/files/manifest.json`)).status).toBe(200)
    expect((await get(`/production-orders/${id}/files/secret.txt`)).status).toBe(404)
    expect((await get('/production-orders', 'agt_somebody_elses_token')).status).toBe(401)
    await connection().pool.query(`update production_order set atelier = 'tokyo' where id = $1`, [id])
    for (const path of [
      `/production-orders/${id}`,
      `/production-orders/${id}/events`,
      `/production-orders/${id}/files/manifest.json`,
    ]) {
      const response = await get(path)
      expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([404, 'production-order.unknown'])
    }
  })

  it('refuses an event of a megabyte unread', async () => {
    const response = await fetch(`${origin}/api/v1/atelier/production-orders/po_00000000000000000000000000/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ATELIER_TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify({ reason: 'x'.repeat(1e6) }),
    })
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([413, 'event.too-large'])
  })
})
