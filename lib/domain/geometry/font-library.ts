import { type Font, parse } from 'opentype.js/dist/opentype.mjs'
import type { FontLibrary, GlyphOutline, PathCommand } from './kernel'

/** TrueType or OpenType files by typeface id, each parsed once, glyphs read when first asked for. Throws on a broken file. */
export function fontLibrary(fonts: Readonly<Record<string, ArrayBuffer>>): FontLibrary {
  const parsed = new Map<string, Font>()
  const outlines = new Map<string, GlyphOutline | undefined>()
  const fontOf = (typeface: string): Font => {
    const known = parsed.get(typeface)
    if (known) return known
    const file = fonts[typeface]
    if (!file) throw new Error(`no font for typeface ${typeface}`)
    const font = parse(file)
    parsed.set(typeface, font)
    return font
  }
  /** One grapheme, one glyph: by character, never through substitution tables, which this reader does not all know. */
  const glyphOf = (typeface: string, grapheme: string) => {
    const font = fontOf(typeface)
    const index = [...grapheme].length === 1 ? font.charToGlyphIndex(grapheme) : 0
    return index > 0 ? font.glyphs.get(index) : undefined
  }
  return {
    glyph(typeface, grapheme) {
      const key = `${typeface} ${grapheme}`
      if (outlines.has(key)) return outlines.get(key)
      const glyph = glyphOf(typeface, grapheme)
      const commands = glyph ? (glyph.path.commands as readonly PathCommand[]) : []
      const outline = glyph && commands.length > 0 ? { advance: glyph.advanceWidth ?? 0, commands } : undefined
      outlines.set(key, outline)
      return outline
    },
    kerning(typeface, left, right) {
      const [first, second] = [glyphOf(typeface, left), glyphOf(typeface, right)]
      return first && second ? fontOf(typeface).getKerningValue(first, second) : 0
    },
    metrics(typeface) {
      const font = fontOf(typeface)
      const measured = glyphOf(typeface, 'H')?.getBoundingBox().y2
      return { unitsPerEm: font.unitsPerEm, capHeight: font.tables.os2?.sCapHeight || measured || font.unitsPerEm * 0.7 }
    },
  }
}
