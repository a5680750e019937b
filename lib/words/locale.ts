export const LOCALES = ['en', 'fr'] as const
export type Locale = (typeof LOCALES)[number]

/** BCP 47 tag whose numbers and dates the house uses: British English, French of France. */
export const FORMAT_TAG: Readonly<Record<Locale, string>> = { en: 'en-GB', fr: 'fr-FR' }

/** The caller's language from an Accept-Language value or a locale segment; English when none fits. */
export function localeOf(wanted: string | null | undefined): Locale {
  const ranked = (wanted ?? '').split(',').map((part) => {
    const [tag = '', ...rest] = part.trim().toLowerCase().split(';')
    const weight = rest.map((text) => /^\s*q=([\d.]+)/.exec(text)?.[1]).find((text) => text !== undefined)
    return { language: tag.split('-')[0] ?? '', weight: weight === undefined ? 1 : Number(weight) }
  })
  const known = ranked.filter(({ language, weight }) => weight > 0 && (LOCALES as readonly string[]).includes(language))
  known.sort((a, b) => b.weight - a.weight)
  return (known[0]?.language as Locale | undefined) ?? 'en'
}

/** Whether a path segment names a language of the house. */
export const isLocale = (text: string): text is Locale => (LOCALES as readonly string[]).includes(text)
