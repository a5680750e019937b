import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Connection, connect } from '@/db/connection'
import { atelierListQuery, listAteliers } from '@/db/queries/atelier-list'
import { auditQuery } from '@/db/queries/audit'
import { type OrderFilter, orderListQuery } from '@/db/queries/order-list'
import { listInvitations, listPeople, PEOPLE_SORTS, type PeopleFilter, peopleQuery } from '@/db/queries/people-list'
import { productionListQuery } from '@/db/queries/production-list'
import { type FreshDatabase, freshDatabase } from '@/db/testing/fresh-database'
import { insertOpenOrder } from '@/db/testing/open-order'

/** Enough that a plan which reads a whole table shows. */
const MANY = 100_000
let fresh: FreshDatabase
let open: Connection
const at = new Date('2026-11-25T00:00:00Z')

beforeAll(async () => {
  fresh = await freshDatabase()
  open = connect(fresh.url, 2)
  await open.pool.query('set session_replication_role = replica')
  const first = await insertOpenOrder(open.database, at)
  const client = await open.pool.connect()
  await client.query('set statement_timeout = 0; set session_replication_role = replica')
  await client.query(
    `insert into client_contact (id, name, email, locale)
     select 'cli_' || n, 'Client ' || n, 'client' || n || '@shop.example', 'en' from generate_series(1, $1) n`,
    [MANY],
  )
  const columns = `revision, profile_version, verdict, operations, plan, quote, destination, locale, currency`
  await client.query(
    `insert into client_order (id, reference, state, contact, atelier, amount, created_at, ${columns})
     select 'ord_' || lpad(n::text, 8, '0'), 'R' || lpad(n::text, 7, '0'), 'placed', 'cli_' || n, (array['paris','milan','tokyo'])[1 + n % 3],
       10000 + (n * 7919) % 900000, $2::timestamptz - n * interval '1 minute', ${columns}
     from client_order, generate_series(1, $1) n where id = $3`,
    [MANY, at, first],
  )
  await client.query(
    `insert into order_listing (order_id, reference, atelier, standing, promised, first_promised, amount, currency, created_at, changed_at, search)
     select id, reference, atelier, (array['delivered','delivered','delivered','running','shipped','open','cancelled'])[1 + substr(id, 5)::int % 7],
       created_at + interval '20 days', created_at + interval '20 days', amount, currency, created_at, created_at + interval '2 days',
       lower(reference || ' ' || id || ' client' || substr(id, 5)::int || '@shop.example')
     from client_order where id ~ '^ord_[0-9]{8}$' on conflict do nothing`,
  )
  await client.query(
    `insert into production_order (id, order_id, atelier, profile_version, revision, phase, plan, operations, stages, promised, first_promised, created_at, updated_at)
     select 'po_' || substr(o.id, 5), o.id, o.atelier, 1, o.revision, (array['delivered','running','shipped'])[1 + substr(o.id, 5)::int % 3],
       '{}', '[]', '[]', o.created_at + interval '20 days', o.created_at + interval '20 days', o.created_at, o.created_at
     from client_order o where o.id ~ '^ord_[0-9]{8}$'`,
  )
  await client.query(
    `insert into audit (actor, action, subject, created_at)
     select 'staff:stf_' || n % 20, (array['order.refunded','session.began','mail.resent'])[1 + n % 3], 'ord_' || n, $2::timestamptz + n * interval '1 second'
     from generate_series(1, $1) n`,
    [MANY, at],
  )
  await client.query(
    `insert into staff (id, email, name, role, password_hash, totp_secret, created_at)
     select 'stf_' || n, 'person' || n || '@house.example', 'Name ' || n % 500 || ' Léa', (array['desk','quality','advisor','advisor'])[1 + n % 4], 'x',
       case when n % 9 = 0 then null else 's' end, $2::timestamptz - n * interval '1 minute' from generate_series(1, $1) n`,
    [MANY, at],
  )
  await client.query(
    `insert into staff_invitation (id, token_hash, email, name, role, invited_by, created_at, ends_at, accepted_at)
     select 'inv_' || n, 'hash' || n, 'asked' || n || '@house.example', 'Asked ' || n, 'advisor', 'stf_1', $2::timestamptz - n * interval '1 minute',
       $2::timestamptz + interval '7 days', case when n % 100 = 0 then null else $2::timestamptz end from generate_series(1, $1) n`,
    [MANY, at],
  )
  await client.query(
    `insert into atelier (id, name, created_at) select 'ate_' || n, 'Atelier ' || n, $2::timestamptz - n * interval '1 minute' from generate_series(1, $1) n`,
    [MANY / 5, at],
  )
  await client.query(
    `insert into atelier_profile (atelier, version, valid_from, profile)
     select 'ate_' || n, version, '2026-01-01', jsonb_build_object('id', 'ate_' || n, 'name', 'Atelier ' || n,
       'city', case when version = 1 then 'Formerly ' else 'Town ' end || n, 'country', (array['FR','IT','JP'])[1 + n % 3])
     from generate_series(1, $1) n, generate_series(1, 2) version`,
    [MANY / 5],
  )
  await client.query('analyze')
  client.release()
}, 180_000)
afterAll(async () => {
  await open.close()
  await fresh.remove()
})

interface Plan {
  'Node Type': string
  'Relation Name'?: string
  'Actual Rows': number
  'Rows Removed by Filter'?: number
  Plans?: Plan[]
}

const flat = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flat)]

/** What the engine did for a query: whole tables it read, and milliseconds. */
async function explained(query: { toSQL(): { sql: string; params: unknown[] } }) {
  const { sql, params } = query.toSQL()
  const { rows } = await open.pool.query(`explain (analyze, format json) ${sql}`, params)
  const [{ Plan: plan, 'Execution Time': ms }] = rows[0]['QUERY PLAN'] as [{ Plan: Plan; 'Execution Time': number }]
  const nodes = flat(plan)
  const big = [
    'order_listing',
    'client_order',
    'production_order',
    'audit',
    'client_contact',
    'staff',
    'atelier',
    'atelier_profile',
  ]
  return {
    ms,
    scanned: nodes.filter((node) => node['Node Type'].includes('Seq Scan') && big.includes(node['Relation Name'] ?? '')),
  }
}

const figures: string[] = []
afterAll(() => console.log(JSON.stringify({ bench: 'lists', rows: MANY, figures })))

const SORTS = ['changed', 'created', 'promised', 'total'] as const
const FILTERS: readonly [string, Partial<OrderFilter>][] = [
  ['all', {}],
  ['atelier', { atelier: 'paris' }],
  ['state', { standings: ['running'] }],
  ['late', { due: 'late' }],
  ['search', { search: 'client4711@' }],
]

describe('a page of a list among a hundred thousand', () => {
  for (const [name, filter] of FILTERS)
    for (const sort of SORTS)
      it(`orders, ${name}, by ${sort}: by an index, first page and the middle`, async () => {
        for (const cursor of [undefined, `${sort === 'total' ? 400_000 : at.getTime() - 30 * 86_400_000}~ord_00050000`]) {
          const asked = { ...filter, sort, direction: 'desc' as const, cursor, limit: 50 }
          const { ms, scanned } = await explained(orderListQuery(open.database, asked, at))
          expect(scanned).toEqual([])
          figures.push(`orders ${name} ${sort}${cursor ? ' middle' : ''}: ${ms.toFixed(1)} ms`)
        }
      })

  for (const sort of ['changed', 'created', 'promised'] as const)
    it(`production orders by ${sort}, also of one atelier`, async () => {
      for (const atelier of [undefined, 'tokyo']) {
        const asked = { atelier, sort, direction: 'asc' as const, limit: 50 }
        const { ms, scanned } = await explained(productionListQuery(open.database, asked, at))
        expect(scanned).toEqual([])
        figures.push(`production ${atelier ?? 'all'} ${sort}: ${ms.toFixed(1)} ms`)
      }
    })

  it('that no page ever named is the first', async () => {
    const asked = { direction: 'desc' as const, limit: 1 }
    const cursors = [undefined, '999999999999999~ord_00050000', '-1~ord_00050000', 'abc', '1~ORD', '1~ord_1~2']
    const [first, ...rest] = await Promise.all(
      cursors.flatMap((cursor) => [
        orderListQuery(open.database, { ...asked, sort: 'changed', cursor }, at),
        productionListQuery(open.database, { ...asked, sort: 'changed', cursor }, at),
      ]),
    )
    expect(first).toHaveLength(2)
    for (const [index, rows] of rest.entries())
      expect(rows[0]?.id.slice(0, 3), String(index)).toBe(index % 2 === 0 ? 'po_' : 'ord')
    expect(new Set(rest.map((rows) => rows[0]?.id)).size).toBe(2)
  })

  const PEOPLE: readonly [string, PeopleFilter][] = [
    ['all', {}],
    ['role', { role: 'quality' }],
    ['state', { state: 'no-factor' }],
    ['search', { search: 'person4711@' }],
  ]
  for (const [name, filter] of PEOPLE)
    for (const sort of PEOPLE_SORTS)
      it(`people, ${name}, by ${sort}: by an index, first page and the middle`, async () => {
        const middle = sort === 'name' ? Buffer.from('Name 250 Léa').toString('base64url') : at.getTime() - 30 * 86_400_000
        for (const cursor of [undefined, `${middle}~stf_50000`]) {
          const asked = { ...filter, sort, direction: 'asc' as const, cursor, limit: 50 }
          const { ms, scanned } = await explained(peopleQuery(open.database, asked))
          expect(scanned).toEqual([])
          figures.push(`people ${name} ${sort}${cursor ? ' middle' : ''}: ${ms.toFixed(1)} ms`)
        }
      })

  it('ateliers, by an index, also of one country and searched for', async () => {
    for (const filter of [{}, { country: 'IT' }, { search: 'town 4711' }, { only: 'ate_7' }]) {
      const asked = { ...filter, sort: 'name' as const, direction: 'asc' as const, limit: 50 }
      const { ms, scanned } = await explained(atelierListQuery(open.database, asked, at))
      expect(scanned).toEqual([])
      figures.push(`ateliers ${Object.keys(filter)[0] ?? 'all'}: ${ms.toFixed(1)} ms`)
    }
  })

  it('of people goes on where it ended, by name too, and shows everybody once', async () => {
    const filter = { search: 'name 7 léa', direction: 'desc' as const, limit: 60 }
    for (const sort of PEOPLE_SORTS) {
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const page = await listPeople(open.database, { ...filter, sort, cursor })
        seen.push(...page.rows.map(({ id }) => id))
        cursor = page.next
      } while (cursor && seen.length < 1000)
      // One in five hundred of a hundred thousand is called so.
      expect(seen).toHaveLength(MANY / 500)
      expect(new Set(seen).size).toBe(MANY / 500)
    }
    const made = ['x~stf_1', `${Buffer.from('a\0b').toString('base64url')}~stf_1`, '_w~stf_1'].map((cursor) =>
      listPeople(open.database, { sort: 'name', direction: 'asc', cursor, limit: 1 }),
    )
    for (const page of await Promise.all(made)) expect(page.rows).toHaveLength(1)
  })

  it('of invitations holds those that are open, newest first', async () => {
    const page = await listInvitations(open.database, { limit: 50 }, at)
    expect(page.rows[0]?.id).toBe('inv_100')
    const next = await listInvitations(open.database, { limit: 50, cursor: page.next }, at)
    expect(next.rows[0]?.id).toBe('inv_5100')
    expect((await listInvitations(open.database, { limit: 50, search: 'asked300@' }, at)).rows.map(({ id }) => id)).toEqual([
      'inv_300',
    ])
    expect((await listInvitations(open.database, { limit: 50 }, new Date(at.getTime() + 8 * 86_400_000))).rows).toEqual([])
  })

  it('of ateliers knows them by what they are called now', async () => {
    const ask = (search: string) => listAteliers(open.database, { search, sort: 'joined', direction: 'desc', limit: 5 }, at)
    expect((await ask('town 4711')).rows.map(({ id }) => id)).toEqual(['ate_4711'])
    expect((await ask('formerly 4711')).rows).toEqual([])
    expect((await ask('100%')).rows).toEqual([])
  })

  it('the audit list, by actor, action and subject', async () => {
    for (const filter of [{}, { actors: ['staff:stf_3'] }, { action: 'mail.resent' }, { subjects: ['ord_500', 'po_500'] }]) {
      const { ms, scanned } = await explained(auditQuery(open.database, { ...filter, limit: 100 }))
      expect(scanned).toEqual([])
      figures.push(`audit ${Object.keys(filter)[0] ?? 'all'}: ${ms.toFixed(1)} ms`)
    }
  })
})
