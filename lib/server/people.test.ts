import { decode, encode } from 'next-auth/jwt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FreshDatabase, freshHouse } from '@/db/testing/fresh-database'
import { CLIENT_COOKIE, type Client, clientOf, endSession, endSessions, sealSecret } from './client-session'
import { connection } from './database'
import { openDesign } from './designs'
import { openOrder } from './order-view'
import {
  comparePieces,
  keepByLink,
  keepOrder,
  makerOf,
  myOrders,
  myPieces,
  ownDesign,
  shareRevision,
  stopSharing,
  takeAll,
  waitingFor,
} from './pieces'
import { ask, at, comeIn, guestOrder, later, saved, someone, tokenFor } from './testing/clients'
import { lookAtWayIn, redeemSignIn } from './way-in'

let house: FreshDatabase
beforeAll(async () => {
  house = await freshHouse()
})
afterAll(() => house.remove())

/** What the browser of somebody who is signed in holds. */
const cookieOf = ({ session }: Client) => encode({ token: { sid: session }, secret: sealSecret(), salt: CLIENT_COOKIE })

describe('ways in', () => {
  it('open once, of many at once exactly one', async () => {
    const email = someone()
    await ask(email)
    const token = await tokenFor(email)
    expect(await lookAtWayIn(token, at)).toEqual({ ok: true, value: email })
    const inside = await Promise.all([1, 2, 3, 4, 5].map(() => redeemSignIn(token, at)))
    expect(inside.filter((session) => session !== undefined)).toHaveLength(1)
    expect(await redeemSignIn(token, at)).toBeUndefined()
    expect(await lookAtWayIn(token, at)).toMatchObject({ ok: false, refusal: { code: 'link.unknown' } })
  })

  it('end after twenty minutes, and with the first of them that is used', async () => {
    const email = someone()
    await ask(email)
    const first = await tokenFor(email)
    await ask(email)
    const second = await tokenFor(email)
    expect(second).not.toBe(first)
    expect(await redeemSignIn(first, new Date(at.getTime() + 20 * 60_000 + 1))).toBeUndefined()
    expect(await redeemSignIn(second, new Date(at.getTime() + 19 * 60_000))).toBeDefined()
    expect(await redeemSignIn(first, at)).toBeUndefined()
  })

  it('answer the same for a known address and an unknown one, and a guess like an ended one', async () => {
    const client = await comeIn(someone())
    expect(await ask(client.email)).toEqual(await ask(someone()))
    for (const guess of ['x'.repeat(32), '', '../../etc/passwd', "' or 1=1 --".padEnd(30)]) {
      expect(await redeemSignIn(guess, at)).toBeUndefined()
      expect(await lookAtWayIn(guess, at)).toMatchObject({ refusal: { code: 'link.unknown' } })
    }
  })

  it('cannot be used up by strangers: many who ask for one address keep nobody out, and send it few letters', async () => {
    const email = someone()
    const letters = async () =>
      (await connection().pool.query('select count(*)::int as n from mail where to_address = $1', [email])).rows[0].n as number
    for (let count = 0; count < 40; count += 1) expect((await ask(email, undefined, `stranger-${count}`)).ok).toBe(true)
    expect(await letters()).toBe(10)
    expect((await ask(email)).ok).toBe(true)
    expect(await redeemSignIn(await tokenFor(email), at)).toBeDefined()
    // No letter opens any more: the next one is sent.
    expect((await ask(email)).ok).toBe(true)
    expect(await letters()).toBe(11)
    expect(await redeemSignIn(await tokenFor(email), at)).toBeDefined()
  })

  it('are counted by caller, for each address and in all, and refuse what is no address', async () => {
    const email = someone()
    const answers = []
    for (let count = 0; count < 6; count += 1) answers.push(await ask(email, undefined, 'one place'))
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, true, true, false])
    expect(answers[5]).toMatchObject({ refusal: { code: 'limit.rate' } })
    for (const text of ['a@b.example, c@d.example', 'a@b.example\nBcc: x@y.example x', 'nobody', '']) {
      expect(await ask(text, undefined, 'elsewhere')).toMatchObject({ refusal: { code: 'mail.address' } })
    }
    let refused = 0
    for (let count = 0; count < 40; count += 1) if (!(await ask(someone(), undefined, 'one caller')).ok) refused += 1
    expect(refused).toBe(10)
  })
})

describe('sessions', () => {
  it('are decided by their row: signed out is out, here or everywhere', async () => {
    const email = someone()
    const one = await comeIn(email)
    const two = await comeIn(email)
    expect(two.id).toBe(one.id)
    expect(await decode({ token: await cookieOf(one), secret: sealSecret(), salt: CLIENT_COOKIE })).toMatchObject({
      sid: one.session,
    })
    await endSession(one, at)
    expect(await clientOf(await cookieOf(one), at)).toBeUndefined()
    expect(await clientOf(await cookieOf(two), at)).toBeDefined()
    const three = await comeIn(email)
    await endSessions(three, at)
    for (const client of [two, three]) expect(await clientOf(await cookieOf(client), at)).toBeUndefined()
  })

  it('end, and cannot be made up', async () => {
    const client = await comeIn(someone())
    const cookie = await cookieOf(client)
    expect(await clientOf(cookie, later(29))).toBeDefined()
    expect(await clientOf(cookie, later(31))).toBeUndefined()
    const forged = await encode({
      token: { sid: client.session },
      secret: 'another secret of the same length',
      salt: CLIENT_COOKIE,
    })
    for (const value of [forged, client.session, `${cookie}x`, '', undefined]) expect(await clientOf(value, at)).toBeUndefined()
  })
})

describe('my pieces', () => {
  it('take what a guest left under the address, once it is proven and said so', async () => {
    const email = someone()
    const order = await guestOrder(email.toUpperCase())
    await guestOrder(someone())
    const design = await saved('AB')
    expect((await ask(email, design.token)).ok).toBe(true)
    const client = await comeIn(email)
    expect(await myOrders(client, undefined)).toMatchObject({ orders: [] })
    const waiting = await waitingFor(client)
    expect(waiting.orders.map(({ id }) => id)).toEqual([order])
    expect(waiting.designs.map(({ id }) => id)).toEqual([design.design])
    await takeAll(client, at)
    const { orders } = await myOrders(client, undefined)
    expect(orders.map(({ id }) => id)).toEqual([order])
    expect((await openOrder(orders[0]?.token ?? '', at)).ok).toBe(true)
    const { pieces } = await myPieces(client, undefined, at)
    expect(pieces.map((piece) => piece.design)).toContain(design.design)
    expect(pieces).toHaveLength(2)
    expect(await waitingFor(client)).toEqual({ orders: [], designs: [] })
  })

  it('tell what each revision changed, and belong to nobody else', async () => {
    const client = await comeIn(someone())
    const stranger = await comeIn(someone())
    const first = await saved('AB')
    const second = await saved('LN', first.token, { metal: 'silver-925' })
    await keepByLink(client, second.token, at)
    const { pieces } = await myPieces(client, undefined, at)
    const [newest, oldest] = pieces[0]?.revisions ?? []
    expect(newest).toMatchObject({ number: 2, parent: 1 })
    expect(newest?.changes.find(({ key }) => key === 'letters')).toEqual({ key: 'letters', from: 'AB', to: 'LN' })
    expect(newest?.changes.map(({ key }) => key).sort()).toEqual(['letters', 'metal'])
    expect(oldest).toMatchObject({ number: 1, changes: [] })
    const unknown = { ok: false, refusal: { code: 'link.unknown' } }
    for (const id of [newest?.id ?? '', 'rev_00000000000000000000000000', 'nothing']) {
      expect(await ownDesign(stranger, id)).toEqual(unknown)
      expect(await shareRevision(stranger, id, at)).toEqual(unknown)
      expect(await stopSharing(stranger, id, at)).toEqual(unknown)
      expect(await comparePieces(stranger, [id, oldest?.id ?? ''], 'FR', at)).toEqual(unknown)
    }
    expect((await myPieces(stranger, undefined, at)).pieces).toEqual([])
  })

  it('are never another’s: who was given one revision keeps, saves and finds that one alone', async () => {
    const owner = await comeIn(someone())
    const friend = await comeIn(someone())
    const first = await saved('AB')
    await keepByLink(owner, first.token, at)
    const second = await saved('SECRET'.slice(0, 3), first.token, {}, makerOf(owner))
    expect(second).toMatchObject({ design: first.design, number: 2 })
    const shared = await shareRevision(owner, first.revision, at)
    const token = shared.ok ? shared.value : ''

    await keepByLink(friend, token, at)
    await keepByLink(friend, token, at)
    const theirs = await myPieces(friend, undefined, at)
    expect(theirs.pieces.map(({ revisions }) => revisions.length)).toEqual([1])
    expect(theirs.pieces[0]?.revisions[0]).toMatchObject({ number: 1, fromOther: true, document: { choices: { letters: 'AB' } } })
    expect(theirs.pieces[0]?.design).not.toBe(first.design)
    const fork = await saved('FR', token, {}, makerOf(friend))
    const guests = await saved('GU', token)
    for (const { design, number } of [fork, guests]) {
      expect(design).not.toBe(first.design)
      expect(number).toBe(1)
    }
    // Nor does what others make of it come back to its owner.
    const mine = await myPieces(owner, undefined, at)
    expect(mine.pieces.flatMap(({ revisions }) => revisions.map(({ document }) => document?.choices.letters))).toEqual([
      'SEC',
      'AB',
    ])
    expect((await ownDesign(friend, second.revision)).ok).toBe(false)

    // Nobody holds it, but it went two ways: each is kept alone.
    const root = await saved('R')
    const [one, two] = [await saved('R1', root.token), await saved('R2', root.token)]
    const late = await comeIn(someone())
    await keepByLink(late, one.token, at)
    const kept = await myPieces(late, undefined, at)
    expect(kept.pieces.flatMap(({ revisions }) => revisions.map(({ document }) => document?.choices.letters))).toEqual(['R1'])
    expect((await ownDesign(late, two.revision)).ok).toBe(false)
  })

  it('are given with an order to who placed it, once, and an order placed again only to who is written in it', async () => {
    const [client, other] = [await comeIn(someone()), await comeIn(someone())]
    const held = async (who: Client) => [
      (await myOrders(who, undefined)).orders.map(({ id }) => id),
      (await myPieces(who, undefined, at)).pieces.length,
    ]
    const placed = await guestOrder('somebody-else@client.example', 'open')
    await keepOrder(client, placed, false, at)
    await keepOrder(other, placed, false, at)
    expect([await held(client), await held(other)]).toEqual([
      [[placed], 1],
      [[], 0],
    ])
    const again = await guestOrder(client.email.toUpperCase(), 'open')
    await keepOrder(other, again, true, at)
    expect(await held(other)).toEqual([[], 0])
    await keepOrder(client, again, true, at)
    expect((await held(client))[0]).toContain(again)
  })

  it('are shared by a link that can be taken back', async () => {
    const client = await comeIn(someone())
    const design = await saved('AB')
    await keepByLink(client, design.token, at)
    const shared = await shareRevision(client, design.revision, at)
    const token = shared.ok ? shared.value : ''
    expect((await openDesign(token, at)).ok).toBe(true)
    await stopSharing(client, design.revision, at)
    for (const link of [token, design.token]) {
      expect(await openDesign(link, at)).toMatchObject({ refusal: { code: 'link.unknown' } })
    }
    expect((await ownDesign(client, design.revision)).ok).toBe(true)
  })
})
