import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findProductionOrderOf } from '@/db/queries/build'
import { answersOf, insertLine } from '@/db/queries/maker-line'
import { order as orderTable } from '@/db/schema/order'
import { type FreshDatabase, freshHouse } from '@/db/testing/fresh-database'
import { ATELIER_KEY, insertAtelierAccess } from '@/db/testing/open-order'
import { type Sandbox, startSandbox } from '@/sandbox/server'
import { answerLine } from './answer-line'
import { addKey } from './atelier-desk'
import { atelierKeys } from './atelier-keys'
import { connection, database } from './database'
import { eraseOrder } from './erasure'
import { newId } from './ids'
import { linesOfBuild } from './line-view'
import type { StaffMember } from './session'
import { held, lettersOf } from './testing/paying'

const KEY = 'sk_test_of_the_desk_suite'
let house: FreshDatabase
let sandbox: Sandbox
const at = new Date()
const member = (role: StaffMember['role'], atelier?: string): StaffMember => ({
  id: 'stf_desk',
  email: 'desk@house.example',
  name: 'Gaspard',
  role,
  session: 'ses_x',
  ...(atelier ? { atelier } : {}),
})

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, secretKey: KEY, webhookSecret: 'whsec_of_the_tests' })
  house = await freshHouse({ STRIPE_SECRET_KEY: KEY, STRIPE_API_BASE: sandbox.url })
  await insertAtelierAccess(database(), 'paris', at)
  await connection().pool.query(
    `insert into staff (id, email, name, role, password_hash) values ('stf_desk', 'desk@house.example', 'Gaspard', 'desk', 'x')`,
  )
})
afterAll(async () => {
  await house.remove()
  await sandbox.close()
})

async function lineOf() {
  const { order } = await held()
  const production = (await findProductionOrderOf(database(), order))?.id ?? ''
  const line = newId('lin')
  await insertLine(database(), { id: line, productionOrder: production, text: 'For her mother', createdAt: at })
  return { order, production, line }
}

describe('an answer to a client’s line', () => {
  it('stands under the line once however often it is sent, and one letter tells of it', async () => {
    const { order, production, line } = await lineOf()
    const wanted = { line, text: '  It will be with you on the ninth.\r\n', key: 'k', at }
    expect((await answerLine(member('desk'), wanted)).ok).toBe(true)
    expect((await answerLine(member('desk'), wanted)).ok).toBe(true)
    const [shown] = await linesOfBuild(production)
    expect(shown?.answers.map(({ text }) => text)).toEqual(['It will be with you on the ninth.'])
    expect((await lettersOf(order)).filter((code) => code === 'line-answered')).toHaveLength(1)
  })

  it('is written by those of the house who see the piece, and says something', async () => {
    const { production, line } = await lineOf()
    const wanted = { line, text: 'Yes', key: 'k', at }
    const none = { refusal: { code: 'access.none' } }
    expect(await answerLine(member('lead', 'tokyo'), wanted)).toMatchObject(none)
    expect(await answerLine(member('advisor'), wanted)).toMatchObject(none)
    expect(await answerLine(member('desk'), { ...wanted, line: 'lin_x' })).toMatchObject(none)
    for (const text of ['', '  ', 'a\u0007b', '\ud800'])
      expect(await answerLine(member('desk'), { ...wanted, text })).toMatchObject({ refusal: { code: 'line.answer-empty' } })
    expect(await answerLine(member('desk'), { ...wanted, text: 'x'.repeat(501) })).toMatchObject({
      refusal: { code: 'line.too-long' },
    })
    for (const key of ['1', '2', '3', '4', '5'])
      expect((await answerLine(member('lead', 'paris'), { ...wanted, key })).ok).toBe(true)
    expect(await answerLine(member('desk'), { ...wanted, key: '6' })).toMatchObject({ refusal: { code: 'line.answered' } })
    expect((await linesOfBuild(production))[0]?.answers).toHaveLength(5)
  })

  it('goes with the line when the client is erased', async () => {
    const { order, production, line } = await lineOf()
    await answerLine(member('desk'), { line, text: 'Yes', key: 'k', at })
    await database().update(orderTable).set({ state: 'closed', closedAt: at }).where(eq(orderTable.id, order))
    expect((await eraseOrder(order, 'staff:stf_desk', at)).ok).toBe(true)
    expect(await linesOfBuild(production)).toEqual([])
    expect(await answersOf(database(), [line])).toEqual([])
  })
})

describe('a key that staff register', () => {
  const publicKey = 'ab'.repeat(32)
  const wanted = { atelier: 'paris', publicKey, overlapDays: 7, reason: 'The safe was changed', at }
  const later = new Date(at.getTime() + 8 * 86_400_000)

  it('signs from now on, and the older ones until the overlap ends; twice is once', async () => {
    expect(await addKey(member('lead', 'tokyo'), wanted)).toMatchObject({ refusal: { code: 'access.none' } })
    expect(await addKey(member('desk'), wanted)).toMatchObject({ refusal: { code: 'access.none' } })
    expect(await addKey(member('owner'), { ...wanted, publicKey: 'ab' })).toMatchObject({ refusal: { code: 'key.public' } })
    expect(await addKey(member('owner'), { ...wanted, overlapDays: 400 })).toMatchObject({ refusal: { code: 'key.overlap' } })
    expect((await addKey(member('owner'), wanted)).ok).toBe(true)
    expect((await addKey(member('owner'), wanted)).ok).toBe(true)
    const states = async (when: Date) =>
      (await atelierKeys('paris', when)).map(({ id, state }) => [id === ATELIER_KEY.keyId, state])
    expect(await states(at)).toEqual(
      expect.arrayContaining([
        [true, 'ending'],
        [false, 'active'],
      ]),
    )
    expect(await states(later)).toEqual(
      expect.arrayContaining([
        [true, 'ended'],
        [false, 'active'],
      ]),
    )
    expect(await atelierKeys('paris', at)).toHaveLength(2)
  })

  it('is no other atelier’s', async () => {
    expect(await addKey(member('owner'), { ...wanted, atelier: 'tokyo' })).toMatchObject({ refusal: { code: 'key.taken' } })
  })
})
