import { findRevision } from '@/db/queries/design'
import { findContact, findOrder, type StoredOrder } from '@/db/queries/order'
import type { Verdict } from '@/lib/domain/manufacturability/finding'
import type { Money } from '@/lib/domain/pricing/money'
import { loadFamily } from '@/lib/domain/products/catalogue'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { localeOf } from '@/lib/words/render'
import { assessDesign } from './assessments'
import { cancelOrder } from './cancel-order'
import { type OpenedOrder, type OrderRefusal, pay, placeOrder, type Seen } from './checkout'
import { database } from './database'
import { wholeDocument } from './designs'
import { followLink } from './links'
import { currentAteliers } from './market'

/** The order behind its link. Refused: `link.unknown`. */
async function behind(token: string, at: Date): Promise<Result<StoredOrder>> {
  const subject = await followLink(database(), 'order', token, at)
  if (!subject.ok) return subject
  const order = await findOrder(database(), subject.value)
  return order ? ok(order) : refuse('link.unknown')
}

/** The client calls the order off. Refused: `link.unknown`, and as `cancelOrder`. */
export async function cancelByLink(token: string, at: Date): Promise<Result<void>> {
  const order = await behind(token, at)
  return order.ok ? cancelOrder({ order: order.value.id, actor: 'client', reason: '', at }) : order
}

/** Where the client pays, also again after a failed capture. Refused: `link.unknown`, `order.not-open`, `payment.unreachable`. */
export async function payByLink(token: string, at: Date): Promise<Result<{ checkoutUrl: string }>> {
  const order = await behind(token, at)
  if (!order.ok) return order
  const revision = await findRevision(database(), order.value.revision)
  const opened = await pay(order.value, revision?.record.family ?? '', token, at)
  return opened.ok ? ok({ checkoutUrl: opened.value.checkoutUrl }) : opened
}

/** What another atelier says of the design of an order that its atelier did not take. */
export interface OtherAnswer {
  atelier: string
  city: string
  outcome: Verdict['outcome']
  /** Absent where it cannot be made there. */
  total?: Money
  delivered?: string
}

/** Refused: `link.unknown`, `order.not-ended` (its atelier still has it), `design.erased`, as `assessDesign`. */
export async function otherAteliers(token: string, at: Date): Promise<Result<readonly OtherAnswer[]>> {
  const declined = await choosable(token, at)
  if (!declined.ok) return declined
  const { order, document } = declined.value
  const profiles = (await currentAteliers(at)).filter(({ id }) => id !== order.atelier)
  const ateliers = profiles.map(({ id }) => id)
  const assessed = await assessDesign({ document, destination: order.destination, ateliers, fineness: 'full', at })
  if (!assessed.ok) return assessed
  const answers = assessed.value.answers.map(({ atelier, verdict, plan, quote }): OtherAnswer => {
    const city = profiles.find(({ id }) => id === atelier)?.city ?? atelier
    const isPriced = verdict.outcome !== 'blocked' && plan && quote
    return {
      atelier,
      city,
      outcome: isPriced ? verdict.outcome : 'blocked',
      ...(isPriced ? { total: quote.shownTotal, delivered: plan.delivered } : {}),
    }
  })
  return ok(answers.toSorted((a, b) => rank(a) - rank(b) || (a.delivered ?? '').localeCompare(b.delivered ?? '')))
}

const rank = ({ outcome }: OtherAnswer) => ['makeable', 'confirm', 'blocked'].indexOf(outcome)

export interface WantedAgain {
  atelier: string
  seen: Seen
  idempotencyKey: string
  /** As in `OrderRequest`. */
  caller?: string
  at: Date
}

/** The same design for the same client at another atelier, as a new order. Refused as `otherAteliers` and `placeOrder`. */
export async function orderAgain(token: string, wanted: WantedAgain): Promise<Result<OpenedOrder, OrderRefusal>> {
  const { at, atelier, seen, idempotencyKey, caller } = wanted
  const declined = await choosable(token, at)
  if (!declined.ok) return declined
  const { order, document } = declined.value
  const [contact, family] = await Promise.all([findContact(database(), order.contact), loadFamily(document.family)])
  if (!family) return refuse('document.unknown-family', { family: document.family })
  if (!contact?.name || !contact.email || !contact.address) return refuse('design.erased')
  const { country, currency } = order.destination
  const { lines, postcode, city } = contact.address
  return placeOrder({
    document,
    family,
    atelier,
    destination: { country, currency },
    client: { name: contact.name, email: contact.email, address: { lines, postcode, city } },
    seen,
    again: { order: order.id, revision: order.revision },
    ...(contact.account ? { account: contact.account } : {}),
    locale: localeOf(order.locale),
    idempotencyKey: `${order.id}:${idempotencyKey}`,
    ...(caller === undefined ? {} : { caller }),
    at,
  })
}

/** An order that its atelier did not take, with its design. */
async function choosable(token: string, at: Date) {
  const found = await behind(token, at)
  if (!found.ok) return found
  const order = found.value
  if (!isNotTaken(order)) return refuse('order.not-ended')
  const revision = await findRevision(database(), order.revision)
  const document = revision && wholeDocument(revision)
  if (!document?.ok) return refuse('design.erased')
  return ok({ order, document: document.value })
}

/** Ended for a reason that another atelier may mend. */
export const isNotTaken = ({ state, ending }: Pick<StoredOrder, 'state' | 'ending'>): boolean =>
  state === 'cancelled' && (ending === 'declined' || ending === 'unanswered' || ending === 'changed' || ending === 'hold-lost')
