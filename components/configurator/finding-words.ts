import type { Translate } from '@/components/ui/words'
import type { AtelierAnswer } from '@/lib/domain/assess'
import type { Finding } from '@/lib/domain/manufacturability/finding'
import type { AtelierProfile } from '@/lib/domain/network/profile'
import { formatLength, formatMeasure, formatPercent } from '@/lib/words/format'
import type { Locale } from '@/lib/words/locale'

/** Every value that the words of a finding may ask for. */
export function findingValues(t: Translate, locale: Locale, finding: Finding, atelier: Pick<AtelierProfile, 'city'>) {
  const { measured, limit, unit = 'count', axis, parameters } = finding
  const measure = (value: number) => (axis ? formatPercent(locale, value) : formatMeasure(locale, value, unit))
  // Below a hundredth of a millimetre two digits would read as nothing.
  const gapText = (value: number) =>
    unit === 'mm' && value > 0 && value < 0.01 ? formatLength(locale, value, 3) : measure(value)
  const values: Record<string, string | number> = { ...parameters, atelier: atelier.city }
  if (measured !== undefined) values.measured = measure(measured)
  if (limit !== undefined) values.limit = measure(limit)
  if (measured !== undefined && limit !== undefined) values.gap = gapText(Math.abs(limit - measured))
  if (finding.errorBound !== undefined) values.errorBound = gapText(finding.errorBound)
  if (axis) values.axis = t(`axes.${axis}`)
  if (typeof parameters.material === 'string') values.material = t(`materials.${parameters.material}`)
  if (typeof parameters.operation === 'string') values.operation = t(`operations.${parameters.operation}`)
  return values
}

export const findingText = (
  t: Translate,
  locale: Locale,
  finding: Finding,
  atelier: Pick<AtelierProfile, 'city'>,
  form: 'short' | 'line' | 'title' | 'why' | 'action',
) => {
  const text = t(`findings.${finding.rule}.${form}`, findingValues(t, locale, finding, atelier))
  return form === 'line' ? text : text.charAt(0).toUpperCase() + text.slice(1)
}

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
