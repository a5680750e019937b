import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '@/db/embedded-engine'

export const PROCESSES = ['sandbox', 'api', 'jobs', 'web'] as const
export type ProcessName = (typeof PROCESSES)[number]

const KEY = 'sk_test_of_the_trial'
export const WEBHOOK_SECRET = 'whsec_of_the_trial'
const root = fileURLToPath(new URL('../..', import.meta.url))
const leash = fileURLToPath(new URL('../leash.mjs', import.meta.url))

/** The house's own processes on a database of a trial's own, each to be started, stopped in its tracks, killed and started again. */
export class Processes {
  readonly #children = new Map<ProcessName, ChildProcess>()
  readonly #environments: Readonly<Record<ProcessName, Readonly<Record<string, string>>>>
  readonly #folder: string
  /** Of the front door. */
  readonly origin: string
  readonly provider: string

  private constructor(
    folder: string,
    ports: readonly [number, number, number],
    databaseUrl: string,
    extra: Record<string, string>,
  ) {
    const [front, pages, sandbox] = ports
    this.#folder = folder
    this.origin = `http://127.0.0.1:${front}`
    this.provider = `http://127.0.0.1:${sandbox}`
    const house = {
      LOT_ONE_MODE: 'test',
      DATABASE_URL: databaseUrl,
      PUBLIC_URL: this.origin,
      PORT: String(front),
      WEB_URL: `http://127.0.0.1:${pages}`,
      LINK_SECRET: 'a secret of the trial, long enough to be one',
      STRIPE_API_BASE: this.provider,
      STRIPE_SECRET_KEY: KEY,
      STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
      BLOB_FOLDER: join(folder, 'blobs'),
      TIME_SCALE_LIMIT: '1000000',
      ANONYMOUS_PER_MINUTE: '100000',
      LOG_LEVEL: 'fatal',
      NEXT_TELEMETRY_DISABLED: '1',
      ...extra,
    }
    this.#environments = {
      api: house,
      jobs: house,
      web: { ...house, NODE_ENV: 'production' },
      sandbox: {
        LOT_ONE_MODE: 'test',
        PORT: String(sandbox),
        STRIPE_SECRET_KEY: KEY,
        SANDBOX_WEBHOOK_URL: `${this.origin}/webhooks/stripe`,
        SANDBOX_WEBHOOK_SECRET: WEBHOOK_SECRET,
        SANDBOX_FOLDER: join(folder, 'sandbox'),
      },
    }
  }

  static async open(databaseUrl: string, extra: Record<string, string> = {}): Promise<Processes> {
    const first = await freePort(27_000 + Math.floor(Math.random() * 5000))
    const second = await freePort(first + 1)
    const ports = [first, second, await freePort(second + 1)] as const
    return new Processes(mkdtempSync(join(tmpdir(), 'lot-one-trial-')), ports, databaseUrl, extra)
  }

  /** Resolves when the process has said that it is there. */
  async start(name: ProcessName, extra: Readonly<Record<string, string>> = {}): Promise<void> {
    const child = spawn(process.execPath, ['--import', leash, '--import', 'tsx', `bin/${name}.ts`], {
      cwd: root,
      // By its name a test finds out in the database which process waits for it.
      env: { ...process.env, ...this.#environments[name], PGAPPNAME: name, ...extra },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    this.#children.set(name, child)
    let said = ''
    await new Promise<void>((there, failed) => {
      const hear = (chunk: Buffer) => {
        said += chunk
        there()
      }
      child.stdout?.once('data', hear)
      child.stderr?.on('data', (chunk: Buffer) => {
        said += chunk
      })
      child.once('exit', (code) => failed(new Error(`${name} ended with ${code}:\n${said}`)))
    })
  }

  /** As the kernel ends a process: nothing is finished, nothing is said. */
  async kill(name: ProcessName): Promise<void> {
    const child = this.#children.get(name)
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((done) => child.once('exit', done))
    child.kill('SIGKILL')
    await gone
  }

  pause(name: ProcessName): void {
    this.#children.get(name)?.kill('SIGSTOP')
  }

  resume(name: ProcessName): void {
    this.#children.get(name)?.kill('SIGCONT')
  }

  idOf(name: ProcessName): number {
    const id = this.#children.get(name)?.pid
    if (id === undefined) throw new Error(`${name} does not run`)
    return id
  }

  async close(): Promise<void> {
    for (const name of PROCESSES) await this.kill(name)
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
