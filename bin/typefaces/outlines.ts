import { type Font, type Glyph, parse } from 'opentype.js/dist/opentype.mjs'
import type { TypefaceOutlines } from '@/lib/domain/geometry/font-library'
import type { PathCommand } from '@/lib/domain/geometry/kernel'
import { beyondLatin } from '@/lib/domain/geometry/typefaces'

/** Letters below the astral planes that a document may hold: one code point each in NFC. */
const LETTERS = Array.from({ length: 0xffff }, (_, index) => String.fromCodePoint(index + 1)).filter(
  (letter) => /^\p{L}$/u.test(letter) && letter.normalize('NFC') === letter,
)

/** One letter, one glyph: by character, never through substitution tables, which the reader does not all know. */
export function glyphOf(font: Font, letter: string): Glyph | undefined {
  const index = font.charToGlyphIndex(letter)
  const glyph = index > 0 ? font.glyphs.get(index) : undefined
  return glyph && glyph.path.commands.length > 0 ? glyph : undefined
}

/** Each point relative to the last end point, which is followed as a reader will follow it, so that nothing drifts. */
function pathOf(commands: readonly PathCommand[]): string {
  let [atX, atY] = [0, 0]
  const step = (value: number, from: number) => Number((value - from).toFixed(3))
  return commands
    .map((command) => {
      if (command.type === 'Z') return 'z'
      const numbers: number[] = []
      if (command.type === 'Q' || command.type === 'C') numbers.push(step(command.x1, atX), step(command.y1, atY))
      if (command.type === 'C') numbers.push(step(command.x2, atX), step(command.y2, atY))
      const [x, y] = [step(command.x, atX), step(command.y, atY)]
      atX += x
      atY += y
      return command.type.toLowerCase() + [...numbers, x, y].join(' ')
    })
    .join('')
}

/** A font file (TrueType or OpenType) → the letters and the kerning that an engraving needs. Throws on a broken file. */
export function outlinesOf(file: ArrayBuffer): TypefaceOutlines {
  const font = parse(file)
  const found = LETTERS.flatMap((letter) => {
    const glyph = glyphOf(font, letter)
    return glyph ? [{ letter, glyph }] : []
  })
  const glyphs = Object.fromEntries(
    found.map(({ letter, glyph }) => [
      letter,
      [glyph.advanceWidth ?? 0, pathOf(glyph.path.commands as readonly PathCommand[])] as const,
    ]),
  )
  const rows = new Map<string, string>()
  for (const left of found) {
    const byValue = new Map<number, string>()
    for (const right of found) {
      const value = font.getKerningValue(left.glyph, right.glyph)
      if (value !== 0) byValue.set(value, (byValue.get(value) ?? '') + right.letter)
    }
    if (byValue.size === 0) continue
    const row = JSON.stringify([...byValue].map(([value, letters]) => [letters, value]))
    rows.set(row, (rows.get(row) ?? '') + left.letter)
  }
  const kerning = [...rows].map(([row, letters]) => [letters, JSON.parse(row)] as TypefaceOutlines['kerning'][number])
  const high = glyphOf(font, 'H')?.getBoundingBox().y2
  return { unitsPerEm: font.unitsPerEm, capHeight: font.tables.os2?.sCapHeight || high || font.unitsPerEm * 0.7, glyphs, kerning }
}

/** The letters of the Latin script and how they kern with each other. */
export function latinOf(outlines: TypefaceOutlines): TypefaceOutlines {
  const latin = (letters: string) => [...letters].filter((letter) => !beyondLatin(letter)).join('')
  const kerning = outlines.kerning.flatMap(([left, pairs]) => {
    const kept = pairs.map(([right, value]) => [latin(right), value] as const).filter(([right]) => right !== '')
    return latin(left) !== '' && kept.length > 0 ? [[latin(left), kept] as const] : []
  })
  return {
    ...outlines,
    glyphs: Object.fromEntries(Object.entries(outlines.glyphs).filter(([letter]) => !beyondLatin(letter))),
    kerning,
  }
}
