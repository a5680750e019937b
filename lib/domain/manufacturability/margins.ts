import { AXES } from '../network/capability'
import type { Operation } from '../network/operation'
import type { AtelierProfile } from '../network/profile'
import { allowances, processesFor } from '../network/profile-document'
import type { Verdict } from './finding'
import type { Measurements } from './measurements'
import type { JudgedDesign } from './rule'
import { ask, rules } from './rules'

/** Shares of a limit nearer to nought than this are counted against it, in the limit's unit. */
const SMALLEST_LIMIT = 0.1

/**
 * How far each rule and capability axis is from its limit at one atelier, as a share of the limit, error bound taken off: positive passes.
 * Keys are `rule` or `axis operation`; asked of the processes that the verdict chose. Infinity where only "at least" is known and passes.
 */
export function margins(
  measurements: Measurements,
  operations: readonly Operation[],
  profile: AtelierProfile,
  design: JudgedDesign,
  verdict: Verdict,
): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  const put = (key: string, margin: number) => found.set(key, Math.min(found.get(key) ?? Number.POSITIVE_INFINITY, margin))
  const shared = { measurements, design, profile, ...allowances(profile) }
  for (const operation of operations) {
    const chosen = verdict.operations.find((entry) => entry.operation === operation.id)
    const offer = processesFor(profile, operation.family).find(
      ({ workCenter, process }) => workCenter.id === chosen?.workCenter && process.process === chosen.process,
    )
    if (!offer) {
      put(`operation.missing ${operation.family}`, -1)
      continue
    }
    for (const axis of AXES) {
      put(
        `${axis} ${operation.id}`,
        offer.process.capability[axis].value + profile.assistedMargin - operation.demand[axis] + 1e-6,
      )
    }
    for (const rule of rules) {
      if (rule.severity !== 'blocker' || !rule.operations.includes(operation.family)) continue
      const answer = ask(rule, { ...shared, ...offer })
      if (!answer) continue
      const { measure, limit, outcome } = answer
      const gap = rule.comparison === 'at-least' ? measure.value - limit : limit - measure.value
      const scale = Math.max(Math.abs(limit), SMALLEST_LIMIT)
      if (measure.atLeast && outcome === 'pass') put(rule.code, Number.POSITIVE_INFINITY)
      // A pass at its very limit is a pass.
      else put(rule.code, outcome === 'pass' ? Math.max(0, gap - measure.errorBound) / scale : (gap - measure.errorBound) / scale)
    }
  }
  return found
}

/** Rules that keep a piece from being surely makeable: what blocks, and what is too close to call. Reviews are a person's to allow. */
export function openRules({ findings }: Verdict): ReadonlySet<string> {
  return new Set(
    findings
      .filter(({ severity }) => severity === 'blocker' || severity === 'unknown')
      .map(({ rule, axis, operation }) => (axis ? `${axis} ${operation}` : rule)),
  )
}
