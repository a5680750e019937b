import { spawn } from 'node:child_process'
import { appendFileSync, chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@/db/embedded-engine'
import { findChromium } from '../bin/tools.mjs'
import { type Member, openSessions } from './staff-sessions'

/**
 * The demo as a newcomer gets it, with data of its own and a quicker time-lapse; its address and sign-in go to the tests through the
 * environment. Where HOUSE_ORIGIN and LOT_ONE_DATA are given, the demo that runs there is asked instead.
 */
export default async function startHouse(): Promise<() => Promise<void>> {
  process.env.CHROMIUM_PATH ??= await findChromium()
  if (process.env.HOUSE_ORIGIN) {
    await signStaffIn(process.env.HOUSE_ORIGIN, process.env.LOT_ONE_DATA ?? 'var')
    return async () => undefined
  }
  const data = mkdtempSync(join(tmpdir(), 'lot-one-e2e-'))
  // As root the database is another user, who must be able to pass.
  chmodSync(data, 0o711)
  const child = spawn(process.execPath, ['bin/demo.mjs'], {
    env: {
      ...process.env,
      LOT_ONE_DATA: data,
      PORT: String(await freePort(21_300)),
      ANONYMOUS_PER_MINUTE: '6000',
      AGENT_FINISH_SECONDS: '40',
      // What happens to an order is known by its atelier; chance is for the demo.
      AGENT_DECLINE: 'tokyo/patinate',
      AGENT_FATE: process.env.AGENT_FATE ?? 'paris:plain,milan:rework,tokyo:climate',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  // Links that sign a client in go to this console and to no page.
  process.env.DEMO_CONSOLE = join(data, 'console.log')
  await new Promise<void>((open, failed) => {
    const hear = (chunk: Buffer) => {
      said += chunk
      appendFileSync(join(data, 'console.log'), chunk)
      if (said.includes('Ctrl-C')) open()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('exit', (code) => failed(new Error(`The demo ended with ${code}:\n${said}`)))
  })
  const found = (pattern: RegExp): string => {
    const match = pattern.exec(said)?.[1]
    if (!match) throw new Error(`The demo did not say ${pattern}:\n${said}`)
    return match
  }
  process.env.HOUSE_ORIGIN = found(/The house\s+(http\S+)/)
  const stop = async () => {
    child.removeAllListeners('exit')
    const ended = new Promise((done) => child.once('exit', done))
    child.kill('SIGINT')
    await ended
    rmSync(data, { recursive: true, force: true })
  }
  try {
    await signStaffIn(process.env.HOUSE_ORIGIN, data)
  } catch (error) {
    await stop()
    throw error
  }
  return stop
}

/** One session for each member of the demo's staff, for all journeys. */
async function signStaffIn(origin: string, data: string): Promise<void> {
  const { staff } = JSON.parse(readFileSync(join(data, 'secrets.json'), 'utf8')) as { staff: Member[] }
  process.env.STAFF_SESSIONS = JSON.stringify(await openSessions(origin, staff))
}
