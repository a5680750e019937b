import type { Database } from '@/db/connection'
import { findRevision } from '@/db/queries/design'
import type { StoredOrder } from '@/db/queries/order'
import { addJob, insertProductionOrder } from '@/db/queries/production'
import { buildStatus } from '@/lib/domain/production/fold'
import { loadFamily } from '@/lib/domain/products/catalogue'
import type { Stage } from '@/lib/domain/products/family'
import { wholeDocument } from './designs'
import { newId } from './ids'
import { makeLink } from './links'
import { deriveToken } from './secrets'
import { settings } from './settings'

/** Opens the build page of an order. Derived, so that whoever may open the order can be shown the way, though only its hash is kept. */
export const buildToken = (order: string): string => deriveToken(settings().LINK_SECRET, 'build', order)

/** What release needs from the family; read before the transaction, since families load lazily. Throws when the design is gone. */
export async function stagesOf(database: Database, order: StoredOrder): Promise<readonly Stage[]> {
  const revision = await findRevision(database, order.revision)
  const document = revision && wholeDocument(revision)
  if (!document?.ok) throw new Error(`the design of ${order.id} cannot be read`)
  const family = await loadFamily(document.value.family)
  if (!family) throw new Error(`the family ${document.value.family} is not here`)
  return family.stages(document.value)
}

/**
 * Turns a paid order into a production order: with its slots, its build link and the job that makes its files, all in the caller's
 * transaction. The atelier sees it when the files are complete.
 */
export async function release(transaction: Database, order: StoredOrder, stages: readonly Stage[], at: Date): Promise<string> {
  const id = newId('po')
  await insertProductionOrder(
    transaction,
    {
      id,
      order: order.id,
      atelier: order.atelier,
      profileVersion: order.profileVersion,
      revision: order.revision,
      plan: order.plan,
      operations: order.operations,
      stages,
      status: buildStatus(order.plan, [], { captured: false, withdrawn: false }),
      createdAt: at,
      updatedAt: at,
    },
    order.plan.steps.map((step) => ({
      id: newId('bok'),
      atelier: order.atelier,
      workCenter: step.workCenter,
      productionOrder: id,
      operation: step.operation,
      from: new Date(step.from),
      to: new Date(step.to),
    })),
  )
  await makeLink(transaction, 'build', id, at, buildToken(order.id))
  await addJob(transaction, 'package', { productionOrder: id }, `package:${id}`)
  return id
}
