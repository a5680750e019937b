import { randomBytes } from 'node:crypto'
import type { Database } from '@/db/connection'
import { findRevision, findRevisionByRequest, insertRevision, type StoredRevision } from '@/db/queries/design'
import { canonical, hashOf } from '@/lib/domain/design/canonical'
import type { DesignDocument } from '@/lib/domain/design/document'
import { joinPersonal, splitPersonal } from '@/lib/domain/design/personal'
import { loadFamily } from '@/lib/domain/products/catalogue'
import type { Family } from '@/lib/domain/products/family'
import { type Result, refuse } from '@/lib/domain/result'
import { database } from './database'
import { newId } from './ids'
import { descentOf, type Maker } from './lineage'
import { followLink, makeLink } from './links'
import { deriveToken, hashToken } from './secrets'
import { settings } from './settings'

export interface SaveRequest {
  document: DesignDocument
  family: Family
  /** Token of the design that this one was made from. */
  parent?: string
  /** Absent for a guest. */
  maker?: Maker
  /** The caller's key: the same save twice is one revision behind one link. */
  idempotencyKey?: string
  at: Date
}

export interface SavedDesign {
  revision: string
  design: string
  number: number
  /** Opens this revision. Only here: it is kept nowhere. */
  token: string
}

/**
 * A new immutable revision behind an unguessable link; its personal parts lie apart. Refused: `link.unknown` for a parent that is
 * not there, `idempotency.mismatch` when the key was used for something else.
 */
export async function saveDesign(request: SaveRequest): Promise<Result<SavedDesign>> {
  const { document, family, at } = request
  const parent = request.parent === undefined ? undefined : await parentOf(request.parent, at)
  if (parent && !parent.ok) return parent
  const derived = request.idempotencyKey === undefined ? undefined : derivedFrom(request.idempotencyKey)
  return database()
    .transaction(async (transaction): Promise<Result<SavedDesign>> => {
      if (derived) {
        const before = await findRevisionByRequest(transaction, derived.requestHash)
        if (before) return replay(before, document, derived.token)
      }
      const id = newId('rev')
      const { maker } = request
      const descent = parent && (await descentOf(transaction, parent.value, maker, maker ? 'whole' : 'links'))
      const design = descent?.design ?? newId('des')
      const { record, personal } = split(document, family)
      await insertRevision(transaction, {
        id,
        design,
        family: family.id,
        record,
        recordHash: hashOf(record),
        personal,
        ...(descent ? { parent: descent.parent } : {}),
        ...(derived ? { requestHash: derived.requestHash } : {}),
      })
      const token = await makeLink(transaction, 'design', id, at, derived?.token)
      const number = (await findRevision(transaction, id))?.number ?? 1
      return { ok: true, value: { revision: id, design, number, token } }
    })
    .catch(async (error: unknown) => {
      // Two identical saves at once: the later finds the earlier one's row.
      const before = derived && isDuplicate(error) ? await findRevisionByRequest(database(), derived.requestHash) : undefined
      if (!before || !derived) throw error
      return replay(before, document, derived.token)
    })
}

/** The whole design again. Refused: `link.unknown`, `design.erased`. */
export async function openDesign(
  token: string,
  at: Date,
): Promise<Result<{ revision: StoredRevision; document: DesignDocument }>> {
  const revision = await parentOf(token, at)
  if (!revision.ok) return revision
  const document = wholeDocument(revision.value)
  return document.ok ? { ok: true, value: { revision: revision.value, document: document.value } } : document
}

/** Record and personal part together. Refused: `design.erased`, `design.personal-mismatch`. */
export function wholeDocument(revision: StoredRevision): Result<DesignDocument> {
  return revision.personal ? joinPersonal(revision.record, revision.personal) : refuse('design.erased')
}

/** Splits off what can be erased, under a fresh salt. */
export function split(document: DesignDocument, family: Family) {
  const keys = family.parameters.filter(({ personal }) => personal).map(({ key }) => key)
  return splitPersonal(document, keys, randomBytes(16).toString('hex'))
}

/** The first revision of a new design, with the choices of another's; gives the new design's id. Call in a transaction. */
export async function copyRevision(transaction: Database, from: StoredRevision, document: DesignDocument): Promise<string> {
  const family = await loadFamily(document.family)
  if (!family) throw new Error(`a saved design of an unknown family, ${document.family}`)
  const { record, personal } = split(document, family)
  const [id, design] = [newId('rev'), newId('des')]
  await insertRevision(transaction, {
    id,
    design,
    family: family.id,
    parent: from.id,
    record,
    recordHash: hashOf(record),
    personal,
  })
  return design
}

async function parentOf(token: string, at: Date): Promise<Result<StoredRevision>> {
  const subject = await followLink(database(), 'design', token, at)
  if (!subject.ok) return subject
  const revision = await findRevision(database(), subject.value)
  return revision ? { ok: true, value: revision } : refuse('link.unknown')
}

function replay(before: StoredRevision, document: DesignDocument, token: string): Result<SavedDesign> {
  const same = wholeDocument(before)
  if (!same.ok || canonical(same.value) !== canonical(document)) return refuse('idempotency.mismatch')
  return { ok: true, value: { revision: before.id, design: before.design, number: before.number, token } }
}

const derivedFrom = (key: string) => ({
  requestHash: hashToken(`design:${key}`),
  token: deriveToken(settings().LINK_SECRET, 'design', key),
})

/** PostgreSQL's unique_violation, as the driver or the query builder wraps it. */
export function isDuplicate(error: unknown): boolean {
  const { code, cause } = error as { code?: string; cause?: { code?: string } }
  return code === '23505' || cause?.code === '23505'
}
