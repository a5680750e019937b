import type { Translate } from '@/components/ui/words'
import type { QuoteLine } from '@/lib/domain/pricing/quote'
import { formatDistance, formatLength, formatMeasure, formatMoney, formatNumber, THIN } from '@/lib/words/format'
import type { Locale } from '@/lib/words/locale'

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** Words of one line of a price, from the catalogue that the page was given. */
export function lineText(t: Translate, locale: Locale, { code, parameters: given }: QuoteLine): string {
  const number = (key: string) => Number(given[key] ?? 0)
  const feed = { amount: Math.round(number('perGramMilli') / 1000), currency: 'EUR' } as const
  return t(`price.${code}`, {
    material: given.material === undefined ? '' : capital(t(`materials.${given.material}`)),
    finished: formatMeasure(locale, number('finishedGrams'), 'g'),
    rate: code === 'tax' ? rateText(locale, number('basisPoints')) : formatMoney(locale, feed),
    height: formatLength(locale, number('height'), 1),
    length: formatLength(locale, number('strokeLength'), 0),
    area: formatMeasure(locale, number('area'), 'mm2'),
    minutes: number('minutes'),
    distance: formatDistance(locale, number('km')),
    operations: String(given.operations ?? '')
      .split(' ')
      .filter(Boolean)
      .map((family) => t(`operations.${family}`))
      .join(', '),
    kind: String(given.kind ?? 'export'),
    name: String(given.name ?? ''),
  })
}

function rateText(locale: Locale, basisPoints: number): string {
  const digits = basisPoints % 100 === 0 ? 0 : basisPoints % 10 === 0 ? 1 : 2
  return `${formatNumber(locale, basisPoints / 100, digits)}${THIN}%`
}
