import { dueContacts, erasePersonalOf, idleAccounts, lostDesigns, sweep } from '@/db/queries/privacy'
import { overBefore } from '@/lib/domain/privacy/kept'
import { database } from './database'
import { eraseAccount, eraseOrder } from './erasure'

/** Rows at a time; the clock comes again. */
const BATCH = 200
/** A client who asked for it is gone from an order the day after it is over. */
const DAY = 86_400_000

/** The job: what is past its end in `lib/domain/privacy/kept.ts` is deleted, or taken out of what stays. */
export async function forgetPersonal(at: Date): Promise<void> {
  const ends = {
    asked: new Date(at.getTime() - DAY),
    closed: overBefore('order-contact', at),
    unpaid: overBefore('unpaid-contact', at),
  }
  for (const order of await dueContacts(database(), ends, BATCH)) await eraseOrder(order, 'system', at)
  for (const account of await idleAccounts(database(), overBefore('account', at), BATCH)) {
    await eraseAccount(account, 'system', at)
  }
  await erasePersonalOf(database(), await lostDesigns(database(), overBefore('design', at), BATCH), at)
  await sweep(database(), {
    mail: overBefore('mail', at),
    farewell: overBefore('farewell-mail', at),
    waiting: overBefore('waiting-design', at),
    link: overBefore('link', at),
    session: overBefore('session', at),
    request: overBefore('sign-in-request', at),
  })
}
