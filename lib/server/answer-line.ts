import { findProductionOrder } from '@/db/queries/build'
import { answersOf, findLine, insertAnswer } from '@/db/queries/maker-line'
import { lockProductionOrder } from '@/db/queries/production'
import { insertAudit } from '@/db/queries/staff'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { allowed } from './access'
import { database } from './database'
import { newId } from './ids'
import { tellClient } from './mail'
import { hashToken } from './secrets'
import type { StaffMember } from './session'

const LONGEST = 500
/** Answers to one line: a word back, not a correspondence. */
const MOST = 5

export interface WantedAnswer {
  line: string
  text: string
  /** The same key is the same answer. */
  key: string
  at: Date
}

/**
 * Answers a client's line: it stands on the client's page, and a letter tells of it. Refused: `access.none`, `line.answer-empty`,
 * `line.too-long`, `line.answered`.
 */
export async function answerLine(
  member: StaffMember,
  { line: id, text: given, key, at }: WantedAnswer,
): Promise<Result<undefined>> {
  const line = id.length <= 100 ? await findLine(database(), id) : undefined
  const production = line && (await findProductionOrder(database(), line.productionOrder))
  if (!line || !production) return refuse('access.none')
  const may = allowed(member, 'line.answer', { atelier: production.atelier })
  if (!may.ok) return may
  const text = given.normalize('NFC').replaceAll('\r\n', '\n').trim()
  if (text === '' || /\p{Cs}|[^\P{Cc}\n]/u.test(text)) return refuse('line.answer-empty', {}, '/text')
  if (text.length > LONGEST) return refuse('line.too-long', { most: LONGEST }, '/text')
  return database().transaction(async (transaction) => {
    await lockProductionOrder(transaction, production.id)
    const before = await answersOf(transaction, [id])
    const requestHash = hashToken(`answer:${member.id}:${id}:${key.slice(0, 100)}`)
    if (before.some((answer) => answer.requestHash === requestHash)) return ok(undefined)
    if (before.length >= MOST) return refuse('line.answered', { most: MOST })
    const answer = newId('lan')
    const row = { id: answer, line: id, text, staff: member.id, requestHash, createdAt: at }
    await insertAnswer(transaction, production.id, row)
    await tellClient(transaction, production.order, 'line-answered', { line: line.text, answer: text }, answer, at)
    await insertAudit(transaction, {
      actor: `staff:${member.id}`,
      action: 'line.answered',
      subject: production.id,
      data: { line: id },
    })
    return ok(undefined)
  })
}
