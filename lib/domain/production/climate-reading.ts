import * as z from 'zod'
import { ok, type Result, refuse } from '../result'
import { code, hex, instant, keyName } from './wire-fields'

/** The air of a work center, signed as it stands here (canonical JSON); independent of any production order. */
export interface ClimateReading {
  /** Sender's id, unique per atelier: a second delivery changes nothing. */
  id: string
  atelier: string
  workCenter: string
  /** The atelier's clock, ISO 8601 with offset. */
  occurredAt: string
  /** °C and % relative humidity. */
  temperature: number
  humidity: number
  /** Whether the work center may work in it. */
  inWindow: boolean
}

export interface SealedReading extends ClimateReading {
  keyId: string
  /** Ed25519, hex. */
  signature: string
}

const schema = z.strictObject({
  id: z.string().regex(/^cli_[0-9a-z]{8,40}$/),
  atelier: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/),
  workCenter: code,
  occurredAt: instant,
  temperature: z.number().min(-50).max(150),
  humidity: z.number().min(0).max(100),
  inWindow: z.boolean(),
  keyId: keyName,
  signature: hex(128),
})

/** Whether the air lies inside a work center's window, its ends included. */
export function isInWindow(
  air: Pick<ClimateReading, 'temperature' | 'humidity'>,
  window: { temperature: readonly [number, number]; humidity: readonly [number, number] },
): boolean {
  const lies = (value: number, [low, high]: readonly [number, number]) => value >= low && value <= high
  return lies(air.temperature, window.temperature) && lies(air.humidity, window.humidity)
}

export function readingPart(sealed: SealedReading): ClimateReading {
  const { id, atelier, workCenter, occurredAt, temperature, humidity, inWindow } = sealed
  return { id, atelier, workCenter, occurredAt, temperature, humidity, inWindow }
}

/** Refused as `reading.malformed` with the place of the first fault. */
export function parseReading(input: unknown): Result<SealedReading> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return ok(parsed.data)
  const issue = parsed.error.issues[0]
  return refuse(
    'reading.malformed',
    { fault: issue?.code ?? 'invalid' },
    (issue?.path ?? []).map((key) => `/${String(key)}`).join(''),
  )
}
