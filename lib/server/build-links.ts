import type { Database } from '@/db/connection'
import { findProductionOrder, findProductionOrderOf } from '@/db/queries/build'
import { revokeLinks } from '@/db/queries/link'
import { findOrder } from '@/db/queries/order'
import { changeProductionOrder, lockProductionOrder, tellRevoked } from '@/db/queries/production'
import { insertAudit } from '@/db/queries/staff'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { database } from './database'
import { followLink, makeLink } from './links'
import { buildToken } from './release'

/**
 * The client takes the build page's link back and gets another: whoever had the old one is out, also from an open page. `replaces`:
 * the link that was seen, so that asking twice makes one. Refused: `link.unknown`, `order.no-build`.
 */
export async function renewBuildLink(orderToken: string, replaces: string, at: Date): Promise<Result<string>> {
  const order = await followLink(database(), 'order', orderToken, at)
  if (!order.ok) return order
  const production = await findProductionOrderOf(database(), order.value)
  if (!production) return refuse('order.no-build')
  return renewBuildLinkOf(production.id, replaces, `client:${order.value}`, at)
}

/** The same for whoever may: `actor` as in the audit list. Refused: `production-order.unknown`. */
export const renewBuildLinkOf = (id: string, replaces: string, actor: string, at: Date): Promise<Result<string>> =>
  database().transaction((transaction) => renew(transaction, id, replaces, actor, at))

/** The same by staff, for a client who asks for it. Refused: `production-order.unknown`. */
export async function renewBuildLinkAs(actor: string, id: string, at: Date): Promise<Result<string>> {
  const production = await findProductionOrder(database(), id)
  if (!production) return refuse('production-order.unknown')
  const current = buildToken(production.order, production.linkNumber)
  return renewBuildLinkOf(id, current, actor, at)
}

async function renew(transaction: Database, id: string, replaces: string, actor: string, at: Date): Promise<Result<string>> {
  const locked = await lockProductionOrder(transaction, id)
  const order = locked && (await findOrder(transaction, locked.order))
  if (!locked || !order) return refuse('production-order.unknown')
  const current = buildToken(order.id, locked.linkNumber)
  if (replaces !== current) return ok(current)
  const next = buildToken(order.id, locked.linkNumber + 1)
  await revokeLinks(transaction, 'build', id, at)
  await makeLink(transaction, 'build', id, at, next)
  await changeProductionOrder(transaction, id, { linkNumber: locked.linkNumber + 1 }, at)
  await insertAudit(transaction, { actor, action: 'build-link.renewed', subject: id })
  await tellRevoked(transaction, id)
  return ok(next)
}

/** Whether the house may show the piece, without a name and without its letters. Refused: `link.unknown`. */
export async function agreeToShow(token: string, agreed: boolean, at: Date): Promise<Result<boolean>> {
  const build = await followLink(database(), 'build', token, at)
  if (!build.ok) return build
  await database().transaction(async (transaction) => {
    const locked = await lockProductionOrder(transaction, build.value)
    if (!locked || (locked.showableAt !== null) === agreed) return
    await changeProductionOrder(transaction, build.value, { showableAt: agreed ? at : null }, at)
    const action = agreed ? 'build.shown' : 'build.hidden'
    await insertAudit(transaction, { actor: `client:${locked.order}`, action, subject: build.value })
  })
  return ok(agreed)
}
