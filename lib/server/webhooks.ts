import { closeProviderEvent, findPayment, keepProviderEvent } from '@/db/queries/payment'
import { ok, type Result } from '@/lib/domain/result'
import { database } from './database'
import { log } from './log'
import { settleRefunds } from './refund'
import { settle } from './settle'
import { type ProviderNotice, readNotice } from './stripe'

/**
 * One notice of the payment provider, as it came over the wire. It is only a hint to look: what moves is what the provider
 * answers when asked. The same notice again does nothing more. Refused as in `readNotice`. Throws when it should be sent again.
 */
export async function receiveNotice(body: string, signature: string | undefined, at: Date): Promise<Result<{ outcome: string }>> {
  const notice = readNotice(body, signature)
  if (!notice.ok) {
    log().warn({ code: notice.refusal.code }, 'payment notice refused')
    return notice
  }
  const { id, type, payload } = notice.value
  const kept = await keepProviderEvent(database(), { id, type, payload })
  if (kept.handledAt) return ok({ outcome: kept.outcome ?? 'unchanged' })
  return ok({ outcome: await handleNotice(notice.value, at) })
}

/** Also called by the clock for notices that were kept but not handled, e.g. because the process died. */
export async function handleNotice(notice: Pick<ProviderNotice, 'id' | 'about'>, at: Date): Promise<string> {
  const { id, about } = notice
  const outcome = about ? await outcomeOf(about, at) : 'not-ours'
  await closeProviderEvent(database(), id, outcome, at)
  return outcome
}

async function outcomeOf(about: NonNullable<ProviderNotice['about']>, at: Date): Promise<string> {
  if ('refundOf' in about) {
    const payment = await findPayment(database(), { intent: about.refundOf })
    if (!payment) return 'not-ours'
    await settleRefunds(payment.id, at)
    return 'refunds-settled'
  }
  const session = 'session' in about ? about.session : (await findPayment(database(), about))?.session
  // An intent whose session we do not know yet: the session's own notice will come.
  if (!session) return 'not-ours'
  const settled = await settle(session, at)
  if (settled.ok) return settled.value
  log().warn({ code: settled.refusal.code, session, ...settled.refusal.parameters }, 'payment notice moved nothing')
  return settled.refusal.code
}
