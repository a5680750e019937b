import { LAST_INSTANT, readInstantCursor } from '@/db/queries/page'
import { ok, type Result, refuse } from '@/lib/domain/result'

/** Where a caller says that a list goes on: the `next` of its last page, or nothing. Refused: `request.cursor`. */
export const cursorOf = (after: string | undefined): Result<string | undefined> =>
  after === undefined || readInstantCursor(after) ? ok(after) : refuse('request.cursor', undefined, '/after')

/** Where a caller says that a stream goes on, in ms since 1970; undefined when it says nothing. Refused: `request.cursor`. */
export function momentOf(lastEventId: string | undefined): Result<number | undefined> {
  if (!lastEventId) return ok(undefined)
  const isMoment = /^\d{1,15}$/.test(lastEventId) && Number(lastEventId) <= LAST_INSTANT
  return isMoment ? ok(Number(lastEventId)) : refuse('request.cursor')
}
