import { spawn, spawnSync } from 'node:child_process'
import { createPrivateKey } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type FrontDoor, openFrontDoor } from '@/api/front-door'
import { findOrder } from '@/db/queries/order'
import { changeProductionOrder, insertPackage } from '@/db/queries/production'
import { type FreshDatabase, freshHouse } from '@/db/testing/fresh-database'
import { ATELIER_KEY, ATELIER_TOKEN, insertAtelierAccess, insertOpenOrder } from '@/db/testing/open-order'
import { keepBlob } from '@/lib/server/blobs'
import { database } from '@/lib/server/database'
import { release } from '@/lib/server/release'

const guide = readFileSync('docs/atelier-api.md', 'utf8')
const blocks = [...guide.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map((match) => match[1] ?? '')
const tools = ['bash', 'curl', 'jq', 'openssl', 'sha256sum', 'od'].filter((tool) => spawnSync('which', [tool]).status !== 0)
const folder = mkdtempSync(join(tmpdir(), 'guide-'))
let house: FreshDatabase
let door: FrontDoor
let origin = ''

beforeAll(async () => {
  house = await freshHouse()
  await insertAtelierAccess(database(), 'paris', new Date())
  door = openFrontDoor()
  await new Promise<void>((done) => door.server.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(door.server.address() as AddressInfo).port}`
  const order = await findOrder(database(), await insertOpenOrder(database(), new Date()))
  if (!order) throw new Error('no order')
  const id = await database().transaction((transaction) => release(transaction, order, [], new Date()))
  const job = await keepBlob(Buffer.from('{}'))
  const manifest = await keepBlob(
    Buffer.from(JSON.stringify({ files: [{ path: 'job-order.json', bytes: 2, sha256: job.sha256 }] })),
  )
  const file = (name: string, { sha256, bytes }: typeof job) => ({
    name,
    blob: sha256,
    bytes,
    mediaType: 'application/json',
    role: 'job',
  })
  await insertPackage(database(), id, [file('job-order.json', job), file('manifest.json', manifest)])
  const at = new Date()
  await changeProductionOrder(database(), id, { phase: 'offered', manifest: manifest.sha256, offeredAt: at }, at)
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.from(ATELIER_KEY.secret, 'hex')])
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
  writeFileSync(join(folder, 'key.pem'), key.export({ format: 'pem', type: 'pkcs8' }))
})
afterAll(async () => {
  await door.close()
  await house.remove()
  rmSync(folder, { recursive: true })
})

it.skipIf(tools.length > 0)(
  `the guide's example runs as it stands${tools.length > 0 ? ` (missing: ${tools.join(', ')})` : ''}`,
  async () => {
    const script = ['set -euo pipefail', ...blocks.flatMap((block, index) => [`echo '## ${index}'`, block])].join('\n')
    const child = spawn('bash', ['-c', script], {
      cwd: folder,
      env: { ...process.env, ORIGIN: origin, TOKEN: ATELIER_TOKEN, ATELIER: 'paris', KEY_ID: ATELIER_KEY.keyId },
    })
    let said = ''
    let wrong = ''
    child.stdout.on('data', (chunk) => (said += chunk))
    child.stderr.on('data', (chunk) => (wrong += chunk))
    const code = await new Promise((done) => child.once('close', done))
    expect([code, wrong]).toEqual([0, ''])
    const told = said.split(/^## \d+$/m).slice(1)
    expect(JSON.parse(told[0] ?? '')).toMatchObject({ state: 'NotAllowedToStart', nextSequence: 0, head: '0'.repeat(64) })
    expect(told[1]).toContain('the package is whole')
    expect(JSON.parse(told[2] ?? '')).toMatchObject({ sequence: 0, hash: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(told[3]?.trim()).toBe('event.not-paid')
    expect(Date.parse(told[4]?.trim() ?? '')).toBeGreaterThan(0)
    expect(told[5]?.trim()).toBe('active')
    expect(told[6]?.trim()).toBe('{"count":1,"fault":null}')
  },
)
