import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export interface ProcessDescription {
  name: string
  /** Script and its arguments, run by this Node with TypeScript. */
  script: readonly string[]
  environment: Readonly<Record<string, string>>
}

const COLOURS = [36, 35, 33, 32, 34, 31]
const FIRST_DELAY = 500
const LONGEST_DELAY = 15_000
/** A process that lived this long had started well. */
const SETTLED = 30_000
const PATIENCE = 8_000

const leash = fileURLToPath(new URL('./leash.mjs', import.meta.url))

/** One line of output with who said it; coloured where the terminal can. */
export function say(name: string, line: string, colour = 90): void {
  const label = name.padEnd(8)
  const plain = !process.stdout.isTTY || process.env.NO_COLOR
  process.stdout.write(plain ? `${label}│ ${line}\n` : `\x1b[${colour}m${label}│\x1b[0m ${line}\n`)
}

/** Several processes under one supervisor: labelled output, restart after a crash, one orderly stop. */
export class ProcessGroup {
  readonly #children = new Map<string, ChildProcess>()
  readonly #timers = new Set<NodeJS.Timeout>()
  #stopping = false

  get isStopping(): boolean {
    return this.#stopping
  }

  /** Starts a process, unless everything is being stopped. */
  start(description: ProcessDescription): void {
    if (this.#stopping) return
    const colour = COLOURS[this.#children.size % COLOURS.length] ?? 36
    this.#launch(description, colour, FIRST_DELAY)
  }

  #launch(description: ProcessDescription, colour: number, delay: number): void {
    const { name, script, environment } = description
    const began = Date.now()
    const child = spawn(process.execPath, ['--import', leash, '--import', 'tsx', ...script], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // Its own session, so that a Ctrl-C in the terminal reaches the supervisor only.
      detached: true,
    })
    this.#children.set(name, child)
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', (line) => line.trim() && say(name, line, colour))
    }
    child.once('error', (error) => say(name, `could not be started: ${error.message}`, colour))
    child.once('exit', (code, signal) => {
      if (this.#stopping) return
      const next = Date.now() - began > SETTLED ? FIRST_DELAY : delay
      say(name, `ended (${signal ?? `code ${code}`}); started again in ${next / 1000} s`, colour)
      const timer = setTimeout(() => {
        this.#timers.delete(timer)
        this.#launch(description, colour, Math.min(next * 2, LONGEST_DELAY))
      }, next)
      this.#timers.add(timer)
    })
  }

  /** Last started is first stopped; who does not go when asked is ended. */
  async stop(): Promise<void> {
    this.#stopping = true
    for (const timer of this.#timers) clearTimeout(timer)
    for (const [, child] of [...this.#children].reverse()) await end(child)
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const gone = new Promise<void>((done) => child.once('exit', () => done()))
  child.kill('SIGTERM')
  const force = setTimeout(() => child.kill('SIGKILL'), PATIENCE)
  await gone
  clearTimeout(force)
}
