import type { Plan } from '@/lib/domain/network/plan'
import type { BuildStatus } from '@/lib/domain/production/build-status'
import type { FoldedEvent } from '@/lib/domain/production/fold'

/** A line is never called late before this, seconds of life: a slow network is no slow atelier. */
const LEAST = 45
const LOOKED_BACK = 8

/**
 * Seconds of life within which the next fact is expected: while something is under way as long as the longest of the last rests,
 * between two steps until the next one's planned start. Absent when nothing is expected.
 */
export function expectedGap(status: BuildStatus, plan: Pick<Plan, 'steps'>, events: readonly FoldedEvent[]): number | undefined {
  const last = events.at(-1)
  const isOver = status.state === 'Aborted' || status.deliveredAt !== undefined
  if (!last || isOver) return undefined
  const recent = events.slice(-LOOKED_BACK)
  const rests = recent
    .slice(1)
    .map((event, index) => (Date.parse(event.receivedAt) - Date.parse(recent[index]?.receivedAt ?? '')) / 1000)
  const rest = Math.max(LEAST, ...rests)
  if (status.now) return rest
  const next = status.stages.find(({ state }) => state === 'to-come')
  const planned = plan.steps.find(({ operation }) => operation === next?.operation)
  // With the carrier nothing is said for a day or two.
  const until = planned ? Date.parse(planned.from) - Date.parse(last.occurredAt) : 2 * 86_400_000
  return Math.max(rest, until / 1000 / status.timeScale)
}

/** Share of the open operation that is probably done by now: what was told, and since then the plan's pace. An estimate. */
export function estimatedShare(status: BuildStatus, now: number): { told: number; estimated: number } | undefined {
  const { now: open, lastFactAt } = status
  if (!open) return undefined
  const told = open.progress && open.progress.total > 0 ? open.progress.done / open.progress.total : 0
  const stage = status.stages.find(({ operation }) => operation === open.operation)
  const whole = stage ? Date.parse(stage.expected) - Date.parse(open.startedAt) : 0
  if (!lastFactAt || whole <= 0 || status.state !== 'Running') return { told, estimated: told }
  const since = Math.max(0, now - Date.parse(lastFactAt)) * status.timeScale
  return { told, estimated: Math.min(0.97, Math.max(told, told + since / whole)) }
}
