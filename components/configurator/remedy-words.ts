import type { Translate } from '@/components/ui/words'
import type { Choices } from '@/lib/domain/design/document'
import type { Remedy } from '@/lib/domain/manufacturability/finding'
import { formatDate, formatMoney } from '@/lib/words/format'
import type { Locale } from '@/lib/words/locale'
import type { ConfiguratorProps } from './context'
import { parameterName, valueText } from './parameter-words'

const DAY = 86_400_000

/** `Line weight up to 0.03 mm, Depth down to 0.40 mm` or the atelier to go to. */
export function remedyTitle(t: Translate, locale: Locale, props: ConfiguratorProps, choices: Choices, remedy: Remedy): string {
  const changes = Object.entries(remedy.change).map(([key, value]) => {
    const parameter = props.parameters.find((candidate) => candidate.key === key)
    if (!parameter) return key
    const name = parameterName(t, key)
    const text = valueText(t, locale, parameter, value)
    if (parameter.kind !== 'number') return t('remedy.option', { parameter: name, value: text })
    return t(Number(value) > Number(choices[key]) ? 'remedy.up' : 'remedy.down', { parameter: name, value: text })
  })
  if (remedy.atelier) {
    const city = props.market.ateliers.find(({ id }) => id === remedy.atelier)?.city ?? remedy.atelier
    changes.unshift(t('remedy.atelier', { atelier: city }))
  }
  return changes.reduce((first, second) => t('remedy.both', { first, second }))
}

/** What it does to the price and the date, each said even when it is nothing. */
export function remedyEffect(t: Translate, locale: Locale, { price, ready }: Remedy): string {
  const parts: string[] = []
  if (price && price.before.currency === price.after.currency) {
    const difference = price.after.amount - price.before.amount
    const amount = formatMoney(locale, { amount: Math.abs(difference), currency: price.after.currency })
    parts.push(
      difference === 0 ? t('remedy.price.same') : t(difference < 0 ? 'remedy.price.less' : 'remedy.price.more', { amount }),
    )
  } else if (price) parts.push(formatMoney(locale, price.after))
  if (ready) {
    const days = Math.round((startOfDay(ready.after) - startOfDay(ready.before)) / DAY)
    parts.push(formatDate(locale, ready.after, 'short'))
    parts.push(
      days === 0 ? t('remedy.date.same') : t(days < 0 ? 'remedy.date.sooner' : 'remedy.date.later', { days: Math.abs(days) }),
    )
  }
  const text = parts.join(' · ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** The calendar day on the clock of the instant's own offset. */
const startOfDay = (iso: string) => Date.parse(`${iso.slice(0, 10)}T00:00:00Z`)
