import { THIN } from './format'
import type { Locale } from './locale'

/** Stands before a colon in French. */
const HARD = '\u00a0'

/**
 * A message as it is printed: a unit never leaves its number, and in French the spaces that belong to a sign of punctuation never end a
 * line. Catalogues are written with plain spaces; the syntax of messages has none in these places.
 */
export function typeset(locale: Locale, text: string): string {
  const united = text.replaceAll(/(?<=[\d}]) (?=(?:%|°C|mm|cm|g|kg|km|kWh|MB|Mo)(?![\p{L}\p{N}]))/gu, THIN)
  if (locale !== 'fr') return united
  return united
    .replaceAll(/ (?=[;?!»])/g, THIN)
    .replaceAll(/« /g, `«${THIN}`)
    .replaceAll(/ (?=:(?:\s|$))/g, HARD)
}
