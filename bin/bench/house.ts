import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '@/db/connection'
import { freePort, startEngine } from '@/db/embedded-engine'
import { migrate } from '@/db/migrate'
import { seed } from '@/db/seed/seed'
import { closeDatabase } from '@/lib/server/database'

export interface BenchHouse {
  /** What a process of this house needs in its environment; also set in this process's. */
  environment: Readonly<Record<string, string>>
  close(): Promise<void>
}

/** A house of the bench's own, empty but for ateliers and prices, on an engine that keeps what it commits as in life. */
export async function openBenchHouse(extra: Readonly<Record<string, string>> = {}): Promise<BenchHouse> {
  const home = mkdtempSync(join(tmpdir(), 'lot-one-bench-'))
  // As root the database is another user, who must be able to pass.
  chmodSync(home, 0o711)
  const engine = await startEngine({ folder: join(home, 'data'), password: 'bench', port: await freePort(26_000), durable: true })
  const admin = connect(engine.url('postgres'), 1)
  await admin.pool.query('create database lot_one')
  await admin.close()
  const url = engine.url('lot_one')
  await migrate(url)
  const market = connect(url, 1)
  await seed(market.database, { demo: true, access: [], at: new Date() })
  await market.close()
  const environment = {
    LOT_ONE_MODE: 'test',
    DATABASE_URL: url,
    PUBLIC_URL: 'http://localhost:3000',
    LINK_SECRET: 'a secret of the benches, long enough to be one',
    STRIPE_WEBHOOK_SECRET: 'whsec_of_the_benches',
    BLOB_FOLDER: join(home, 'blobs'),
    LOG_LEVEL: 'error',
    ...extra,
  }
  Object.assign(process.env, environment)
  return {
    environment,
    async close() {
      await closeDatabase()
      await engine.stop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
