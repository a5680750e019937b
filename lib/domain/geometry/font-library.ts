import type { FontLibrary, GlyphOutline, PathCommand } from './kernel'

/**
 * What is kept of a typeface: letters as outlines, kerning by rows of letters that kern alike. Made from the font file by
 * `bin/typefaces.ts`, so that neither the browser nor the server needs a font reader.
 */
export interface TypefaceOutlines {
  unitsPerEm: number
  /** Font units. */
  capHeight: number
  /** Grapheme → advance and path (m, l, q, c, z; font units, y up; each point from the last end point). */
  glyphs: Readonly<Record<string, readonly [advance: number, path: string]>>
  /** Left letters → right letters by kerning value, font units; pairs that are not here do not kern. */
  kerning: readonly (readonly [left: string, pairs: readonly (readonly [right: string, value: number])[]])[]
}

/** Typefaces by id; glyphs are read when first asked for. Throws on a typeface that is not there. */
export function fontLibrary(typefaces: Readonly<Record<string, TypefaceOutlines>>): FontLibrary {
  const outlines = new Map<string, GlyphOutline | undefined>()
  const typefaceOf = (id: string): TypefaceOutlines => {
    const typeface = typefaces[id]
    if (!typeface) throw new Error(`no font for typeface ${id}`)
    return typeface
  }
  return {
    glyph(id, grapheme) {
      const key = `${id} ${grapheme}`
      if (outlines.has(key)) return outlines.get(key)
      const { glyphs } = typefaceOf(id)
      const found = Object.hasOwn(glyphs, grapheme) ? glyphs[grapheme] : undefined
      const outline = found && { advance: found[0], commands: commandsOf(found[1]) }
      outlines.set(key, outline)
      return outline
    },
    kerning(id, left, right) {
      const row = typefaceOf(id).kerning.find(([letters]) => letters.includes(left))
      return row?.[1].find(([letters]) => letters.includes(right))?.[1] ?? 0
    },
    metrics(id) {
      const { unitsPerEm, capHeight } = typefaceOf(id)
      return { unitsPerEm, capHeight }
    },
  }
}

function commandsOf(path: string): PathCommand[] {
  let [x, y] = [0, 0]
  return [...path.matchAll(/([mlqcz])([^mlqcz]*)/g)].map(([, type, numbers = '']): PathCommand => {
    if (type === 'z') return { type: 'Z' }
    const steps = numbers.split(' ').map(Number)
    const point = (index: number) => [x + (steps[index] ?? Number.NaN), y + (steps[index + 1] ?? Number.NaN)] as const
    const [first, second] = [point(0), point(2)]
    ;[x, y] = point(steps.length - 2)
    if (type === 'q') return { type: 'Q', x1: first[0], y1: first[1], x, y }
    if (type === 'c') return { type: 'C', x1: first[0], y1: first[1], x2: second[0], y2: second[1], x, y }
    return { type: type === 'm' ? 'M' : 'L', x, y }
  })
}
