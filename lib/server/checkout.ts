import { randomBytes } from 'node:crypto'
import { insertRevision } from '@/db/queries/design'
import { findOrderByRequest, insertOrder, type StoredOrder } from '@/db/queries/order'
import type { AtelierAnswer } from '@/lib/domain/assess'
import { canonical, hashOf } from '@/lib/domain/design/canonical'
import type { DesignDocument } from '@/lib/domain/design/document'
import type { Verdict } from '@/lib/domain/manufacturability/finding'
import type { Money } from '@/lib/domain/pricing/money'
import type { Family } from '@/lib/domain/products/family'
import { ok, type Refusal, type Result, refuse } from '@/lib/domain/result'
import { formatDate, formatMoney, type Locale, localeOf, translator } from '@/lib/words/render'
import { orderPage } from './addresses'
import { assessDesign } from './assessments'
import { database } from './database'
import { isDuplicate, split } from './designs'
import { destinationOf, type WantedDestination } from './destinations'
import { newId } from './ids'
import { makeLink } from './links'
import { log } from './log'
import { openPayment } from './payments'
import { deriveToken, hashToken, newToken } from './secrets'
import { settings } from './settings'

/** What the client had on the screen when saying yes. */
export interface Seen {
  outcome: Verdict['outcome']
  total: Money
  /** ISO 8601 instant; its calendar day at the atelier is what was promised. */
  delivered: string
}

export interface OrderRequest {
  document: DesignDocument
  family: Family
  atelier: string
  destination: WantedDestination
  client: {
    name: string
    email: string
    address: { lines: readonly string[]; postcode?: string | undefined; city?: string | undefined }
  }
  seen: Seen
  locale: Locale
  idempotencyKey?: string
  at: Date
}

export interface OpenedOrder {
  order: string
  reference: string
  /** Opens the order's page; only here. */
  token: string
  /** The provider's page. */
  checkoutUrl: string
}

/** What is true now, where it is not what the client saw. */
export interface Changed {
  outcome: Verdict['outcome']
  total: Money
  delivered: string
}

export type OrderRefusal = Refusal & { now?: Changed }

/**
 * Drafts, measures, judges, plans and prices again; when that is what the client saw, writes the order and opens its payment. Nothing
 * is written when anything is refused: `order.changed` (with what is true now), `order.blocked`, `atelier.unknown`,
 * `idempotency.mismatch`, what an assessment refuses, `payment.unreachable` (the order waits; ask again with the same key).
 */
export async function placeOrder(request: OrderRequest): Promise<Result<OpenedOrder, OrderRefusal>> {
  const { at } = request
  const key = request.idempotencyKey === undefined ? undefined : derivedFrom(request, request.idempotencyKey)
  const before = key && (await findOrderByRequest(database(), key.requestHash))
  if (before && key) return replay(before, key)
  const { atelier } = request
  const assessed = await assessDesign({ ...request, ateliers: [atelier], fineness: 'full' })
  if (!assessed.ok) {
    return assessed.refusal.code === 'atelier.unknown' ? refuse('atelier.unknown', { atelier }, '/atelier') : assessed
  }
  const answer = assessed.value.answers[0]
  const { plan, quote } = answer ?? {}
  if (!answer || !plan || !quote || answer.verdict.outcome === 'blocked') return refuse('order.blocked', { atelier })
  const changed = differenceOf(request, answer)
  if (changed) return { ok: false, refusal: changed }
  const destination = destinationOf(request.destination)
  if (!destination.ok) return destination
  const token = key?.token ?? newToken()
  const contact = newId('cli')
  const revision = newId('rev')
  const row = {
    id: newId('ord'),
    reference: newReference(),
    revision,
    contact,
    atelier,
    profileVersion: answer.verdict.profileVersion,
    verdict: answer.verdict,
    operations: assessed.value.operations,
    plan,
    quote,
    destination: destination.value,
    locale: request.locale,
    amount: quote.shownTotal.amount,
    currency: quote.shownTotal.currency,
    createdAt: at,
    ...(key ? { requestHash: key.requestHash } : {}),
  }
  try {
    await database().transaction(async (transaction) => {
      const { record, personal } = split(request.document, request.family)
      const family = request.family.id
      await insertRevision(transaction, {
        id: revision,
        design: newId('des'),
        family,
        record,
        recordHash: hashOf(record),
        personal,
      })
      const { name, email, address } = request.client
      const country = request.destination.country
      const { postcode, city } = address
      const kept = { lines: address.lines, country, ...(postcode ? { postcode } : {}), ...(city ? { city } : {}) }
      await insertOrder(transaction, { id: contact, name, email, address: kept, locale: request.locale }, row)
      await makeLink(transaction, 'order', row.id, at, token)
    })
  } catch (error) {
    // Two identical requests at once: the later finds the earlier one's order.
    const first = key && isDuplicate(error) ? await findOrderByRequest(database(), key.requestHash) : undefined
    if (!first || !key) throw error
    return replay(first, key)
  }
  return pay(row, request.document.family, token, at)

  function replay(earlier: StoredOrder, derived: Derived): Promise<Result<OpenedOrder>> {
    return pay(earlier, request.document.family, derived.token, at)
  }
}

/** In the language in which the order was placed: the provider takes the same key only with the same words. */
async function pay(
  order: Pick<StoredOrder, 'id' | 'reference' | 'locale'>,
  family: string,
  token: string,
  at: Date,
): Promise<Result<OpenedOrder>> {
  const locale = localeOf(order.locale)
  const page = orderPage(locale, token)
  const description = `${translator(locale)(`families.${family}`)} · ${order.reference}`
  const opened = await openPayment({ order: order.id, description, successUrl: page, cancelUrl: page, at }).catch(
    (error: unknown) => {
      log().error({ err: error, order: order.id }, 'the payment provider could not be reached')
      return refuse('payment.unreachable', { seconds: 10 })
    },
  )
  if (!opened.ok) return opened
  return ok({ order: order.id, reference: order.reference, token, checkoutUrl: opened.value.url })
}

interface Derived {
  requestHash: string
  token: string
}

/** From the key and the whole request: the same key with another request is another order. */
function derivedFrom(request: OrderRequest, key: string): Derived {
  const { document, atelier, destination, client, seen } = request
  const whole = canonical({ key, document, atelier, destination, client, seen })
  return { requestHash: hashToken(`order:${whole}`), token: deriveToken(settings().LINK_SECRET, 'order', whole) }
}

/** The calendar day at the atelier: the beginning of an ISO instant with its offset. */
const dayOf = (instant: string) => instant.slice(0, 10)

function differenceOf({ seen, locale }: OrderRequest, { verdict, plan, quote }: AtelierAnswer): OrderRefusal | undefined {
  if (!plan || !quote) return undefined
  const now = { outcome: verdict.outcome, total: quote.shownTotal, delivered: plan.delivered }
  const same =
    seen.outcome === now.outcome &&
    seen.total.amount === now.total.amount &&
    seen.total.currency === now.total.currency &&
    dayOf(seen.delivered) === dayOf(now.delivered)
  if (same) return undefined
  const parameters = { total: formatMoney(locale, now.total), delivered: formatDate(locale, dayOf(now.delivered)) }
  return { code: 'order.changed', parameters, now }
}

/** For people to say on the telephone: no letters that look or sound alike. */
function newReference(): string {
  const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ23'
  const text = [...randomBytes(8)].map((byte) => letters[byte & 31]).join('')
  return `${text.slice(0, 4)}-${text.slice(4)}`
}
