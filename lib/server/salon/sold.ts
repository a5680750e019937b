import { clientOfOrder } from '@/db/queries/client-profile'
import { findShop } from '@/db/queries/shop'
import { may } from '@/lib/domain/access/permissions'
import { database } from '../database'
import { callerOf, type StaffMember } from '../session'
import { recordLook } from './clients'
import { type ForMaker, forMaker } from './joined'
import { SOLD } from './livings'

/** What staff see of an order that comes from a shop. */
export interface SoldInSalon {
  /** Of whoever sold it; absent where nobody did, or it is not known any more. */
  advisor?: string
  /** Of the shop. */
  city?: string
  /** Whom it is for, from the shop's book, for who may open that. */
  client?: { name: string }
  /** For all others: as far as the client lets the maker know. */
  forMaker?: ForMaker
}

interface SoldOrder {
  id: string
  atelier: string
  createdAt: Date
  record: readonly { action: string; data: Readonly<Record<string, unknown>>; who: string | undefined }[]
}

/**
 * Who sold it and whom it is for, as far as this person may know. Who may open the client's book is told the name, and that is a look
 * at it, on record. Undefined for an order that comes from no shop.
 */
export async function soldInSalon(member: StaffMember, order: SoldOrder, at: Date): Promise<SoldInSalon | undefined> {
  const sold = order.record.findLast(({ action }) => action === SOLD)
  const profile = await clientOfOrder(database(), order.id)
  if (!sold && !profile) return undefined
  const shop = sold?.data.shop ?? profile?.shop
  const city = typeof shop === 'string' ? (await findShop(database(), shop))?.city : undefined
  const seller = { ...(sold?.who ? { advisor: sold.who } : {}), ...(city ? { city } : {}) }
  if (!profile) return seller
  if (may(callerOf(member), 'salon.client', { shop: profile.shop })) {
    await database().transaction((transaction) => recordLook(transaction, member, profile.id, at))
    return { ...seller, client: { name: profile.name } }
  }
  const known = may(callerOf(member), 'production.read', { atelier: order.atelier })
    ? await forMaker(order.id, order.createdAt, at)
    : undefined
  return { ...seller, ...(known ? { forMaker: known } : {}) }
}
