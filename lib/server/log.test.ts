import { afterAll, beforeAll, expect, it } from 'vitest'
import { insertOrder } from '@/db/queries/order'
import { type FreshDatabase, freshHouse } from '@/db/testing/fresh-database'
import { database } from './database'
import { discreet, messageOf } from './log'

let house: FreshDatabase
beforeAll(async () => {
  house = await freshHouse()
})
afterAll(() => house.remove())

it('tells which statement failed and why, and nothing of whom it was about', async () => {
  const contact = { id: 'cli_1', name: 'Margaux Delorme', email: 'margaux@home.example', locale: 'en' }
  const failed = await insertOrder(database(), contact, { contact: 'cli_1' } as never).catch((error: unknown) => error)
  expect(String(failed)).toContain('cli_1')
  const again = await insertOrder(database(), contact, {} as never).catch((error: unknown) => error)
  expect(String(again)).toContain('margaux@home.example')
  for (const error of [failed, again]) {
    const told = JSON.stringify(discreet(error)) + messageOf(error)
    expect(told).not.toMatch(/margaux|Delorme|cli_1/i)
    expect(told).toContain('insert into')
  }
  expect(discreet(again)).toMatchObject({ cause: { code: '23505', table: 'client_contact' } })
})
