import { findShownMail, type StoredMail, shownMails } from '@/db/queries/mail'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { database } from './database'
import { readable } from './mail'
import { settings } from './settings'

const LIMIT = 30

/** The outbox is a page of the demo; elsewhere letters are with those whom they were written to. */
export const hasOutbox = (): boolean => settings().LOT_ONE_MODE !== 'live' && settings().SMTP_URL === undefined

export type MailState = 'sent' | 'kept' | 'waiting' | 'refused'

/** `sent` by a server, `kept` here, `waiting` for its job, or `refused` by the server. */
export const mailState = ({ sentAt, refusedAt }: Pick<StoredMail, 'sentAt' | 'refusedAt'>): MailState =>
  refusedAt ? 'refused' : !sentAt ? 'waiting' : hasOutbox() ? 'kept' : 'sent'

/** A page of the letters, newest first, without those that let somebody in. */
export async function outbox(cursor: string | undefined) {
  const { rows, next } = await shownMails(database(), cursor, LIMIT)
  const mails = rows.map((mail) => ({
    id: mail.id,
    to: mail.to,
    subject: mail.subject,
    at: mail.createdAt.toISOString(),
    state: mailState(mail),
  }))
  return { mails, ...(next ? { next } : {}) }
}

/** One letter as its reader gets it. Refused: `mail.unknown`, also for one that lets somebody in. */
export async function outboxLetter(id: string): Promise<Result<{ to: string; subject: string; text: string; html: string }>> {
  const mail = await findShownMail(database(), id)
  return mail ? ok({ to: mail.to, ...readable(mail) }) : refuse('mail.unknown')
}
