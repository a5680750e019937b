import type { Database } from '@/db/connection'
import { findAccount } from '@/db/queries/account'
import { profilesOfAccount } from '@/db/queries/client-profile'
import { findOrder } from '@/db/queries/order'
import {
  askForErasure,
  designOfOrder,
  dropPieces,
  eraseAccountRow,
  eraseOrderRows,
  erasePersonalOf,
  forgetBlob,
  ordersOfAccount,
} from '@/db/queries/privacy'
import { addJob } from '@/db/queries/production'
import { insertAudit } from '@/db/queries/staff'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { MANIFEST } from '@/lib/files/manifest'
import { localeOf } from '@/lib/words/render'
import { removeBlob } from './blobs'
import { database } from './database'
import { tellPerson } from './mail'
import { erase as forgetProfile } from './salon/consents'

const isOver = (state: string) => state === 'closed' || state === 'cancelled'

/**
 * Takes the person out of an order that is over: contact, letters about it, links, and the files and letters of the design. What was
 * made, when, at which price and what was paid stays. `actor` as in the audit list. Refused: `order.unknown`, `order.under-way`.
 */
export async function eraseOrder(id: string, actor: string, at: Date): Promise<Result<undefined>> {
  return database().transaction(async (transaction) => {
    const order = await findOrder(transaction, id)
    if (!order) return refuse('order.unknown')
    if (!isOver(order.state)) return refuse('order.under-way')
    await eraseWithin(transaction, id, at)
    await insertAudit(transaction, { actor, action: 'order.erased', subject: id })
    return ok(undefined)
  })
}

async function eraseWithin(transaction: Database, order: string, at: Date): Promise<void> {
  const { blobs } = await eraseOrderRows(transaction, order, MANIFEST, at)
  // The manifest holds names and sums only, and proves what was handed over.
  for (const blob of new Set(blobs)) await addJob(transaction, 'remove-blob', { blob }, `remove-blob:${blob}`)
  const design = await designOfOrder(transaction, order)
  if (design) await erasePersonalOf(transaction, [design], at)
}

export interface Erased {
  /** Orders under way, whose personal parts go the day after they are over. */
  waiting: number
}

/** Erases a client: account, sessions, designs, and every order that is over; the others follow by themselves. Twice is once. */
export async function eraseAccount(account: string, actor: string, at: Date): Promise<Result<Erased>> {
  return database().transaction(async (transaction) => {
    const found = await findAccount(transaction, account)
    if (!found) return refuse('account.unknown')
    if (found.erasedAt) return ok({ waiting: 0 })
    const orders = await ordersOfAccount(transaction, account)
    const designs = await dropPieces(transaction, account)
    let waiting = 0
    for (const { contact, order, state } of orders) {
      if (isOver(state)) await eraseWithin(transaction, order, at)
      else {
        await askForErasure(transaction, contact, at)
        waiting += 1
      }
    }
    await erasePersonalOf(transaction, designs, at)
    for (const { id } of await profilesOfAccount(transaction, account)) {
      await forgetProfile(transaction, id, at)
      await insertAudit(transaction, { actor, action: 'profile.forgotten', subject: id })
    }
    await eraseAccountRow(transaction, account, found.email, at)
    if (found.email) {
      await tellPerson(transaction, found.email, localeOf(found.locale), 'account-erased', { waiting }, account, at)
    }
    await insertAudit(transaction, { actor, action: 'account.erased', subject: account, data: { waiting } })
    return ok({ waiting })
  })
}

/** The job: removes a file that no package names any more. A package that wants an equal one waits for the row, and then writes it again. */
export async function removeForgotten(sha256: string): Promise<void> {
  await database().transaction(async (transaction) => {
    if (await forgetBlob(transaction, sha256)) await removeBlob(sha256)
  })
}
