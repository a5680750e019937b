import { Logger, type Runner, run } from 'graphile-worker'
import { connection } from '../database'
import { log } from '../log'
import { crontab, jobs } from './list'

/** Looks for work and does it, two jobs at once, until stopped; a stop lets what has begun end. */
export function startJobs(): Promise<Runner> {
  const { pool } = connection()
  // A connection that breaks while a job holds it fails that job's statement; without a listener it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return run({
    pgPool: pool,
    taskList: { ...jobs },
    crontab,
    concurrency: 2,
    noHandleSignals: true,
    // NOTIFY wakes it at once; the poll is for what a lost connection has missed.
    pollInterval: 1000,
    logger: new Logger(() => (level, message, meta) => {
      const error = meta && 'error' in meta ? { error: String(meta.error) } : {}
      if (level === 'error') log().error(error, message)
      else if (level === 'warning') log().warn(error, message)
      else log().debug(message)
    }),
  })
}
