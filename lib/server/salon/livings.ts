import { findProductionOrderOf } from '@/db/queries/build'
import { consentsOf, findProfileById } from '@/db/queries/client-profile'
import { revokeLinks } from '@/db/queries/link'
import {
  changeLiving,
  changesAfter,
  findLiving,
  findLivingByRequest,
  insertLiving,
  lastTouches,
  presentAt,
  type StoredChange,
  type StoredLiving,
} from '@/db/queries/living'
import { findOrder, type StoredOrder } from '@/db/queries/order'
import { findShop } from '@/db/queries/shop'
import { insertAudit } from '@/db/queries/staff'
import type { Choices, DesignDocument } from '@/lib/domain/design/document'
import type { BuildStatus } from '@/lib/domain/production/build-status'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { Change, Hand } from '@/lib/domain/salon/living'
import { allowed } from '@/lib/domain/salon/purposes'
import { database } from '../database'
import { newId } from '../ids'
import { followLink, makeLink } from '../links'
import { currentAteliers } from '../market'
import { buildToken } from '../release'
import { hashToken } from '../secrets'
import { type Advisor, permitted } from './advisor'
import { decisionOf, profileFor } from './clients'
import { nightAfter } from './visit'

/** A screen that was not heard of for so long has gone, ms. Three breaths of a stream. */
export const PRESENCE = 45_000

/** Whose hands are on a design now. */
export interface Present {
  by: Hand
  initials: string
}

/** A living design, as both screens see it. */
export interface LivingView {
  id: string
  family: string
  model: string
  choices: Choices
  atelier: string
  version: number
  /** The last change of each choice that was ever changed. */
  touches: readonly Change[]
  present: readonly Present[]
  /** ISO 8601 instant of the advisor's last wish to be paid. */
  asked?: string
  order?: { reference: string; state: StoredOrder['state']; build?: string; status?: BuildStatus }
}

/** What the telephone's screen knows beside the design. */
export interface HeldView extends LivingView {
  initials: string
  /** Where the shop is: what the price is counted for at first. */
  country: string
  /** With the client's consent only. */
  client?: { name: string; email: string }
}

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

export async function viewOf(living: StoredLiving, at: Date): Promise<LivingView> {
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

async function orderOf(id: string): Promise<LivingView['order']> {
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
export async function openHeld(token: string, at: Date): Promise<Result<HeldView>> {
  const held = await livingHeld(token, at)
  if (!held.ok) return held
  const { living, initials } = held.value
  const view = await viewOf(living, at)
  const profile = living.client === null ? undefined : await findProfileById(database(), living.client)
  const consents = profile ? (await consentsOf(database(), profile.id)).map(decisionOf) : []
  const known = profile && allowed(consents, 'letters', at) ? { name: profile.name, email: profile.email } : undefined
  const shop = await findShop(database(), living.shop)
  return ok({ ...view, initials, country: shop?.country ?? '', ...(known ? { client: known } : {}) })
}

export interface Beginning {
  document: DesignDocument
  atelier: string
  client?: string | undefined
  idempotencyKey?: string | undefined
  at: Date
}

/**
 * A design on the tablet, from a starting point or from another design. The same key again is the same design. Refused: `access.none`
 * (no such client here), `atelier.unknown`.
 */
export async function beginLiving(advisor: Advisor, beginning: Beginning): Promise<Result<LivingView>> {
  const { document, atelier, client, idempotencyKey, at } = beginning
  const may = permitted(advisor, 'salon.design', { shop: advisor.shop.id })
  if (!may.ok) return may
  const profile = client === undefined ? undefined : await profileFor(advisor, client)
  if (profile && !profile.ok) return profile
  if (!(await currentAteliers(at)).some(({ id }) => id === atelier)) return refuse('atelier.unknown', { atelier }, '/atelier')
  const decisions = profile?.ok ? (await consentsOf(database(), profile.value.id)).map(decisionOf) : []
  const kept = allowed(decisions, 'designs', at) && decisions.find(({ purpose }) => purpose === 'designs')?.endsAt
  const requestHash = idempotencyKey === undefined ? null : hashToken(`living:${advisor.member.id}:${idempotencyKey}`)
  const id = newId('liv')
  await insertLiving(database(), {
    id,
    shop: advisor.shop.id,
    client: client ?? null,
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

/** Ties the order that the holder has just placed to the design, so that both screens see it made. Refused: `link.unknown`. */
export async function tieOrder(token: string, orderToken: string, at: Date): Promise<Result<undefined>> {
  const [held, order] = await Promise.all([livingHeld(token, at), followLink(database(), 'order', orderToken, at)])
  if (!held.ok) return held
  if (!order.ok) return order
  const before = held.value.living.order
  // A second order stands in for one that came to nothing, never for one that was paid.
  if (before !== null && before !== order.value && isPaid((await findOrder(database(), before))?.state)) return ok(undefined)
  if (before !== order.value) await changeLiving(database(), held.value.living.id, { order: order.value })
  return ok(undefined)
}

export const isPaid = (state: StoredOrder['state'] | undefined): boolean =>
  state === 'authorised' || state === 'placed' || state === 'closed'

/** A screen that was away for long is caught up in parts. */
export const CHANGES_AT_ONCE = 500

/** Changes of a design after a version, in their order, the first `CHANGES_AT_ONCE`. */
export const changesSince = async (id: string, version: number): Promise<Change[]> =>
  (await changesAfter(database(), id, version, CHANGES_AT_ONCE)).map(changeOf)
