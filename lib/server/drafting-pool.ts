import { join } from 'node:path'
import { Piscina } from 'piscina'
import { type Result, refuse } from '@/lib/domain/result'
import { log } from './log'

export interface PoolOptions {
  /** Module (TypeScript) whose default export does one task. */
  module: URL
  threads: number
  /** Tasks that may wait beyond those that run. */
  queue: number
  /** A task that runs longer is ended. */
  milliseconds: number
  /** A task whose thread holds more JavaScript heap than this is ended. */
  megabytes: number
}

/**
 * Geometry on threads of its own: so many at once, so many waiting, each for so long and with so much memory. What does not fit is
 * refused at once as `server.busy`; a task over its limit is ended as `drafting.too-slow` or `drafting.too-large`, and its
 * thread replaced.
 */
export class DraftingPool {
  readonly #pool: Piscina
  readonly #options: PoolOptions
  readonly #waiting: (() => void)[] = []
  #running = 0

  constructor(options: PoolOptions) {
    this.#options = options
    this.#pool = new Piscina({
      // From the project's folder and not from this module: the bundle of the pages has moved it.
      filename: join(/* turbopackIgnore: true */ process.cwd(), 'lib', 'server', 'drafting-thread.mjs'),
      workerData: { module: options.module.href },
      minThreads: 0,
      maxThreads: options.threads,
      idleTimeout: 60_000,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: options.megabytes },
      atomics: 'disabled',
    })
    // A thread that dies at its task fails it below; one that cannot even start is a bug, which the log should tell.
    this.#pool.on('error', (error) => log().error({ err: error }, 'a drafting thread failed'))
  }

  /** Answers the task, or says why it was not done. An exception is a bug in the worker. */
  async run<Task, Answer>(task: Task): Promise<Result<Answer>> {
    if (this.#running >= this.#options.threads) {
      if (this.#waiting.length >= this.#options.queue) return refuse('server.busy', { seconds: this.#patience() })
      // Whoever ends hands over the place.
      await new Promise<void>((enter) => this.#waiting.push(enter))
    } else this.#running += 1
    try {
      return await this.#do<Task, Answer>(task)
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#running -= 1
    }
  }

  async #do<Task, Answer>(task: Task): Promise<Result<Answer>> {
    const limit = AbortSignal.timeout(this.#options.milliseconds)
    try {
      const value: Answer = await this.#pool.run(task, { signal: limit })
      return { ok: true, value }
    } catch (error) {
      if (limit.aborted) return refuse('drafting.too-slow', { seconds: Math.ceil(this.#options.milliseconds / 1000) })
      if ((error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY') {
        return refuse('drafting.too-large', { megabytes: this.#options.megabytes })
      }
      throw error
    }
  }

  /** Seconds until a place is likely free, for Retry-After. */
  #patience(): number {
    return Math.max(1, Math.ceil((this.#waiting.length * 0.5) / this.#options.threads))
  }

  close(): Promise<void> {
    return this.#pool.destroy()
  }
}
