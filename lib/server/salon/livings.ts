import { findProductionOrderOf } from '@/db/queries/build'
import { findProfileById, insertSalonOrder } from '@/db/queries/client-profile'
import { revokeLinks } from '@/db/queries/link'
import {
  changeLiving,
  changesAfter,
  findLiving,
  findLivingByRequest,
  insertLiving,
  lastTouches,
  lockLiving,
  presentAt,
  type StoredChange,
  type StoredLiving,
} from '@/db/queries/living'
import { findOrder, type StoredOrder } from '@/db/queries/order'
import { findShop } from '@/db/queries/shop'
import { insertAudit } from '@/db/queries/staff'
import type { DesignDocument } from '@/lib/domain/design/document'
import { parseDocument } from '@/lib/domain/design/parse'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { HeldDesign, LivingOrder, SalonDesign } from '@/lib/domain/salon/book'
import type { Change } from '@/lib/domain/salon/living'
import { allowed } from '@/lib/domain/salon/purposes'
import { database } from '../database'
import { newId } from '../ids'
import { followLink, makeLink } from '../links'
import { currentAteliers } from '../market'
import { buildToken } from '../release'
import { hashToken } from '../secrets'
import { type Advisor, permitted } from './advisor'
import { profileFor } from './clients'
import { decisionsOf } from './decisions'
import { savedDocument } from './joined'
import { nightAfter } from './visit'

/** A screen that was not heard of for so long has gone, ms. Three breaths of a stream. */
export const PRESENCE = 45_000

export const changeOf = (row: StoredChange): Change => ({
  version: row.version,
  edit: row.edit,
  key: row.key,
  value: row.value,
  before: row.before,
  by: row.by,
  initials: row.initials,
  at: row.at.toISOString(),
})

export async function viewOf(living: StoredLiving, at: Date): Promise<SalonDesign> {
  const [touches, present, order] = await Promise.all([
    lastTouches(database(), living.id),
    presentAt(database(), living.id, new Date(at.getTime() - PRESENCE)),
    living.order === null ? undefined : orderOf(living.order),
  ])
  const { id, family, model, choices, atelier, version, askedAt } = living
  return {
    ...{ id, family, model, choices, atelier, version },
    touches: touches.map(changeOf),
    present,
    ...(askedAt ? { asked: askedAt.toISOString() } : {}),
    ...(order ? { order } : {}),
  }
}

async function orderOf(id: string): Promise<LivingOrder | undefined> {
  const [order, production] = await Promise.all([findOrder(database(), id), findProductionOrderOf(database(), id)])
  if (!order) return undefined
  return {
    reference: order.reference,
    state: order.state,
    ...(production
      ? { build: buildToken(id, production.linkNumber), ...(production.status ? { status: production.status } : {}) }
      : {}),
  }
}

/** The design of the advisor's shop, or `access.none`. */
export async function livingFor(advisor: Advisor, id: string, at: Date): Promise<Result<StoredLiving>> {
  const living = await findLiving(database(), id, at)
  const may = permitted(advisor, 'salon.design', { shop: living?.shop })
  if (!may.ok) return may
  return living ? ok(living) : refuse('access.none')
}

/** What the link in hand opens: the design and who holds it. Refused: `link.unknown`. */
export async function livingHeld(token: string, at: Date): Promise<Result<{ living: StoredLiving; initials: string }>> {
  const subject = await followLink(database(), 'living', token, at)
  if (!subject.ok) return subject
  const living = await findLiving(database(), subject.value, at)
  if (!living) return refuse('link.unknown')
  const profile = living.client === null ? undefined : await findProfileById(database(), living.client)
  return ok({ living, initials: profile?.initials ?? '' })
}

/** Refused: `link.unknown`. */
export async function openHeld(token: string, at: Date): Promise<Result<HeldDesign>> {
  const held = await livingHeld(token, at)
  if (!held.ok) return held
  const { living, initials } = held.value
  const view = await viewOf(living, at)
  const profile = living.client === null ? undefined : await findProfileById(database(), living.client)
  const consents = profile ? await decisionsOf(profile.id) : []
  const known = profile && allowed(consents, 'letters', at) ? { name: profile.name, email: profile.email } : undefined
  const shop = await findShop(database(), living.shop)
  return ok({ ...view, initials, country: shop?.country ?? '', ...(known ? { client: known } : {}) })
}

export interface Beginning {
  document: DesignDocument
  atelier: string
  client?: string | undefined
  /** The client's saved revision that it begins from. */
  revision?: string
  idempotencyKey?: string | undefined
  at: Date
}

/**
 * A design on the tablet, from a starting point or from another design. The same key again is the same design. Refused: `access.none`
 * (no such client here), `atelier.unknown`.
 */
export async function beginLiving(advisor: Advisor, beginning: Beginning): Promise<Result<SalonDesign>> {
  const { document, atelier, client, revision, idempotencyKey, at } = beginning
  const may = permitted(advisor, 'salon.design', { shop: advisor.shop.id })
  if (!may.ok) return may
  const profile = client === undefined ? undefined : await profileFor(advisor, client)
  if (profile && !profile.ok) return profile
  if (!(await currentAteliers(at)).some(({ id }) => id === atelier)) return refuse('atelier.unknown', { atelier }, '/atelier')
  const decisions = profile?.ok ? await decisionsOf(profile.value.id) : []
  const kept = allowed(decisions, 'designs', at) && decisions.find(({ purpose }) => purpose === 'designs')?.endsAt
  const requestHash = idempotencyKey === undefined ? null : hashToken(`living:${advisor.member.id}:${idempotencyKey}`)
  const id = newId('liv')
  await insertLiving(database(), {
    id,
    shop: advisor.shop.id,
    client: client ?? null,
    revision: revision ?? null,
    family: document.family,
    model: document.model,
    choices: document.choices,
    atelier,
    requestHash,
    createdBy: advisor.member.id,
    createdAt: at,
    updatedAt: at,
    endsAt: kept ? new Date(kept) : nightAfter(at, advisor.shop.timeZone),
  })
  const living = requestHash === null ? await findLiving(database(), id, at) : await findLivingByRequest(database(), requestHash)
  return living ? ok(await viewOf(living, at)) : refuse('access.none')
}

/**
 * A design on the tablet that goes on from one the client saved; that it was opened is on record. Refused: `access.none`
 * (also where it is not the client's, or not allowed any more), `design.erased`, what a document is refused for, `atelier.unknown`.
 */
export async function beginFromSaved(
  advisor: Advisor,
  { client, revision, ...rest }: { client: string; revision: string } & Pick<Beginning, 'atelier' | 'idempotencyKey' | 'at'>,
): Promise<Result<SalonDesign>> {
  const profile = await profileFor(advisor, client)
  if (!profile.ok) return profile
  const saved = await savedDocument(profile.value, await decisionsOf(client), revision, rest.at)
  if (!saved.ok) return saved
  const parsed = await parseDocument(saved.value)
  if (!parsed.ok) return parsed
  const begun = await beginLiving(advisor, { ...rest, document: parsed.value.document, client, revision })
  if (begun.ok) {
    const actor = `staff:${advisor.member.id}`
    await insertAudit(database(), { actor, action: 'profile.revision-opened', subject: client, data: { revision } })
  }
  return begun
}

/**
 * Token of the design on a telephone. With `fresh` every earlier telephone is out first. That a link was given is on record.
 * Refused: `access.none`.
 */
export async function handOver(advisor: Advisor, id: string, fresh: boolean, at: Date): Promise<Result<string>> {
  const found = await livingFor(advisor, id, at)
  if (!found.ok) return found
  return ok(
    await database().transaction(async (transaction) => {
      if (fresh) {
        await revokeLinks(transaction, 'living', id, at)
        // Wakes the streams, so that those who are out learn it at once.
        await changeLiving(transaction, id, { updatedAt: at })
      }
      const action = fresh ? 'living.handed-anew' : 'living.handed'
      await insertAudit(transaction, { actor: `staff:${advisor.member.id}`, action, subject: id })
      return makeLink(transaction, 'living', id, at)
    }),
  )
}

/** Asks the telephone to show the order form. Refused: `access.none`. */
export async function askForPayment(advisor: Advisor, id: string, at: Date): Promise<Result<undefined>> {
  const found = await livingFor(advisor, id, at)
  if (!found.ok) return found
  await changeLiving(database(), id, { askedAt: at })
  return ok(undefined)
}

/**
 * Ties the order that the holder has just placed to the design, so that both screens see it made, and puts on record whose table it
 * comes from. Twice is once. Refused: `link.unknown`.
 */
export async function tieOrder(token: string, orderToken: string, at: Date): Promise<Result<undefined>> {
  const [held, order] = await Promise.all([livingHeld(token, at), followLink(database(), 'order', orderToken, at)])
  if (!held.ok) return held
  if (!order.ok) return order
  return database().transaction(async (transaction) => {
    const living = await lockLiving(transaction, held.value.living.id, at)
    if (!living) return refuse('link.unknown')
    const { id, client, createdBy, shop, order: before } = living
    // A second order stands in for one that came to nothing, never for one that was paid.
    if (before !== null && before !== order.value && isPaid((await findOrder(transaction, before))?.state)) return ok(undefined)
    if (client !== null) await insertSalonOrder(transaction, order.value, client)
    if (before === order.value) return ok(undefined)
    await changeLiving(transaction, id, { order: order.value })
    await insertAudit(transaction, { actor: `staff:${createdBy}`, action: SOLD, subject: order.value, data: { shop } })
    return ok(undefined)
  })
}

/** On record of an order that came from an advisor's table: the advisor, and in `data.shop` the shop. It outlives the design and names no client. */
export const SOLD = 'order.sold'

export const isPaid = (state: StoredOrder['state'] | undefined): boolean =>
  state === 'authorised' || state === 'placed' || state === 'closed'

/** A screen that was away for long is caught up in parts. */
export const CHANGES_AT_ONCE = 500

/** Changes of a design after a version, in their order, the first `CHANGES_AT_ONCE`. */
export const changesSince = async (id: string, version: number): Promise<Change[]> =>
  (await changesAfter(database(), id, version, CHANGES_AT_ONCE)).map(changeOf)
