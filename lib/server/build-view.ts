import { findProfile } from '@/db/queries/atelier'
import { eventsAfter, FACTS_AT_ONCE, findProductionOrder, packageOf, type StoredProductionOrder } from '@/db/queries/build'
import { findRevision } from '@/db/queries/design'
import { findOrder } from '@/db/queries/order'
import type { DesignDocument } from '@/lib/domain/design/document'
import type { CutHide } from '@/lib/domain/nesting/cut-plan'
import type { Plan } from '@/lib/domain/network/plan'
import type { BuildStatus } from '@/lib/domain/production/build-status'
import type { ProductionEvent } from '@/lib/domain/production/event'
import { buildStatus } from '@/lib/domain/production/fold'
import type { Stage } from '@/lib/domain/products/family'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { NEST, readNest } from '@/lib/files/nest-file'
import { readBlob } from './blobs'
import { database } from './database'
import { wholeDocument } from './designs'
import { linesOfBuild, type MakerLine } from './line-view'
import { followLink } from './links'

/** What the holder of a build's link sees. */
export interface BuildView {
  reference: string
  atelier: { id: string; name: string; city: string; timeZone: string }
  /** Absent once the personal parts were erased. */
  document?: DesignDocument
  stages: readonly Stage[]
  /** The package's nest, where the piece is cut from hides; absent until the package is made, and once it was erased. */
  hides?: readonly CutHide[]
  plan: Plan
  status: BuildStatus
  events: readonly ProductionEvent[]
  /** What the client wrote to the maker. */
  lines: readonly MakerLine[]
  /** The client lets the house show the piece. */
  isShowable: boolean
  /** Made by the demo's own seed. */
  isSeeded: boolean
}

/** Production order behind a build's link. Refused: `link.unknown`. */
export const buildOf = (token: string, at: Date): Promise<Result<string>> => followLink(database(), 'build', token, at)

/** Facts after a sequence (−1: all); `rest` when there may be more after them. */
export async function factsAfter(build: string, sequence: number): Promise<{ facts: ProductionEvent[]; rest: boolean }> {
  const facts = await eventsAfter(database(), build, sequence)
  return { facts, rest: facts.length === FACTS_AT_ONCE }
}

/** Refused: `link.unknown`. */
export async function openBuild(token: string, at: Date): Promise<Result<BuildView>> {
  const subject = await buildOf(token, at)
  if (!subject.ok) return subject
  const row = await findProductionOrder(database(), subject.value)
  return row ? ok(await viewOf(row)) : refuse('link.unknown')
}

async function viewOf(row: StoredProductionOrder): Promise<BuildView> {
  const [events, order, profile, revision, lines, hides] = await Promise.all([
    eventsAfter(database(), row.id, -1),
    findOrder(database(), row.order),
    findProfile(database(), row.atelier, row.profileVersion),
    findRevision(database(), row.revision),
    linesOfBuild(row.id),
    hidesOf(row),
  ])
  if (!order || !profile) throw new Error(`${row.id} points at nothing`)
  const document = revision && wholeDocument(revision)
  const { id, name, city, timeZone } = profile
  return {
    reference: order.reference,
    atelier: { id, name, city, timeZone },
    ...(document?.ok ? { document: document.value } : {}),
    stages: row.stages,
    ...(hides ? { hides } : {}),
    plan: row.plan,
    status: buildStatus(row.plan, events, { captured: row.capturedAt !== null, withdrawn: row.withdrawnAt !== null }),
    events,
    lines,
    isShowable: row.showableAt !== null,
    isSeeded: row.seededAt !== null,
  }
}

async function hidesOf(row: StoredProductionOrder): Promise<readonly CutHide[] | undefined> {
  if (!row.stages.some(({ look }) => look === 'cut')) return undefined
  const nest = (await packageOf(database(), row.id)).find(({ name }) => name === NEST)
  return nest && readNest(await readBlob(nest.blob))
}

/** For staff: the build as its client sees it, with its files and the names of its work centers. Refused: `production-order.unknown`. */
export async function staffBuild(id: string) {
  const row = await findProductionOrder(database(), id)
  if (!row) return refuse('production-order.unknown')
  const [view, files, profile] = await Promise.all([
    viewOf(row),
    packageOf(database(), id),
    findProfile(database(), row.atelier, row.profileVersion),
  ])
  const workCenters = Object.fromEntries(profile?.workCenters.map((center) => [center.id, center.name]) ?? [])
  const { order, phase, state, manifest, offeredAt, acceptedAt, endedAt } = row
  return ok({ id, order, phase, state, manifest, offeredAt, acceptedAt, endedAt, ...view, files, workCenters })
}
