import type { Translate } from '@/components/ui/words'
import type { Choice } from '@/lib/domain/design/document'
import { formatLength, formatNumber, formatPercent } from '@/lib/words/format'
import type { Locale } from '@/lib/words/locale'
import type { PanelParameter } from './context'

/** Names of parameters are shared between families: a metal is called the same on a ring and on a clasp. */
export const parameterName = (t: Translate, key: string) => t(`parameters.${key}`)
export const optionName = (t: Translate, key: string, option: string) => t(`options.${key}.${option}`)
export const groupName = (t: Translate, group: string) => t(`groups.${group}`)
export const presetName = (t: Translate, preset: string) => t(`presets.${preset}`)

/** Decimals that a step needs, in millimetres. */
export const digitsOf = (step: number) => (step % 1000 === 0 ? 0 : step % 100 === 0 ? 1 : 2)

/** A value as a client reads it: micrometres in millimetres, a ring size by its circumference, permille in per cent. */
export function valueText(t: Translate, locale: Locale, parameter: PanelParameter, value: Choice): string {
  if (parameter.kind === 'choice') return optionName(t, parameter.key, String(value))
  if (parameter.kind === 'text') return String(value)
  const amount = Number(value)
  if (parameter.presentation === 'circumference') return formatNumber(locale, amount / 1000, amount % 1000 === 0 ? 0 : 1)
  if (parameter.unit === 'permille') return formatPercent(locale, amount / 1000)
  return formatLength(locale, amount / 1000, digitsOf(parameter.step))
}
