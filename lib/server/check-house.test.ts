import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findProductionOrderOf } from '@/db/queries/build'
import { changeProductionOrder, insertPackage } from '@/db/queries/production'
import { type FreshDatabase, freshHouse } from '@/db/testing/fresh-database'
import { ATELIER_KEY, insertAtelierAccess } from '@/db/testing/open-order'
import { GENESIS, seal } from '@/lib/domain/production/chain'
import { type Sandbox, startSandbox } from '@/sandbox/server'
import { keepBlob } from './blobs'
import { checkHouse } from './check-house'
import { connection, database } from './database'
import { receiveEvent } from './events'
import { settings } from './settings'
import { held } from './testing/paying'

const KEY = 'sk_test_of_the_check_suite'
let house: FreshDatabase
let sandbox: Sandbox
let production = ''
let stored = ''

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, secretKey: KEY, webhookSecret: 'whsec_of_the_tests' })
  house = await freshHouse({ STRIPE_SECRET_KEY: KEY, STRIPE_API_BASE: sandbox.url })
  const at = new Date()
  await insertAtelierAccess(database(), 'paris', at)
  const { order } = await held()
  const row = await findProductionOrderOf(database(), order)
  production = row?.id ?? ''
  const { sha256, bytes } = await keepBlob(Buffer.from('a pattern'))
  stored = sha256
  await insertPackage(database(), production, [
    { name: 'pattern.stl', blob: sha256, bytes, mediaType: 'model/stl', role: 'pattern' },
  ])
  await changeProductionOrder(database(), production, { phase: 'offered', manifest: 'a'.repeat(64), offeredAt: at }, at)
  const accepted = {
    id: 'evt_0000000000',
    productionOrder: production,
    atelier: 'paris',
    sequence: 0,
    previous: GENESIS,
    occurredAt: at.toISOString(),
    timeScale: 1,
    body: { type: 'accepted' as const, promised: row?.plan.delivered ?? '' },
  }
  const taken = await receiveEvent('paris', production, seal(accepted, ATELIER_KEY.keyId, ATELIER_KEY.secret), at)
  expect(taken.ok).toBe(true)
})
afterAll(async () => {
  await house.remove()
  await sandbox.close()
})

it('finds a house whole, and names a file that is damaged, one that is missing and a record that was changed', async () => {
  const whole = { productionOrders: 1, events: 1, packageFiles: 1, blobs: 1, bytes: 9 }
  expect(await checkHouse()).toEqual({ ...whole, faults: [] })

  const path = join(settings().BLOB_FOLDER, stored.slice(0, 2), stored)
  writeFileSync(path, 'a pattern, altered')
  expect((await checkHouse()).faults).toEqual([`blob ${stored}: blob ${stored} is damaged`])
  rmSync(path)
  expect((await checkHouse()).faults).toEqual([`blob ${stored}: missing`])
  await keepBlob(Buffer.from('a pattern'))
  expect((await checkHouse()).faults).toEqual([])

  // As somebody with the database in hand would: past the triggers that refuse a rewrite.
  const client = await connection().pool.connect()
  await client.query('set session_replication_role = replica')
  await client.query(`update production_event set event = jsonb_set(event, '{body,promised}', '"2028-01-01T10:00:00.000Z"')`)
  await client.query('set session_replication_role = default')
  client.release()
  const { faults } = await checkHouse()
  expect(faults).toHaveLength(1)
  expect(faults[0]).toMatch(new RegExp(`^${production}: \\S+ at event 1$`))
})
