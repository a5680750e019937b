import { findShop, listAdvisors, placeMember, type StoredShop, shopOfMember, someShops } from '@/db/queries/shop'
import { insertAudit } from '@/db/queries/staff'
import { type AccessObject, type Caller, may, type PermissionName } from '@/lib/domain/access/permissions'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { initialsOf } from '@/lib/domain/salon/profile'
import { database } from '../database'
import { callerOf, type StaffMember, staffOf } from '../session'

/** Somebody of the house who receives clients, and where. */
export interface Advisor {
  member: StaffMember
  shop: StoredShop
  initials: string
  caller: Caller
}

/**
 * Who asks from a tablet. Refused: `session.unknown`, `access.none`, `salon.no-shop` (an advisor whom nobody has placed yet, where there
 * is more than one shop).
 */
export async function advisorOf(token: string | undefined, at: Date): Promise<Result<Advisor>> {
  const member = await staffOf(token, at)
  if (!member) return refuse('session.unknown')
  if (!may(callerOf(member), 'salon.use')) return refuse('access.none')
  const shop = (await shopOfMember(database(), member.id)) ?? (await onlyShop(member))
  if (!shop) return refuse('salon.no-shop')
  return ok({ member, shop, initials: initialsOf(member.name), caller: { ...callerOf(member), shop: shop.id } })
}

/** An owner who was placed nowhere begins in the first shop; an advisor where there is only one. */
async function onlyShop(member: StaffMember): Promise<StoredShop | undefined> {
  const shops = await someShops(database())
  return shops.length === 1 || member.role === 'owner' ? shops[0] : undefined
}

/** What somebody may not see is not there for them: `access.none`. */
export const permitted = (advisor: Advisor, name: PermissionName, object?: AccessObject): Result<undefined> =>
  may(advisor.caller, name, object) ? ok(undefined) : refuse('access.none')

export interface Placing {
  shops: readonly { id: string; city: string }[]
  advisors: readonly { id: string; name: string; shop: string | null }[]
}

/** For the owner: who works where. Refused: `access.none`. */
export async function placings(advisor: Advisor): Promise<Result<Placing>> {
  const may = permitted(advisor, 'salon.place')
  if (!may.ok) return may
  const [shops, advisors] = await Promise.all([someShops(database()), listAdvisors(database())])
  return ok({ shops: shops.map(({ id, city }) => ({ id, city })), advisors })
}

/** Binds an advisor, or the owner themself, to a shop. Refused: `access.none`. */
export async function place(advisor: Advisor, staff: string, shop: string): Promise<Result<undefined>> {
  const may = permitted(advisor, 'salon.place')
  if (!may.ok) return may
  const known = (await listAdvisors(database())).some(({ id }) => id === staff) || staff === advisor.member.id
  if (!known || !(await findShop(database(), shop))) return refuse('access.none')
  await database().transaction(async (transaction) => {
    await placeMember(transaction, staff, shop)
    await insertAudit(transaction, {
      actor: `staff:${advisor.member.id}`,
      action: 'advisor.placed',
      subject: staff,
      data: { shop },
    })
  })
  return ok(undefined)
}
