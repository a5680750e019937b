/**
 * The bundled engraving typefaces: `public/engraving-fonts/<id>.ttf` with its licence, and `<id>.json`, what drafts read of it;
 * `<id>-latin.json` is the part of it that a browser loads first.
 */
export const TYPEFACES = ['garalde', 'roman', 'script'] as const

/** Whether a text asks for more than the Latin part of a typeface: the letters of Europe's languages, up to U+017F. */
export const beyondLatin = (text: string): boolean => /[\u{180}-\u{10ffff}]/u.test(text)
