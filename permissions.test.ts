import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { makeApp } from '@/api/app'
import { LIVE_DOORS } from '@/api/live-doors'
import { type FreshDatabase, freshHouse } from '@/db/testing/fresh-database'
import { ATELIER_TOKEN, insertAtelierAccess, insertOpenOrder } from '@/db/testing/open-order'
import { ACTION_DOORS, API_DOORS, PAGE_DOORS } from '@/lib/domain/access/doors'
import { type Caller, may, PERMISSION_NAMES, type PermissionName, ROLES } from '@/lib/domain/access/permissions'
import { connection, database } from '@/lib/server/database'
import { hashToken } from '@/lib/server/secrets'
import { actionFiles, actions, appFiles, pages } from './permissions-places'

/** Cookies and headers of whoever asks; what redirect() and notFound() throw is caught and told. */
const asking = vi.hoisted(() => ({ cookie: undefined as string | undefined }))
vi.mock('next/headers', () => ({
  cookies: async () => ({
    get: (name: string) => (name === 'lot_one_staff' && asking.cookie ? { value: asking.cookie } : undefined),
    getAll: () => [],
    set: () => undefined,
    delete: () => undefined,
  }),
  headers: async () => new Headers({ 'x-forwarded-for': '192.0.2.1' }),
}))
vi.mock('next/cache', () => ({ revalidatePath: () => undefined }))
vi.mock('next/navigation', () => ({
  redirect: (to: string) => {
    throw Object.assign(new Error(`redirect ${to}`), { told: 'door' })
  },
  notFound: () => {
    throw Object.assign(new Error('not found'), { told: 'nothing' })
  },
  useRouter: () => ({ refresh: () => undefined }),
  usePathname: () => '/',
}))

let house: FreshDatabase
const at = new Date()
describe('nothing is unlisted', () => {
  it('every route of the API', () => {
    const routes = makeApp()
      .routes.filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path}`)
    const live = Object.keys(LIVE_DOORS).map((path) => `GET ${path}`)
    expect([...new Set([...routes, ...live])].sort()).toEqual(Object.keys(API_DOORS).sort())
  })

  it('every page and route handler', () => {
    expect([...pages.keys()].sort()).toEqual(Object.keys(PAGE_DOORS).sort())
  })

  it('every server action, each written so that it can be found', () => {
    expect([...actions.keys()].sort()).toEqual(Object.keys(ACTION_DOORS).sort())
    for (const path of actionFiles) expect(readFileSync(path, 'utf8'), path).not.toMatch(/^export (const|default|\{|async \()/m)
    for (const path of appFiles.filter((one) => /\.tsx?$/.test(one)))
      expect(readFileSync(path, 'utf8'), path).not.toMatch(/^\s+'use server'/m)
  })

  it('and every permission opens something', () => {
    const used = new Set<string>([...Object.values(API_DOORS), ...Object.values(PAGE_DOORS), ...Object.values(ACTION_DOORS)])
    // Asked inside a page or use case, for a part of what it shows.
    for (const part of ['order.money', 'order.client', 'salon.use', 'production.answer']) used.add(part)
    expect(PERMISSION_NAMES.filter((name) => !used.has(name))).toEqual([])
  })
})

/** One of each role; a lead of Paris, whose orders there are, and one of Tokyo, who has none. */
const PEOPLE = [
  ...ROLES.map((role) => ({ role, atelier: role === 'lead' ? 'paris' : undefined })),
  { role: 'lead', atelier: 'tokyo' },
] as const
const nameOf = ({ role, atelier }: (typeof PEOPLE)[number]) => [role, atelier].filter(Boolean).join('.')
const cookieOf = (name: string) => `session-of-${name.replace('.', '-')}-of-the-tests`
const callerOf = ({ role, atelier }: (typeof PEOPLE)[number]): Caller => ({
  role,
  atelier,
  staff: `stf_${nameOf({ role, atelier } as never)}`,
})

let order = ''
let production = ''

beforeAll(async () => {
  house = await freshHouse()
  await insertAtelierAccess(database(), 'paris', at)
  for (const person of PEOPLE) {
    const name = nameOf(person)
    await connection().pool.query(
      `insert into staff (id, email, name, role, atelier, password_hash) values ($1, $2, $3, $4, $5, 'x')`,
      [`stf_${name}`, `${name}@house.example`, name, person.role, person.atelier ?? null],
    )
    await connection().pool.query(
      `insert into staff_session (token_hash, id, staff, verified_at, ends_at) values ($1, $2, $3, now(), now() + interval '1 hour')`,
      [hashToken(cookieOf(name)), `ses_${name}`, `stf_${name}`],
    )
  }
  order = await insertOpenOrder(database(), at)
  production = 'po_00000000000000000000000001'
  await connection().pool.query(
    `insert into production_order (id, order_id, atelier, profile_version, revision, phase, plan, operations, stages)
     select $1, id, atelier, profile_version, revision, 'offered', plan, operations, '[]' from client_order where id = $2`,
    [production, order],
  )
  await connection().pool.query(
    `insert into mail (id, to_address, code, locale, parameters, subject, text, order_id, once) values ('mail_1', 'a@client.example', 'order-confirmed', 'en', '{}', 's', 't', $1, 'once')`,
    [order],
  )
  await connection().pool.query(`insert into maker_line (id, production_order, text) values ('lin_1', $1, 'For her mother')`, [
    production,
  ])
})
afterAll(() => house.remove())

type Outcome = 'in' | 'door' | 'nothing' | 'refused'

async function outcomeOf(work: () => Promise<unknown>): Promise<Outcome> {
  try {
    const answer = await work()
    if (answer instanceof Response) {
      await answer.body?.cancel()
      return answer.status === 401 ? 'door' : answer.status === 404 ? 'nothing' : 'in'
    }
    return answer && typeof answer === 'object' && 'refused' in answer ? 'refused' : 'in'
  } catch (error) {
    const told = (error as { told?: Outcome }).told
    if (!told) throw error
    return told
  }
}

const words = (text: string) => `/en${text}`
/** Addresses of staff with whose the object at them is. */
const STAFF_PAGES = Object.entries(PAGE_DOORS).filter(
  ([address]) => address.startsWith('/admin') && PAGE_DOORS[address] !== 'session.begin',
)
const paramsOf = (known: boolean) => ({
  locale: 'en',
  id: known ? order : 'ord_00000000000000000000000000',
  order: known ? production : 'po_00000000000000000000000000',
  name: 'manifest.json',
})
const OWN_ATELIER = new Set<PermissionName>(['order.read', 'production.read', 'package.read', 'atelier.read'])

describe('pages of the staff', () => {
  const visit = async (address: string, cookie: string | undefined, known = true) => {
    asking.cookie = cookie
    const path = pages.get(address) ?? ''
    const loaded = (await import(/* @vite-ignore */ `@/${path}`)) as Record<string, (...given: unknown[]) => Promise<unknown>>
    const params = { ...paramsOf(known), ...(address.startsWith('/admin/ateliers') ? { id: known ? 'paris' : 'nowhere' } : {}) }
    const handler = loaded.GET
    if (handler)
      return outcomeOf(() => handler(new Request(`http://localhost${words(address)}`), { params: Promise.resolve(params) }))
    return outcomeOf(() =>
      (loaded.default as never as (given: unknown) => Promise<unknown>)({
        params: Promise.resolve(params),
        searchParams: Promise.resolve({}),
      }),
    )
  }

  describe.each(STAFF_PAGES)('%s (%s)', (address, permission: PermissionName) => {
    it('sends strangers to the door', async () => {
      for (const cookie of [undefined, 'guessed', 'x'.repeat(5000)]) expect(await visit(address, cookie)).toBe('door')
    })

    it.each(PEOPLE.map((person) => [nameOf(person), person] as const))('answers %s as the table says', async (name, person) => {
      const caller = callerOf(person)
      const about =
        address.includes('[') && OWN_ATELIER.has(permission)
          ? { atelier: 'paris' }
          : { staff: caller.staff, atelier: person.atelier }
      const expected = may(caller, permission, about)
      const outcome = await visit(address, cookieOf(name))
      // The file itself was never made; whoever may have it is told so, like everybody else, by 404.
      if (permission === 'package.read') expect(outcome).toBe('nothing')
      else expect(outcome).toBe(expected ? 'in' : 'nothing')
    })

    it('answers what is not there like what is another’s', async () => {
      if (!address.includes('[')) return
      for (const person of PEOPLE) expect(await visit(address, cookieOf(nameOf(person)), false)).toBe('nothing')
    })
  })
})

describe('actions of the staff', () => {
  const listed = Object.entries(ACTION_DOORS).filter(
    ([door, permission]) => door.startsWith('/admin') && permission !== 'session.begin',
  )
  const attempt = async (door: string, cookie: string | undefined, object: Readonly<Record<string, string>>) => {
    asking.cookie = cookie
    const { path = '', name = '' } = actions.get(door) ?? {}
    const loaded = (await import(/* @vite-ignore */ `@/${path}`)) as Record<
      string,
      (answer: object, form: FormData) => Promise<object>
    >
    const form = new FormData()
    for (const [key, value] of Object.entries({ locale: 'en', reason: 'a test asks', key: 'k', ...object })) form.set(key, value)
    const action = loaded[name]
    if (!action) throw new Error(`${door} is not there`)
    return (await action({}, form)) as { refused?: string; said?: string }
  }
  const NONE = 'There is nothing here for you.'
  const known = () => ({
    order,
    production,
    atelier: 'paris',
    id: 'stf_none',
    mail: 'mail_1',
    line: 'lin_1',
    session: 'ses_none',
    change: 'enable',
  })

  describe.each(listed)('%s (%s)', (door, permission) => {
    it('does nothing for strangers', async () => {
      for (const cookie of [undefined, 'guessed'])
        expect((await attempt(door, cookie, known())).refused).toBe('Please sign in first.')
    })

    it.each(PEOPLE.map((person) => [nameOf(person), person] as const))('answers %s as the table says', async (name, person) => {
      const caller = callerOf(person)
      const answer = await attempt(door, cookieOf(name), known())
      const allowed = may(caller, permission, permission === 'session.own' ? { staff: caller.staff } : { atelier: 'paris' })
      if (allowed) expect(answer.refused).not.toBe(NONE)
      else expect(answer.refused).toBe(NONE)
    })

    it('answers what is not there like what is another’s', async () => {
      if (!/\[id\]/.test(door)) return
      const nothing = { order: 'ord_x', production: 'po_x', atelier: 'nowhere', id: 'x', mail: 'x', line: 'x' }
      for (const person of PEOPLE) {
        const answer = await attempt(door, cookieOf(nameOf(person)), nothing)
        if (may(callerOf(person), permission, { atelier: 'nowhere' }) && permission === 'atelier.keys') continue
        expect(answer.refused, nameOf(person)).toBe(NONE)
      }
    })
  })
})

describe('the API', () => {
  const app = makeApp()
  const BODY = JSON.stringify({ document: {} })
  const knock = async (door: string, headers: Readonly<Record<string, string>> = {}) => {
    const [method = 'GET', path = ''] = door.split(' ')
    const concrete = path
      .replace(':token', 'a-token-that-nobody-ever-made')
      .replace('/production-orders/:id', `/production-orders/${production}`)
      .replace(':id', 'x0000000000000000000000000')
      .replace(':name', 'manifest.json')
    const init = method === 'GET' ? {} : { body: BODY }
    return app.request(
      concrete,
      { method, ...init, headers: { ...(method === 'GET' ? {} : { 'content-type': 'application/json' }), ...headers } },
      { address: '192.0.2.9' },
    )
  }
  const doors = Object.entries(API_DOORS).filter(([door]) => !door.includes('/live/'))

  it.each(doors.filter(([door]) => door.includes(':token')))('%s: a guessed link is the same 404', async (door) => {
    const answer = await knock(door)
    expect([404, 400]).toContain(answer.status)
    if (answer.status === 404) expect(((await answer.json()) as { code: string }).code).toBe('link.unknown')
    // A body that cannot be read says nothing about the link either.
    else expect(await (await knock(door.replace(':token', 'another-token-that-nobody-made'))).json()).toEqual(await answer.json())
  })

  it.each(doors.filter(([door]) => door.includes('/atelier/')))('%s: only an atelier’s token opens it', async (door) => {
    for (const authorization of ['', 'Bearer x', 'Bearer agt_somebody_elses_token', `Basic ${ATELIER_TOKEN}`])
      expect((await knock(door, authorization ? { authorization } : {})).status).toBe(401)
    const cookie = `lot_one_staff=${cookieOf('owner')}`
    expect((await knock(door, { cookie })).status).toBe(401)
  })

  it.each(doors.filter(([door, permission]) => door.includes('/atelier/') && permission !== 'key.announce'))(
    '%s: a token without its scope is told so, and another atelier’s order is unknown',
    async (door, permission) => {
      const scope = {
        'production.read': 'read',
        'package.read': 'files',
        'production.answer': 'accept',
        'event.write': 'events',
      }[permission as string]
      const authorization = `Bearer ${ATELIER_TOKEN}`
      await connection().pool.query(`update atelier_token set scopes = array_remove('{read,accept,events,files,keys}', $1)`, [
        scope,
      ])
      const without = await knock(door, { authorization })
      expect(without.status).toBe(403)
      await without.body?.cancel()
      await connection().pool.query(`update atelier_token set scopes = '{read,accept,events,files,keys}', atelier = 'tokyo'`)
      if (door.includes('/:id') && !door.startsWith('POST')) {
        const other = await knock(door, { authorization })
        expect([other.status, ((await other.json()) as { code: string }).code]).toEqual([404, 'production-order.unknown'])
      }
      await connection().pool.query(`update atelier_token set atelier = 'paris'`)
    },
  )

  it.each(doors.filter(([door]) => door.includes('/salon/')))(
    '%s: strangers and other roles get nothing',
    async (door, permission) => {
      // A body that cannot be read is told before anybody is asked who they are; it tells nothing about anybody.
      expect([400, 401, 404]).toContain((await knock(door)).status)
      for (const person of PEOPLE.filter(({ role }) => role !== 'owner' && role !== 'advisor')) {
        const answer = await knock(door, { cookie: `lot_one_staff=${cookieOf(nameOf(person))}` })
        expect([nameOf(person), permission, [400, 401, 403, 404].includes(answer.status)]).toEqual([
          nameOf(person),
          permission,
          true,
        ])
      }
    },
  )

  it('a notice of the payment provider needs its signature', async () => {
    expect((await knock('POST /webhooks/stripe')).status).toBe(400)
    expect((await knock('POST /webhooks/stripe', { 'stripe-signature': 't=1,v1=00' })).status).toBe(400)
  })
})
