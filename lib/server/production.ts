import { findToken } from '@/db/queries/atelier-access'
import { findProductionOrder, packageOf, type StoredProductionOrder } from '@/db/queries/build'
import { allEvents, changedOffers, findPackageFile, offersOf, type StoredFile } from '@/db/queries/production'
import { ATELIER_SCOPES, type AtelierScope } from '@/lib/domain/network/atelier-scopes'
import type { ProductionEvent } from '@/lib/domain/production/event'
import type { Phase } from '@/lib/domain/production/production-order'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { readBlob } from './blobs'
import { database } from './database'
import { countCall } from './limits'
import { hashToken } from './secrets'

/** Phases an atelier may ask for by one word. */
export const ATELIER_LISTS = {
  offered: ['offered'],
  open: ['accepted', 'ready', 'running', 'interrupted', 'finished', 'shipped'],
  over: ['delivered', 'declined', 'withdrawn'],
} as const satisfies Readonly<Record<string, readonly Phase[]>>
export type AtelierList = keyof typeof ATELIER_LISTS

/** Who a bearer token speaks for, and what it may do. */
export interface AtelierCaller {
  atelier: string
  scopes: readonly AtelierScope[]
}

/** Unknown, ended and revoked are one answer, `atelier.token`; `limit.rate` with the seconds to wait. Each token is counted by itself. */
export async function atelierOf(token: string | undefined, at: Date): Promise<Result<AtelierCaller>> {
  if (!token || !/^[\w.-]{16,200}$/.test(token)) return refuse('atelier.token')
  const found = await findToken(database(), hashToken(token), at)
  if (!found) return refuse('atelier.token')
  const counted = await countCall('atelier', found.id)
  if (!counted.ok) return counted
  return ok({ atelier: found.atelier, scopes: ATELIER_SCOPES.filter((scope) => found.scopes.includes(scope)) })
}

/** Whether a token still opens what it opened: for streams, which outlive their call. Not counted. */
export const stillOpens = async (token: string, at: Date): Promise<boolean> =>
  (await findToken(database(), hashToken(token), at)) !== undefined

/** A page of what an atelier may see, oldest offer first. */
export async function offers(atelier: string, list: AtelierList, after: string | undefined, limit: number) {
  const { rows, next } = await offersOf(database(), atelier, ATELIER_LISTS[list], after, limit)
  return { productionOrders: rows.map(shown), ...(next ? { next } : {}) }
}

export async function offer(atelier: string, id: string) {
  const found = await offeredTo(atelier, id)
  return found.ok ? ok(shown(found.value)) : found
}

/** One that was offered to this atelier; all others are one answer, `production-order.unknown`. */
async function offeredTo(atelier: string, id: string): Promise<Result<StoredProductionOrder>> {
  const found = await findProductionOrder(database(), id)
  return found?.atelier === atelier && found.offeredAt ? ok(found) : refuse('production-order.unknown')
}

/** Its whole chain as we keep it. */
export async function chainOf(atelier: string, id: string): Promise<Result<ProductionEvent[]>> {
  const found = await offeredTo(atelier, id)
  return found.ok ? ok(await allEvents(database(), id)) : found
}

export async function filesOf(atelier: string, id: string) {
  const found = await offeredTo(atelier, id)
  return found.ok ? ok(await packageOf(database(), id)) : found
}

interface ReadFile {
  file: StoredFile
  content: Uint8Array<ArrayBuffer>
}

/** Refused: `production-order.unknown`, `package.unknown-file`. */
export async function fileOf(atelier: string, id: string, name: string): Promise<Result<ReadFile>> {
  const found = await offeredTo(atelier, id)
  return found.ok ? staffFile(id, name) : found
}

/** For staff, of any production order. Refused: `package.unknown-file`. */
export async function staffFile(id: string, name: string): Promise<Result<ReadFile>> {
  const file = await findPackageFile(database(), id, name)
  return file ? ok({ file, content: await readBlob(file.blob) }) : refuse('package.unknown-file')
}

/** What an atelier sees of a production order: nothing of the client, the price or the design's personal parts. */
function shown(row: StoredProductionOrder) {
  const { id, atelier, state, phase, plan, nextSequence, head, manifest } = row
  return {
    id,
    atelier,
    state: row.heldAt && state === 'AllowedToStart' ? ('NotAllowedToStart' as const) : state,
    phase,
    ready: plan.ready,
    delivered: plan.delivered,
    steps: plan.steps.map(({ operation, workCenter, from, to }) => ({ operation, workCenter, from, to })),
    nextSequence,
    head,
    manifest: manifest ?? '',
    offeredAt: row.offeredAt?.toISOString() ?? '',
    ...(row.acceptedAt ? { acceptedAt: row.acceptedAt.toISOString() } : {}),
    ...(row.heldAt ? { held: { since: row.heldAt.toISOString(), reason: row.holdReason ?? '' } } : {}),
  }
}

/** The state of an offer as a stream tells it; `changed` is where to go on from. */
export interface OfferChange {
  offer: ReturnType<typeof shown>
  changed: number
}

/** What changed at or after `since` (milliseconds since 1970), oldest first. */
export async function changesSince(atelier: string, since: number, limit: number): Promise<OfferChange[]> {
  const rows = await changedOffers(database(), atelier, new Date(since), limit)
  return rows.map((row) => ({ offer: shown(row), changed: row.updatedAt.getTime() }))
}
