import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import pg from 'pg'

/** What queries take: a database or a transaction on it. */
export type Database = Pick<
  NodePgDatabase,
  'select' | 'selectDistinct' | 'selectDistinctOn' | 'insert' | 'update' | 'delete' | 'execute' | 'transaction'
>

export interface Connection {
  database: NodePgDatabase
  pool: pg.Pool
  close(): Promise<void>
}

/** A pool that connects at first use. A statement that takes longer than 15 s is ended by the engine. */
export function connect(url: string, size = 10): Connection {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 30_000,
  })
  // An idle connection that breaks (database restarted) is replaced at next use; without a listener it would end the process.
  pool.on('error', () => undefined)
  // One that breaks in use fails its query; the event as well must find somebody.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return { database: drizzle(pool), pool, close: () => pool.end() }
}
