import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FreshDatabase, freshHouse } from '@/db/testing/fresh-database'
import { loadFamily } from '@/lib/domain/products/catalogue'
import { PURPOSES, type PurposeId } from '@/lib/domain/salon/purposes'
import { connection } from '../database'
import { allow as allowed, person, value } from '../testing/salon'
import { type Advisor, advisorOf, place } from './advisor'
import { changeClient, consentLink, findClients, lookAt, makeClient } from './clients'
import { decide, forget, openConsent } from './consents'
import { editLiving } from './edit-living'
import { beginLiving, handOver, livingHeld, openHeld, tieOrder } from './livings'
import { endVisits } from './night'
import { nightAfter } from './visit'

let house: FreshDatabase
const at = new Date('2026-11-25T10:00:00Z')
const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000)
const NIGHT = new Date('2026-11-26T02:00:01Z')
const query = (text: string, values: unknown[] = []) => connection().pool.query(text, values)
let paris: Advisor
let milan: Advisor
let owner: Advisor

beforeAll(async () => {
  house = await freshHouse()
  await query(`insert into shop (id, city, country, time_zone) values ('milan', 'Milan', 'IT', 'Europe/Rome')`)
  const own = await person('owner', 'Olga Owner')
  owner = value(await advisorOf(own.token, at))
  const [one, two] = [await person('advisor', 'Jeanne Karr'), await person('advisor', 'Milo Verdi')]
  expect(await advisorOf(one.token, at)).toMatchObject({ refusal: { code: 'salon.no-shop' } })
  await place(owner, one.id, 'paris')
  await place(owner, two.id, 'milan')
  paris = value(await advisorOf(one.token, at))
  milan = value(await advisorOf(two.token, at))
})
afterAll(() => house.remove())

const newClient = (name: string, more = {}) =>
  makeClient(paris, { name, email: `${name.split(' ')[0]}@client.example`, ...more }, undefined, at)
const allow = (client: string, purposes: readonly PurposeId[], when = at) => allowed(paris, client, purposes, when)
async function ring() {
  const family = await loadFamily('signet-ring')
  const choices = family?.presets[0]?.choices
  if (!family || !choices) throw new Error('no family')
  return { family: family.id, model: family.model, choices }
}
const begin = async (client?: string, advisor = paris) =>
  value(await beginLiving(advisor, { document: await ring(), atelier: 'paris', client, at }))
const looks = async (client: string) =>
  (await query(`select actor from audit where subject = $1 and action = 'profile.looked'`, [client])).rowCount

describe('who receives clients', () => {
  it('are advisors and owners, with a session, in their shop', async () => {
    for (const role of ['desk', 'quality', 'lead']) {
      const { token } = await person(role, `Some ${role}`)
      expect(await advisorOf(token, at)).toMatchObject({ refusal: { code: 'access.none' } })
    }
    expect(await advisorOf(undefined, at)).toMatchObject({ refusal: { code: 'session.unknown' } })
    expect(await place(paris, paris.member.id, 'milan')).toMatchObject({ refusal: { code: 'access.none' } })
    expect(paris.initials).toBe('J.K.')
  })

  it('see the clients and designs of their own shop only, and learn nothing of others', async () => {
    const client = value(await newClient('Foreign To Milan'))
    const design = await begin(client.id)
    const nothing = { ok: false, refusal: { code: 'access.none' } }
    for (const id of [client.id, 'prf_guessed']) {
      expect(await lookAt(milan, id, at)).toEqual(nothing)
      expect(await consentLink(milan, id, at)).toEqual(nothing)
      expect(await changeClient(milan, id, 1, { name: 'Mine' }, at)).toEqual(nothing)
    }
    for (const id of [design.id, 'liv_guessed']) expect(await handOver(milan, id, false, at)).toEqual(nothing)
    expect((await findClients(milan, 'foreign', undefined)).clients).toEqual([])
    expect(await looks(client.id)).toBe(0)
    expect((await lookAt(owner, client.id, at)).ok).toBe(true)
  })
})

describe('a client’s book', () => {
  it('is found by name without accents, mail or number, page by page', async () => {
    const made = value(await newClient('Zoë Ångström', { phone: '+33 6 12 34 56 78' }))
    for (const text of ['zoe', 'ANGSTR', 'Ångström zoë', 'zoë@client', '06 12 34'.replace('0', '33 '), '12 34 56']) {
      expect(
        (await findClients(paris, text, undefined)).clients.map(({ id }) => id),
        text,
      ).toEqual([made.id])
    }
    for (const text of ['%', 'zoe%_', "'; drop table shop; --"])
      expect((await findClients(paris, text, undefined)).clients).toEqual([])
    for (let index = 0; index < 25; index++) value(await newClient(`Paged Client${index}`))
    const first = await findClients(paris, 'paged', undefined)
    const second = await findClients(paris, 'paged', first.next)
    expect(new Set([...first.clients, ...second.clients].map(({ id }) => id)).size).toBe(25)
    expect(second.next).toBeUndefined()
  })

  it('records every look, and shows the client who looked', async () => {
    const { id } = value(await newClient('Looked At'))
    value(await lookAt(paris, id, later(1)))
    value(await lookAt(paris, id, later(30)))
    value(await lookAt(owner, id, later(31)))
    expect(await looks(id)).toBe(3)
    const page = value(await openConsent(value(await consentLink(paris, id, at)), at))
    expect(page.looks.map(({ by }) => by)).toEqual(['O.O.', 'J.K.', 'J.K.', 'J.K.'])
  })

  it('is made once for one request, and is not overwritten from an older page', async () => {
    const key = crypto.randomUUID()
    const [one, two] = await Promise.all([1, 2].map(() => makeClient(paris, { name: 'Twice Sent' }, key, at)))
    expect(one && two && value(one).id).toBe(two && value(two).id)
    const { id, version } = value(one as never) as { id: string; version: number }
    expect(value(await changeClient(paris, id, version, { notes: 'first' }, at)).notes).toBe('first')
    expect(await changeClient(paris, id, version, { notes: 'second' }, at)).toMatchObject({
      refusal: { code: 'salon.profile-changed' },
    })
  })

  it('is written on when the first answer never came and more was typed since, never over what somebody wrote', async () => {
    const key = crypto.randomUUID()
    const first = value(await makeClient(paris, { name: 'Typed On' }, key, at))
    const typed = {
      name: 'Typed On',
      phone: '+33 6 00 00 00 00',
      sizes: [{ finger: 'left-ring' as const, circumference: 54_000 }],
    }
    for (const book of [await makeClient(paris, typed, key, at), await makeClient(paris, typed, key, at)])
      expect(value(book)).toMatchObject({ id: first.id, version: 2, phone: typed.phone, sizes: typed.sizes })
    expect(value(await makeClient(paris, { name: 'Typed On' }, key, at)).phone).toBe(typed.phone)
  })

  it('keeps the day on which a size was measured', async () => {
    const { id, version } = value(await newClient('Measured Once', { sizes: [{ finger: 'left-ring', circumference: 54_000 }] }))
    const sizes = [
      { finger: 'left-ring' as const, circumference: 54_000 },
      { finger: 'right-little' as const, circumference: 50_500 },
    ]
    const changed = value(await changeClient(paris, id, version, { sizes }, later(60 * 48)))
    expect(changed.sizes.map(({ measured, until }) => [measured, until])).toEqual([
      ['2026-11-25', '2027-11-25'],
      ['2026-11-27', '2027-11-27'],
    ])
  })
})

describe('consent', () => {
  it('by none of which anything outlives the night', async () => {
    const { id } = value(await newClient('Gone Tonight'))
    const design = await begin(id)
    const token = value(await consentLink(paris, id, at))
    await endVisits(new Date('2026-11-26T01:59:00Z'))
    expect((await lookAt(paris, id, later(1))).ok).toBe(true)
    await endVisits(NIGHT)
    expect((await query('select 1 from client_profile where id = $1', [id])).rowCount).toBe(0)
    expect((await query('select 1 from living_design where id = $1', [design.id])).rowCount).toBe(0)
    expect(await openConsent(token, at)).toMatchObject({ refusal: { code: 'link.unknown' } })
    await endVisits(NIGHT)
  })

  it('keeps what was allowed and lets the rest go', async () => {
    const parts = {
      likes: 'serif',
      notes: 'prefers tea',
      today: 'a signet',
      sizes: [{ finger: 'left-ring' as const, circumference: 54_000 }],
    }
    const { id } = value(await newClient('Half Allowed', parts))
    await allow(id, ['sizes'])
    await endVisits(NIGHT)
    const kept = value(await lookAt(paris, id, new Date('2026-11-27T10:00:00Z')))
    expect(kept).toMatchObject({ name: 'Half Allowed', likes: '', notes: '', today: '', email: '' })
    expect(kept.sizes).toHaveLength(1)
    await endVisits(new Date('2027-11-26T10:00:00Z'))
    expect((await query('select 1 from client_profile where id = $1', [id])).rowCount).toBe(0)
  })

  it('withdrawn deletes what was kept at once, wakes the tablets, and is on record', async () => {
    const { id } = value(
      await newClient('Changes Mind', { likes: 'serif', notes: 'tea', sizes: [{ finger: 'left-ring', circumference: 54_000 }] }),
    )
    const old = await begin(id)
    await query(`update living_design set updated_at = $2, ends_at = '2030-01-01' where id = $1`, [
      old.id,
      new Date(at.getTime() - 86_400_000),
    ])
    const today = await begin(id)
    const token = await allow(id, PURPOSES)
    const client = await connection().pool.connect()
    const told: string[] = []
    client.on('notification', ({ payload }) => told.push(payload ?? ''))
    await client.query('listen salon')
    value(await decide(token, { sizes: false, likes: false, designs: false, letters: false }, 'fr', later(1)))
    await client.query('select 1')
    client.release(true)
    expect(told).toContain(id)
    const { rows } = await query('select * from client_profile where id = $1', [id])
    expect(rows[0]).toMatchObject({ sizes: [], likes: '', notes: '', email: '', search_text: 'changes mind' })
    const designs = await query('select id from living_design where client = $1', [id])
    expect(designs.rows.map((row: { id: string }) => row.id)).toEqual([today.id])
    expect((await query('select 1 from living_design where id = $1', [old.id])).rowCount).toBe(0)
    const view = value(await openConsent(token, later(2)))
    expect(view.consents.filter(({ given }) => given).map(({ purpose }) => purpose)).toEqual(['maker'])
    const { rows: said } = await query('select purpose, given from client_consent where client = $1 order by id', [id])
    expect(said).toHaveLength(9)
    await expect(query('delete from client_consent where client = $1', [id])).rejects.toThrow('append-only')
    value(await decide(token, { sizes: false }, 'fr', later(3)))
    expect((await query('select 1 from client_consent where client = $1', [id])).rowCount).toBe(9)
  })

  it('can be ended whole: everything goes now, links too', async () => {
    const { id } = value(await newClient('Forget Me'))
    const design = await begin(id)
    const token = await allow(id, PURPOSES)
    const held = value(await handOver(paris, design.id, false, at))
    value(await forget(token, later(1)))
    expect(await lookAt(paris, id, later(2))).toMatchObject({ refusal: { code: 'access.none' } })
    for (const result of [await openConsent(token, later(2)), await openHeld(held, later(2)), await forget(token, later(2))])
      expect(result).toEqual({ ok: false, refusal: { code: 'link.unknown' } })
  })
})

describe('a living design', () => {
  const edit = (living: string, by: 'advisor' | 'client', key: string, to: string | number, id = crypto.randomUUID()) =>
    editLiving({ living, by, initials: by === 'advisor' ? 'J.K.' : 'A.B.', edits: [{ id, key, value: to }], since: 0, at })

  it('opens by its link only: guessed, foreign, ended and withdrawn are one answer', async () => {
    const design = await begin()
    const held = value(await handOver(paris, design.id, false, at))
    expect(value(await openHeld(held, at)).id).toBe(design.id)
    const consent = value(await consentLink(paris, value(await newClient('Other Purpose')).id, at))
    const unknown = { ok: false, refusal: { code: 'link.unknown' } }
    const fresh = value(await handOver(paris, design.id, true, later(1)))
    for (const [token, when] of [
      ['x'.repeat(32), at],
      ['', at],
      [consent, at],
      [held, later(2)],
      [fresh, new Date('2026-12-25T00:00:00Z')],
    ] as const)
      expect(await livingHeld(token, when)).toEqual(unknown)
    expect((await livingHeld(fresh, later(2))).ok).toBe(true)
    const { rows } = await query('select token_hash from link')
    expect(JSON.stringify(rows)).not.toContain(fresh)
  })

  it('counts every wish, not every call', async () => {
    const { id } = await begin()
    const many = () =>
      editLiving({
        ...{ living: id, by: 'client', initials: 'A.B.', since: 0, at },
        edits: Array.from({ length: 200 }, () => ({ id: crypto.randomUUID(), key: 'lineWeight', value: 100 })),
      })
    for (let call = 0; call < 4; call++) expect((await many()).ok).toBe(true)
    expect(await many()).toMatchObject({ refusal: { code: 'limit.rate' } })
  })

  it('takes wishes in turn, the same one once, and none that the family refuses', async () => {
    const { id } = await begin()
    const first = (await loadFamily('signet-ring'))?.presets[0]?.choices.lineWeight
    const same = crypto.randomUUID()
    value(await edit(id, 'advisor', 'lineWeight', 100, same))
    value(await edit(id, 'client', 'lineWeight', 120))
    const again = value(await edit(id, 'advisor', 'lineWeight', 100, same))
    expect(again.changes.map(({ before, value: to, by }) => [before, to, by])).toEqual([
      [first, 100, 'advisor'],
      [100, 120, 'client'],
    ])
    expect(again.taken).toEqual([same])
    for (const [key, to] of [
      ['lineWeight', 1],
      ['lineWeight', 'x'],
      ['nothing', 1],
      ['letters', '\u0000'],
      ['$atelier', 'mars'],
      ['__proto__', 1],
    ] as const) {
      const answer = value(await edit(id, 'client', key, to))
      expect(answer.refused, key).toHaveLength(1)
      expect(answer.version).toBe(2)
    }
    expect(value(await edit(id, 'client', '$atelier', 'milan')).version).toBe(3)
  })

  it('has one order of changes however many write at once', async () => {
    const { id } = await begin()
    const all = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        edit(
          id,
          index % 2 ? 'client' : 'advisor',
          index % 3 ? 'lineWeight' : 'faceWidth',
          index % 3 ? index * 10 : 9000 + index * 100,
        ),
      ),
    )
    expect(all.every(({ ok }) => ok)).toBe(true)
    const { rows } = await query('select version, key, value, before from living_change where living = $1 order by version', [id])
    expect(rows.map((row: { version: number }) => row.version)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1))
    // Told again from nothing: each change begins where the last one of its choice ended, and the last one is what stands.
    const word: Record<string, unknown> = { ...(await ring()).choices }
    for (const row of rows as { key: string; value: unknown; before: unknown }[]) {
      expect(row.before).toBe(word[row.key])
      word[row.key] = row.value
    }
    expect((await query('select choices from living_design where id = $1', [id])).rows[0].choices).toEqual(word)
  })

  it('gives name and mail to the telephone with the client’s consent only', async () => {
    const { id } = value(await newClient('Prefilled Name'))
    const design = await begin(id)
    const held = value(await handOver(paris, design.id, false, at))
    expect(value(await openHeld(held, at)).client).toBeUndefined()
    await allow(id, ['letters'])
    expect(value(await openHeld(held, later(1))).client).toEqual({ name: 'Prefilled Name', email: 'Prefilled@client.example' })
  })

  it('takes no order that its holder does not hold', async () => {
    const design = await begin()
    const held = value(await handOver(paris, design.id, false, at))
    expect(await tieOrder(held, 'x'.repeat(32), at)).toEqual({ ok: false, refusal: { code: 'link.unknown' } })
    expect(await tieOrder(held, held, at)).toEqual({ ok: false, refusal: { code: 'link.unknown' } })
  })
})

describe('the night', () => {
  it('is three o’clock by the shop’s clock, also when the clock changes', () => {
    expect(nightAfter(new Date('2026-11-25T10:00:00Z'), 'Europe/Paris').toISOString()).toBe('2026-11-26T02:00:00.000Z')
    expect(nightAfter(new Date('2026-11-25T01:30:00Z'), 'Europe/Paris').toISOString()).toBe('2026-11-25T02:00:00.000Z')
    expect(nightAfter(new Date('2026-10-24T10:00:00Z'), 'Europe/Paris').toISOString()).toBe('2026-10-25T02:00:00.000Z')
    expect(nightAfter(new Date('2026-11-25T10:00:00Z'), 'Asia/Tokyo').toISOString()).toBe('2026-11-25T18:00:00.000Z')
  })
})
