import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FreshDatabase, freshHouse } from '@/db/testing/fresh-database'
import { connection } from './database'
import { countCall, forgetOldCounts, oneOfFew } from './limits'
import { hashPassword } from './secrets'
import { signIn, signOut, staffOf } from './session'

let house: FreshDatabase
const at = new Date('2026-11-22T10:00:00Z')
const password = 'correct horse battery staple'

beforeAll(async () => {
  house = await freshHouse({ ANONYMOUS_PER_MINUTE: '5' })
  await connection().pool.query(
    `insert into staff (id, email, name, role, password_hash) values ('stf_1', 'ada@house.example', 'Ada', 'owner', $1)`,
    [await hashPassword(password)],
  )
})
afterAll(() => house.remove())

describe('staff', () => {
  it('sign in, are known, and are out everywhere when signed out', async () => {
    const session = await signIn(' Ada@House.example ', password, '192.0.2.1', at)
    if (!session.ok) throw new Error(session.refusal.code)
    const { token } = session.value
    expect(await staffOf(token, at)).toMatchObject({ id: 'stf_1', role: 'owner' })
    expect(await staffOf(token, new Date(at.getTime() + 13 * 3_600_000))).toBeUndefined()
    await signOut(token, at)
    expect(await staffOf(token, at)).toBeUndefined()
  })

  it('are not known by a wrong, missing or monstrous token', async () => {
    for (const token of [undefined, '', 'x', 'y'.repeat(1_000_000)]) expect(await staffOf(token, at)).toBeUndefined()
  })

  it('are out at once when disabled', async () => {
    const session = await signIn('ada@house.example', password, '192.0.2.2', at)
    if (!session.ok) throw new Error(session.refusal.code)
    await connection().pool.query(`update staff set disabled_at = now()`)
    expect(await staffOf(session.value.token, at)).toBeUndefined()
    await connection().pool.query(`update staff set disabled_at = null`)
  })

  it('are told the same for a wrong name and a wrong password, and to wait after ten tries', async () => {
    const wrong = { ok: false, refusal: { code: 'session.wrong' } }
    expect(await signIn('nobody@house.example', password, '192.0.2.3', at)).toEqual(wrong)
    expect(await signIn('no\0body', '\0', '192.0.2.3', at)).toEqual(wrong)
    for (let attempt = 0; attempt < 9; attempt++)
      expect(await signIn('bob@house.example', 'guess', '192.0.2.4', at)).toEqual(wrong)
    await signIn('bob@house.example', 'guess', '192.0.2.5', at)
    expect(await signIn('bob@house.example', 'guess', '192.0.2.6', at)).toMatchObject({
      ok: false,
      refusal: { code: 'limit.rate' },
    })
  })
})

describe('anonymous callers', () => {
  it('are counted over a minute, each by themselves', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => countCall('geometry', '198.51.100.7')))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(5)
    expect(answers.find(({ ok }) => !ok)).toMatchObject({
      refusal: { code: 'limit.rate', parameters: { seconds: expect.any(Number) } },
    })
    expect((await countCall('geometry', '198.51.100.8')).ok).toBe(true)
    const { rows } = await connection().pool.query('select key from rate_limit')
    expect(JSON.stringify(rows)).not.toContain('198.51.100')
  })

  it('are forgotten an hour after their minute is over', async () => {
    await countCall('geometry', 'somebody')
    const rows = async () => (await connection().pool.query('select 1 from rate_limit')).rowCount
    await forgetOldCounts(new Date())
    expect(await rows()).toBeGreaterThan(0)
    await forgetOldCounts(new Date(Date.now() + 2 * 3_600_000))
    expect(await rows()).toBe(0)
  })

  it('have only so much under way', async () => {
    let release: () => void = () => undefined
    const gate = new Promise<void>((open) => {
      release = open
    })
    const work = async () => {
      await gate
      return { ok: true as const, value: 1 }
    }
    const begun = Array.from({ length: 4 }, () => oneOfFew('203.0.113.1', work))
    expect(await oneOfFew('203.0.113.1', work)).toMatchObject({ ok: false, refusal: { code: 'limit.concurrent' } })
    release()
    expect((await Promise.all(begun)).every(({ ok }) => ok)).toBe(true)
    expect((await oneOfFew('203.0.113.1', work)).ok).toBe(true)
  })
})
