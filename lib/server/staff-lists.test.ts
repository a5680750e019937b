import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FreshDatabase, freshHouse } from '@/db/testing/fresh-database'
import type { StaffMember } from './session'
import {
  atelierCountries,
  atelierList,
  peopleList,
  readAtelierAsking,
  readOrderAsking,
  readPeopleAsking,
  readProductionAsking,
} from './staff-lists'

let house: FreshDatabase
const at = new Date()
beforeAll(async () => {
  house = await freshHouse()
})
afterAll(() => house.remove())

describe('what a list is asked for', () => {
  it('is nothing where the database could not keep it', () => {
    const given = { state: 'running\0', atelier: '\0', search: 'Ada\0', cursor: '1~ord_1\0' }
    for (const asking of [readOrderAsking(given), readProductionAsking(given)]) {
      expect([asking.atelier, asking.search, asking.cursor]).toEqual([undefined, undefined, undefined])
    }
    expect(readOrderAsking(given).state).toBeUndefined()
    expect(readOrderAsking({ state: 'running', search: 'Zoë 王' })).toMatchObject({ state: 'running', search: 'Zoë 王' })
  })
})

describe('the lists of people and ateliers', () => {
  it('begin at the first name, and take no question that they do not know', () => {
    expect(readPeopleAsking({ role: 'king', state: 'x', sort: 'password_hash', direction: 'up', view: 'all' })).toEqual({
      view: 'members',
      sort: 'name',
      direction: 'asc',
    })
    expect(readAtelierAsking({ country: 'fr', sort: 'x', search: 'Milan' })).toEqual({
      sort: 'name',
      direction: 'asc',
      search: 'Milan',
    })
  })

  it('are for those who may read them, a lead’s own atelier alone', async () => {
    const member = (role: StaffMember['role'], atelier?: string): StaffMember => ({
      id: 'stf_x',
      email: 'x@house.example',
      name: 'X',
      role,
      ...(atelier ? { atelier } : {}),
    })
    const seen = async (who: StaffMember) => {
      const listed = await atelierList(who, readAtelierAsking({}), at)
      return listed.ok ? listed.value.rows.map(({ id }) => id).sort() : listed.refusal.code
    }
    expect(await seen(member('desk'))).toEqual(['milan', 'paris', 'tokyo'])
    expect(await seen(member('lead', 'milan'))).toEqual(['milan'])
    expect(await seen(member('advisor'))).toBe('access.none')
    for (const role of ['desk', 'quality', 'advisor'] as const)
      expect(await peopleList(member(role), readPeopleAsking({}), at)).toMatchObject({ refusal: { code: 'access.none' } })
    expect(await atelierCountries(member('lead', 'milan'), at)).toEqual(['IT'])
  })
})
