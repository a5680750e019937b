import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { TYPEFACES } from '@/lib/domain/geometry/typefaces'
import { latinOf, outlinesOf } from './typefaces/outlines'

/** `tsx bin/typefaces.ts`: the engraving typefaces' font files → the outlines that drafts are made from, beside them, and their Latin part. */
const folder = join('public', 'engraving-fonts')
for (const name of TYPEFACES) {
  const file = readFileSync(join(folder, `${name}.ttf`))
  const outlines = outlinesOf(file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer)
  const text = `${JSON.stringify(outlines)}\n`
  writeFileSync(join(folder, `${name}.json`), text)
  writeFileSync(join(folder, `${name}-latin.json`), `${JSON.stringify(latinOf(outlines))}\n`)
  console.log(
    `${name}: ${Object.keys(outlines.glyphs).length} letters, ${outlines.kerning.length} kerning rows, ${Math.round(text.length / 1000)} kB`,
  )
}
