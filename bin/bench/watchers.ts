import { type ChildProcess, fork } from 'node:child_process'
import { insertLink } from '@/db/queries/link'
import { insertProductionOrder } from '@/db/queries/production'
import { insertOpenOrder } from '@/db/testing/open-order'
import { connection, database } from '@/lib/server/database'
import { newId } from '@/lib/server/ids'
import { hashToken, newToken } from '@/lib/server/secrets'
import { percentile, print } from './figure'
import { type BenchHouse, openBenchHouse } from './house'

const COUNTS = [1000, 5000]
const FACTS = 20

interface Memory {
  rss: number
  cpu: NodeJS.CpuUsage
}

/** Everybody watches one build, the hardest case: from the insert of a fact to its arrival at each, and what a watcher costs. */
export async function run(): Promise<void> {
  const house = await openBenchHouse()
  try {
    for (const count of COUNTS) for (const way of ['direct', 'public'] as const) await watch(house, count, way)
  } finally {
    await house.close()
  }
}

async function watch(house: BenchHouse, count: number, way: 'direct' | 'public'): Promise<void> {
  const { build, token } = await newBuild()
  const server = start('watchers-server', [], house, ['--expose-gc'])
  const { ports } = await said<{ ports: [number, number] }>(server, 'ports')
  const before = await memory(server)
  const client = start('watchers-client', [String(ports[way === 'direct' ? 0 : 1]), token, String(count)], house)
  await said(client, 'open')
  const open = await memory(server)
  const delays: number[] = []
  for (let sequence = 0; sequence < FACTS; sequence += 1) {
    const ready = said(client, 'waiting')
    client.send(sequence)
    await ready
    const all = said<{ heard: number[] }>(client, 'heard')
    const began = performance.timeOrigin + performance.now()
    await tell(build, sequence)
    // The first fact warms the compiler up.
    for (const heard of (await all).heard) if (sequence > 0) delays.push(heard - began)
  }
  const after = await memory(server)
  client.send(-1)
  server.kill()
  const name = `${way}_${count}`
  print('watchers', `${name}_p50`, percentile(delays, 0.5), 'ms')
  print('watchers', `${name}_p95`, percentile(delays, 0.95), 'ms')
  print('watchers', `${name}_memory_each`, (open.rss - before.rss) / count / 1000, 'kB')
  const cpu = after.cpu.user + after.cpu.system - open.cpu.user - open.cpu.system
  print('watchers', `${name}_cpu_a_delivery`, cpu / (count * FACTS), 'us')
}

function start(name: string, arguments_: readonly string[], house: BenchHouse, flags: readonly string[] = []): ChildProcess {
  const script = new URL(`./${name}.ts`, import.meta.url)
  const child = fork(script, [...arguments_], {
    execArgv: ['--import', 'tsx', ...flags],
    env: { ...process.env, ...house.environment },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  child.once('exit', (code) => {
    if (code) throw new Error(`${name} ended with ${code}`)
  })
  return child
}

/** The next message that holds `key`. */
function said<T>(child: ChildProcess, key: string): Promise<T> {
  return new Promise((heard) => {
    child.on('message', function listen(message: object) {
      if (!(key in message)) return
      child.off('message', listen)
      heard(message as T)
    })
  })
}

function memory(server: ChildProcess): Promise<Memory> {
  const answer = said<Memory>(server, 'rss')
  server.send('memory')
  return answer
}

async function newBuild(): Promise<{ build: string; token: string }> {
  const at = new Date()
  const order = await insertOpenOrder(database(), at)
  const build = newId('po')
  const { rows } = await connection().pool.query('select revision, plan, operations from client_order where id = $1', [order])
  const { revision, plan, operations } = rows[0]
  const row = { id: build, order, atelier: 'paris', profileVersion: 1, revision, plan, operations, stages: [] }
  await insertProductionOrder(database(), row)
  const token = newToken()
  const endsAt = new Date(at.getTime() + 3_600_000)
  await insertLink(database(), { id: newId('lnk'), tokenHash: hashToken(token), purpose: 'build', subject: build, endsAt })
  return { build, token }
}

/** A fact of the usual size. Who signed it is not the watchers' question, so nobody did. */
async function tell(build: string, sequence: number): Promise<void> {
  const id = `evt_${sequence}`
  const body = { type: 'operation-progress', operation: 'engrave', done: sequence, total: FACTS, unit: 'strokes' }
  const occurredAt = new Date().toISOString()
  const event = {
    id,
    sequence,
    productionOrder: build,
    atelier: 'paris',
    occurredAt,
    timeScale: 1,
    previous: '0'.repeat(64),
    body,
  }
  await connection().pool.query(
    `insert into production_event (production_order, sequence, id, type, event, key_id, signature, hash, receipt, received_at)
     values ($1, $2, $3, $4, $5, 'key_bench', $6, $7, $7, now())`,
    [build, sequence, id, body.type, JSON.stringify(event), '0'.repeat(128), '0'.repeat(64)],
  )
}
