import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FreshDatabase, freshHouse } from '@/db/testing/fresh-database'
import { connection } from './database'
import { countCall, forgetOldCounts, oneOfFew } from './limits'
import { confirmCode, confirmEnrolment, enrolment } from './second-factor'
import { hashPassword } from './secrets'
import { endMySession, mySessions, signIn, signOut, staffOf } from './session'
import { codeAt } from './totp'

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

const from = (address: string, agent = 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0') => ({ address, agent })
/** Time of life and of the authenticator; each sign-in takes a step of its own, since a code is good once. */
let clock = at.getTime()
const later = (seconds = 60) => {
  clock += seconds * 1000
  return new Date(clock)
}
let secret = ''

async function pending(address: string, now: Date): Promise<string> {
  const begun = await signIn(' Ada@House.example ', password, from(address), now)
  if (!begun.ok) throw new Error(begun.refusal.code)
  return begun.value.token
}

async function whole(address: string): Promise<{ token: string; device: string; at: Date }> {
  const now = later()
  const signed = await confirmCode(await pending(address, now), codeAt(secret, now), from(address), now)
  if (!signed.ok) throw new Error(signed.refusal.code)
  return { ...signed.value, at: now }
}

describe('staff', () => {
  it('set up a second factor at the first sign-in, and are nobody before', async () => {
    const now = later()
    const token = await pending('192.0.2.1', now)
    expect(await staffOf(token, now)).toBeUndefined()
    expect(await confirmCode(token, '123456', from('192.0.2.1'), now)).toMatchObject({ refusal: { code: 'session.over' } })
    const offered = await enrolment(token, now)
    if (!offered.ok) throw new Error(offered.refusal.code)
    expect(await enrolment(token, later(1))).toEqual(offered)
    secret = offered.value.secret
    // Independent of our own reading: RFC 4648 letters, 160 bits as RFC 4226 advises.
    expect(secret).toMatch(/^[A-Z2-7]{32}$/)
    expect(offered.value.address).toContain('otpauth://totp/Lot%20One:ada%40house.example?')
    const wrong = codeAt(secret, new Date(now.getTime() + 3_600_000))
    expect(await confirmEnrolment(token, wrong, from('192.0.2.1'), now)).toMatchObject({ refusal: { code: 'session.code' } })
    const signed = await confirmEnrolment(token, codeAt(secret, now), from('192.0.2.1'), now)
    if (!signed.ok) throw new Error(signed.refusal.code)
    expect(await staffOf(signed.value.token, now)).toMatchObject({ id: 'stf_1', role: 'owner' })
    expect(await staffOf(token, now)).toBeUndefined()
    const { rows } = await connection().pool.query('select totp_secret from staff')
    expect(JSON.stringify(rows)).not.toContain(secret)
    const code = offered.value.recoveryCodes[0] ?? ''
    const again = later()
    const recovered = await confirmCode(await pending('192.0.2.1', again), code.toUpperCase(), from('192.0.2.1'), again)
    expect(recovered.ok).toBe(true)
    expect(await confirmCode(await pending('192.0.2.1', again), code, from('192.0.2.1'), again)).toMatchObject({
      refusal: { code: 'session.code' },
    })
  })

  it('use a code once, also in two places at the same time', async () => {
    const now = later()
    const tokens = await Promise.all([1, 2, 3, 4].map(() => pending('192.0.2.1', now)))
    const code = codeAt(secret, now)
    const answers = await Promise.all(tokens.map((token) => confirmCode(token, code, from('192.0.2.1'), now)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ refusal: { code: 'session.code-used' } })
  })

  it('are known, and out everywhere when signed out, ended from elsewhere or disabled', async () => {
    const one = await whole('192.0.2.1')
    const other = await whole('192.0.2.2')
    const member = await staffOf(one.token, other.at)
    if (!member) throw new Error('nobody')
    expect(await staffOf(one.token, new Date(other.at.getTime() + 13 * 3_600_000))).toBeUndefined()
    const open = await mySessions(member, other.at)
    expect(open.filter(({ current }) => current)).toHaveLength(1)
    expect(open[0]).toMatchObject({ device: 'Firefox, Linux', current: false })
    for (const { id, current } of open) if (!current) await endMySession(member, id, other.at)
    expect(await staffOf(other.token, other.at)).toBeUndefined()
    await connection().pool.query(`update staff set disabled_at = now()`)
    expect(await staffOf(one.token, other.at)).toBeUndefined()
    await connection().pool.query(`update staff set disabled_at = null`)
    await signOut(one.token, other.at)
    expect(await staffOf(one.token, other.at)).toBeUndefined()
  })

  it('are not known by a wrong, missing or monstrous token', async () => {
    for (const token of [undefined, '', 'x', 'y'.repeat(1_000_000)]) expect(await staffOf(token, at)).toBeUndefined()
  })

  it('are told the same for a wrong name and a wrong password, and to wait after ten tries from one place', async () => {
    const wrong = { ok: false, refusal: { code: 'session.wrong' } }
    expect(await signIn('nobody@house.example', password, from('192.0.2.3'), at)).toEqual(wrong)
    expect(await signIn('no\0body', '\0', from('192.0.2.3'), at)).toEqual(wrong)
    for (let attempt = 0; attempt < 10; attempt++)
      expect(await signIn('ada@house.example', 'guess', from('192.0.2.4'), at)).toEqual(wrong)
    expect(await signIn('ada@house.example', password, from('192.0.2.4'), at)).toMatchObject({ refusal: { code: 'limit.rate' } })
    // Nobody elsewhere holds the person up by name.
    expect((await signIn('ada@house.example', password, from('192.0.2.1'), at)).ok).toBe(true)
  })

  it('may sign in as often as they like, since a right sign-in counts for nothing', async () => {
    await forgetOldCounts(new Date(Date.now() + 2 * 3_600_000))
    for (let time = 0; time < 12; time++) await whole('192.0.2.5')
  })

  it('are not held up on their own machine by wrong codes of whoever has their password', async () => {
    const mine = await whole('192.0.2.1')
    const now = later()
    const stolen = await pending('203.0.113.9', now)
    for (let attempt = 0; attempt < 10; attempt++)
      expect(await confirmCode(stolen, '000000', from('203.0.113.9'), now)).toMatchObject({ refusal: { code: 'session.code' } })
    const code = codeAt(secret, now)
    expect(await confirmCode(stolen, code, from('203.0.113.9'), now)).toMatchObject({ refusal: { code: 'limit.rate' } })
    const machine = { ...from('192.0.2.77'), device: mine.device }
    expect((await confirmCode(await pending('192.0.2.77', now), code, machine, now)).ok).toBe(true)
    const forged = { ...from('192.0.2.78'), device: `${mine.device.split('.')[0]}.${'x'.repeat(32)}` }
    expect(await confirmCode(await pending('192.0.2.78', now), code, forged, now)).toMatchObject({
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
