import type { Translate } from '@/components/ui/words'
import type { QuoteLine } from '@/lib/domain/pricing/quote'
import { formatDistance, formatLength, formatMeasure, formatMoney, formatPercent } from '@/lib/words/format'
import type { Locale } from '@/lib/words/locale'

/** Words of one line of a price: quantities in their units, rates in the atelier's currency. */
export function lineText(t: Translate, locale: Locale, line: QuoteLine): string {
  const values: Record<string, string | number> = {}
  for (const [key, value] of Object.entries(line.parameters)) values[key] = wordOf(t, locale, line, key, value)
  return t(`price.${line.code}`, values)
}

function wordOf(t: Translate, locale: Locale, line: QuoteLine, key: string, value: string | number): string | number {
  if (key === 'material') return t(`materials.${value}`)
  if (key === 'operations' || key === 'operation') {
    const names = String(value)
      .split(',')
      .map((name) => t(`operations.${name.trim()}`))
    return new Intl.ListFormat(locale).format(names)
  }
  if (typeof value === 'string') return value
  if (key === 'finished' || key === 'charged' || key === 'grams') return formatMeasure(locale, value, 'g')
  if (key === 'distance' || key === 'km') return formatDistance(locale, value)
  if (key === 'area') return formatMeasure(locale, value, 'mm2')
  if (key === 'height' || key === 'length') return formatLength(locale, value, key === 'height' ? 1 : 0)
  if (key === 'rate') {
    return line.code === 'tax'
      ? formatPercent(locale, value)
      : formatMoney(locale, { amount: Math.round(value), currency: line.amount.currency })
  }
  return value
}
