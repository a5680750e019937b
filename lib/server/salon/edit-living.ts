import { changeLiving, insertChanges, lockLiving, takenEdits } from '@/db/queries/living'
import { findOrder } from '@/db/queries/order'
import type { Choice, DesignDocument } from '@/lib/domain/design/document'
import { parseDocument } from '@/lib/domain/design/parse'
import { ok, type Refusal, type Result, refuse } from '@/lib/domain/result'
import { ATELIER_KEY, type Change, type Edit, type Hand } from '@/lib/domain/salon/living'
import { database } from '../database'
import { countCall } from '../limits'
import { currentAteliers } from '../market'
import { changesSince, isPaid } from './livings'

export interface EditRequest {
  /** Id of the design; who may is settled before. */
  living: string
  by: Hand
  initials: string
  edits: readonly Edit[]
  /** The version that the screen has. */
  since: number
  at: Date
}

export interface EditAnswer {
  version: number
  /** What came after `since`, this request's own changes included; of very many the first, the stream has the rest. */
  changes: readonly Change[]
  /** Wishes of this request that are part of the design, whenever they were taken. */
  taken: readonly string[]
  refused: readonly { id: string; refusal: Refusal }[]
}

/**
 * Takes wishes of one screen in their order; the later of two for one choice stands, whoever they come from. A wish that the family's
 * schema refuses changes nothing; one that was taken before is passed over. Refused as a whole: `link.unknown` (the design has ended),
 * `living.ordered`, `limit.rate`.
 */
export async function editLiving(request: EditRequest): Promise<Result<EditAnswer>> {
  const counted = await countCall('living', `${request.living}:${request.by}`, Math.max(1, request.edits.length))
  if (!counted.ok) return counted
  const ateliers = request.edits.some(({ key }) => key === ATELIER_KEY) ? await currentAteliers(request.at) : []
  const refused = await database().transaction((transaction) => take(transaction, request, new Set(ateliers.map(({ id }) => id))))
  if (!refused.ok) return refused
  const changes = await changesSince(request.living, request.since)
  const not = new Set(refused.value.map(({ id }) => id))
  const taken = request.edits.map(({ id }) => id).filter((id) => !not.has(id))
  return ok({ version: changes.at(-1)?.version ?? request.since, changes, taken, refused: refused.value })
}

type Transaction = Parameters<typeof lockLiving>[0]

async function take(transaction: Transaction, request: EditRequest, ateliers: ReadonlySet<string>) {
  const { living: id, by, initials, edits, at } = request
  const living = await lockLiving(transaction, id, at)
  if (!living) return refuse('link.unknown')
  if (living.order !== null && isPaid((await findOrder(transaction, living.order))?.state)) return refuse('living.ordered')
  const taken = new Set(
    await takenEdits(
      transaction,
      id,
      edits.map((edit) => edit.id),
    ),
  )
  let document: DesignDocument = { family: living.family, model: living.model, choices: living.choices }
  let { atelier, version } = living
  const refused: { id: string; refusal: Refusal }[] = []
  const changes: (Omit<Change, 'at'> & { living: string; at: Date })[] = []
  for (const { id: edit, key, value } of edits) {
    if (taken.has(edit)) continue
    taken.add(edit)
    const before: Choice | undefined = key === ATELIER_KEY ? atelier : document.choices[key]
    if (key === ATELIER_KEY && typeof value === 'string' && ateliers.has(value)) atelier = value
    else if (key === ATELIER_KEY) {
      refused.push({ id: edit, refusal: { code: 'atelier.unknown', parameters: { atelier: String(value).slice(0, 60) } } })
      continue
    } else {
      const parsed = await parseDocument({ ...document, choices: { ...document.choices, [key]: value } })
      if (!parsed.ok) {
        refused.push({ id: edit, refusal: parsed.refusal })
        continue
      }
      document = parsed.value.document
    }
    version += 1
    const now = key === ATELIER_KEY ? atelier : (document.choices[key] ?? value)
    changes.push({ living: id, version, edit, key, value: now, before: before ?? now, by, initials, at })
  }
  if (changes.length > 0) {
    await insertChanges(transaction, changes)
    await changeLiving(transaction, id, { choices: document.choices, atelier, version, updatedAt: at })
  }
  return ok(refused)
}
