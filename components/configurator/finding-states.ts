import type { AtelierAnswer } from '@/lib/domain/assess'
import type { Finding } from '@/lib/domain/manufacturability/finding'

export const stateOf = (outcome: AtelierAnswer['verdict']['outcome']) =>
  outcome === 'makeable' ? 'ok' : outcome === 'confirm' ? 'unknown' : 'blocked'

export const findingState = (finding: Finding) =>
  finding.severity === 'blocker' ? 'blocked' : finding.severity === 'advice' ? 'advice' : 'unknown'

/** What stands between the design and this atelier: blockers, else what has to be confirmed. */
export function decisive(answer: AtelierAnswer): readonly Finding[] {
  const { findings } = answer.verdict
  const blockers = findings.filter(({ severity }) => severity === 'blocker')
  return blockers.length > 0 ? blockers : findings.filter(({ severity }) => severity === 'review' || severity === 'unknown')
}
