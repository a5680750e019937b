import type { Database } from '@/db/connection'
import type { StoredOrder } from '@/db/queries/order'
import { addJob, insertProductionOrder } from '@/db/queries/production'
import { buildStatus } from '@/lib/domain/production/fold'
import type { Stage } from '@/lib/domain/products/family'
import { newId } from './ids'
import { makeLink } from './links'
import { deriveToken } from './secrets'
import { settings } from './settings'

/**
 * Opens the build page of an order. Derived, so that whoever may open the order can be shown the way, though only its hash is kept.
 * `number`: how many links were taken back before this one.
 */
export const buildToken = (order: string, number = 0): string =>
  deriveToken(settings().LINK_SECRET, 'build', order, ...(number === 0 ? [] : [String(number)]))

/** A card's hold ends after seven days: whatever keeps the atelier from answering, the order is over before that. */
export const LONGEST_WAIT = 6 * 86_400_000

/**
 * Turns a paid order into a production order: with its build link and the job that makes its files, all in the caller's transaction;
 * its slots it has since it was ordered. The atelier sees it when the files are complete.
 */
export async function release(transaction: Database, order: StoredOrder, stages: readonly Stage[], at: Date): Promise<string> {
  const id = newId('po')
  await insertProductionOrder(transaction, {
    id,
    order: order.id,
    atelier: order.atelier,
    profileVersion: order.profileVersion,
    revision: order.revision,
    plan: order.plan,
    operations: order.operations,
    stages,
    status: buildStatus(order.plan, [], { captured: false, withdrawn: false }),
    answerBy: new Date(at.getTime() + LONGEST_WAIT),
    createdAt: at,
    updatedAt: at,
  })
  await makeLink(transaction, 'build', id, at, buildToken(order.id))
  await addJob(transaction, 'package', { productionOrder: id }, `package:${id}`)
  return id
}
