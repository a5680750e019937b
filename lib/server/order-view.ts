import { findProductionOrderOf } from '@/db/queries/build'
import { findRevision } from '@/db/queries/design'
import { findOrder, findOrderInsteadOf, ledgerOf, paymentsOf, type StoredOrder } from '@/db/queries/order'
import { refundsOfOrder, type StoredRefund } from '@/db/queries/refund'
import type { Ending } from '@/db/schema/order'
import type { DesignDocument } from '@/lib/domain/design/document'
import type { FirstPass } from '@/lib/domain/manufacturability/first-pass'
import type { Plan } from '@/lib/domain/network/plan'
import type { OrderTerms } from '@/lib/domain/orders/terms'
import type { Money } from '@/lib/domain/pricing/money'
import type { Quote } from '@/lib/domain/pricing/quote'
import type { BuildStatus } from '@/lib/domain/production/build-status'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { mayCancel } from './cancel-order'
import { lookAtPayment } from './capture'
import { database } from './database'
import { wholeDocument } from './designs'
import { followLink } from './links'
import { mailedOrderToken } from './mail-links'
import { isNotTaken } from './order-actions'
import { mayPayAgain } from './payments'
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
  /** Until when it can be paid for as it was ordered; absent once it was. */
  payBy?: string
  payment: { state: string; checkoutUrl?: string; captureBefore?: string }
  /** Why it is over, where it is `cancelled`, and in whose words. */
  ending?: { code: Ending; reason?: string }
  /** What the client was told and agreed to. */
  terms?: OrderTerms
  /** Must the atelier confirm what the rules could not? */
  toConfirm: boolean
  /** First-pass yield of the whole piece there, as it was when it was sold. */
  firstPass?: FirstPass
  /** What the client may do now. */
  may: { cancel: boolean; payAgain: boolean; chooseAnother: boolean }
  refunds: readonly { amount: Money; state: StoredRefund['state']; at: string }[]
  /** Opens the page of the order that took its place. */
  replacedBy?: { reference: string; token: string }
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
  const isWaiting = known?.state === 'open' || known?.state === 'authorised'
  if (isWaiting) await lookAtPayment(known.id, at)
  const order = isWaiting ? await findOrder(database(), known.id) : known
  return order ? ok(await viewOf(order)) : refuse('link.unknown')
}

export async function viewOf(order: StoredOrder): Promise<OrderView> {
  const [revision, payments, ledger, production, refunds, next] = await Promise.all([
    findRevision(database(), order.revision),
    paymentsOf(database(), order.id),
    ledgerOf(database(), order.id),
    findProductionOrderOf(database(), order.id),
    refundsOfOrder(database(), order.id),
    findOrderInsteadOf(database(), order.id),
  ])
  const document = revision && wholeDocument(revision)
  const payment = payments.at(-1)
  const { checkoutUrl, captureBefore } = payment ?? {}
  const isFailed = order.state === 'authorised' && mayPayAgain(payments)
  return {
    reference: order.reference,
    state: order.state,
    atelier: order.atelier,
    createdAt: order.createdAt.toISOString(),
    ...(document?.ok ? { document: document.value } : {}),
    total: { amount: order.amount, currency: order.currency },
    quote: order.quote,
    plan: order.plan,
    ...(order.state === 'open' && order.expiresAt ? { payBy: order.expiresAt.toISOString() } : {}),
    ...(order.ending ? { ending: { code: order.ending, ...(order.endingReason ? { reason: order.endingReason } : {}) } } : {}),
    ...(order.terms ? { terms: order.terms } : {}),
    toConfirm: order.verdict.outcome === 'confirm',
    ...(order.verdict.firstPass ? { firstPass: order.verdict.firstPass } : {}),
    may: {
      cancel: mayCancel(order.state, production, payments),
      payAgain: isFailed,
      chooseAnother: isNotTaken(order) && document?.ok === true && !next,
    },
    refunds: refunds.map(({ amount, currency, state, createdAt }) => ({
      amount: { amount, currency },
      state,
      at: createdAt.toISOString(),
    })),
    ...(next ? { replacedBy: { reference: next.reference, token: mailedOrderToken(next.id) } } : {}),
    payment: {
      state: isFailed ? 'failed' : (payment?.state ?? 'open'),
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
