import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect } from '@/db/connection'
import { type FreshDatabase, freshDatabase } from '@/db/testing/fresh-database'
import { ATELIER_KEY, ATELIER_TOKEN, insertAtelierAccess } from '@/db/testing/open-order'
import { loadFamily } from '@/lib/domain/products/catalogue'
import { ensureBuilt } from '../web-build'
import { Accepting } from './atelier'
import { Buyer, type Placed } from './buyer'
import { CRASH_POINTS, type CrashPoint } from './crash-points'
import { PROCESSES, Processes, type ProcessName } from './processes'

/** Orders at once with random kills, in `verify:long`. */
const MANY = process.env.LOT_ONE_SWEEP ? 100 : 0
/** Where no notice ever arrives. */
const NOBODY = 'http://127.0.0.1:9/'
const POLL = { timeout: 60_000, interval: 100 }

let house: FreshDatabase
let processes: Processes
let atelier: Accepting
let pool: pg.Pool

beforeAll(async () => {
  await ensureBuilt(fileURLToPath(new URL('../..', import.meta.url)), () => undefined)
  house = await freshDatabase()
  const setting = connect(house.url, 1)
  await insertAtelierAccess(setting.database, 'paris', new Date())
  await setting.close()
  pool = new pg.Pool({ connectionString: house.url, max: 4 })
  processes = await Processes.open(house.url)
  for (const name of PROCESSES) await processes.start(name)
  atelier = new Accepting(processes.origin, ATELIER_TOKEN, ATELIER_KEY)
}, 300_000)

afterAll(async () => {
  await processes?.close()
  await pool?.end()
  await house?.remove()
})

async function ring() {
  const family = await loadFamily('signet-ring')
  if (!family) throw new Error('no ring')
  return { family: family.id, model: family.model, choices: family.presets[0]?.choices ?? {} }
}

async function orderOf(key: string): Promise<string> {
  const found = `select o.id from client_order o join client_contact c on c.id = o.contact where c.email = $1`
  return (await pool.query(found, [`${key}@client.example`])).rows[0]?.id
}

/** Holds the statement up, kills somebody while its speaker waits for it, lets go, and starts the killed one again. */
async function crash(point: CrashPoint, key: string, act: () => Promise<unknown>): Promise<void> {
  const holder = await pool.connect()
  let acted: Promise<unknown> = Promise.resolve()
  try {
    if (point.behindProvider) {
      processes.pause('sandbox')
      acted = act()
      await expect.poll(async () => (await pool.query('select 1 from payment where session is null')).rowCount, POLL).toBe(1)
    }
    await holder.query('begin')
    await holder.query(point.lock, point.lock.includes('$1') ? [await orderOf(key)] : [])
    if (point.behindProvider) processes.resume('sandbox')
    else acted = act()
    const waiting = `select 1 from pg_stat_activity
      where wait_event_type = 'Lock' and application_name = any($1) and query ilike $2 and datname = current_database()`
    const isHeld = async () => {
      const { rowCount } = await pool.query(waiting, [point.by, point.pattern])
      return rowCount ?? 0
    }
    const held = () => expect.poll(isHeld, POLL).toBeGreaterThan(0)
    // An act that ends in a fault will never wait.
    await Promise.race([held(), acted.then(held)])
    await processes.kill(point.killed)
  } finally {
    await holder.query('rollback')
    holder.release()
  }
  await processes.start(point.killed)
  await acted
}

/** Pays and comes back while neither a notice nor the poll tells the house: the page itself has to settle, and is killed at it. */
async function crashOnReturn(point: CrashPoint, key: string, buyer: Buyer, placed: Placed): Promise<void> {
  await processes.kill('sandbox')
  await processes.start('sandbox', { SANDBOX_WEBHOOK_URL: NOBODY })
  processes.pause('jobs')
  try {
    await buyer.pay(placed.checkoutUrl)
    await crash(point, key, async () => {
      // A look is taken once in a while only; the page is asked again until it takes one and is gone.
      let answer = await buyer.try('GET', `/en/orders/${placed.token}`)
      while (answer?.status === 200) answer = await buyer.try('GET', `/en/orders/${placed.token}`)
    })
    const settled = `select 1 from ledger_entry l join client_order o on o.id = l.order_id where o.id = $1`
    expect((await pool.query(settled, [await orderOf(key)])).rowCount).toBe(0)
    const looked = async () => {
      await buyer.try('GET', `/en/orders/${placed.token}`)
      return (await pool.query(settled, [await orderOf(key)])).rowCount
    }
    await expect.poll(looked, POLL).toBe(1)
  } finally {
    processes.resume('jobs')
    await processes.kill('sandbox')
    await processes.start('sandbox')
  }
}

/** One truth, in our books and in the provider's. */
async function expectOneOfEach(key: string): Promise<void> {
  const email = `${key}@client.example`
  const orders = await pool.query(
    'select o.id, o.state from client_order o join client_contact c on c.id = o.contact where c.email = $1',
    [email],
  )
  expect(orders.rows).toEqual([{ id: expect.any(String), state: 'placed' }])
  const { id } = orders.rows[0]
  const states = await pool.query('select state from payment where order_id = $1', [id])
  expect(states.rows).toEqual([{ state: 'captured' }])
  const made = await pool.query('select phase from production_order where order_id = $1', [id])
  expect(made.rows).toHaveLength(1)
  const ledger = await pool.query('select kind from ledger_entry where order_id = $1 order by id', [id])
  expect(ledger.rows.map(({ kind }) => kind)).toEqual(['authorised', 'captured'])
  const captures = (await providerEvents('payment_intent.succeeded')).filter(({ order }) => order === id)
  expect(captures).toHaveLength(1)
  const holds = (await providerEvents('payment_intent.amount_capturable_updated')).filter(({ order }) => order === id)
  expect(holds).toHaveLength(1)
}

async function providerEvents(type: string): Promise<{ order: string }[]> {
  const all: { order: string }[] = []
  let after = ''
  for (;;) {
    const query = new URLSearchParams({ type, limit: '100', ...(after ? { starting_after: after } : {}) })
    const headers = { authorization: 'Bearer sk_test_of_the_trial' }
    const response = await fetch(`${processes.provider}/v1/events?${query}`, { headers })
    const page = (await response.json()) as {
      has_more: boolean
      data: { id: string; data: { object: { metadata: { order: string } } } }[]
    }
    all.push(...page.data.map(({ data }) => ({ order: data.object.metadata.order })))
    after = page.data.at(-1)?.id ?? ''
    if (!page.has_more) return all
  }
}

/** Says yes to everything on offer; a house that is down is asked again another time. */
async function acceptAll(): Promise<void> {
  for (const id of await atelier.offered().catch(() => [])) await atelier.accept(id).catch(() => undefined)
}

/** Says yes to everything on offer until the order is placed; a house that is down is asked again. */
async function untilPlaced(buyer: Buyer, token: string): Promise<void> {
  const placed = async () => {
    await acceptAll()
    return (await buyer.look(token)).state
  }
  await expect.poll(placed, { timeout: 90_000, interval: 200 }).toBe('placed')
}

describe('kill -9 between checkout and capture', () => {
  for (const [index, point] of CRASH_POINTS.entries()) {
    it(`of ${point.killed} while ${point.statement}`, async () => {
      const buyer = new Buyer(processes.origin, index)
      const key = `crash-at-statement-${index}`
      const document = await ring()
      const quoted = await buyer.quote(document)
      const at = (step: CrashPoint['step'], act: () => Promise<unknown>) => (point.step === step ? crash(point, key, act) : act())
      await at('order', () => buyer.order(document, quoted, key))
      const placed = await buyer.order(document, quoted, key)
      const paying = () => at('package', () => at('pay', () => buyer.pay(placed.checkoutUrl)))
      if (point.step === 'look') await crashOnReturn(point, key, buyer, placed)
      else await paying()
      if (point.step === 'accept' || point.step === 'capture') {
        const order = await orderOf(key)
        const offered = `select id from production_order where order_id = $1 and offered_at is not null`
        await expect.poll(async () => (await pool.query(offered, [order])).rowCount, POLL).toBe(1)
        const { id } = (await pool.query(offered, [order])).rows[0]
        await crash(point, key, () => atelier.accept(id).catch(() => undefined))
      }
      await untilPlaced(buyer, placed.token)
      await expectOneOfEach(key)
    }, 180_000)
  }
})

describe.runIf(MANY > 0)('many orders with kills at random', () => {
  it('leave exactly one of each', async () => {
    const document = await ring()
    const keys = Array.from({ length: MANY }, (_, index) => `one-of-many-orders-${index}`)
    let isOpen = true
    let kills = 0
    const killer = async () => {
      while (isOpen) {
        const name = PROCESSES[Math.floor(Math.random() * PROCESSES.length)] as ProcessName
        await processes.kill(name)
        await processes.start(name)
        kills += 1
      }
    }
    const buy = async (key: string, index: number) => {
      const buyer = new Buyer(processes.origin, 1000 + index)
      const quoted = await buyer.quote(document)
      const placed = await buyer.order(document, quoted, key)
      await buyer.pay(placed.checkoutUrl)
      await acceptAll()
      return () => buyer.look(placed.token)
    }
    const buyAll = async () => {
      const looks: (() => Promise<{ state: string }>)[] = []
      try {
        for (let first = 0; first < MANY; first += 8)
          looks.push(...(await Promise.all(keys.slice(first, first + 8).map((key, next) => buy(key, first + next)))))
      } finally {
        isOpen = false
      }
      return looks
    }
    const [looks] = await Promise.all([buyAll(), killer()])
    // Once nobody is killed any more, everything that was paid comes to its end by itself.
    const open = new Set(looks)
    const settled = async () => {
      await acceptAll()
      for (const look of open) if ((await look()).state === 'placed') open.delete(look)
      return open.size
    }
    await expect.poll(settled, { timeout: 900_000, interval: 500 }).toBe(0)
    console.log(JSON.stringify({ trial: 'kills', orders: MANY, kills }))
    for (const key of keys) await expectOneOfEach(key)
  }, 2_400_000)
})
