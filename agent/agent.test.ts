import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { eventHash, GENESIS, type SealedEvent, signatureHolds } from '@/lib/domain/production/chain'
import { Agent } from './agent'
import { readWorkshop } from './workshop'

/** RFC 8032, section 7.1, test 1. */
const SECRET = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'
const PUBLIC = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'
const ID = 'po_000000000001'
const sum = (text: string) => createHash('sha256').update(text).digest('hex')
const segment = {
  ID: 'polish',
  ProcessSegmentID: 'hand-polish',
  EarliestStartTime: '2026-11-23T09:00:00+01:00',
  LatestEndTime: '2026-11-23T10:00:00+01:00',
  ElapsedTime: 'PT60M',
  EquipmentRequirement: [{ EquipmentID: 'paris-bench' }],
  Parameter: [],
  TestSpecification: [],
}
const JOB = JSON.stringify({ JobOrder: { ID, EndTime: '2026-11-23T10:00:00+01:00', OperationsSegment: [segment] } })

/** A house of a few lines: what the agent may rely on is the API, nothing else. */
let server: Server
let origin = ''
let chain: SealedEvent[] = []
let state = 'NotAllowedToStart'
let cut = false
let job = JOB
let folder = ''
let clock = 0

const manifest = () => JSON.stringify({ files: [{ path: 'job-order.json', bytes: JOB.length, sha256: sum(JOB) }] })
const shown = () => ({
  id: ID,
  state,
  phase: chain.length > 0 ? 'accepted' : 'offered',
  delivered: '2026-11-25T10:00:00+01:00',
  nextSequence: chain.length,
  head: GENESIS,
  manifest: sum(manifest()),
})

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}

function answer(path: string, body: string): [number, string] {
  if (path.endsWith('?list=offered&limit=100'))
    return [200, JSON.stringify({ productionOrders: chain.length > 0 ? [] : [shown()] })]
  if (path.endsWith('?list=open&limit=100')) return [200, JSON.stringify({ productionOrders: chain.length > 0 ? [shown()] : [] })]
  if (path.endsWith('/files/manifest.json')) return [200, manifest()]
  if (path.endsWith('/files/job-order.json')) return [200, job]
  if (body === '') return [200, JSON.stringify(path.endsWith('/events') ? { events: chain } : shown())]
  const event = JSON.parse(body) as SealedEvent
  const known = chain.find(({ id }) => id === event.id)
  if (known) return [200, '{}']
  const last = chain.at(-1)
  const continues = event.sequence === chain.length && event.previous === (last ? eventHash(last) : GENESIS)
  if (!continues || !signatureHolds(event, event.signature, PUBLIC)) return [409, JSON.stringify({ code: 'event.gap' })]
  chain.push(event)
  return [200, '{}']
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const body = await textOf(request)
    if (cut) return request.socket.destroy()
    const [status, text] = answer(request.url ?? '', body)
    response.writeHead(status, { 'content-type': 'application/json' }).end(text)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((done) => server.close(done))
})
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agent-'))
  chain = []
  state = 'NotAllowedToStart'
  cut = false
  job = JOB
  clock = Date.parse('2026-11-22T12:00:00Z')
})
afterEach(() => rmSync(folder, { recursive: true }))

const makeAgent = () =>
  new Agent({
    origin,
    atelier: 'paris',
    token: 'agt_of_the_tests_long_enough',
    keyId: 'key_paris_test',
    privateKey: SECRET,
    workshop: readWorkshop('paris'),
    folder,
    finishSeconds: 100,
    interval: 1000,
    patience: 1000,
    fate: 'plain',
    declines: () => false,
    now: () => clock,
    say: () => undefined,
  })
const types = () => chain.map(({ body }) => body.type)

/** Lets seconds of the test's own clock pass, looking at each. */
async function pass(agent: Agent, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    clock += 1000
    await agent.round()
  }
}

describe('the agent', () => {
  it('accepts, waits for the money, and works through to delivery', async () => {
    const agent = makeAgent()
    await pass(agent, 30)
    expect(types()).toEqual(['accepted'])
    state = 'AllowedToStart'
    await pass(agent, 130)
    expect(types().at(-1)).toBe('delivered')
    expect(types()).toContain('finished')
  })

  it('goes on working while the line is cut, and says it all afterwards, in one chain', async () => {
    const agent = makeAgent()
    await pass(agent, 1)
    state = 'AllowedToStart'
    await pass(agent, 20)
    const before = chain.length
    cut = true
    await pass(agent, 60)
    expect(chain.length).toBe(before)
    cut = false
    await pass(agent, 1)
    expect(chain.length).toBeGreaterThan(before + 2)
    await pass(agent, 60)
    expect(types().at(-1)).toBe('delivered')
    expect(chain.map(({ sequence }) => sequence)).toEqual(chain.map((_, index) => index))
  })

  it('goes on after a restart where it was, also when what it last said was not acknowledged', async () => {
    const first = makeAgent()
    await pass(first, 1)
    state = 'AllowedToStart'
    await pass(first, 30)
    cut = true
    await pass(first, 20)
    cut = false
    await pass(makeAgent(), 100)
    expect(types().at(-1)).toBe('delivered')
    expect(new Set(chain.map(({ id }) => id)).size).toBe(chain.length)
  })

  it('takes an order up again from the house’s chain when its own disk is lost', async () => {
    const first = makeAgent()
    await pass(first, 1)
    state = 'AllowedToStart'
    await pass(first, 40)
    const before = chain.length
    rmSync(folder, { recursive: true })
    await pass(makeAgent(), 120)
    expect(chain.length).toBeGreaterThan(before)
    expect(types().filter((type) => type === 'accepted')).toHaveLength(1)
    expect(types().at(-1)).toBe('delivered')
  })

  it('declines a package that is not as the manifest says', async () => {
    job = JOB.replace('polish', 'pOlish')
    await pass(makeAgent(), 2)
    expect(types()).toEqual(['declined'])
  })
})
