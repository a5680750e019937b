import { findReading, insertReading, keysOf, latestReadings, signingKey } from '@/db/queries/atelier-access'
import { hashOf } from '@/lib/domain/design/canonical'
import { isInWindow, parseReading, readingPart } from '@/lib/domain/production/climate-reading'
import { mayStillSign } from '@/lib/domain/production/keys'
import { holds } from '@/lib/domain/production/statement'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { database } from './database'
import { currentAteliers } from './market'
import { settings } from './settings'

/** How far an atelier's clock may run ahead of ours, ms; a time-lapse runs ahead by days. */
const SKEW = 120_000
const LAPSE = 60 * 86_400_000

export interface ReadingReceipt {
  id: string
  receivedAt: string
}

/**
 * Keeps one signed reading of a work center's air. The same again changes nothing.
 * Refused: `reading.malformed`, `reading.stranger`, `reading.key`, `reading.signature`, `reading.unknown-work-center`,
 * `reading.window` (`inWindow` is not what the profile's window says), `reading.future`, `reading.forked`.
 */
export async function receiveReading(atelier: string, input: unknown, at: Date): Promise<Result<ReadingReceipt>> {
  const parsed = parseReading(input)
  if (!parsed.ok) return parsed
  const sealed = parsed.value
  const reading = readingPart(sealed)
  if (reading.atelier !== atelier) return refuse('reading.stranger')
  const key = (await keysOf(database(), atelier)).find(({ id }) => id === sealed.keyId)
  if (!key || !mayStillSign(signingKey(key), at.getTime())) return refuse('reading.key')
  if (!holds(reading, sealed.signature, key.publicKey)) return refuse('reading.signature')
  const ahead = settings().TIME_SCALE_LIMIT > 1 ? LAPSE : SKEW
  if (Date.parse(reading.occurredAt) > at.getTime() + ahead) return refuse('reading.future')
  const { workCenter } = reading
  const profile = (await currentAteliers(at)).find(({ id }) => id === atelier)
  const center = profile?.workCenters.find(({ id }) => id === workCenter)
  if (profile && !center) return refuse('reading.unknown-work-center', { workCenter })
  if (center && reading.inWindow !== isInWindow(reading, center.climate)) return refuse('reading.window', { workCenter })
  if (await insertReading(database(), sealed, reading, at)) return ok({ id: reading.id, receivedAt: at.toISOString() })
  const kept = await findReading(database(), atelier, reading.id)
  if (!kept || hashOf(kept.reading) !== hashOf(reading)) return refuse('reading.forked', { id: reading.id })
  return ok({ id: reading.id, receivedAt: kept.receivedAt.toISOString() })
}

/** The last reading of each work center of an atelier, with when it was received. */
export const latestClimate = async (atelier: string) =>
  (await latestReadings(database(), atelier)).map(({ reading, receivedAt }) => ({
    ...reading,
    receivedAt: receivedAt.toISOString(),
  }))
