import { createHmac } from 'node:crypto'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { type Result, refuse } from '@/lib/domain/result'
import { connection } from './database'
import { settings } from './settings'

export type LimitName =
  | 'geometry'
  | 'read'
  | 'write'
  | 'sign-in'
  | 'sign-in-address'
  | 'way-in-to'
  | 'way-in-from'
  | 'way-in-any'
  | 'atelier'
  | 'line'
  | 'living'
  | 'order'
  | 'order-for'

interface Limit {
  points: number
  /** Seconds. */
  duration: number
}

function limitOf(name: LimitName): Limit {
  const perMinute = settings().ANONYMOUS_PER_MINUTE
  const limits: Record<LimitName, Limit> = {
    geometry: { points: perMinute, duration: 60 },
    // Cheap to answer, large to send.
    read: { points: perMinute * 4, duration: 60 },
    write: { points: perMinute, duration: 60 },
    atelier: { points: settings().ATELIER_PER_MINUTE, duration: 60 },
    line: { points: 6, duration: 3600 },
    // An order that is not paid keeps its place at the bench for a while: nobody may keep many, nor many in one name.
    order: { points: Math.ceil(perMinute / 5), duration: 1800 },
    'order-for': { points: Math.ceil(perMinute / 8), duration: 1800 },
    // A drag is a wish every tenth of a second, for a while.
    living: { points: 900, duration: 60 },
    'sign-in': { points: 10, duration: 900 },
    // Behind one address may sit a whole office.
    'sign-in-address': { points: 30, duration: 900 },
    // Letters that one caller may cause, to one mail address and in all; nobody elsewhere can hold a person up.
    'way-in-to': { points: 5, duration: 900 },
    'way-in-from': { points: 30, duration: 900 },
    // Letters to one mail address, whoever asks: from then on one that still opens does for the next.
    'way-in-any': { points: 10, duration: 900 },
  }
  return limits[name]
}

/** How much geometry one address may have under way in one process. */
const AT_ONCE = 4

const limiters = new Map<LimitName, RateLimiterPostgres>()
const underWay = new Map<string, number>()

function limiter(name: LimitName): RateLimiterPostgres {
  const known = limiters.get(name)
  if (known) return known
  const { points, duration } = limitOf(name)
  const made = new RateLimiterPostgres({
    storeClient: connection().pool,
    tableName: 'rate_limit',
    tableCreated: true,
    keyPrefix: name,
    points,
    duration,
    clearExpiredByTimeout: false,
  })
  limiters.set(name, made)
  return made
}

const keyOf = (caller: string) => createHmac('sha256', settings().LINK_SECRET).update(caller).digest('base64url').slice(0, 22)

/**
 * Counts a call of this caller, over all processes; `points`: as how many. Refused: `limit.rate` with the seconds to wait. `caller` is never
 * stored as it is.
 */
export async function countCall(name: LimitName, caller: string, points = 1): Promise<Result<undefined>> {
  try {
    await limiter(name).consume(keyOf(caller), points)
    return { ok: true, value: undefined }
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error
    return refuse('limit.rate', { seconds: Math.max(1, Math.ceil(error.msBeforeNext / 1000)) })
  }
}

/** Takes one counted call back, e.g. of a sign-in that was right. */
export async function giveBack(name: LimitName, caller: string): Promise<void> {
  await limiter(name).reward(keyOf(caller))
}

/** Does it, unless this caller has too much under way here already: `limit.concurrent`. */
export async function oneOfFew<Value>(caller: string, work: () => Promise<Result<Value>>): Promise<Result<Value>> {
  const count = underWay.get(caller) ?? 0
  if (count >= AT_ONCE) return refuse('limit.concurrent', { most: AT_ONCE, seconds: 1 })
  underWay.set(caller, count + 1)
  try {
    return await work()
  } finally {
    const left = (underWay.get(caller) ?? 1) - 1
    if (left > 0) underWay.set(caller, left)
    else underWay.delete(caller)
  }
}

/** Forgets counts that ended over an hour ago. */
export async function forgetOldCounts(at: Date): Promise<void> {
  await connection().pool.query('delete from rate_limit where expire < $1', [at.getTime() - 3_600_000])
}
