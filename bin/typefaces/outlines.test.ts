import { readFileSync } from 'node:fs'
import { parse } from 'opentype.js/dist/opentype.mjs'
import { describe, expect, it } from 'vitest'
import { fontLibrary, type TypefaceOutlines } from '@/lib/domain/geometry/font-library'
import { beyondLatin, TYPEFACES } from '@/lib/domain/geometry/typefaces'
import { glyphOf, latinOf, outlinesOf } from './outlines'

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzÀÉÎÑÖØÜÇŁŠŽßæœ']

describe.each(TYPEFACES)('%s', (name) => {
  const bytes = readFileSync(`public/engraving-fonts/${name}.ttf`)
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
  const kept = JSON.parse(readFileSync(`public/engraving-fonts/${name}.json`, 'utf8')) as TypefaceOutlines
  const font = parse(file)
  const library = fontLibrary({ [name]: kept })

  it('is kept as its font file has it today', () => expect(outlinesOf(file)).toEqual(kept))

  it('has a Latin part that draws and kerns Latin letters alike', () => {
    const part = JSON.parse(readFileSync(`public/engraving-fonts/${name}-latin.json`, 'utf8')) as TypefaceOutlines
    expect(latinOf(kept)).toEqual(part)
    const latin = fontLibrary({ [name]: part })
    for (const left of LETTERS) {
      expect(latin.glyph(name, left)).toEqual(library.glyph(name, left))
      for (const right of LETTERS) expect(latin.kerning(name, left, right)).toBe(library.kerning(name, left, right))
    }
    for (const letter of Object.keys(kept.glyphs))
      if (latin.glyph(name, letter) === undefined) expect(beyondLatin(letter), letter).toBe(true)
  })

  it('draws each letter as the font reader does, within a thousandth of a font unit', () => {
    for (const letter of LETTERS) {
      const glyph = glyphOf(font, letter)
      const outline = library.glyph(name, letter)
      expect(outline?.advance).toBe(glyph?.advanceWidth)
      expect(outline?.commands.map(({ type }) => type)).toEqual(glyph?.path.commands.map(({ type }) => type))
      outline?.commands.forEach((command, index) => {
        for (const [key, value] of Object.entries(glyph?.path.commands[index] ?? {})) {
          if (typeof value === 'number') expect(Math.abs(Number(command[key as keyof typeof command]) - value)).toBeLessThan(1e-3)
        }
      })
    }
  })

  it('kerns each pair as the font reader does', () => {
    for (const left of LETTERS) {
      for (const right of LETTERS) {
        const [first, second] = [glyphOf(font, left), glyphOf(font, right)]
        const value = first && second ? font.getKerningValue(first, second) : 0
        expect(library.kerning(name, left, right), `${left}${right}`).toBe(value)
      }
    }
  })

  it('has no letter that the typeface cannot draw', () => {
    expect(library.glyph(name, '\u{1F48D}')).toBeUndefined()
    expect(library.glyph(name, 'constructor')).toBeUndefined()
  })
})
