import { findProductionOrder } from '@/db/queries/build'
import { insertLine, linesOf } from '@/db/queries/maker-line'
import { findContact, findOrder } from '@/db/queries/order'
import { lockProductionOrder } from '@/db/queries/production'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { database } from './database'
import { newId } from './ids'
import { countCall } from './limits'
import { linesOfBuild, type MakerLine, shownLine } from './line-view'
import { followLink } from './links'
import { type ForMaker, forMaker } from './salon/joined'
import { hashToken } from './secrets'

/** Letters of a line, graphemes: what fits on a slip beside the work. */
export const LONGEST_LINE = 240
const LONGEST_OCCASION = 60
/** Lines of one piece: a word to the maker, not a correspondence. */
const MOST_LINES = 5

export interface NewLine {
  text: string
  /** The client agrees that the maker reads the first name. */
  withName: boolean
  /** Given is agreed. */
  occasion?: string | undefined
  /** The same key is the same line. */
  idempotencyKey?: string | undefined
}

const letters = new Intl.Segmenter('en', { granularity: 'grapheme' })
const lengthOf = (text: string) => [...letters.segment(text)].length

/**
 * Leaves the maker a line. It is kept as plain text and shown as such. Refused: `link.unknown`, `line.empty`, `line.too-long`,
 * `line.characters`, `line.enough`, `line.over`, `limit.rate`, `idempotency.mismatch`.
 */
export async function leaveLine(token: string, line: NewLine, at: Date): Promise<Result<MakerLine>> {
  const build = await followLink(database(), 'build', token, at)
  if (!build.ok) return build
  const text = line.text.normalize('NFC').trim()
  const occasion = line.occasion?.normalize('NFC').trim()
  const fault = faultOf(text, occasion)
  if (fault) return fault
  const production = await findProductionOrder(database(), build.value)
  if (!production) return refuse('link.unknown')
  if (production.endedAt) return refuse('line.over')
  const requestHash = line.idempotencyKey === undefined ? undefined : hashToken(`line:${production.id}:${line.idempotencyKey}`)
  const name = line.withName ? await firstName(production.order) : undefined
  return database().transaction(async (transaction) => {
    // Whoever asks twice at once waits here and finds what the first has left.
    await lockProductionOrder(transaction, production.id)
    const before = await linesOf(transaction, production.id)
    const same = requestHash && before.find((one) => one.requestHash === requestHash)
    if (same)
      return same.text === text && same.occasion === (occasion || null) ? ok(shownLine(same)) : refuse('idempotency.mismatch')
    if (before.length >= MOST_LINES) return refuse('line.enough', { most: MOST_LINES })
    const counted = await countCall('line', production.id)
    if (!counted.ok) return counted
    const row = {
      id: newId('lin'),
      productionOrder: production.id,
      text,
      name: name ?? null,
      occasion: occasion || null,
      requestHash: requestHash ?? null,
      createdAt: at,
    }
    await insertLine(transaction, row)
    return ok(shownLine(row))
  })
}

function faultOf(text: string, occasion: string | undefined) {
  if (text === '') return refuse('line.empty', {}, '/text')
  if (lengthOf(text) > LONGEST_LINE) return refuse('line.too-long', { most: LONGEST_LINE }, '/text')
  if (occasion && lengthOf(occasion) > LONGEST_OCCASION) return refuse('line.too-long', { most: LONGEST_OCCASION }, '/occasion')
  if (!isReadable(text)) return refuse('line.characters', {}, '/text')
  return occasion && !isReadable(occasion) ? refuse('line.characters', {}, '/occasion') : undefined
}

/** Signs over one letter: the fullest scripts pile up four, and a slip of paper has no room for towers. */
const MOST_MARKS = 6
const TOWER = new RegExp(`\\p{M}{${MOST_MARKS + 1}}`, 'u')
/** A family of four with skin tones is eleven code points, a flag of a region seven. */
const LONGEST_LETTER = 16

/** Control characters, halves of a character and letters that are no letters have no business in a line that people read. */
const isReadable = (text: string): boolean =>
  !/[\p{Cc}\p{Cs}]/u.test(text) &&
  !TOWER.test(text) &&
  [...letters.segment(text)].every(({ segment }) => [...segment].length <= LONGEST_LETTER)

async function firstName(order: string): Promise<string | undefined> {
  const row = await findOrder(database(), order)
  const contact = row && (await findContact(database(), row.contact))
  return contact?.name?.trim().split(/\s+/)[0]?.slice(0, 40)
}

/** For the maker, with whom the piece is for where the client lets it be known. Refused: `production-order.unknown`. */
export async function linesFor(
  atelier: string,
  production: string,
  at: Date,
): Promise<Result<{ lines: MakerLine[]; client?: ForMaker }>> {
  const row = await findProductionOrder(database(), production)
  if (row?.atelier !== atelier || !row.offeredAt) return refuse('production-order.unknown')
  const client = await forMaker(row.order, row.createdAt, at)
  return ok({ lines: await linesOfBuild(production), ...(client ? { client } : {}) })
}
