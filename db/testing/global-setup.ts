import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { connect } from '@/db/connection'
import { startEngine } from '@/db/embedded-engine'
import { migrate } from '@/db/migrate'
import { seed } from '@/db/seed/seed'
import { TEMPLATE } from './template'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Connection string of any database on the engine of this run; `DATABASE` stands for its name. */
    databaseUrl: string
  }
}

/** Reads until whoever started it is gone, however it went; then ends the server. */
const GUARDIAN = `process.stdin.resume().on('close', () => { try { process.kill(Number(process.argv[1]), 'SIGINT') } catch {} })`

/** One engine for a whole run of tests, with a migrated and seeded template that each test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = mkdtempSync(join(tmpdir(), 'lot-one-test-'))
  // As root the server is another user, who must be able to pass.
  chmodSync(home, 0o711)
  const port = 20_000 + Math.floor(Math.random() * 20_000)
  const engine = await startEngine({ folder: join(home, 'data'), password: 'test', port, durable: false })
  const guardian = spawn(process.execPath, ['-e', GUARDIAN, String(engine.pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  const house = connect(engine.url('postgres'), 1)
  await house.pool.query(`create database ${TEMPLATE}`)
  const url = engine.url(TEMPLATE)
  await migrate(url)
  const template = connect(url, 1)
  const notes = await seed(template.database, { demo: true, access: [], at: new Date() })
  await template.close()
  if (notes.length > 0) throw new Error(notes.join('\n'))
  await house.close()
  project.provide('databaseUrl', engine.url('DATABASE'))
  return async () => {
    await engine.stop()
    guardian.kill()
    rmSync(home, { recursive: true, force: true })
  }
}
