import { createTranslator } from 'use-intl/core'
import { catalogues } from './catalogues'
import type { Locale } from './locale'
import type { Translate } from './translate'

export {
  formatDate,
  formatDistance,
  formatLength,
  formatMeasure,
  formatMoment,
  formatMoney,
  formatNumber,
  formatPercent,
  formatRange,
  THIN,
  zoneName,
} from './format'
export { LOCALES, type Locale, localeOf } from './locale'
export type { Translate, WordValues } from './translate'

const translators = new Map<Locale, Translate>()

/**
 * The one way from a code to words, in pages, API, mails, PDFs and commands. A code without words gives the code itself: every code is
 * tested to have words in every language, and a page must not fall over one that came from a newer server.
 */
export function translator(locale: Locale): Translate {
  const known = translators.get(locale)
  if (known) return known
  // The library types keys by its own catalogue shape; codes come from data here, so its call is seen through the plain signature.
  const made = createTranslator({
    locale,
    messages: catalogues[locale],
    timeZone: 'UTC',
    onError: () => undefined,
    getMessageFallback: ({ namespace, key }) => (namespace ? `${namespace}.${key}` : key),
  }) as unknown as Translate
  translators.set(locale, made)
  return made
}
