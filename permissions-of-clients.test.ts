import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { encode } from 'next-auth/jwt'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type FrontDoor, openFrontDoor } from '@/api/front-door'
import { LIVE_DOORS } from '@/api/live-doors'
import { insertRevision } from '@/db/queries/design'
import { type FreshDatabase, freshHouse } from '@/db/testing/fresh-database'
import { ACTION_DOORS, API_DOORS, PAGE_DOORS } from '@/lib/domain/access/doors'
import { may, ROLES } from '@/lib/domain/access/permissions'
import { hashOf } from '@/lib/domain/design/canonical'
import { splitPersonal } from '@/lib/domain/design/personal'
import { loadFamily } from '@/lib/domain/products/catalogue'
import { CLIENT_COOKIE, sealSecret } from '@/lib/server/client-session'
import { connection, database } from '@/lib/server/database'
import { newId } from '@/lib/server/ids'
import { hashToken } from '@/lib/server/secrets'
import { actions, pages } from './permissions-places'

/** Cookies of whoever asks; what redirect() and notFound() throw is caught and told. */
const asking = vi.hoisted(() => ({ cookies: {} as Record<string, string> }))
vi.mock('next/headers', () => ({
  cookies: async () => ({
    get: (name: string) => (asking.cookies[name] ? { value: asking.cookies[name] } : undefined),
    getAll: () => [],
    set: () => undefined,
    delete: () => undefined,
  }),
  headers: async () => new Headers({ 'x-forwarded-for': '192.0.2.1' }),
}))
/** The sign-in library seals cookies only; what it brings of Next does not load outside of it. */
vi.mock('@/lib/server/sign-in', () => ({ signIn: async () => undefined, signOut: async () => undefined }))
vi.mock('next/cache', () => ({ revalidatePath: () => undefined }))
vi.mock('next/navigation', () => ({
  redirect: (to: string) => {
    throw Object.assign(new Error(`redirect ${to}`), { told: /sign-in/.test(to) ? 'door' : 'in' })
  },
  notFound: () => {
    throw Object.assign(new Error('not found'), { told: 'nothing' })
  },
  useRouter: () => ({ refresh: () => undefined }),
  usePathname: () => '/',
}))

const STAFF_COOKIE = 'lot_one_staff'
let house: FreshDatabase
let door: FrontDoor
let origin = ''
/** Saved by Ada; Ben is another client. */
let revision = ''
const clients: Record<'ada' | 'ben', string> = { ada: '', ben: '' }

beforeAll(async () => {
  house = await freshHouse()
  const { pool } = connection()
  for (const name of ['ada', 'ben'] as const) {
    await pool.query(`insert into client_account (id, email, locale) values ($1, $2, 'en')`, [
      `acc_${name}`,
      `${name}@client.example`,
    ])
    await pool.query(`insert into client_session (id, account, ends_at) values ($1, $2, now() + interval '1 hour')`, [
      `ses_${name}`,
      `acc_${name}`,
    ])
    clients[name] = await encode({ token: { sid: `ses_${name}` }, secret: sealSecret(), salt: CLIENT_COOKIE, maxAge: 3600 })
  }
  for (const role of ROLES) {
    await pool.query(`insert into staff (id, email, name, role, atelier, password_hash) values ($1, $2, $3, $3, $4, 'x')`, [
      `stf_${role}`,
      `${role}@house.example`,
      role,
      role === 'lead' ? 'paris' : null,
    ])
    await pool.query(
      `insert into staff_session (token_hash, id, staff, verified_at, ends_at) values ($1, $2, $3, now(), now() + interval '1 hour')`,
      [hashToken(`session-of-${role}`), `ses_${role}`, `stf_${role}`],
    )
  }
  const family = await loadFamily('signet-ring')
  const document = { family: 'signet-ring', model: family?.model ?? '', choices: family?.presets[0]?.choices ?? {} }
  const { record, personal } = splitPersonal(document, ['letters'], 'ab'.repeat(16))
  revision = newId('rev')
  const design = newId('des')
  await insertRevision(database(), {
    id: revision,
    design,
    family: document.family,
    record,
    recordHash: hashOf(record),
    personal,
  })
  await pool.query(`insert into client_piece (account, design) values ('acc_ada', $1)`, [design])
  door = openFrontDoor()
  door.server.listen(0, '127.0.0.1')
  await once(door.server, 'listening')
  origin = `http://127.0.0.1:${(door.server.address() as AddressInfo).port}`
})
afterAll(async () => {
  await door.close()
  await house.remove()
})

type Outcome = 'in' | 'door' | 'nothing'

async function outcomeOf(work: () => Promise<unknown>): Promise<Outcome> {
  try {
    const answer = await work()
    if (!(answer instanceof Response)) return 'in'
    await answer.body?.cancel()
    return answer.status === 404 ? 'nothing' : answer.status === 401 ? 'door' : 'in'
  } catch (error) {
    const told = (error as { told?: Outcome }).told
    if (!told) throw error
    return told
  }
}

async function visit(address: string, cookies: Record<string, string>, more: Record<string, string> = {}): Promise<Outcome> {
  asking.cookies = cookies
  const loaded = (await import(/* @vite-ignore */ `@/${pages.get(address)}`)) as Record<
    string,
    (...given: unknown[]) => Promise<unknown>
  >
  const params = Promise.resolve({ locale: 'en', family: 'signet-ring', rest: ['x'], ...more })
  const request = new Request(`http://localhost/en${address}`)
  const { GET: handler, default: page } = loaded
  if (handler) return outcomeOf(() => handler(request, { params }))
  return outcomeOf(async () => page?.({ params, searchParams: Promise.resolve({}) }))
}

const doors = Object.entries(PAGE_DOORS).filter(([address]) => !address.startsWith('/admin'))
const guessed = {
  token: 'a-token-that-nobody-ever-made',
  revision: 'rev_00000000000000000000000000',
  id: 'mail_00000000000000000000000000',
}
const GUESSED_COOKIES = [{}, { [CLIENT_COOKIE]: 'guessed' }, { [CLIENT_COOKIE]: 'x'.repeat(5000), [STAFF_COOKIE]: 'guessed' }]

describe('pages of clients', () => {
  it.each(doors.filter(([, permission]) => permission === 'account.use'))(
    '%s: shut for strangers and staff, and another’s object is the same nothing',
    async (address) => {
      const own = address.includes('[revision]')
      const shut = address.includes('export') || own ? 'nothing' : 'door'
      for (const cookies of [...GUESSED_COOKIES, { [STAFF_COOKIE]: 'session-of-owner' }])
        expect(await visit(address, cookies, { revision }), JSON.stringify(cookies).slice(0, 60)).toBe(shut)
      expect(await visit(address, { [CLIENT_COOKIE]: clients.ben }, { revision })).toBe(own ? 'nothing' : 'in')
      expect(await visit(address, { [CLIENT_COOKIE]: clients.ada }, guessed)).toBe(own ? 'nothing' : 'in')
      expect(await visit(address, { [CLIENT_COOKIE]: clients.ada }, { revision })).toBe('in')
    },
  )

  it.each(doors.filter(([address]) => address.includes('[token]')))(
    '%s: a guessed link is the same nothing to everybody',
    async (address) => {
      const everybody = [{}, { [CLIENT_COOKIE]: clients.ada }, { [STAFF_COOKIE]: 'session-of-owner' }]
      for (const cookies of everybody) expect(await visit(address, cookies, guessed)).toBe('nothing')
    },
  )

  it.each(
    doors.filter(([address, permission]) => permission === 'mail.read' || (permission === 'salon.use' && pages.has(address))),
  )('%s (%s): for those of the house whom the table names', async (address, permission) => {
    for (const cookies of [...GUESSED_COOKIES, { [CLIENT_COOKIE]: clients.ada }])
      expect(await visit(address, cookies, guessed)).toBe(address.includes('[') ? 'nothing' : 'door')
    for (const role of ROLES) {
      const caller = { role, staff: `stf_${role}`, ...(role === 'lead' ? { atelier: 'paris' } : {}) }
      const outcome = await visit(address, { [STAFF_COOKIE]: `session-of-${role}` }, guessed)
      if (!may(caller, permission)) expect([role, outcome]).toEqual([role, 'nothing'])
      else if (!address.includes('[')) expect([role, outcome]).toEqual([role, 'in'])
    }
  })

  it('leave none out', () => {
    const walked = (address: string, permission: string) =>
      permission === 'account.use' || address.includes('[token]') || permission === 'mail.read' || permission === 'salon.use'
    const open = doors.filter(([address, permission]) => !walked(address, permission))
    expect(open.filter(([, permission]) => permission !== 'house.visit')).toEqual([])
  })
})

describe('actions of clients', () => {
  const listed = Object.entries(ACTION_DOORS).filter(([, permission]) => permission === 'account.use')
  const act = async (name: string, cookies: Record<string, string>, more: Record<string, string> = {}) => {
    asking.cookies = cookies
    const { path = '', name: action = '' } = actions.get(name) ?? {}
    const loaded = (await import(/* @vite-ignore */ `@/${path}`)) as Record<string, (...given: unknown[]) => Promise<unknown>>
    const form = new FormData()
    for (const [key, value] of Object.entries({ locale: 'en', ...more })) form.set(key, value)
    const run = loaded[action]
    if (!run) throw new Error(`${name} is not there`)
    return run.length > 1 ? run(undefined, form) : run(form)
  }

  it.each(listed)('%s: strangers and staff are shown the way in, and nothing is done', async (name) => {
    for (const cookies of [...GUESSED_COOKIES, { [STAFF_COOKIE]: 'session-of-owner' }])
      expect(await outcomeOf(() => act(name, cookies, { revision, know: 'yes' }))).toBe('door')
    const { rows } = await connection().pool.query(`select count(*)::int as n from client_piece`)
    expect(rows[0].n).toBe(1)
  })

  it('another’s revision is not shared, and one’s own is', async () => {
    expect(await act('/me share', { [CLIENT_COOKIE]: clients.ben }, { revision })).toEqual({ note: expect.any(String) })
    expect(await act('/me share', { [CLIENT_COOKIE]: clients.ada }, { revision })).toEqual({ link: expect.any(String) })
  })
})

describe('live streams', () => {
  /** The status of a stream's answer; the stream itself is left at once. */
  async function knock(path: string, cookies: Record<string, string> = {}): Promise<number> {
    const leaving = new AbortController()
    const cookie = Object.entries(cookies)
      .map(([name, value]) => `${name}=${value}`)
      .join('; ')
    const answer = await fetch(origin + path, { signal: leaving.signal, headers: cookie ? { cookie } : {} })
    leaving.abort()
    return answer.status
  }
  const concrete = (path: string) => path.replace(/:token/, guessed.token).replace(/:id/, 'x0000000000000000000000000')

  it.each(Object.keys(LIVE_DOORS))('%s: answered as the table says, and a guessed object is nothing', async (path) => {
    const permission = API_DOORS[`GET ${path}`]
    expect(permission).toBeDefined()
    for (const cookies of GUESSED_COOKIES) expect([401, 404]).toContain(await knock(concrete(path), cookies))
    for (const role of ROLES) {
      const status = await knock(concrete(path), { [STAFF_COOKIE]: `session-of-${role}` })
      const caller = { role, staff: `stf_${role}`, ...(role === 'lead' ? { atelier: 'paris' } : {}) }
      const open = !path.includes(':') && permission && may(caller, permission)
      expect([role, open ? status === 200 : [401, 403, 404].includes(status)]).toEqual([role, true])
    }
  })

  it('are nowhere else', async () => {
    for (const path of [
      '/live/',
      '/live/orders',
      '/live/staff',
      '/live/staff/orders/x',
      '/live/builds',
      '/live/builds/a/b',
      '/live/salon/x/y',
    ])
      expect(await knock(path, { [STAFF_COOKIE]: 'session-of-owner' })).toBe(404)
  })
})
