import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FreshDatabase, freshHouse } from '@/db/testing/fresh-database'
import { connection } from './database'
import { changePerson, firstOwner, invite, join, openInvitation, people } from './people'
import type { StaffMember } from './session'

let house: FreshDatabase
let owner: StaffMember
const at = new Date('2026-11-22T10:00:00Z')
const password = 'a few words in a row'

beforeAll(async () => {
  house = await freshHouse()
  const made = await firstOwner('Ada@House.example', 'Ada', at)
  if (!made.ok) throw new Error(made.refusal.code)
  const { rows } = await connection().pool.query('select id, email, name, role from staff')
  owner = rows[0]
})
afterAll(() => house.remove())

const code = (answer: { ok: true } | { ok: false; refusal: { code: string } }) => (answer.ok ? 'ok' : answer.refusal.code)

describe('the people of a house', () => {
  it('begin with one owner, whom the command makes once', async () => {
    expect(owner.email).toBe('ada@house.example')
    expect(code(await firstOwner('bob@house.example', 'Bob', at))).toBe('staff.known')
  })

  it('join by a link that is good once, with a password that is long enough', async () => {
    const wanted = { email: 'Lea@House.example', name: 'Léa', role: 'lead', atelier: 'paris' }
    const token = await invite(owner, wanted, at)
    if (!token.ok) throw new Error(token.refusal.code)
    expect(await openInvitation(token.value, at)).toMatchObject({ ok: true, value: { role: 'lead', atelier: 'paris' } })
    expect(code(await join(token.value, 'short', at))).toBe('staff.password')
    const tries = await Promise.all([1, 2, 3].map(() => join(token.value, password, at)))
    expect(tries.filter(({ ok }) => ok)).toHaveLength(1)
    expect(code(await openInvitation(token.value, at))).toBe('link.unknown')
    const late = await invite(owner, { email: 'late@house.example', name: 'L', role: 'desk' }, at)
    expect(code(await join(late.ok ? late.value : '', password, new Date(at.getTime() + 8 * 86_400_000)))).toBe('link.unknown')
  })

  it('are asked with an atelier when they lead one, and only then', async () => {
    for (const wanted of [
      { email: 'x@house.example', name: 'X', role: 'lead' },
      { email: 'x@house.example', name: 'X', role: 'desk', atelier: 'paris' },
      { email: 'x@house.example', name: 'X', role: 'king' },
      { email: 'nobody', name: 'X', role: 'desk' },
      { email: 'x@house.example', name: 'X', role: 'desk', more: 1 },
      'x',
    ])
      expect(code(await invite(owner, wanted, at))).toBe('staff.invitation')
    expect(code(await invite(owner, { email: 'x@house.example', name: 'X', role: 'lead', atelier: 'mars' }, at))).toBe(
      'atelier.unknown',
    )
    expect(code(await invite(owner, { email: 'lea@house.example', name: 'X', role: 'desk' }, at))).toBe('staff.known')
  })

  it('are managed by the owner alone, and never without an owner', async () => {
    const { rows } = await connection().pool.query(`select id, email, name, role, atelier from staff where role = 'lead'`)
    const lead: StaffMember = rows[0]
    expect(code(await people(lead, at))).toBe('access.none')
    expect(code(await invite(lead, { email: 'y@house.example', name: 'Y', role: 'owner' }, at))).toBe('access.none')
    expect(code(await changePerson(lead, owner.id, 'disable', at))).toBe('access.none')
    expect(code(await changePerson(owner, owner.id, 'disable', at))).toBe('staff.yourself')
    expect(code(await changePerson({ ...owner, id: 'stf_x' }, owner.id, 'disable', at))).toBe('staff.last-owner')
    expect(code(await changePerson(owner, lead.id, 'disable', at))).toBe('ok')
    expect(code(await changePerson(owner, lead.id, 'enable', at))).toBe('ok')
    const log = await connection().pool.query('select action from audit order by id')
    expect(log.rows.map(({ action }) => action)).toEqual([
      'staff.first-owner',
      'staff.invited',
      'staff.joined',
      'staff.invited',
      'staff.disable',
      'staff.enable',
    ])
  })
})
