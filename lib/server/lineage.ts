import type { Database } from '@/db/connection'
import { findRevision, type StoredRevision } from '@/db/queries/design'
import { findLiving } from '@/db/queries/living'
import { lockHolders, revisionsOf } from '@/db/queries/piece'
import { database } from './database'
import { followLink } from './links'

/** Who makes a revision: a client who is signed in, with the address that was proven. A guest is nobody. */
export type Maker = { account: string; email: string } | undefined

/** Where a new revision belongs: under its parent, and in the parent's design where that is the maker's own. */
export interface Descent {
  parent: string
  /** Absent: the maker begins a design of their own, which remembers where it came from. */
  design?: string
}

/**
 * What a revision made from another one is part of. Another's design is never continued, so that whoever was given a link to one
 * revision neither sees nor shows more than it. Whoever is to hold the whole of a design that was nobody's continues it only from the
 * revision that all its others led to; a guest, who has nothing but links, from any. Call in a transaction: holders do not change before it ends.
 */
export async function descentOf(
  transaction: Database,
  parent: StoredRevision,
  maker: Maker,
  holding: 'whole' | 'links' = 'whole',
): Promise<Descent> {
  const { mine, others } = await lockHolders(transaction, parent.design, maker)
  if (mine) return { parent: parent.id, design: parent.design }
  if (others || (holding === 'whole' && !(await isLatest(transaction, parent)))) return { parent: parent.id }
  return { parent: parent.id, design: parent.design }
}

/** Every other revision of its design led to this one. */
async function isLatest(transaction: Database, revision: StoredRevision): Promise<boolean> {
  const all = await revisionsOf(transaction, [revision.design])
  const line = new Set<string>()
  for (let id: string | null | undefined = revision.id; id; id = all.find((one) => one.id === id)?.parent) line.add(id)
  return all.every(({ id }) => line.has(id))
}

/** The revision that a link leads to: a saved design's, or the one that a design on two screens began from. */
export async function revisionBehind(database: Database, token: string, at: Date): Promise<StoredRevision | undefined> {
  const saved = await followLink(database, 'design', token, at)
  if (saved.ok) return findRevision(database, saved.value)
  const living = await followLink(database, 'living', token, at)
  const from = living.ok ? (await findLiving(database, living.value, at))?.revision : undefined
  return from ? findRevision(database, from) : undefined
}

/** Where an order's revision stands: its number in its design, and what it was made from. */
export interface Lineage {
  design: string
  number: number
  from?: { design: string; number: number }
}

export async function lineageOf(id: string): Promise<Lineage | undefined> {
  const revision = await findRevision(database(), id)
  if (!revision) return undefined
  const { design, number } = revision
  const parent = revision.parent === null ? undefined : await findRevision(database(), revision.parent)
  return { design, number, ...(parent ? { from: { design: parent.design, number: parent.number } } : {}) }
}
