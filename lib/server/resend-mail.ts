import { findShownMail, insertMail } from '@/db/queries/mail'
import { findContact, findOrder } from '@/db/queries/order'
import { addJob } from '@/db/queries/production'
import { insertAudit } from '@/db/queries/staff'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { allowed } from './access'
import { database } from './database'
import { reasonOf } from './hold-production'
import { newId } from './ids'
import type { StaffMember } from './session'

export interface WantedResend {
  mail: string
  reason: string
  /** The same key is the same letter. */
  key: string
  at: Date
}

/**
 * Sends a letter about an order again, as it was, to the client's address as it is now. Refused: `access.none`, `staff.reason`,
 * `mail.nobody` when the client was erased.
 */
export async function resendMail(
  member: StaffMember,
  { mail: id, reason: given, key, at }: WantedResend,
): Promise<Result<undefined>> {
  const mail = id.length <= 100 ? await findShownMail(database(), id) : undefined
  const order = mail?.order ? await findOrder(database(), mail.order) : undefined
  if (!mail || !order) return refuse('access.none')
  const may = allowed(member, 'mail.resend', { atelier: order.atelier })
  if (!may.ok) return may
  const reason = reasonOf(given)
  if (!reason.ok) return reason
  return database().transaction(async (transaction) => {
    const contact = await findContact(transaction, order.contact)
    if (!contact?.email) return refuse('mail.nobody')
    const again = newId('mail')
    const { code, locale, parameters, subject, text, html } = mail
    const row = { code, locale, parameters, subject, text, html, order: order.id, confidential: false }
    const once = `resend:${id}:${key.slice(0, 100)}`
    const written = await insertMail(transaction, { ...row, id: again, to: contact.email, once, createdAt: at })
    if (!written) return ok(undefined)
    await addJob(transaction, 'send-mail', { mail: again }, `send-mail:${again}`)
    const data = { mail: again, of: id, code, reason: reason.value }
    await insertAudit(transaction, { actor: `staff:${member.id}`, action: 'mail.resent', subject: order.id, data })
    return ok(undefined)
  })
}
