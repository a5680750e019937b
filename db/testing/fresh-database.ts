import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { connect } from '@/db/connection'
import { TEMPLATE } from './template'

export interface FreshDatabase {
  url: string
  /** Ends every connection to it and removes it. */
  remove(): Promise<void>
}

/** A database of a test file's own: real engine, real migrations, ateliers and price book seeded. About 50 ms. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const any = inject('databaseUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  const house = connect(any.replace('DATABASE', 'postgres'), 1)
  await house.pool.query(`create database ${name} template ${TEMPLATE}`)
  return {
    url: any.replace('DATABASE', name),
    async remove() {
      await house.pool.query(`drop database if exists ${name} with (force)`)
      await house.close()
    },
  }
}

/**
 * As `freshDatabase`, with the environment that the use cases of lib/server read. Call it before the first of them, e.g. in
 * `beforeAll`; `extra` settings win. Test files run in processes of their own, so nobody else sees it.
 */
export async function freshHouse(extra: Readonly<Record<string, string>> = {}): Promise<FreshDatabase> {
  const fresh = await freshDatabase()
  const blobs = mkdtempSync(join(tmpdir(), 'lot-one-blobs-'))
  Object.assign(process.env, {
    LOT_ONE_MODE: 'test',
    DATABASE_URL: fresh.url,
    PUBLIC_URL: 'http://localhost:3000',
    LINK_SECRET: 'a secret of the tests, long enough to be one',
    STRIPE_WEBHOOK_SECRET: 'whsec_of_the_tests',
    BLOB_FOLDER: blobs,
    LOG_LEVEL: 'silent',
    ...extra,
  })
  return {
    url: fresh.url,
    async remove() {
      const { closeDatabase } = await import('@/lib/server/database')
      await closeDatabase()
      await fresh.remove()
      rmSync(blobs, { recursive: true, force: true })
    },
  }
}
