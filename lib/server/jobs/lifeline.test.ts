import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addJob } from '@/db/queries/production'
import { type FreshDatabase, freshHouse } from '@/db/testing/fresh-database'
import { connection } from '../database'
import { Lifeline, rescue } from './lifeline'

let house: FreshDatabase
let other: pg.Pool

beforeAll(async () => {
  house = await freshHouse()
  other = new pg.Pool({ connectionString: house.url, max: 2 })
  other.on('error', () => undefined)
})
afterAll(async () => {
  await other.end()
  await house.remove()
})

const fail = (error: unknown) => {
  throw error
}

/** As graphile-worker marks a job that one of its pools has begun. */
async function claim(key: string, pool: string, secondsAgo: number): Promise<void> {
  await addJob(connection().database, 'package', { productionOrder: key }, key)
  const sql = `update graphile_worker._private_jobs set locked_by = $2, locked_at = now() - $3 * interval '1 second' where key = $1`
  await other.query(sql, [key, pool, secondsAgo])
}

const claims = async () => {
  const { rows } = await other.query('select key, locked_by from graphile_worker.jobs order by key')
  return Object.fromEntries(rows.map(({ key, locked_by }) => [key, locked_by]))
}

it('frees the jobs of processes that are gone, and of nobody else', async () => {
  const alive = new Lifeline(other, 'pool-alive', fail)
  await alive.start()
  await claim('a', 'pool-alive', 60)
  await claim('b', 'pool-dead', 60)
  await claim('c', 'pool-new', 1)
  expect(await rescue(connection().pool, 10_000)).toEqual(['pool-dead'])
  expect(await claims()).toEqual({ a: 'pool-alive', b: null, c: 'pool-new' })

  // The engine ends the connection as it does when a process is killed.
  await connection().pool.query(
    `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and classid = 5071103 and granted`,
  )
  await expect.poll(() => rescue(connection().pool, 10_000)).toEqual(['pool-alive'])
  expect(await claims()).toEqual({ a: null, b: null, c: 'pool-new' })
  alive.stop()
})
