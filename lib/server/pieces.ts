import { findRevision, type StoredRevision } from '@/db/queries/design'
import { revokeLinks } from '@/db/queries/link'
import {
  type ClientOrder,
  countPieces,
  dropWaiting,
  findClientOrder,
  giveOrder,
  holdsRevision,
  keepPiece,
  keepsCopyOf,
  listClientOrders,
  listPieces,
  openLinks,
  ordersOfRevisions,
  revisionsOf,
  takeWaiting,
  waitingDesigns,
  waitingOrders,
} from '@/db/queries/piece'
import type { Choice, DesignDocument } from '@/lib/domain/design/document'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { assessDesign } from './assessments'
import { renewBuildLinkOf } from './build-links'
import type { Client } from './client-session'
import { database } from './database'
import { copyRevision, openDesign, wholeDocument } from './designs'
import { drawn } from './drafting'
import { descentOf, type Maker } from './lineage'
import { followLink, makeLink } from './links'
import { mailedOrderToken } from './mail-links'
import { buildToken } from './release'
import { deriveToken, hashToken } from './secrets'
import { settings } from './settings'

/** One parameter that a revision changed. */
export interface Change {
  key: string
  /** Absent where the parent had none. */
  from?: Choice
  to?: Choice
}

export interface RevisionView {
  id: string
  number: number
  createdAt: string
  /** Number of the revision of this design that it was made from. */
  parent?: number
  /** It began from a revision of another design. */
  fromOther: boolean
  /** The client's orders of it. */
  orders: readonly { reference: string; token: string }[]
  /** Absent once its personal parts were erased. */
  document?: DesignDocument
  /** Against the parent; empty for a first one. */
  changes: readonly Change[]
  /** Links that open it now. */
  links: number
}

export interface PieceView {
  design: string
  family: string
  /** Newest first. */
  revisions: readonly RevisionView[]
}

const PIECES = 12
const ORDERS = 10

/** A page of the client's designs, each with its lineage. */
export async function myPieces(client: Client, cursor: string | undefined, at: Date) {
  const page = await listPieces(database(), client.id, cursor, PIECES)
  const revisions = await revisionsOf(
    database(),
    page.rows.map(({ id }) => id),
  )
  const links = await openLinks(
    database(),
    revisions.map(({ id }) => id),
    revisions.map(({ id }) => hashToken(ownToken(id))),
    at,
  )
  const ordered = await ordersOfRevisions(
    database(),
    client.id,
    revisions.map(({ id }) => id),
  )
  const pieces = page.rows.map(({ id, family }): PieceView => {
    const own = revisions.filter(({ design }) => design === id)
    const views = own.map((revision) => {
      const orders = ordered.filter((order) => order.revision === revision.id)
      return viewOf(revision, own, {
        links: links.get(revision.id) ?? 0,
        orders: orders.map((order) => ({ reference: order.reference, token: mailedOrderToken(order.id) })),
      })
    })
    return { design: id, family, revisions: views.reverse() }
  })
  return { pieces, ...(page.next ? { next: page.next } : {}) }
}

function viewOf(
  revision: StoredRevision,
  family: readonly StoredRevision[],
  more: Pick<RevisionView, 'links' | 'orders'>,
): RevisionView {
  const parent = family.find(({ id }) => id === revision.parent)
  const document = wholeDocument(revision)
  const before = parent && wholeDocument(parent)
  return {
    id: revision.id,
    number: revision.number,
    createdAt: revision.createdAt.toISOString(),
    ...(parent ? { parent: parent.number } : {}),
    ...(document.ok ? { document: document.value } : {}),
    fromOther: revision.parent !== null && !parent,
    changes: document.ok && before?.ok ? differences(before.value, document.value) : [],
    ...more,
  }
}

/** What differs between two documents of one family, in the order of the later one's parameters. */
export function differences(before: DesignDocument, after: DesignDocument): Change[] {
  const keys = [...new Set([...Object.keys(after.choices), ...Object.keys(before.choices)])]
  return keys.flatMap((key) => {
    const [from, to] = [before.choices[key], after.choices[key]]
    if (from === to) return []
    return [{ key, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }]
  })
}

export const savedCount = (client: Client): Promise<number> => countPieces(database(), client.id)

/** A page of the client's orders; `token` opens an order's page. */
export async function myOrders(client: Client, cursor: string | undefined) {
  const page = await listClientOrders(database(), client.id, cursor, ORDERS)
  return { orders: page.rows.map(orderView), ...(page.next ? { next: page.next } : {}) }
}

function orderView({ production, linkNumber, ...row }: ClientOrder) {
  const watch = production === null ? {} : { watch: buildToken(row.id, linkNumber ?? 0) }
  return { ...row, token: mailedOrderToken(row.id), ...watch }
}
export type OrderLine = ReturnType<typeof orderView>

/**
 * Takes the link to a build page back and gives the order another one. `replaces`: the link that was seen, so that asking twice makes one.
 * Refused: `order.unknown` (also another's), `order.no-build`.
 */
export async function renewWatchLink(client: Client, order: string, replaces: string, at: Date): Promise<Result<string>> {
  const found = order.length <= 100 ? await findClientOrder(database(), client.id, order) : undefined
  if (!found) return refuse('order.unknown')
  return found.production === null
    ? refuse('order.no-build')
    : renewBuildLinkOf(found.production, replaces, `client:${client.id}`, at)
}

/** What guests left under the client's proven address, until the client takes it. */
export async function waitingFor(client: Client) {
  const [orders, designs] = await Promise.all([waitingOrders(database(), client.email), waitingDesigns(database(), client.email)])
  return { orders, designs }
}

/** Everything that waits under the address is the account's from now on. */
export async function takeAll(client: Client, at: Date): Promise<void> {
  await database().transaction(async (transaction) => {
    const orders = await waitingOrders(transaction, client.email, 1000)
    await takeWaiting(transaction, client.id, client.email, at)
    for (const { id } of orders) await makeLink(transaction, 'order', id, at, mailedOrderToken(id))
  })
}

export const letGo = (client: Client) => dropWaiting(database(), client.email)

export const makerOf = ({ id, email }: Client): Maker => ({ account: id, email })

/**
 * Keeps the design behind a link: as a whole where it is nobody else's, else what the link shows, as a design of the client's own. Twice is
 * once. Refused: `link.unknown`, `design.erased`.
 */
export async function keepByLink(client: Client, token: string, at: Date): Promise<Result<undefined>> {
  const opened = await openDesign(token, at)
  if (!opened.ok) return opened
  const { revision, document } = opened.value
  return database().transaction(async (transaction) => {
    const { design } = await descentOf(transaction, revision, makerOf(client))
    if (design) await keepPiece(transaction, client.id, design, at)
    else if (!(await keepsCopyOf(transaction, client.id, revision.id))) {
      const copy = await copyRevision(transaction, revision, document)
      await keepPiece(transaction, client.id, copy, at)
    }
    return ok(undefined)
  })
}

/** Keeps a design that the client has just saved. */
export const keepSaved = (client: Client, design: string, at: Date) => keepPiece(database(), client.id, design, at)

/**
 * Gives an order that was just placed to the client who placed it. `again`: it stands in for one that the link's holder may not have
 * placed, and goes to them only under their own address.
 */
export async function keepOrder({ id, email }: Client, order: string, again: boolean, at: Date): Promise<void> {
  await database().transaction(async (transaction) => {
    await giveOrder(transaction, { account: id, ...(again ? { email } : {}) }, order, at)
    await makeLink(transaction, 'order', order, at, mailedOrderToken(order))
  })
}

/** A revision that the client holds. Unknown and another's are one answer, `link.unknown`. */
export async function ownRevision(client: Client, revision: string): Promise<Result<StoredRevision>> {
  if (!/^rev_[a-z0-9]{26}$/.test(revision)) return refuse('link.unknown')
  if (!(await holdsRevision(database(), client.id, revision))) return refuse('link.unknown')
  const found = await findRevision(database(), revision)
  return found ? ok(found) : refuse('link.unknown')
}

/** The whole design of a revision that the client holds. Refused: `link.unknown`, `design.erased`. */
export async function ownDesign(client: Client, revision: string): Promise<Result<DesignDocument>> {
  const found = await ownRevision(client, revision)
  return found.ok ? wholeDocument(found.value) : found
}

/** A new link to a revision, for whoever the client gives it to. */
export async function shareRevision(client: Client, revision: string, at: Date): Promise<Result<string>> {
  const found = await ownRevision(client, revision)
  return found.ok ? ok(await makeLink(database(), 'design', revision, at)) : found
}

/** The client's own way to a revision, e.g. for the configurator; it is nobody's but the client's and is not counted as shared. */
export async function ownLink(client: Client, revision: string, at: Date): Promise<Result<{ token: string; family: string }>> {
  const found = await ownRevision(client, revision)
  if (!found.ok) return found
  const token = await makeLink(database(), 'design', revision, at, ownToken(revision))
  return ok({ token, family: found.value.record.family })
}

const ownToken = (revision: string) => deriveToken(settings().LINK_SECRET, 'own-design', revision)

/** Every link to a revision that was given away opens nothing from now on. */
export async function stopSharing(client: Client, revision: string, at: Date): Promise<Result<undefined>> {
  const found = await ownRevision(client, revision)
  if (!found.ok) return found
  await revokeLinks(database(), 'design', revision, at, hashToken(ownToken(revision)))
  return ok(undefined)
}

/** Line drawing of a revision that the client holds, SVG. */
export async function ownPicture(client: Client, revision: string): Promise<Result<string>> {
  const document = await ownDesign(client, revision)
  return document.ok ? drawn(document.value, 'three-quarter') : document
}

/** Line drawing of a design behind a link, SVG: what whoever has the link may see. Refused: `link.unknown`, `design.erased`. */
export async function sharedPicture(token: string, at: Date): Promise<Result<{ svg: string; family: string }>> {
  const subject = await followLink(database(), 'design', token, at)
  if (!subject.ok) return subject
  const revision = await findRevision(database(), subject.value)
  const document = revision ? wholeDocument(revision) : refuse('link.unknown')
  if (!document.ok) return document
  const svg = await drawn(document.value, 'three-quarter')
  return svg.ok ? ok({ svg: svg.value, family: document.value.family }) : svg
}

/** Two revisions beside each other: what differs, and how each ateliers' verdict, price and date stand now. */
export async function comparePieces(client: Client, ids: readonly [string, string], country: string, at: Date) {
  const sides = []
  for (const id of ids) {
    const revision = await ownRevision(client, id)
    if (!revision.ok) return revision
    const document = wholeDocument(revision.value)
    if (!document.ok) return document
    sides.push({ id, number: revision.value.number, createdAt: revision.value.createdAt.toISOString(), document: document.value })
  }
  const [one, other] = sides
  if (!one || !other || one.document.family !== other.document.family) return refuse('link.unknown')
  const destination = { country }
  const answers = []
  for (const { document } of [one, other]) {
    const assessed = await assessDesign({ document, destination, fineness: 'full', at })
    answers.push(assessed.ok ? assessed.value.answers : [])
  }
  return ok({
    sides: [
      { ...one, answers: answers[0] ?? [] },
      { ...other, answers: answers[1] ?? [] },
    ],
    changes: differences(one.document, other.document),
  })
}
