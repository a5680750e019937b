import { eq, sql } from 'drizzle-orm'
import { decode, encode } from 'next-auth/jwt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mailsOf } from '@/db/queries/mail'
import { insertLine } from '@/db/queries/maker-line'
import { findContact, findOrder } from '@/db/queries/order'
import { insertPackage, insertProductionOrder } from '@/db/queries/production'
import { clientSession } from '@/db/schema/account'
import { designPersonal } from '@/db/schema/design'
import { mail } from '@/db/schema/house'
import { clientContact, order as orderTable } from '@/db/schema/order'
import { blob, packageFile } from '@/db/schema/production'
import { type FreshDatabase, freshHouse } from '@/db/testing/fresh-database'
import { insertOpenOrder } from '@/db/testing/open-order'
import { KEPT } from '@/lib/domain/privacy/kept'
import { loadFamily } from '@/lib/domain/products/catalogue'
import { exportOf } from './account-data'
import { keepBlob, readBlob } from './blobs'
import { CLIENT_COOKIE, type Client, clientOf, endSession, endSessions, sealSecret } from './client-session'
import { connection, database } from './database'
import { openDesign, saveDesign } from './designs'
import { eraseAccount, eraseOrder, removeForgotten } from './erasure'
import { newId } from './ids'
import type { Maker } from './lineage'
import { tellClient } from './mail'
import { signInToken } from './mail-links'
import { openOrder } from './order-view'
import {
  comparePieces,
  keepByLink,
  makerOf,
  myOrders,
  myPieces,
  ownDesign,
  shareRevision,
  stopSharing,
  takeAll,
  waitingFor,
} from './pieces'
import { forgetPersonal } from './retention'
import { askForWayIn, lookAtWayIn, redeemSignIn } from './way-in'

let house: FreshDatabase
beforeAll(async () => {
  house = await freshHouse()
})
afterAll(() => house.remove())

const at = new Date()
const later = (days: number) => new Date(at.getTime() + days * 86_400_000)
let people = 0
const someone = () => `person-${people++}@client.example`

async function ask(email: string, keep?: string, address = email) {
  return askForWayIn({ email, locale: 'en', address, ...(keep ? { keep } : {}), at })
}
/** The token of the last letter to an address, as the send job would derive it. */
async function tokenFor(email: string): Promise<string> {
  const rows = await database().select().from(mail).where(eq(mail.to, email)).orderBy(mail.createdAt, mail.id)
  return signInToken(String(rows.findLast((row) => row.confidential)?.parameters.request))
}
const seal = (session: string) => encode({ token: { sid: session }, secret: sealSecret(), salt: CLIENT_COOKIE })
async function comeIn(email: string): Promise<{ client: Client; cookie: string }> {
  await ask(email)
  const cookie = await seal((await redeemSignIn(await tokenFor(email), at)) ?? '')
  const client = await clientOf(cookie, at)
  if (!client) throw new Error('not in')
  return { client, cookie }
}
async function saved(letters: string, parent?: string, change: Record<string, string | number> = {}, maker?: Maker) {
  const family = await loadFamily('signet-ring')
  const preset = family?.presets[0]
  if (!family || !preset) throw new Error('no ring')
  const document = { family: family.id, model: family.model, choices: { ...preset.choices, letters, ...change } }
  const result = await saveDesign({ document, family, at, maker, ...(parent ? { parent } : {}) })
  if (!result.ok) throw new Error(result.refusal.code)
  return result.value
}
async function guestOrder(email: string, state: 'open' | 'placed' | 'closed' = 'placed', name = 'Guest'): Promise<string> {
  const id = await insertOpenOrder(database(), at)
  const contact = (await findOrder(database(), id))?.contact ?? ''
  const address = { lines: ['Rue de Seine 12'], country: 'FR' }
  await database().update(clientContact).set({ email, name, address }).where(eq(clientContact.id, contact))
  const closedAt = state === 'closed' ? at : null
  await database().update(orderTable).set({ state, closedAt, authorisedAt: at }).where(eq(orderTable.id, id))
  return id
}

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
    const { client } = await comeIn(someone())
    expect(await ask(client.email)).toEqual(await ask(someone()))
    for (const guess of ['x'.repeat(32), '', '../../etc/passwd', "' or 1=1 --".padEnd(30)]) {
      expect(await redeemSignIn(guess, at)).toBeUndefined()
      expect(await lookAtWayIn(guess, at)).toMatchObject({ refusal: { code: 'link.unknown' } })
    }
  })

  it('are counted by address and by caller, and refuse what is no address', async () => {
    const email = someone()
    const answers = []
    for (let count = 0; count < 6; count += 1) answers.push(await ask(email, undefined, `caller-${count}`))
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
    expect(two.client.id).toBe(one.client.id)
    expect(await decode({ token: one.cookie, secret: sealSecret(), salt: CLIENT_COOKIE })).toMatchObject({
      sid: one.client.session,
    })
    await endSession(one.client, at)
    expect(await clientOf(one.cookie, at)).toBeUndefined()
    expect(await clientOf(two.cookie, at)).toBeDefined()
    const three = await comeIn(email)
    await endSessions(three.client, at)
    for (const { cookie } of [two, three]) expect(await clientOf(cookie, at)).toBeUndefined()
  })

  it('end, and cannot be made up', async () => {
    const { cookie, client } = await comeIn(someone())
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
    const { client } = await comeIn(email)
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
    const { client } = await comeIn(someone())
    const { client: stranger } = await comeIn(someone())
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
    const { client: owner } = await comeIn(someone())
    const { client: friend } = await comeIn(someone())
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
    const { client: late } = await comeIn(someone())
    await keepByLink(late, one.token, at)
    const kept = await myPieces(late, undefined, at)
    expect(kept.pieces.flatMap(({ revisions }) => revisions.map(({ document }) => document?.choices.letters))).toEqual(['R1'])
    expect((await ownDesign(late, two.revision)).ok).toBe(false)
  })

  it('are shared by a link that can be taken back', async () => {
    const { client } = await comeIn(someone())
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

/** Every row of every table as text: what whoever takes the database would read. */
async function everything(): Promise<string> {
  const { pool } = connection()
  const { rows: tables } = await pool.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  )
  const texts = []
  for (const { name } of tables) {
    const { rows } = await pool.query<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t`)
    texts.push(...rows.map(({ row }) => row))
  }
  return texts.join('\n')
}

/** A production order with a package of two files, one of which shows the letters. */
async function packaged(order: string, drawing: string) {
  const stored = await findOrder(database(), order)
  if (!stored) throw new Error('no order')
  const production = newId('po')
  const { atelier, profileVersion, revision, plan, operations } = stored
  const row = { id: production, order, atelier, profileVersion, revision, plan, operations, stages: [] }
  await insertProductionOrder(database(), row)
  const file = await keepBlob(new TextEncoder().encode(drawing))
  const manifest = await keepBlob(new TextEncoder().encode(`manifest of ${order}`))
  await insertPackage(database(), production, [
    { name: 'engraving.svg', blob: file.sha256, bytes: file.bytes, mediaType: 'image/svg+xml', role: 'engraving' },
    { name: 'manifest.json', blob: manifest.sha256, bytes: manifest.bytes, mediaType: 'application/json', role: 'manifest' },
  ])
  return { file: file.sha256, manifest: manifest.sha256, production }
}

describe('an erasure', () => {
  it('leaves no trace of the person in the database or the files, and the order with its money', async () => {
    const email = 'trace-of-me@client.example'
    const order = await guestOrder(email, 'closed', 'Traced Person')
    await database().transaction((transaction) => tellClient(transaction, order, 'order-finished', {}, '', at))
    const { file, manifest, production } = await packaged(order, `<svg>QZX ${order}</svg>`)
    const line = {
      id: newId('lin'),
      productionOrder: production,
      text: 'For my aunt Ottoline',
      name: 'Traced',
      occasion: 'her birthday',
    }
    await insertLine(database(), { ...line, createdAt: at })
    const design = await saved('QZX')
    const { client, cookie } = await comeIn(email)
    await keepByLink(client, design.token, at)
    await takeAll(client, at)
    const exported = JSON.stringify(await exportOf(client, at))
    const traces = [email, 'Traced Person', 'Rue de Seine 12', 'QZX', 'aunt Ottoline', 'her birthday']
    for (const trace of [...traces, order]) expect(exported).toContain(trace)
    const before = await everything()
    for (const trace of traces) expect(before).toContain(trace)

    expect(await eraseAccount(client.id, 'client', at)).toEqual({ ok: true, value: { waiting: 0 } })
    expect(await eraseAccount(client.id, 'client', at)).toEqual({ ok: true, value: { waiting: 0 } })
    await removeForgotten(file)
    await removeForgotten(manifest)
    expect(await clientOf(cookie, at)).toBeUndefined()
    expect(await openDesign(design.token, at)).toMatchObject({ ok: false })
    await expect(readBlob(file)).rejects.toThrow()
    expect((await readBlob(manifest)).byteLength).toBeGreaterThan(0)
    expect(await database().select().from(packageFile).where(eq(packageFile.blob, file))).toEqual([])
    expect(await database().select().from(blob).where(eq(blob.sha256, file))).toEqual([])
    // The farewell names its reader until tomorrow.
    await database().update(mail).set({ sentAt: at }).where(eq(mail.to, email))
    expect(await everything()).toContain(email)
    await forgetPersonal(new Date(at.getTime() + 25 * 3_600_000))
    const after = await everything()
    for (const trace of traces.filter((text) => text !== 'Rue de Seine 12')) expect(after).not.toContain(trace)
    expect(await findOrder(database(), order)).toMatchObject({ state: 'closed', amount: 124_000, currency: 'EUR' })
  })

  it('waits for an order that is being made, and follows the day after', async () => {
    const email = someone()
    const order = await guestOrder(email, 'placed')
    const { client } = await comeIn(email)
    await takeAll(client, at)
    expect(await eraseAccount(client.id, 'client', at)).toEqual({ ok: true, value: { waiting: 1 } })
    const contact = (await findOrder(database(), order))?.contact ?? ''
    expect(await eraseOrder(order, 'staff', at)).toMatchObject({ refusal: { code: 'order.under-way' } })
    expect(await findContact(database(), contact)).toMatchObject({ email })
    await database()
      .update(orderTable)
      .set({ state: 'closed', closedAt: later(3) })
      .where(eq(orderTable.id, order))
    await forgetPersonal(later(3.5))
    expect(await findContact(database(), contact)).toMatchObject({ email })
    await forgetPersonal(later(4.1))
    expect(await findContact(database(), contact)).toMatchObject({ email: null, name: null, address: null })
    const revision = (await findOrder(database(), order))?.revision ?? ''
    expect(await database().select().from(designPersonal).where(eq(designPersonal.revision, revision))).toEqual([])
  })

  it('of one order leaves another’s equal file, and a design that somebody keeps', async () => {
    const [email, other] = [someone(), someone()]
    const [mine, theirs] = [await guestOrder(email, 'closed'), await guestOrder(other, 'closed')]
    const { file } = await packaged(mine, 'the same drawing')
    await packaged(theirs, 'the same drawing')
    const { client } = await comeIn(email)
    await takeAll(client, at)
    await eraseOrder(mine, 'staff:stf_x', at)
    await removeForgotten(file)
    expect((await readBlob(file)).byteLength).toBeGreaterThan(0)
    const revision = (await findOrder(database(), mine))?.revision ?? ''
    expect((await ownDesign(client, revision)).ok).toBe(true)
    await eraseOrder(theirs, 'staff:stf_x', at)
    await removeForgotten(file)
    await expect(readBlob(file)).rejects.toThrow()
  })
})

describe('the clock', () => {
  it('keeps nothing past its end, and nothing goes before', async () => {
    const order = await guestOrder(someone(), 'closed')
    await database().transaction((transaction) => tellClient(transaction, order, 'order-finished', {}, '', at))
    const { client, cookie } = await comeIn(someone())
    const lonely = await saved('AB')
    const contact = (await findOrder(database(), order))?.contact ?? ''
    const letters = async () => (await mailsOf(database(), order)).length
    await forgetPersonal(later(KEPT.mail.days - 1))
    expect(await letters()).toBe(1)
    await forgetPersonal(later(KEPT.mail.days + 1))
    expect(await letters()).toBe(0)
    const personal = () => database().select().from(designPersonal).where(eq(designPersonal.revision, lonely.revision))
    // A link to a design lives a year.
    await forgetPersonal(later(365 + KEPT.design.days - 1))
    expect(await personal()).toHaveLength(1)
    await forgetPersonal(later(365 + KEPT.design.days + 1))
    expect(await personal()).toHaveLength(0)
    await forgetPersonal(later(KEPT['order-contact'].days - 1))
    expect((await findContact(database(), contact))?.email).not.toBeNull()
    await forgetPersonal(later(KEPT['order-contact'].days + 1))
    expect((await findContact(database(), contact))?.email).toBeNull()
    expect(await clientOf(cookie, at)).toBeUndefined()
    const rows = await database().select().from(clientSession).where(eq(clientSession.account, client.id))
    expect(rows).toEqual([])
    await forgetPersonal(later(KEPT.account.days + 1))
    const [left] = (await database().execute(sql`select email, name from client_account where id = ${client.id}`)).rows
    expect(left).toEqual({ email: null, name: null })
  })
})
