import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fontLibrary, type TypefaceOutlines } from '@/lib/domain/geometry/font-library'
import type { FontLibrary } from '@/lib/domain/geometry/kernel'
import { TYPEFACES } from '@/lib/domain/geometry/typefaces'

let loading: Promise<FontLibrary> | undefined

/** The engraving typefaces from `public/engraving-fonts` under the project's folder (the working directory), read once per thread. */
export function loadFonts(): Promise<FontLibrary> {
  loading ??= Promise.all(
    TYPEFACES.map(async (typeface) => {
      const text = await readFile(join(process.cwd(), 'public', 'engraving-fonts', `${typeface}.json`), 'utf8')
      return [typeface, JSON.parse(text) as TypefaceOutlines] as const
    }),
  ).then((files) => fontLibrary(Object.fromEntries(files)))
  return loading
}
