/**
 * What is used of the font reader. Its published types pull the DOM into the domain, and its package entry has no names that Node can
 * import; this path is the same module for Node and for bundlers.
 */
declare module 'opentype.js/dist/opentype.mjs' {
  export interface Glyph {
    advanceWidth?: number
    path: { commands: readonly { type: string }[] }
    getBoundingBox(): { x1: number; y1: number; x2: number; y2: number }
  }
  export interface Font {
    unitsPerEm: number
    tables: { os2?: { sCapHeight?: number } }
    glyphs: { get(index: number): Glyph }
    charToGlyphIndex(character: string): number
    getKerningValue(left: Glyph, right: Glyph): number
  }
  export function parse(file: ArrayBuffer): Font
}
