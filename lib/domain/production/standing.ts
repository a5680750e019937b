/** How an order stands to its promise. */
export type Lateness =
  | { kind: 'on-time' | 'at-risk' | 'held' | 'closed' | 'not-begun' }
  | { kind: 'late' | 'early' | 'was-late'; days: number }

const AT_REST = new Set(['cancelled', 'declined', 'withdrawn'])
const DAY = 86_400_000
/** A promise that moved by less is told as kept, ms. */
const SLACK = DAY / 2

/**
 * Lateness of an order or production order. `standing`: of the listing, or a phase; days are begun days, so an hour late is one day
 * late. A piece that was delivered is compared with the first promise: that is what its client was told.
 */
export function latenessOf(
  row: { standing: string; promised: Date; firstPromised: Date; deliveredAt: Date | null },
  at: Date,
): Lateness {
  const { standing, promised, firstPromised, deliveredAt } = row
  if (standing === 'open') return { kind: 'not-begun' }
  if (AT_REST.has(standing)) return { kind: 'closed' }
  if (deliveredAt) {
    const late = deliveredAt.getTime() - firstPromised.getTime()
    if (late > SLACK) return { kind: 'was-late', days: Math.ceil(late / DAY) }
    return -late >= DAY ? { kind: 'early', days: Math.floor(-late / DAY) } : { kind: 'on-time' }
  }
  if (standing === 'held') return { kind: 'held' }
  const over = at.getTime() - promised.getTime()
  if (over > 0) return { kind: 'late', days: Math.ceil(over / DAY) }
  return promised.getTime() - firstPromised.getTime() > SLACK ? { kind: 'at-risk' } : { kind: 'on-time' }
}
