import { randomBytes } from 'node:crypto'
import type { Database } from '@/db/connection'
import { insertRevision } from '@/db/queries/design'
import { findOrderByRequest, insertOrder, type StoredOrder } from '@/db/queries/order'
import { lockSlots } from '@/db/queries/slot'
import type { Assessment, AtelierAnswer } from '@/lib/domain/assess'
import { answer } from '@/lib/domain/assess-all'
import { canonical, hashOf } from '@/lib/domain/design/canonical'
import type { DesignDocument } from '@/lib/domain/design/document'
import type { Verdict } from '@/lib/domain/manufacturability/finding'
import type { Destination } from '@/lib/domain/network/plan'
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
import { countCall, giveBack } from './limits'
import { descentOf, type Maker, revisionBehind } from './lineage'
import { makeLink } from './links'
import { log } from './log'
import { mailedOrderToken } from './mail-links'
import { currentMarket } from './market'
import { closingOf, openPayment } from './payments'
import { deriveToken, hashToken, newToken } from './secrets'
import { settings } from './settings'
import { takeSlots } from './slots'
import { termsOf } from './terms'

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
  /** Token of the saved design that this one was made from; one that opens nothing any more is no parent. */
  parent?: string
  /** Absent for a guest. */
  maker?: Maker
  /** The order that this one takes the place of, with its design's revision. */
  again?: { order: string; revision: string }
  /** The account whose it is from the first moment: of the order that it stands in for. */
  account?: string
  locale: Locale
  idempotencyKey?: string
  /** Whose orders are counted: until it is paid, each keeps an atelier's time. Absent: the house itself asks. */
  caller?: string
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
 * Drafts, measures, judges, plans and prices again; when that is what the client saw, writes the order with its slots and opens its
 * payment. What the atelier must confirm is held like any other and charged only when it accepts. Nothing is written when anything
 * is refused: `order.changed` (with what is true now), `order.blocked`, `atelier.unknown`, `limit.rate`, what an assessment refuses. Refused with the
 * order kept: `payment.unreachable` (ask again with the same key), `order.not-open` (the same key once its order is over).
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
  const destination = destinationOf(request.destination)
  if (!destination.ok) return destination
  const token = key?.token ?? newToken()
  const ids = { order: newId('ord'), contact: newId('cli'), revision: request.again?.revision ?? newId('rev') }
  let placed: Result<StoredOrderNames, OrderRefusal>
  try {
    placed = await database().transaction((transaction) =>
      write(transaction, { request, assessment: assessed.value, destination: destination.value, ids, token, key }),
    )
  } catch (error) {
    // Two identical requests at once: the later finds the earlier one's order.
    const first = key && isDuplicate(error) ? await findOrderByRequest(database(), key.requestHash) : undefined
    if (!first || !key) throw error
    return replay(first, key)
  }
  return placed.ok ? pay(placed.value, request.document.family, token, at) : placed

  function replay(earlier: StoredOrder, derived: Derived): Promise<Result<OpenedOrder>> {
    return pay(earlier, request.document.family, derived.token, at)
  }
}

type StoredOrderNames = Pick<StoredOrder, 'id' | 'reference' | 'locale'>

interface Writing {
  request: OrderRequest
  assessment: Assessment
  destination: Destination
  ids: { order: string; contact: string; revision: string }
  token: string
  key: Derived | undefined
}

/**
 * Judges, plans and prices once more while nobody else can take the atelier's slots, and writes the order with them: two orders never plan
 * one slot, and a date that has moved meanwhile is told before anything is held.
 */
async function write(
  transaction: Database,
  { request, assessment, destination, ids, token, key }: Writing,
): Promise<Result<StoredOrderNames, OrderRefusal>> {
  const { at, atelier, document, family, client, again } = request
  await lockSlots(transaction, atelier)
  // The same request may have been written while this one waited.
  const earlier = key && (await findOrderByRequest(transaction, key.requestHash))
  if (earlier) return ok(earlier)
  const market = await currentMarket(destination, at, transaction)
  const profile = market.ateliers.find(({ id }) => id === atelier)
  if (!profile) return refuse('atelier.unknown', { atelier }, '/atelier')
  const now = answer(family, document, assessment.measurements, { ...market, ateliers: [profile] })
  const [{ plan, quote, verdict } = {} as Partial<AtelierAnswer>] = now.answers
  if (!plan || !quote || !verdict || verdict.outcome === 'blocked') return refuse('order.blocked', { atelier })
  const changed = differenceOf(request, { atelier, verdict, plan, quote })
  if (changed) return { ok: false, refusal: changed }
  const terms = await termsOf(document, profile, destination.country, at)
  if (!terms) return refuse('document.unknown-family', { family: document.family }, '/document/family')
  const counted = await countOrder(request)
  if (!counted.ok) return counted
  const { returns, answerBy, purposes } = terms
  if (!again) {
    const from = request.parent === undefined ? undefined : await revisionBehind(transaction, request.parent, at)
    const descent = from && from.record.family === family.id ? await descentOf(transaction, from, request.maker) : undefined
    const { record, personal } = split(document, family)
    const row = { id: ids.revision, design: newId('des'), family: family.id, record, recordHash: hashOf(record), personal }
    await insertRevision(transaction, { ...row, ...descent })
  }
  const { postcode, city, lines } = client.address
  const address = { lines, country: destination.country, ...(postcode ? { postcode } : {}), ...(city ? { city } : {}) }
  const account = request.account === undefined ? {} : { account: request.account }
  const contact = { id: ids.contact, name: client.name, email: client.email, address, locale: request.locale, ...account }
  const row = {
    id: ids.order,
    reference: newReference(),
    revision: ids.revision,
    contact: ids.contact,
    atelier,
    profileVersion: verdict.profileVersion,
    verdict,
    operations: now.operations,
    plan,
    quote,
    destination,
    locale: request.locale,
    amount: quote.shownTotal.amount,
    currency: quote.shownTotal.currency,
    terms: { returns, answerBy, consent: { purposes, at: at.toISOString() } },
    expiresAt: closingOf(quote.expires, at),
    createdAt: at,
    ...(again ? { insteadOf: again.order } : {}),
    ...(key ? { requestHash: key.requestHash } : {}),
  }
  await insertOrder(transaction, contact, row)
  await takeSlots(transaction, row.id, plan)
  await makeLink(transaction, 'order', row.id, at, token)
  // The page of the order whose place it takes leads on to it.
  if (again) await makeLink(transaction, 'order', row.id, at, mailedOrderToken(row.id))
  return ok(row)
}

/** Opens the payment of an order, in the language in which the order was placed: the provider takes the same key only with the same words. */
export async function pay(order: StoredOrderNames, family: string, token: string, at: Date): Promise<Result<OpenedOrder>> {
  const locale = localeOf(order.locale)
  const page = orderPage(locale, token)
  const description = `${translator(locale)(`families.${family}`)} · ${order.reference}`
  const successUrl = `${page}?paid`
  const opened = await openPayment({ order: order.id, description, successUrl, cancelUrl: page, at }).catch((error: unknown) => {
    log().error({ err: error, order: order.id }, 'the payment provider could not be reached')
    return refuse('payment.unreachable', { seconds: 10 })
  })
  if (!opened.ok) return opened
  return ok({ order: order.id, reference: order.reference, token, checkoutUrl: opened.value.url })
}

/** One more order of this caller, and in the name of this mail address; what is answered again or refused is never one more. */
async function countOrder({ caller, client }: OrderRequest): Promise<Result<undefined>> {
  if (caller === undefined) return ok(undefined)
  const byCaller = await countCall('order', caller)
  if (!byCaller.ok) return byCaller
  const byName = await countCall('order-for', client.email.toLowerCase())
  if (!byName.ok) await giveBack('order', caller)
  return byName
}

interface Derived {
  requestHash: string
  token: string
}

/** From the key and the whole request: the same key with another request is another order. */
function derivedFrom(request: OrderRequest, key: string): Derived {
  const { document, atelier, destination, client, seen, parent, again } = request
  const more = { ...(parent === undefined ? {} : { parent }), ...(again ? { again } : {}) }
  const whole = canonical({ key, document, atelier, destination, client, seen, ...more })
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
