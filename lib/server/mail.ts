import { createTransport, type Transporter } from 'nodemailer'
import type { Database } from '@/db/connection'
import { findProfile } from '@/db/queries/atelier'
import { findProductionOrderOf } from '@/db/queries/build'
import { findRevision } from '@/db/queries/design'
import { changeMail, countAttempt, insertMail, lockOpenMail, type StoredMail } from '@/db/queries/mail'
import { findContact, findOrder } from '@/db/queries/order'
import { addJob } from '@/db/queries/production'
import { livePageOf } from '@/lib/domain/production/build-status'
import { type Letter, letterText, oneLine } from '@/lib/files/letter/letter'
import { letterHtml } from '@/lib/files/letter/letter-html'
import { type Locale, localeOf } from '@/lib/words/render'
import { database } from './database'
import { newId } from './ids'
import { orderLetter, personLetter } from './letters'
import { makeLink } from './links'
import { log } from './log'
import { MAIL_CODES, type MailCode, type OrderMailCode, type OrderMails, type PersonMails } from './mail-codes'
import { mailedOrderToken, withLinks } from './mail-links'
import { settings } from './settings'

/**
 * Writes to the client of an order, in the client's language, in the caller's transaction: the letter is there exactly when what it
 * tells of is there, and a job sends it. Told once for an order, code and `cause` (an event's or refund's id where one code can be
 * true more than once), however often it is called. Nothing is written to somebody whose contact was erased.
 */
export async function tellClient<Code extends OrderMailCode>(
  transaction: Database,
  orderId: string,
  code: Code,
  parameters: OrderMails[Code],
  cause = '',
  at: Date = new Date(),
): Promise<void> {
  const order = await findOrder(transaction, orderId)
  if (!order) throw new Error(`a letter about ${orderId}, which is not there`)
  const contact = await findContact(transaction, order.contact)
  if (!contact?.email) return
  const revision = await findRevision(transaction, order.revision)
  const profile = await findProfile(transaction, order.atelier, order.profileVersion)
  const production = await findProductionOrderOf(transaction, orderId)
  const locale = localeOf(order.locale)
  const letter = orderLetter(
    code,
    parameters,
    {
      reference: order.reference,
      family: revision?.record.family ?? '',
      total: { amount: order.amount, currency: order.currency },
      delivered: production?.status?.promise.delivered ?? order.plan.delivered,
      livePage: livePageOf(production?.status),
      atelier: { name: profile?.name ?? order.atelier, city: profile?.city ?? order.atelier },
      ...(contact.name ? { client: contact.name } : {}),
    },
    locale,
  )
  await makeLink(transaction, 'order', orderId, at, mailedOrderToken(orderId))
  const once = `${code}:${orderId}:${cause}`
  await post(transaction, { to: contact.email, code, parameters, letter, once, order: orderId, at })
}

/** Writes to a mail address, in the caller's transaction. Told once for each `cause`. */
export async function tellPerson<Code extends keyof PersonMails>(
  transaction: Database,
  to: string,
  locale: Locale,
  code: Code,
  parameters: PersonMails[Code],
  cause: string,
  at: Date,
): Promise<void> {
  const letter = personLetter(code, parameters, locale)
  await post(transaction, { to, code, parameters, letter, once: `${code}:${cause}`, at })
}

interface Posting {
  to: string
  code: MailCode
  parameters: object
  letter: Letter
  once: string
  order?: string
  at: Date
}

async function post(transaction: Database, { letter, parameters, at, ...row }: Posting): Promise<void> {
  const id = newId('mail')
  const written = await insertMail(transaction, {
    ...row,
    id,
    locale: letter.locale,
    parameters: { ...parameters },
    subject: oneLine(letter.subject, 150),
    text: letterText(letter),
    html: letterHtml(letter),
    confidential: MAIL_CODES[row.code].confidential,
    createdAt: at,
  })
  if (written) await addJob(transaction, 'send-mail', { mail: id }, `send-mail:${id}`)
}

/** The letter with its links, as its reader gets it. `linkNumber`: of the production order, whose build link may have been renewed. */
export function readable(mail: StoredMail, linkNumber = 0): { subject: string; text: string; html: string } {
  const { request } = mail.parameters
  const about = {
    locale: localeOf(mail.locale),
    order: mail.order ?? undefined,
    request: typeof request === 'string' ? request : undefined,
    linkNumber,
  }
  return { subject: mail.subject, text: withLinks(mail.text, about), html: withLinks(mail.html ?? '', about) }
}

/**
 * The job: hands a letter to the mail server, or where there is none leaves it in the outbox. Throws when the server cannot be reached,
 * to be tried again; what the server will never take is marked so. A process killed between the server's yes and ours sends the same
 * letter again under the same Message-ID.
 */
export async function sendMail(id: string, at: Date): Promise<void> {
  await countAttempt(database(), id)
  await database().transaction(async (transaction) => {
    const mail = await lockOpenMail(transaction, id)
    if (!mail) return
    if (!isMailAddress(mail.to)) return changeMail(transaction, id, { refusedAt: at })
    const server = transporter()
    if (!server) {
      if (mail.confidential) tellConsole(mail)
      return changeMail(transaction, id, { sentAt: at })
    }
    const production = mail.order ? await findProductionOrderOf(transaction, mail.order) : undefined
    const { subject, text, html } = readable(mail, production?.linkNumber)
    try {
      await server.sendMail({
        from: settings().MAIL_FROM,
        to: { name: '', address: mail.to },
        subject,
        text,
        html,
        messageId: `<${mail.id}@${new URL(settings().PUBLIC_URL).hostname}>`,
        headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': mail.locale },
        disableFileAccess: true,
        disableUrlAccess: true,
      })
    } catch (error) {
      if (!isForGood(error)) throw error
      log().warn({ mail: id, code: mail.code }, 'the mail server refused a letter')
      return changeMail(transaction, id, { refusedAt: at })
    }
    return changeMail(transaction, id, { sentAt: at })
  })
}

/** A way in goes to whoever started the demo, and to no page. */
function tellConsole(mail: StoredMail): void {
  if (settings().LOT_ONE_MODE !== 'demo') return
  const link = /https?:\/\/\S+\/sign-in\/\S+/.exec(readable(mail).text)?.[0]
  console.log(`sign-in link for ${mail.to}: ${link}`)
}

/** One address and nothing that a mail server could read as more. */
export const isMailAddress = (text: string): boolean =>
  text.length <= 200 && /^[^\s<>,;:"()[\]\\@\p{Cc}]+@[^\s<>,;:"()[\]\\@\p{Cc}]+\.[^\s<>,;:"()[\]\\@\p{Cc}.]+$/u.test(text)

/** A permanent answer of the server (RFC 5321, 5yz) to this very letter, not to us. */
function isForGood(error: unknown): boolean {
  const { code, responseCode } = error as { code?: string; responseCode?: number }
  return (code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode !== undefined && responseCode >= 500
}

let open: Transporter | undefined

function transporter(): Transporter | undefined {
  const { SMTP_URL } = settings()
  if (!SMTP_URL) return undefined
  open ??= createTransport({ url: SMTP_URL, connectionTimeout: 8_000, greetingTimeout: 8_000, socketTimeout: 12_000 })
  return open
}
