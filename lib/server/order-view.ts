import { findProductionOrderOf } from '@/db/queries/build'
import { findRevision } from '@/db/queries/design'
import { findContact, findOrder, ledgerOf, paymentsOf, type StoredOrder } from '@/db/queries/order'
import type { DesignDocument } from '@/lib/domain/design/document'
import type { Plan } from '@/lib/domain/network/plan'
import type { Money } from '@/lib/domain/pricing/money'
import type { Quote } from '@/lib/domain/pricing/quote'
import type { BuildStatus } from '@/lib/domain/production/build-status'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { lookAtPayment } from './capture'
import { database } from './database'
import { wholeDocument } from './designs'
import { followLink } from './links'
import { buildToken } from './release'

/** What the holder of an order's link sees. */
export interface OrderView {
  reference: string
  state: StoredOrder['state']
  atelier: string
  createdAt: string
  /** Absent once the personal parts were erased. */
  document?: DesignDocument
  total: Money
  quote: Quote
  plan: Plan
  payment: { state: string; checkoutUrl?: string; captureBefore?: string }
  /** What moved, oldest first. */
  ledger: readonly { kind: string; amount: Money; at: string }[]
  /** Opens the live page, from release on. */
  build?: { token: string; status?: BuildStatus }
}

/** Refused: `link.unknown`. */
export async function openOrder(token: string, at: Date): Promise<Result<OrderView>> {
  const subject = await followLink(database(), 'order', token, at)
  if (!subject.ok) return subject
  const known = await findOrder(database(), subject.value)
  if (known?.state === 'open') await lookAtPayment(known.id, at)
  const order = known?.state === 'open' ? await findOrder(database(), known.id) : known
  return order ? ok(await viewOf(order)) : refuse('link.unknown')
}

export async function viewOf(order: StoredOrder): Promise<OrderView> {
  const [revision, payments, ledger, production] = await Promise.all([
    findRevision(database(), order.revision),
    paymentsOf(database(), order.id),
    ledgerOf(database(), order.id),
    findProductionOrderOf(database(), order.id),
  ])
  const document = revision && wholeDocument(revision)
  const payment = payments.at(-1)
  const { checkoutUrl, captureBefore } = payment ?? {}
  return {
    reference: order.reference,
    state: order.state,
    atelier: order.atelier,
    createdAt: order.createdAt.toISOString(),
    ...(document?.ok ? { document: document.value } : {}),
    total: { amount: order.amount, currency: order.currency },
    quote: order.quote,
    plan: order.plan,
    payment: {
      state: payment?.state ?? 'open',
      ...(checkoutUrl && payment?.state === 'open' ? { checkoutUrl } : {}),
      ...(captureBefore ? { captureBefore: captureBefore.toISOString() } : {}),
    },
    ledger: ledger.map(({ kind, amount, currency, createdAt }) => ({
      kind,
      amount: { amount, currency },
      at: createdAt.toISOString(),
    })),
    ...(production
      ? {
          build: {
            token: buildToken(order.id, production.linkNumber),
            ...(production.status ? { status: production.status } : {}),
          },
        }
      : {}),
  }
}

/** For staff: the order as its client sees it, with who the client is. Refused: `order.unknown`. */
export async function staffOrder(id: string) {
  const order = await findOrder(database(), id)
  if (!order) return refuse('order.unknown')
  const [view, contact, production] = await Promise.all([
    viewOf(order),
    findContact(database(), order.contact),
    findProductionOrderOf(database(), id),
  ])
  return ok({ id, ...view, verdict: order.verdict, contact, productionOrder: production?.id })
}
