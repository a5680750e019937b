import { EventEmitter } from 'node:events'
import { Logger, type Runner, run, type TaskList, type WorkerEvents } from 'graphile-worker'
import { connection } from '../database'
import { log, messageOf } from '../log'
import { Lifeline } from './lifeline'
import { crontab, jobs } from './list'

/** Looks for work and does it, two jobs at once, until stopped; a stop lets what has begun end. */
export async function startJobs(): Promise<Runner> {
  const { pool } = connection()
  const events: WorkerEvents = new EventEmitter()
  const workers = new Promise<string>((named) => events.once('pool:create', ({ workerPool }) => named(workerPool.id)))
  // A connection that breaks while a job holds it fails that job's statement; without a listener it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const runner = await run({
    events,
    pgPool: pool,
    taskList: discreetly(jobs),
    crontab,
    concurrency: 2,
    noHandleSignals: true,
    // NOTIFY wakes it at once; the poll is for what a lost connection has missed.
    pollInterval: 1000,
    logger: new Logger(() => (level, message, meta) => {
      const error = meta && 'error' in meta ? { err: meta.error } : {}
      if (level === 'error') log().error(error, message)
      else if (level === 'warning') log().warn(error, message)
      else log().debug(message)
    }),
  })
  const lifeline = new Lifeline(pool, await workers, (error) => log().warn({ err: error }, 'jobs cannot be looked after'))
  await lifeline.start()
  void runner.promise.finally(() => lifeline.stop()).catch(() => undefined)
  return runner
}

/** The queue keeps the message of what failed in its own table: it gets one that quotes nobody. */
function discreetly(tasks: typeof jobs): TaskList {
  const entries = Object.entries(tasks).map(([name, task]) => {
    const quiet: typeof task = async (payload, helpers) => {
      try {
        await task(payload, helpers)
      } catch (error) {
        throw new Error(messageOf(error))
      }
    }
    return [name, quiet] as const
  })
  return Object.fromEntries(entries)
}
