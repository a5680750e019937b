import type { Locale } from '@/lib/words/locale'

/** Where we send to until the client says otherwise. */
export const homeCountry = (_locale: Locale): string => 'FR'
