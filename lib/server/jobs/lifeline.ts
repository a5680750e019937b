import type { Pool, PoolClient } from 'pg'

/** Any number, the same in every process: the space of the locks that show who lives. */
const SPACE = 5_071_103
/** Between two looks; also how old a job's claim must be before it is doubted, since the lock comes a moment after the first claim. */
const BEAT = 10_000

/** What the jobs of killed processes were called back by; none is the usual answer. */
const RESCUE = `
  with claimed as materialized (
    select distinct locked_by as pool from graphile_worker.jobs
    where locked_by is not null and locked_at < now() - $2 * interval '1 millisecond'
  ), dead as materialized (
    select pool from claimed where pg_try_advisory_xact_lock($1, hashtext(pool))
  ), freed as (
    select graphile_worker.force_unlock_workers(array_agg(pool)) from dead having count(*) > 0
  )
  select pool from dead, freed`

/**
 * Gives the jobs of killed processes back to those that live; graphile-worker alone would wait for four hours. Each pool of workers
 * holds a lock in its name on a connection of its own, which the engine lets go when the process is gone, however it went.
 * A process that lost only its connection may find a job of its own run elsewhere too, which every job allows.
 */
export class Lifeline {
  readonly #pool: Pool
  readonly #workers: string
  readonly #report: (error: unknown) => void
  #client: PoolClient | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(pool: Pool, workers: string, report: (error: unknown) => void) {
    this.#pool = pool
    this.#workers = workers
    this.#report = report
  }

  async start(): Promise<void> {
    await this.#hold()
    await rescue(this.#pool, BEAT)
    this.#timer = setInterval(() => void this.#beat().catch(this.#report), BEAT)
  }

  /** Lets go; call it when the workers have finished. */
  stop(): void {
    clearInterval(this.#timer)
    this.#client?.release(true)
    this.#client = undefined
  }

  async #beat(): Promise<void> {
    await this.#hold()
    await rescue(this.#pool, BEAT)
  }

  async #hold(): Promise<void> {
    if (this.#client) return
    const client = await this.#pool.connect()
    const lose = () => {
      if (this.#client !== client) return
      this.#client = undefined
      client.release(true)
    }
    client.once('error', lose)
    client.once('end', lose)
    try {
      await client.query('select pg_advisory_lock($1, hashtext($2))', [SPACE, this.#workers])
      this.#client = client
    } catch (error) {
      client.release(true)
      throw error
    }
  }
}

/** Frees jobs claimed longer than `age` ms ago by pools of workers that hold no lock; returns those pools. */
export async function rescue(pool: Pool, age: number): Promise<string[]> {
  const { rows } = await pool.query<{ pool: string }>(RESCUE, [SPACE, age])
  return rows.map((row) => row.pool)
}
