import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type FrontDoor, openFrontDoor } from '@/api/front-door'
import { findProductionOrder } from '@/db/queries/build'
import { findOrder } from '@/db/queries/order'
import { allEvents, changeProductionOrder, insertPackage } from '@/db/queries/production'
import { type FreshDatabase, freshHouse } from '@/db/testing/fresh-database'
import { ATELIER_KEY, ATELIER_TOKEN, insertAtelierAccess, insertOpenOrder } from '@/db/testing/open-order'
import type { Plan } from '@/lib/domain/network/plan'
import { keepBlob } from '@/lib/server/blobs'
import { database } from '@/lib/server/database'
import { release } from '@/lib/server/release'
import { verifyBuild } from '@/lib/server/verify-build'

const folder = mkdtempSync(join(tmpdir(), 'cut-line-'))
let house: FreshDatabase
let door: FrontDoor | undefined
let port = 0
let agent: ChildProcess | undefined

async function open(): Promise<void> {
  const opened = openFrontDoor()
  await new Promise<void>((done) => opened.server.listen(port, '127.0.0.1', done))
  port = (opened.server.address() as AddressInfo).port
  door = opened
}
async function cut(): Promise<void> {
  door?.server.closeAllConnections()
  await door?.close()
  door = undefined
}

beforeAll(async () => {
  house = await freshHouse({ TIME_SCALE_LIMIT: '1000000' })
  await insertAtelierAccess(database(), 'paris', new Date())
  await open()
  const { keyId, secret: privateKey } = ATELIER_KEY
  const ateliers = [{ atelier: 'paris', token: ATELIER_TOKEN, keyId, privateKey }]
  writeFileSync(join(folder, 'agent.json'), JSON.stringify({ ateliers }))
})
afterAll(async () => {
  agent?.kill('SIGKILL')
  await cut()
  await house.remove()
  rmSync(folder, { recursive: true })
})

function startAgent(): void {
  agent = spawn(process.execPath, ['--import', 'tsx', 'bin/agent.ts'], {
    env: {
      ...process.env,
      LOT_ONE_MODE: 'test',
      ATELIER_API: `http://127.0.0.1:${port}`,
      AGENT_CREDENTIALS: join(folder, 'agent.json'),
      AGENT_FINISH_SECONDS: '12',
      AGENT_INTERVAL: '50',
      AGENT_FATE: 'rework',
    },
    stdio: 'ignore',
  })
}
async function killAgent(): Promise<void> {
  const gone = new Promise((done) => agent?.once('exit', done))
  agent?.kill('SIGKILL')
  await gone
}
async function until(seen: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await seen())) await wait(40)
}

/** An order that is offered with a package of nothing but its job order. */
async function offered(): Promise<string> {
  const order = await findOrder(database(), await insertOpenOrder(database(), new Date()))
  if (!order) throw new Error('no order')
  const id = await database().transaction((transaction) => release(transaction, order, [], new Date()))
  const job = Buffer.from(JSON.stringify(jobOrder(id, order.plan)))
  const kept = await keepBlob(job)
  const manifest = Buffer.from(
    JSON.stringify({
      files: [{ path: 'job-order.json', bytes: job.byteLength, sha256: createHash('sha256').update(job).digest('hex') }],
    }),
  )
  const named = await keepBlob(manifest)
  const file = (name: string, { sha256, bytes }: { sha256: string; bytes: number }) => {
    return { name, blob: sha256, bytes, mediaType: 'application/json', role: 'job' }
  }
  await insertPackage(database(), id, [file('job-order.json', kept), file('manifest.json', named)])
  const at = new Date()
  await changeProductionOrder(database(), id, { phase: 'offered', manifest: named.sha256, offeredAt: at }, at)
  return id
}

function jobOrder(id: string, plan: Plan) {
  const length = (amount: number) => ({ ValueString: String(amount), UnitOfMeasure: 'MMT' })
  const depth = { ID: 'depth', Feature: 'monogram', Nominal: length(0.45), LowerLimit: length(0.4), UpperLimit: length(0.5) }
  const OperationsSegment = plan.steps.map(({ operation, process, workCenter, from, to, elapsedMinutes }) => ({
    ID: operation,
    ProcessSegmentID: process,
    EarliestStartTime: from,
    LatestEndTime: to,
    ElapsedTime: `PT${elapsedMinutes}M`,
    EquipmentRequirement: [{ EquipmentID: workCenter }],
    Parameter: operation === 'engrave' ? [{ ID: 'Quantity/strokeLength', Value: length(40) }] : [],
    TestSpecification: operation === 'engrave' ? [depth] : [],
  }))
  return { JobOrder: { ID: id, EndTime: plan.ready, OperationsSegment } }
}

it('loses nothing and says nothing twice when the line is cut and the agent is killed in the middle', async () => {
  const id = await offered()
  startAgent()
  const row = async () => {
    const found = await findProductionOrder(database(), id)
    if (!found) throw new Error('no production order')
    return found
  }
  await until(async () => (await row()).phase === 'accepted')
  const at = new Date()
  await changeProductionOrder(database(), id, { phase: 'ready', state: 'AllowedToStart', capturedAt: at }, at)
  await until(async () => (await row()).nextSequence > 6)

  await cut()
  const disk = () => {
    const file = join(folder, 'agent', 'paris', `${id}.json`)
    const { events, acknowledged } = JSON.parse(existsSync(file) ? readFileSync(file, 'utf8') : '{"events":[],"acknowledged":0}')
    return (events as unknown[]).length - (acknowledged as number)
  }
  await until(() => disk() > 5)
  await killAgent()
  startAgent()
  await until(() => disk() > 12)
  await open()
  await until(async () => (await row()).nextSequence > 25)
  await killAgent()
  startAgent()
  await until(async () => (await row()).phase === 'delivered')

  const events = await allEvents(database(), id)
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index))
  expect(new Set(events.map((event) => event.id)).size).toBe(events.length)
  const types = events.map(({ body }) => body.type)
  for (const once of ['accepted', 'rework', 'finished', 'shipped', 'delivered'] as const) {
    expect(types.filter((type) => type === once)).toHaveLength(1)
  }
  expect(await verifyBuild(id)).toMatchObject({ ok: true, value: { count: events.length } })
  expect((await verifyBuild(id)) as object).not.toHaveProperty('value.fault')
}, 120_000)
