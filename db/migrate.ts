import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'

const folder = fileURLToPath(new URL('./migrations', import.meta.url))

/** Any number, the same in every process: whoever holds it migrates, the others wait. */
const LOCK = 5_071_101

/** Brings a database to the newest schema, ours and the job queue's. Safe to call from many processes at once. */
export async function migrate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await applyMigrations(drizzle(client), { migrationsFolder: folder })
    await runMigrations({ connectionString: url })
  } finally {
    await client.end()
  }
}

/** Does any table hold a row, while nothing says that the demo put it there? Such a database is somebody's. */
export async function holdsForeignRows(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ schema: string; name: string }>(
      `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'drizzle', 'graphile_worker')`,
    )
    const holdsRow = async ({ schema, name }: { schema: string; name: string }) => {
      const table = `${client.escapeIdentifier(schema)}.${client.escapeIdentifier(name)}`
      return ((await client.query(`select 1 from ${table} limit 1`)).rowCount ?? 0) > 0
    }
    const marker = rows.find(({ schema, name }) => schema === 'public' && name === 'seed_marker')
    if (marker && (await client.query(`select 1 from seed_marker where key = 'demo'`)).rowCount) return false
    for (const table of rows) if (await holdsRow(table)) return true
    return false
  } finally {
    await client.end()
  }
}
