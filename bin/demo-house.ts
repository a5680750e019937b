import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { connect } from '@/db/connection'
import { type EmbeddedEngine, freePort, removeCluster, startEngine } from '@/db/embedded-engine'
import { holdsForeignRows, migrate } from '@/db/migrate'
import { seed, seededProfiles } from '@/db/seed/seed'
import { newId } from '@/lib/server/ids'
import { hashPassword, hashToken, seal } from '@/lib/server/secrets'
import { readSettings } from '@/lib/server/settings'
import { type DemoSecrets, demoSecrets } from './demo-secrets'
import { ProcessGroup, say } from './process-group'
import { ensureBuilt } from './web-build'

const DATA = resolve(process.env.LOT_ONE_DATA ?? 'var')
/** Not a secret: the only key that the sandbox knows. */
const SANDBOX_KEY = 'sk_test_lotone_sandbox'
const FRONT_PORT = 3000
const DATABASE_PORT = 5432

const tell = (line: string) => say('demo', line)

/** The whole house on one machine: own database, all processes, one stop. */
export async function demo(arguments_: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...arguments_], options: { fresh: { type: 'boolean', default: false } } })
  const began = Date.now()
  // A closed terminal takes no more lines; stopping in order goes on without it.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  claim()
  if (values.fresh) startOver()
  const profiles = seededProfiles()
  const secrets = demoSecrets(
    join(DATA, 'secrets.json'),
    profiles.map(({ id }) => id),
  )
  const group = new ProcessGroup()
  const opening = database(secrets)
  const stop = stopper(group, opening)
  try {
    const engine = await opening
    const databaseUrl = engine ? await ownDatabase(engine) : (process.env.DATABASE_URL ?? '')
    const ports = await choosePorts()
    const environment = houseEnvironment(secrets, ports, databaseUrl)
    readSettings(environment)
    await prepare(environment.DATABASE_URL, secrets)
    // While the pages are built and opened: the seed plays the payment provider of the past, so the present one waits for it.
    const seeded = seedBuilds(
      { ...environment, ...sandboxEnvironment(secrets, ports), ...agentEnvironment(secrets, ports) },
      ports,
    )
    await ensureBuilt(process.cwd(), tell)
    const origin = environment.PUBLIC_URL
    const start = (name: string, own: Readonly<Record<string, string>>) =>
      group.start({ name, script: [`bin/${name}.ts`], environment: own })
    start('web', { ...environment, NODE_ENV: 'production' })
    start('api', environment)
    await answers(`${origin}/healthz`)
    await seeded
    start('sandbox', sandboxEnvironment(secrets, ports))
    start('jobs', environment)
    start('agent', agentEnvironment(secrets, ports))
    await answers(environment.WEB_URL)
    announce(origin, secrets, began)
    void engine?.exited.then(() => stop('the database has gone'))
  } catch (error) {
    // What fails because everything is being stopped is nobody's news.
    if (!group.isStopping) console.error(`\n${error instanceof Error ? error.message : error}`)
    await stop('not everything came up', 1)
  }
}

/** One demo for one data folder. */
function claim(): void {
  mkdirSync(DATA, { recursive: true })
  const file = join(DATA, 'demo.pid')
  const other = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  if (other && other !== process.pid && isDemo(other)) throw new Error(`The demo of this folder runs already (process ${other}).`)
  writeFileSync(file, String(process.pid))
  process.once('exit', () => rmSync(file, { force: true }))
}

function isDemo(pid: number): boolean {
  try {
    process.kill(pid, 0)
    // After a reboot the number may belong to anybody.
    return process.platform !== 'linux' || readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('demo')
  } catch {
    return false
  }
}

function startOver(): void {
  if (process.env.DATABASE_URL) throw new Error('--fresh empties the demo’s own database only; DATABASE_URL names another one.')
  removeCluster(join(DATA, 'data'))
  for (const name of ['secrets.json', 'agent.json', 'agent', 'blobs', 'sandbox'])
    rmSync(join(DATA, name), { recursive: true, force: true })
  tell('starting over with an empty database')
}

async function database(secrets: DemoSecrets): Promise<EmbeddedEngine | undefined> {
  const other = process.env.DATABASE_URL
  if (other) {
    if (await holdsForeignRows(other)) {
      throw new Error('DATABASE_URL names a database with rows that the demo did not put there. The demo leaves it alone.')
    }
    tell('using the database of DATABASE_URL')
    return undefined
  }
  const folder = join(DATA, 'data')
  const engine = await startEngine({ folder, password: secrets.databasePassword, port: DATABASE_PORT, durable: true })
  if (engine.adopted) tell('took over the database, which was still running')
  if (!engine.adopted && engine.port !== DATABASE_PORT) tell(`port ${DATABASE_PORT} is taken; the database uses ${engine.port}`)
  if (engine.folder !== folder) tell(`the database cannot read this folder, so its data lies in ${engine.folder}`)
  return engine
}

/** Connection string of the house's database on its own engine. */
async function ownDatabase(engine: EmbeddedEngine): Promise<string> {
  const { pool, close } = connect(engine.url('postgres'), 1)
  const { rowCount } = await pool.query(`select 1 from pg_database where datname = 'lot_one'`)
  if (!rowCount) await pool.query('create database lot_one')
  await close()
  return engine.url('lot_one')
}

interface Ports {
  front: number
  web: number
  sandbox: number
}

async function choosePorts(): Promise<Ports> {
  const wanted = Number(process.env.PORT || FRONT_PORT)
  const front = await freePort(wanted)
  if (front !== wanted) tell(`port ${wanted} is taken; the house uses ${front}`)
  const web = await freePort(front + 1)
  return { front, web, sandbox: await freePort(web + 1) }
}

const originOf = (ports: Ports) => `http://localhost:${ports.front}`

/** Read by lib/server/settings.ts. */
function houseEnvironment(secrets: DemoSecrets, ports: Ports, databaseUrl: string) {
  return {
    LOT_ONE_MODE: 'demo',
    DATABASE_URL: databaseUrl,
    PUBLIC_URL: originOf(ports),
    PORT: String(ports.front),
    WEB_URL: `http://127.0.0.1:${ports.web}`,
    LINK_SECRET: secrets.linkSecret,
    STRIPE_API_BASE: `http://127.0.0.1:${ports.sandbox}`,
    STRIPE_SECRET_KEY: SANDBOX_KEY,
    STRIPE_WEBHOOK_SECRET: secrets.webhookSecret,
    BLOB_FOLDER: join(DATA, 'blobs'),
    TIME_SCALE_LIMIT: '1000000',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
    NEXT_TELEMETRY_DISABLED: '1',
  }
}

/** The sandbox and the agent stand for other people's machines, so they get nothing of the house but its address. */
function sandboxEnvironment(secrets: DemoSecrets, ports: Ports) {
  return {
    LOT_ONE_MODE: 'demo',
    PORT: String(ports.sandbox),
    STRIPE_SECRET_KEY: SANDBOX_KEY,
    SANDBOX_PUBLIC_URL: `http://localhost:${ports.sandbox}`,
    SANDBOX_WEBHOOK_URL: `${originOf(ports)}/webhooks/stripe`,
    SANDBOX_WEBHOOK_SECRET: secrets.webhookSecret,
    SANDBOX_FOLDER: join(DATA, 'sandbox'),
  }
}

/** `AGENT_CREDENTIALS` is a file `{ateliers: AgentCredentials[]}`. */
function agentEnvironment(secrets: DemoSecrets, ports: Ports) {
  const file = join(DATA, 'agent.json')
  writeFileSync(file, JSON.stringify({ ateliers: secrets.agents }, null, 2), { mode: 0o600 })
  return { ATELIER_API: originOf(ports), AGENT_CREDENTIALS: file, AGENT_FOLDER: join(DATA, 'agent') }
}

async function prepare(url: string, secrets: DemoSecrets): Promise<void> {
  await migrate(url)
  const { database: target, close } = connect(url, 2)
  const access = secrets.agents.map(({ atelier, keyId, publicKey, tokenId, token }) => {
    return { atelier, keyId, publicKey, tokenId, tokenHash: hashToken(token) }
  })
  const staff = await Promise.all(
    secrets.staff.map(async ({ password, totpSecret, ...one }) => ({
      ...one,
      id: newId('stf'),
      passwordHash: await hashPassword(password),
      totpSecret: seal(secrets.linkSecret, totpSecret),
    })),
  )
  for (const note of await seed(target, { demo: true, staff, access, at: new Date() })) tell(note)
  await close()
}

/** The pieces that come with the demo. What cannot be seeded is said and left out. */
function seedBuilds(environment: Readonly<Record<string, string>>, ports: Ports): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bin/seed-builds.ts'], {
    env: { ...process.env, ...environment, PORT: String(ports.front) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', (line) => say('seed', line))
  const stop = () => child.kill()
  process.once('exit', stop)
  return new Promise((over) => {
    child.once('error', (error) => tell(`no pieces were seeded: ${error.message}`))
    child.once('close', () => {
      process.off('exit', stop)
      over()
    })
  })
}

/** Resolves when the address answers, whatever it says; gives up after a minute and a half. */
async function answers(url: string): Promise<void> {
  const end = Date.now() + 90_000
  while (Date.now() < end) {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(10_000) }).catch(() => undefined)
    if (response && response.status < 500) return
    await new Promise((later) => setTimeout(later, 200))
  }
  throw new Error(`Nothing answers at ${url}.`)
}

function announce(origin: string, secrets: DemoSecrets, began: number): void {
  const [owner] = secrets.staff
  const lines = [
    ['The house', origin],
    ['Staff', `${origin}/admin`],
    ['  sign in as', `${owner?.email}  ${owner?.password}`],
    ['  code', `npx tsx bin/staff-codes.ts  (or ${owner?.totpSecret} in an authenticator)`],
    [
      '  others',
      secrets.staff
        .slice(1)
        .map(({ email }) => email.split('@')[0])
        .join(', '),
    ],
    ['API', `${origin}/api/v1/reference`],
  ]
  console.log(`\n  Lot One is open (after ${Math.round((Date.now() - began) / 1000)} s)\n`)
  for (const [what, where] of lines) console.log(`  ${what?.padEnd(14)} ${where}`)
  console.log(
    '\n  Payments are a sandbox, ateliers are twins in time-lapse. Ctrl-C stops everything; data stays in',
    `${DATA}.\n`,
  )
}

/** Stops everything once, in order: processes first, the database last. */
function stopper(group: ProcessGroup, opening: Promise<EmbeddedEngine | undefined>) {
  let stopping: Promise<never> | undefined
  const stop = (why: string, code = 0): Promise<never> => {
    stopping ??= (async () => {
      tell(`${why}: stopping`)
      await group.stop()
      const engine = await opening.catch(() => undefined)
      await engine?.stop()
      tell('everything has stopped')
      process.exit(code)
    })()
    return stopping
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(signal))
  return stop
}
