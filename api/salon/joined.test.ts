import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type FrontDoor, openFrontDoor } from '@/api/front-door'
import { findOrder } from '@/db/queries/order'
import { changeProductionOrder } from '@/db/queries/production'
import { type FreshDatabase, freshHouse } from '@/db/testing/fresh-database'
import { ATELIER_TOKEN, insertAtelierAccess, insertOpenOrder } from '@/db/testing/open-order'
import type { ClientBook, SalonDesign } from '@/lib/domain/salon/book'
import { PURPOSES } from '@/lib/domain/salon/purposes'
import { exportOf } from '@/lib/server/account-data'
import type { Client } from '@/lib/server/client-session'
import { connection, database } from '@/lib/server/database'
import { eraseAccount, eraseOrder } from '@/lib/server/erasure'
import { newId } from '@/lib/server/ids'
import { revisionBehind } from '@/lib/server/lineage'
import { makeLink } from '@/lib/server/links'
import { keepByLink } from '@/lib/server/pieces'
import { release } from '@/lib/server/release'
import { type Advisor, advisorOf, place } from '@/lib/server/salon/advisor'
import { changeClient, findClients, makeClient } from '@/lib/server/salon/clients'
import { openConsent } from '@/lib/server/salon/consents'
import { answerForBook, ownBooks, ownConsentLink } from '@/lib/server/salon/joined'
import { handOver, tieOrder } from '@/lib/server/salon/livings'
import { endVisits } from '@/lib/server/salon/night'
import type { StaffMember } from '@/lib/server/session'
import { staffOrder } from '@/lib/server/staff-order'
import { comeIn, saved, someone } from '@/lib/server/testing/clients'
import { allow, person, value } from '@/lib/server/testing/salon'

let house: FreshDatabase
let door: FrontDoor
let origin = ''
let paris: Advisor
const tokens: Record<string, string> = {}
const at = new Date()
const tomorrow = new Date(at.getTime() + 86_400_000)
const query = (text: string, values: unknown[] = []) => connection().pool.query(text, values)

beforeAll(async () => {
  house = await freshHouse()
  await query(`insert into shop (id, city, country, time_zone) values ('milan', 'Milan', 'IT', 'Europe/Rome')`)
  await insertAtelierAccess(database(), 'paris', at)
  const people = { owner: 'Olga Owner', paris: 'Jeanne Karr', milan: 'Milo Verdi', desk: 'Dora Desk' }
  for (const [key, name] of Object.entries(people))
    tokens[key] = (await person(key === 'owner' || key === 'desk' ? key : 'advisor', name)).token
  const owner = value(await advisorOf(tokens.owner, at))
  await place(owner, 'stf_jeannekarr', 'paris')
  await place(owner, 'stf_miloverdi', 'milan')
  paris = value(await advisorOf(tokens.paris, at))
  door = openFrontDoor()
  door.server.listen(0, '127.0.0.1')
  await once(door.server, 'listening')
  origin = `http://127.0.0.1:${(door.server.address() as AddressInfo).port}/api/v1`
})
afterAll(async () => {
  await door.close()
  await house.remove()
})
beforeEach(() => query('delete from rate_limit'))

const asked = async (client: Client) => (await ownBooks(client)).asked.map(({ id }) => id)

/** A client who saved a ring online, and the book that an advisor in Paris began under the same address, written differently. */
async function both(name = 'Anaïs Beaumont') {
  const client = await comeIn(someone())
  const first = await saved('AB')
  await keepByLink(client, first.token, at)
  const second = await saved('LN', first.token, {}, { account: client.id, email: client.email })
  const book = value(await makeClient(paris, { name, email: client.email.toUpperCase() }, undefined, at))
  return { client, book: book.id, first: first.revision, newest: second.revision }
}

async function call(who: string | undefined, method: string, path: string, body?: unknown, key: string = crypto.randomUUID()) {
  const headers = {
    'content-type': 'application/json',
    'idempotency-key': key,
    ...(who === undefined ? {} : { cookie: `lot_one_staff=${tokens[who]}` }),
  }
  const answer = await fetch(origin + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}
const open = (who: string | undefined, book: string, revision: string, key?: string) =>
  call(who, 'POST', `/salon/clients/${book}/designs`, { revision, atelier: 'paris' }, key)
const shown = async (book: string) =>
  ((await call('paris', 'GET', `/salon/clients/${book}`)).body as unknown as ClientBook).saved.map(({ revision }) => revision)

describe('what a client saved', () => {
  it('is there for their advisor once they said that the book is theirs, and allow it', async () => {
    const { client, book, newest } = await both()
    await allow(paris, book, ['designs'], at)
    expect([await shown(book), (await open('paris', book, newest)).status]).toEqual([[], 404])
    expect(await asked(client)).toEqual([book])
    await answerForBook(client, book, true)
    await answerForBook(client, book, true)
    expect(await ownBooks(client)).toMatchObject({ asked: [], joined: [{ id: book, city: 'Paris' }] })
    expect(await shown(book)).toEqual([newest])
    const token = value(await ownConsentLink(client, book, at))
    expect(value(await openConsent(token, at)).name).toBe('Anaïs Beaumont')

    await allow(paris, book, ['sizes'], at)
    expect([await shown(book), (await open('paris', book, newest)).status]).toEqual([[], 404])
    await allow(paris, book, ['designs'], at)
    expect((await open('paris', book, newest)).status).toBe(201)
  })

  it('goes on on the tablet with its letters and its descent, once for one key, and on record', async () => {
    const { client, book, first, newest } = await both()
    await answerForBook(client, book, true)
    await allow(paris, book, ['designs'], at)
    const key = crypto.randomUUID()
    const design = (await open('paris', book, newest, key)).body as unknown as SalonDesign
    expect(design.choices.letters).toBe('LN')
    expect((await open('paris', book, newest, key)).body.id).toBe(design.id)
    const held = value(await handOver(paris, design.id, false, at))
    expect((await revisionBehind(database(), held, at))?.id).toBe(newest)
    // An earlier revision is theirs too; a stranger's and a guessed one are the same nothing.
    expect((await open('paris', book, first)).status).toBe(201)
    const other = await saved('NO')
    for (const revision of [other.revision, newId('rev'), 'x', "' or 1=1 --"])
      expect((await open('paris', book, revision)).body.code, revision).toBe('access.none')
    const { rows } = await query(
      `select data ->> 'revision' as revision from audit where subject = $1 and action = 'profile.revision-opened'`,
      [book],
    )
    expect(new Set(rows.map(({ revision }) => revision))).toEqual(new Set([first, newest]))
  })

  it('is nobody else’s to open: strangers, the desk, another shop', async () => {
    const { client, book, newest } = await both()
    await answerForBook(client, book, true)
    await allow(paris, book, ['designs'], at)
    expect((await open(undefined, book, newest)).status).toBe(401)
    expect((await open('desk', book, newest)).body.code).toBe('access.none')
    expect((await open('milan', book, newest)).body).toEqual((await open('milan', newId('prf'), newest)).body)
  })
})

describe('a book', () => {
  it('is joined by whoever proved its address and by nobody else; a no takes the address out', async () => {
    const { client, book } = await both('Wrong Address')
    const stranger = await comeIn(someone())
    for (const mine of [true, false]) await answerForBook(stranger, book, mine)
    expect(await ownBooks(stranger)).toEqual({ asked: [], joined: [] })
    expect(await ownConsentLink(stranger, book, at)).toMatchObject({ refusal: { code: 'link.unknown' } })
    expect(await asked(client)).toEqual([book])
    await answerForBook(client, book, false)
    expect(await ownBooks(client)).toEqual({ asked: [], joined: [] })
    expect((await findClients(paris, client.email, undefined)).clients).toEqual([])
    expect((await findClients(paris, 'wrong address', undefined)).clients.map(({ email }) => email)).toEqual([''])
  })

  it('is two again when the client says so, and when another address is written in it', async () => {
    const { client, book, newest } = await both()
    await allow(paris, book, PURPOSES, at)
    await answerForBook(client, book, true)
    await answerForBook(client, book, false)
    expect([await shown(book), (await ownBooks(client)).joined]).toEqual([[], []])

    const again = await both()
    await allow(paris, again.book, PURPOSES, at)
    await answerForBook(again.client, again.book, true)
    const { version } = (await call('paris', 'GET', `/salon/clients/${again.book}`)).body as unknown as ClientBook
    const changed = value(await changeClient(paris, again.book, version, { email: someone() }, at))
    expect([changed.saved, (await open('paris', again.book, newest)).status]).toEqual([[], 404])
  })

  it('goes with its client’s account, and is in what they take with them before', async () => {
    const { client, book } = await both('Taken Along')
    await answerForBook(client, book, true)
    expect((await exportOf(client, at)).shops).toMatchObject([{ shop: 'paris', name: 'Taken Along' }])
    expect((await eraseAccount(client.id, 'client', at)).ok).toBe(true)
    expect((await query('select 1 from client_profile where id = $1', [book])).rowCount).toBe(0)
  })
})

describe('the maker', () => {
  const seenBy = async (role: StaffMember['role'], order: string) => {
    const member = {
      id: `stf_${role}`,
      email: 'x@house.example',
      name: 'X',
      role,
      ...(role === 'lead' ? { atelier: 'paris' } : {}),
    }
    const seen = await staffOrder(member, order, at)
    return seen.ok ? seen.value.salon : seen.refusal.code
  }
  const looksAt = async (client: string) =>
    (await query(`select actor from audit where subject = $1 and action = 'profile.looked' order by id`, [client])).rows.map(
      ({ actor }) => actor,
    )
  async function ordered(book: string) {
    const begun = await call('paris', 'POST', '/salon/designs', { document: await document(), atelier: 'paris', client: book })
    const held = value(await handOver(paris, String(begun.body.id), false, at))
    const order = await findOrder(database(), await insertOpenOrder(database(), at))
    if (!order) throw new Error('no order')
    value(await tieOrder(held, await makeLink(database(), 'order', order.id, at), at))
    const production = await database().transaction((transaction) => release(transaction, order, [], at))
    await changeProductionOrder(database(), production, { phase: 'offered', manifest: 'a'.repeat(64), offeredAt: at }, at)
    return { order: order.id, production }
  }
  async function document() {
    const { rows } = await query(`select record from design_revision where record -> 'choices' ? 'metal' limit 1`)
    const { family, model, choices } = rows[0].record as Record<string, unknown>
    return { family, model, choices: { ...(choices as object), letters: 'AB' } }
  }
  const told = async (production: string) => {
    const headers = { authorization: `Bearer ${ATELIER_TOKEN}` }
    const answer = await fetch(`${origin}/atelier/production-orders/${production}/lines`, { headers })
    return [answer.status, ((await answer.json()) as { client?: unknown }).client]
  }

  it('knows for whom it is as far as the client allows: past the night, not past their no', async () => {
    const soon = new Date(at.getTime() + 20 * 86_400_000)
    const occasions = [{ kind: 'wedding' as const, month: soon.getUTCMonth() + 1, day: soon.getUTCDate() }]
    const { book } = await both('Odile Marchand')
    await query('update client_profile set occasions = $2 where id = $1', [book, JSON.stringify(occasions)])
    const { order, production } = await ordered(book)
    expect(await told(production)).toEqual([200, undefined])
    await allow(paris, book, ['designs', 'letters'], at)
    expect(await told(production)).toEqual([200, undefined])
    await allow(paris, book, ['maker'], at)
    expect(await told(production)).toEqual([200, { name: 'Odile', occasion: 'wedding' }])
    await endVisits(tomorrow)
    expect(await told(production)).toEqual([200, { name: 'Odile', occasion: 'wedding' }])
    expect(await seenBy('lead', order)).toEqual({
      advisor: 'Jeanne Karr',
      city: 'Paris',
      forMaker: { name: 'Odile', occasion: 'wedding' },
    })
    await query(`update atelier_token set atelier = 'tokyo'`)
    expect((await told(production))[0]).toBe(404)
    await query(`update atelier_token set atelier = 'paris'`)
    await allow(paris, book, [], tomorrow)
    expect(await told(production)).toEqual([200, undefined])
    await query(`update client_order set state = 'closed', closed_at = now() where id = $1`, [order])
    expect((await eraseOrder(order, 'staff:stf_x', at)).ok).toBe(true)
    expect((await query('select 1 from salon_order where order_id = $1', [order])).rowCount).toBe(0)
  })

  it('and staff read who sold it; only who may open the book reads whom it is for, and that is a look on record', async () => {
    const { book } = await both('Odile Marchand')
    const { order } = await ordered(book)
    const seller = { advisor: 'Jeanne Karr', city: 'Paris' }
    for (const role of ['desk', 'quality', 'lead'] as const) expect(await seenBy(role, order)).toEqual(seller)
    expect(await seenBy('advisor', order)).toBe('access.none')
    expect(await looksAt(book)).toEqual([])
    expect(await seenBy('owner', order)).toEqual({ ...seller, client: { name: 'Odile Marchand' } })
    expect(await seenBy('owner', order)).toEqual({ ...seller, client: { name: 'Odile Marchand' } })
    expect(await looksAt(book)).toEqual(['staff:stf_owner'])
    await allow(paris, book, ['maker'], at)
    expect(await seenBy('desk', order)).toEqual({ ...seller, forMaker: { name: 'Odile' } })
    // The book goes; who sold it stays with the order, and names nobody else.
    await allow(paris, book, [], at)
    await endVisits(tomorrow)
    expect(await seenBy('owner', order)).toEqual(seller)
    expect(await seenBy('owner', await insertOpenOrder(database(), at))).toBeUndefined()
  })

  it('is told once who sold it, of many who tie the order at once', async () => {
    const begun = await call('paris', 'POST', '/salon/designs', { document: await document(), atelier: 'paris' })
    const held = value(await handOver(paris, String(begun.body.id), false, at))
    const order = await insertOpenOrder(database(), at)
    const link = await makeLink(database(), 'order', order, at)
    await Promise.all(Array.from({ length: 20 }, () => tieOrder(held, link, at)))
    const { rows } = await query(`select actor, data from audit where subject = $1`, [order])
    expect(rows).toEqual([{ actor: `staff:${paris.member.id}`, data: { shop: 'paris' } }])
  })
})
