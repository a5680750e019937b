import { keysOf, signingKey } from '@/db/queries/atelier-access'
import { findProductionOrder } from '@/db/queries/build'
import { allEvents } from '@/db/queries/production'
import { hashOf } from '@/lib/domain/design/canonical'
import { type ChainFault, verifyChain } from '@/lib/domain/production/chain'
import { buildStatus } from '@/lib/domain/production/fold'
import { tipOf } from '@/lib/domain/production/tip'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { database } from './database'

/** `build.status`, `build.tip`: the chain holds, and what is kept beside it says something else. */
export type BuildFault = ChainFault | 'build.tip' | 'build.status'

export interface BuildVerification {
  /** Events that were looked at. */
  count: number
  head: string
  fault?: { code: BuildFault; index: number; event?: string }
}

/**
 * The whole chain of a production order, every signature and every link, and what is kept beside it for speed, made again from
 * nothing. `atelier`: only that one's. Refused: `production-order.unknown`.
 */
export async function verifyBuild(id: string, atelier?: string): Promise<Result<BuildVerification>> {
  // One look at all of it: an event that arrives between two would stand in the chain and not beside it.
  const found = await database().transaction(
    async (snapshot) => {
      const row = await findProductionOrder(snapshot, id)
      if (!row || (atelier !== undefined && (row.atelier !== atelier || !row.offeredAt))) return undefined
      return { row, events: await allEvents(snapshot, id), keys: await keysOf(snapshot, row.atelier) }
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
  if (!found) return refuse('production-order.unknown')
  const { row, events, keys } = found
  const verdict = verifyChain(events, {
    productionOrder: id,
    atelier: row.atelier,
    keys: Object.fromEntries(keys.map((key) => [key.id, signingKey(key)])),
    head: { count: row.nextSequence, hash: row.head },
  })
  const seen = { count: events.length, head: row.head }
  if (!verdict.ok) {
    const { code, index, event } = verdict
    return ok({ ...seen, fault: { code, index, ...(event ? { event } : {}) } })
  }
  const index = events.length - 1
  const routing = row.operations.map((operation) => operation.id)
  if (row.tip && hashOf(row.tip) !== hashOf(tipOf(routing, events, row.capturedAt !== null))) {
    return ok({ ...seen, fault: { code: 'build.tip', index } })
  }
  const house = { captured: row.capturedAt !== null, withdrawn: row.withdrawnAt !== null }
  const folded = events.length > 0 ? buildStatus(row.plan, events, house) : undefined
  if (folded && row.status && hashOf(row.status) !== hashOf(folded))
    return ok({ ...seen, fault: { code: 'build.status', index } })
  return ok(seen)
}
