import { eq, sql } from 'drizzle-orm'
import { encode } from 'next-auth/jwt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mailsOf } from '@/db/queries/mail'
import { insertLine } from '@/db/queries/maker-line'
import { findContact, findOrder } from '@/db/queries/order'
import { insertPackage, insertProductionOrder } from '@/db/queries/production'
import { clientSession } from '@/db/schema/account'
import { designPersonal } from '@/db/schema/design'
import { mail } from '@/db/schema/house'
import { order as orderTable } from '@/db/schema/order'
import { blob, packageFile } from '@/db/schema/production'
import { type FreshDatabase, freshHouse } from '@/db/testing/fresh-database'
import { KEPT } from '@/lib/domain/privacy/kept'
import { exportOf } from './account-data'
import { keepBlob, readBlob } from './blobs'
import { CLIENT_COOKIE, type Client, clientOf, sealSecret } from './client-session'
import { connection, database } from './database'
import { openDesign } from './designs'
import { eraseAccount, eraseOrder, removeForgotten } from './erasure'
import { newId } from './ids'
import { tellClient } from './mail'
import { keepByLink, ownDesign, takeAll } from './pieces'
import { forgetPersonal } from './retention'
import { at, comeIn, guestOrder, later, saved, someone } from './testing/clients'

let house: FreshDatabase
beforeAll(async () => {
  house = await freshHouse()
})
afterAll(() => house.remove())

/** What the browser of somebody who is signed in holds. */
const cookieOf = ({ session }: Client) => encode({ token: { sid: session }, secret: sealSecret(), salt: CLIENT_COOKIE })

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
    const client = await comeIn(email)
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
    expect(await clientOf(await cookieOf(client), at)).toBeUndefined()
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
    const client = await comeIn(email)
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
    const client = await comeIn(email)
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
    const client = await comeIn(someone())
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
    expect(await clientOf(await cookieOf(client), at)).toBeUndefined()
    const rows = await database().select().from(clientSession).where(eq(clientSession.account, client.id))
    expect(rows).toEqual([])
    await forgetPersonal(later(KEPT.account.days + 1))
    const [left] = (await database().execute(sql`select email, name from client_account where id = ${client.id}`)).rows
    expect(left).toEqual({ email: null, name: null })
  })
})
