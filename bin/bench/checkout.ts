import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import pg from 'pg'
import type { DesignDocument } from '@/lib/domain/design/document'
import { loadFamily } from '@/lib/domain/products/catalogue'
import { Buyer, type Placed, type Quoted } from '../trial/buyer'
import { Processes, WEBHOOK_SECRET } from '../trial/processes'
import { print } from './figure'
import { openBenchHouse } from './house'

const BUYERS = [1, 8, 32]
/** Orders a case; one buyer alone needs fewer for the same certainty. */
const ORDERS = { 1: 12, 8: 32, 32: 64 } as Readonly<Record<number, number>>
/** Clock ticks of the kernel a second, in which it counts CPU. */
const TICKS = 100

/**
 * Completed orders a second and the front door's CPU an order, over HTTP, from the client's yes to the released production order:
 * every design new, every design drafted before, and settling alone (paid at the provider, the notice comes in). Jobs do not run:
 * files and mails are not the client's wait.
 */
export async function run(...sizes: number[]): Promise<void> {
  for (const buyers of sizes.length > 0 ? sizes : BUYERS) {
    await withHouse(async (bench) => {
      await bench.complete('cold', buyers, true)
      await bench.complete('warm', buyers, false)
    })
    await withHouse((bench) => bench.settle(buyers), { SANDBOX_WEBHOOK_URL: '' })
  }
}

async function withHouse(work: (bench: Bench) => Promise<void>, sandbox: Readonly<Record<string, string>> = {}): Promise<void> {
  const house = await openBenchHouse()
  const processes = await Processes.open(house.environment.DATABASE_URL ?? '', { DRAFTING_QUEUE: '256', LOG_LEVEL: 'error' })
  const pool = new pg.Pool({ connectionString: house.environment.DATABASE_URL, max: 2 })
  try {
    await processes.start('sandbox', sandbox)
    await processes.start('api')
    await work(new Bench(processes, pool, await designs()))
  } finally {
    await pool.end()
    await processes.close()
    await house.close()
  }
}

/** The first preset under many pairs of letters: each a geometry of its own. */
async function designs(): Promise<DesignDocument[]> {
  const family = await loadFamily('signet-ring')
  if (!family) throw new Error('There is no ring.')
  const letters = [...'ABDEFHKLMNPRTUV']
  const choices = family.presets[0]?.choices ?? {}
  return letters.flatMap((first) =>
    letters.map((second) => ({
      family: family.id,
      model: family.model,
      choices: { ...choices, letters: `${first}${second}` },
    })),
  )
}

interface Wanted {
  buyer: Buyer
  document: DesignDocument
  quoted: Quoted
  key: string
}

class Bench {
  readonly #processes: Processes
  readonly #pool: pg.Pool
  readonly #designs: DesignDocument[]
  #next = 0

  constructor(processes: Processes, pool: pg.Pool, all: DesignDocument[]) {
    this.#processes = processes
    this.#pool = pool
    this.#designs = all
  }

  async complete(name: 'cold' | 'warm', buyers: number, distinct: boolean): Promise<void> {
    const count = ORDERS[buyers] ?? 32
    const wanted = await this.#quotes(count, distinct)
    // What was quoted is kept drafted; a cold order is one whose draft is gone.
    if (name === 'cold') {
      await this.#processes.kill('api')
      await this.#processes.start('api')
      await this.#warmUp()
    }
    await this.#measure(`${name}_${buyers}`, count, buyers, async (index) => {
      const { buyer, document, quoted, key } = wanted[index] as Wanted
      const placed = await buyer.order(document, quoted, key)
      await buyer.pay(placed.checkoutUrl)
      await this.#untilReleased(buyer, placed)
    })
    const again = wanted.reduce((sum, { buyer }) => sum + buyer.askedAgain, 0)
    print('checkout', `${name}_${buyers}_buyers_asked_again`, again / count, 'times/order')
  }

  async settle(buyers: number): Promise<void> {
    const count = ORDERS[buyers] ?? 32
    const wanted = await this.#quotes(count, false)
    for (const { buyer, document, quoted, key } of wanted) await buyer.pay((await buyer.order(document, quoted, key)).checkoutUrl)
    const { rows } = await this.#pool.query(`select session from payment where state = 'open' order by id`)
    await this.#measure(`settle_${buyers}`, count, buyers, (index) => this.#notice(rows[index]?.session))
    const { rows: states } = await this.#pool.query('select distinct state from payment')
    if (states.length !== 1 || states[0].state !== 'authorised') throw new Error('not everything was settled')
  }

  /** Quotes of makeable designs: each another one, or the same makeable one for all. */
  async #quotes(count: number, distinct: boolean): Promise<Wanted[]> {
    const wanted: Wanted[] = []
    while (wanted.length < count) {
      const again = distinct ? undefined : wanted[0]?.document
      const document = again ?? (this.#designs[this.#next % this.#designs.length] as DesignDocument)
      const buyer = new Buyer(this.#processes.origin, this.#next)
      const key = `order-of-the-bench-${this.#next}`
      this.#next += 1
      const quoted = await buyer.quote(document)
      if (quoted.quote && quoted.outcome === 'makeable') wanted.push({ buyer, document, quoted, key })
      else if (again) throw new Error('a makeable design is makeable no more')
    }
    return wanted
  }

  /** A draft of something else: kernel and fonts are loaded, the compiler has seen it. */
  async #warmUp(): Promise<void> {
    const buyer = new Buyer(this.#processes.origin, 60_000)
    for (const document of this.#designs.slice(-3)) await buyer.quote(document)
  }

  async #measure(name: string, count: number, buyers: number, order: (index: number) => Promise<void>): Promise<void> {
    const cpu = this.#cpu()
    const began = performance.now()
    let next = 0
    const line = async () => {
      while (next < count) await order(next++)
    }
    await Promise.all(Array.from({ length: buyers }, line))
    print('checkout', `${name}_buyers`, (count * 1000) / (performance.now() - began), 'orders/s')
    print('checkout', `${name}_buyers_cpu`, ((this.#cpu() - cpu) * 1000) / count, 'ms/order')
  }

  /** Seconds of CPU that the front door has used, its drafting threads included. */
  #cpu(): number {
    const stat = readFileSync(`/proc/${this.#processes.idOf('api')}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) / TICKS
  }

  async #untilReleased(buyer: Buyer, { token }: Placed): Promise<void> {
    while ((await buyer.look(token)).state !== 'authorised') await new Promise((later) => setTimeout(later, 20))
  }

  async #notice(session: string): Promise<void> {
    const payload = JSON.stringify({
      id: `evt_${session}`,
      object: 'event',
      api_version: '2026-10-28.endive',
      created: Math.floor(Date.now() / 1000),
      livemode: false,
      type: 'checkout.session.completed',
      data: { object: { id: session, object: 'checkout.session' } },
    })
    const t = Math.floor(Date.now() / 1000)
    const v1 = createHmac('sha256', WEBHOOK_SECRET).update(`${t}.${payload}`).digest('hex')
    const headers = { 'stripe-signature': `t=${t},v1=${v1}`, 'content-type': 'application/json' }
    const response = await fetch(`${this.#processes.origin}/webhooks/stripe`, { method: 'POST', headers, body: payload })
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  }
}
