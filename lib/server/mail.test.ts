import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mailsOf } from '@/db/queries/mail'
import { findOrder } from '@/db/queries/order'
import { mail } from '@/db/schema/house'
import { clientContact, order as orderTable } from '@/db/schema/order'
import { type FreshDatabase, freshHouse } from '@/db/testing/fresh-database'
import { insertOpenOrder } from '@/db/testing/open-order'
import { formatDate, formatMoney, LOCALES, type Locale } from '@/lib/words/render'
import { database } from './database'
import { isMailAddress, readable, sendMail, tellClient, tellPerson } from './mail'
import { MAIL_CODES, type OrderMailCode, type OrderMails } from './mail-codes'
import { signInToken } from './mail-links'
import { openOrder } from './order-view'
import { type MailServer, startMailServer } from './testing/mail-server'

let house: FreshDatabase
let server: MailServer
beforeAll(async () => {
  server = await startMailServer()
  house = await freshHouse({ SMTP_URL: server.url })
})
afterAll(async () => {
  await house.remove()
  await server.close()
})

const AT = new Date('2026-11-25T09:00:00Z')
const FROM = '2026-12-17T18:00:00.000+01:00'
const TO = '2026-12-19T18:00:00.000+01:00'
const EUR = (amount: number) => ({ amount, currency: 'EUR' as const })

async function orderOf(client: { name?: string; email?: string; locale?: Locale } = {}): Promise<string> {
  const id = await insertOpenOrder(database(), AT)
  const stored = await findOrder(database(), id)
  const { locale = 'en', ...contact } = client
  await database()
    .update(clientContact)
    .set({ name: 'Louise', ...contact })
    .where(eq(clientContact.id, stored?.contact ?? ''))
  await database().update(orderTable).set({ locale }).where(eq(orderTable.id, id))
  return id
}
async function tell<Code extends OrderMailCode>(order: string, code: Code, parameters: OrderMails[Code], cause = '') {
  await database().transaction((transaction) => tellClient(transaction, order, code, parameters, cause, AT))
  const letter = (await mailsOf(database(), order)).findLast((one) => one.code === code)
  if (!letter) throw new Error(`no letter ${code}`)
  return letter
}
/** What a reader of the HTML is told: no tags, entities back to letters. */
const told = (html: string) =>
  html
    .replace(/<style[\s\S]*?<\/style>|<[^>]+>/g, '\n')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name] ?? "'")

/** Each code with parameters, and what its reader must find in the letter whatever its words are. */
const CASES: { [Code in OrderMailCode]: { parameters: OrderMails[Code]; facts(locale: Locale): string[] } } = {
  'order-confirmed': { parameters: {}, facts: (l) => [formatMoney(l, EUR(124_000)), '/b/'] },
  'order-accepted': { parameters: { delivered: FROM }, facts: (l) => [formatDate(l, FROM), formatMoney(l, EUR(124_000)), '/b/'] },
  'order-delayed': {
    parameters: { reason: 'engrave ended late', from: FROM, to: TO },
    facts: (l) => [formatDate(l, FROM), formatDate(l, TO), l === 'fr' ? 'Gravure' : 'Engraving', '/b/'],
  },
  'order-rework': {
    parameters: { operation: 'cast', reason: 'bore too wide' },
    facts: (l) => [l === 'fr' ? 'Fonte' : 'Casting', 'bore too wide', '/b/'],
  },
  'order-finished': { parameters: {}, facts: () => ['Paris', '/b/'] },
  'order-shipped': { parameters: { carrier: 'Chronopost', tracking: 'XY 123' }, facts: () => ['Chronopost', 'XY 123', '/b/'] },
  'order-declined': { parameters: { reason: 'No gold left' }, facts: () => ['No gold left', '/orders/'] },
  'payment-failed': { parameters: {}, facts: (l) => [formatMoney(l, EUR(124_000)), '/orders/'] },
  'order-cancelled': { parameters: { by: 'house', reason: 'Flood' }, facts: () => ['Flood', '/orders/'] },
  'order-refunded': {
    parameters: { amount: EUR(10_050), reason: 'Scratch' },
    facts: (l) => [formatMoney(l, EUR(10_050)), formatMoney(l, EUR(124_000)), 'Scratch', '/orders/'],
  },
  'line-answered': {
    parameters: { line: 'For her mother', answer: 'It will be ready for that day' },
    facts: () => ['For her mother', 'It will be ready for that day', '/b/'],
  },
}

describe('letters about an order', () => {
  for (const locale of LOCALES) {
    it.each(Object.keys(CASES) as OrderMailCode[])(`tell the same in text and HTML, in ${locale}: %s`, async (code) => {
      const order = await orderOf({ locale })
      const { parameters, facts } = CASES[code]
      const stored = await tell(order, code, parameters)
      const letter = readable(stored)
      const reference = (await findOrder(database(), order))?.reference ?? ''
      for (const fact of ['Louise', reference, ...facts(locale)]) {
        expect(letter.text).toContain(fact)
        expect(fact.startsWith('/') ? letter.html : told(letter.html)).toContain(fact)
      }
      for (const line of told(letter.html).split('\n')) {
        const words = line.trim()
        if (words && words !== 'Lot One' && words !== letter.subject) expect(letter.text).toContain(words)
      }
      expect(letter.html).toContain(`<html lang="${locale}">`)
      expect(`${letter.subject}${letter.text}`).not.toMatch(/mails\.|\{|\[\[|undefined|Invalid/)
      expect(letter.subject.length).toBeLessThan(80)
    })
  }

  it('are told once for each cause, and only when the transaction holds', async () => {
    const order = await orderOf()
    await Promise.all([1, 2, 3, 4].map(() => tell(order, 'order-finished', {})))
    await tell(order, 'order-refunded', { amount: EUR(100) }, 'ref_1')
    await tell(order, 'order-refunded', { amount: EUR(100) }, 'ref_1')
    await tell(order, 'order-refunded', { amount: EUR(100) }, 'ref_2')
    const failed = database().transaction(async (transaction) => {
      await tellClient(transaction, order, 'order-shipped', { carrier: 'A', tracking: 'B' }, '', AT)
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    const codes = (await mailsOf(database(), order)).map(({ code }) => code).sort()
    expect(codes).toEqual(['order-finished', 'order-refunded', 'order-refunded'])
  })

  it('are not written to somebody who was erased', async () => {
    const order = await orderOf()
    const contact = (await findOrder(database(), order))?.contact ?? ''
    await database().update(clientContact).set({ email: null, name: null }).where(eq(clientContact.id, contact))
    await database().transaction((transaction) => tellClient(transaction, order, 'order-finished', {}, '', AT))
    expect(await mailsOf(database(), order)).toEqual([])
  })

  it('open the order, while their rows open nothing', async () => {
    const order = await orderOf()
    const stored = await tell(order, 'order-declined', { reason: 'x' })
    expect(`${stored.text}${stored.html}`).not.toMatch(/\/orders\/[\w-]{20}/)
    const token = /\/en\/orders\/([\w-]+)/.exec(readable(stored).text)?.[1] ?? ''
    const opened = await openOrder(token, AT)
    expect(opened.ok && opened.value.reference).toBe((await findOrder(database(), order))?.reference)
  })
})

describe('what others wrote', () => {
  const EVIL = 'Eve\r\nBcc: all@victim.example\r\n\r\n<script>alert(1)</script>"><img src=x onerror=y>'

  it('adds no header, no recipient and no markup', async () => {
    const order = await orderOf({ name: EVIL, email: 'eve@client.example' })
    const stored = await tell(order, 'order-shipped', { carrier: EVIL, tracking: `[[build]]${EVIL}` })
    await sendMail(stored.id, AT)
    const sent = server.received.at(-1)
    expect(sent?.to).toEqual([expect.stringContaining('<eve@client.example>')])
    const [head = ''] = sent?.data.split('\n\n') ?? []
    expect(head).not.toMatch(/^bcc/im)
    expect(head).toMatch(/^To: eve@client\.example$/m)
    const { html, text } = readable(stored)
    expect(
      html.match(/<[a-z][^>]*>/gi)?.filter((tag) => /^<(script|img|iframe|object|form|svg|style)|\son\w+=/i.test(tag)),
    ).toEqual([])
    expect(html).toContain('&lt;script&gt;')
    // The tracking number's own line holds no link.
    expect(text.split('\n').find((line) => line.startsWith('Tracking'))).not.toContain('http')
  })

  it.each(['a@b.example, c@d.example', 'a@b.example\r\nRCPT TO:<x@y.example>', '"a b"@c.example', 'a@b', 'x <a@b.example>', ''])(
    'is no address: %j',
    async (to) => {
      expect(isMailAddress(to)).toBe(false)
      const order = await orderOf({ email: to || 'none' })
      const before = server.received.length
      const stored = await tell(order, 'order-finished', {})
      await sendMail(stored.id, AT)
      expect(server.received.length).toBe(before)
      expect((await mailsOf(database(), order))[0]?.refusedAt).toEqual(AT)
    },
  )
})

describe('sending', () => {
  it('tries again what the server cannot take now, and sends it once', async () => {
    const stored = await tell(await orderOf({ email: 'later@client.example' }), 'order-finished', {})
    server.answer = '451 later'
    await expect(sendMail(stored.id, AT)).rejects.toThrow()
    server.answer = ''
    const before = server.received.length
    await Promise.all([sendMail(stored.id, AT), sendMail(stored.id, AT)])
    await sendMail(stored.id, AT)
    expect(server.received.length).toBe(before + 1)
    expect(server.received.at(-1)?.data).toContain(`<${stored.id}@localhost>`)
    const [row] = await database().select().from(mail).where(eq(mail.id, stored.id))
    expect(row).toMatchObject({ sentAt: AT, attempts: 4 })
  })

  it('gives up a letter that the server will never take', async () => {
    const stored = await tell(await orderOf({ email: 'gone@client.example' }), 'order-finished', {})
    server.answer = '550 no such mailbox'
    await sendMail(stored.id, AT)
    server.answer = ''
    const [row] = await database().select().from(mail).where(eq(mail.id, stored.id))
    expect(row).toMatchObject({ sentAt: null, refusedAt: AT })
  })
})

describe('ways in', () => {
  it.each(LOCALES)('stand in no row, and in the letter as sent: %s', async (locale) => {
    const request = `sgn_${locale}0000000000000000000000`
    for (const code of ['sign-in', 'claim'] as const) {
      await database().transaction((transaction) =>
        tellPerson(transaction, 'me@client.example', locale, code, { request }, `${code}-${locale}`, AT),
      )
      const [row] = await database()
        .select()
        .from(mail)
        .where(eq(mail.once, `${code}:${code}-${locale}`))
      expect(row?.confidential).toBe(true)
      expect(JSON.stringify(row)).not.toContain(signInToken(request))
      await sendMail(row?.id ?? '', AT)
      const body = server.received.at(-1)?.data.replaceAll(/=\n/g, '')
      expect(body).toContain(`/${locale}/sign-in/${signInToken(request)}`)
    }
  })

  it('are the only letters kept from pages', () => {
    const kept = Object.entries(MAIL_CODES).filter(([, { confidential }]) => confidential)
    expect(kept.map(([code]) => code).sort()).toEqual(['claim', 'sign-in'])
  })
})
