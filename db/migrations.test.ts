import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Connection, connect } from './connection'
import { holdsForeignRows, migrate } from './migrate'
import { seed } from './seed/seed'
import { type FreshDatabase, freshDatabase } from './testing/fresh-database'

let fresh: FreshDatabase
let open: Connection

beforeAll(async () => {
  fresh = await freshDatabase()
  open = connect(fresh.url)
})
afterAll(async () => {
  await open.close()
  await fresh.remove()
})

const refusalOf = (statement: string) =>
  open.pool.query(statement).then(
    () => undefined,
    (error: { code?: string; message: string }) => error,
  )

describe('migrations', () => {
  it('may be run by many processes at once, on an empty database', async () => {
    const name = `empty_${process.pid}`
    await open.pool.query(`create database ${name}`)
    const url = new URL(fresh.url)
    url.pathname = `/${name}`
    await Promise.all(Array.from({ length: 5 }, () => migrate(url.href)))
    expect(await holdsForeignRows(url.href)).toBe(false)
    await open.pool.query(`drop database ${name} with (force)`)
  })
})

describe('facts are never rewritten', () => {
  beforeAll(async () => {
    await open.pool.query(`insert into audit (actor, action, subject) values ('system', 'test', 'x')`)
    await open.pool.query(`insert into design (id, family) values ('des_a', 'signet-ring')`)
    await open.pool.query(
      `insert into design_revision (id, design, number, model, record, record_hash) values ('rev_a', 'des_a', 1, 'm', '{}', 'h')`,
    )
  })

  for (const table of [
    'production_event',
    'ledger_entry',
    'audit',
    'design_revision',
    'atelier_profile',
    'price_book',
    'climate_reading',
  ]) {
    it(`${table} takes no update, delete or truncate`, async () => {
      const column =
        { production_event: 'type', ledger_entry: 'kind', audit: 'action', design_revision: 'model', climate_reading: 'id' }[
          table
        ] ?? 'created_at'
      for (const statement of [
        `update ${table} set ${column} = ${column}`,
        `delete from ${table}`,
        `truncate ${table} cascade`,
      ]) {
        expect((await refusalOf(statement))?.message, statement).toMatch(/is append-only/)
      }
    })
  }
})

describe('seeding', () => {
  it('changes nothing when it runs again', async () => {
    const count = async () => (await open.pool.query('select count(*)::int as n from atelier_profile')).rows[0].n as number
    const before = await count()
    expect(before).toBeGreaterThanOrEqual(3)
    const notes = await seed(open.database, { demo: true, access: [], at: new Date() })
    expect(notes).toEqual([])
    expect(await count()).toBe(before)
  })

  it('marks what is ours; rows without the mark are somebody’s', async () => {
    expect(await holdsForeignRows(fresh.url)).toBe(false)
    await open.pool.query(`delete from seed_marker`)
    expect(await holdsForeignRows(fresh.url)).toBe(true)
  })
})

describe('lists', () => {
  it('are read by an index: no query of a list needs to sort or scan its table', async () => {
    for (const query of [
      'select * from client_order order by created_at desc, id desc limit 51',
      `select * from client_order where state = 'open' order by created_at desc, id desc limit 51`,
      `select * from client_order where atelier = 'paris' order by created_at desc, id desc limit 51`,
      'select * from production_order order by created_at desc, id desc limit 51',
      `select * from production_order where state = 'Running' order by created_at desc, id desc limit 51`,
      `select * from production_event where production_order = 'po_x' and sequence > 3 order by sequence limit 1000`,
    ]) {
      const client = await open.pool.connect()
      await client.query('set enable_seqscan = off; set enable_bitmapscan = off')
      const { rows } = await client.query(`explain ${query}`)
      client.release()
      const plan = rows.map((row: { 'QUERY PLAN': string }) => row['QUERY PLAN']).join('\n')
      expect(plan, query).toMatch(/Index (Only )?Scan/)
      expect(plan, query).not.toMatch(/Sort/)
    }
  })
})
