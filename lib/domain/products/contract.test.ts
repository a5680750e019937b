import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { catalogue } from './catalogue'

const products = 'lib/domain/products'
const folders = readdirSync(products).filter((name) => statSync(join(products, name)).isDirectory())
/** What each family's folder has; more is its own. */
const FILES = ['family', 'parameters', 'draft', 'shade', 'operations', 'materials', 'presets', 'stages', 'cures']

describe('a family is one folder', () => {
  it.each(folders)('%s has the files of the contract and one line in the catalogue', (folder) => {
    for (const file of FILES) expect(existsSync(join(products, folder, `${file}.ts`)), file).toBe(true)
    expect(catalogue.filter(({ id }) => id === folder)).toHaveLength(1)
    for (const locale of ['en', 'fr']) expect(existsSync(`lib/words/${locale}/${folder}.json`), locale).toBe(true)
  })

  it.each(catalogue)('$id is what its line says', async (entry) => {
    const family = await entry.load()
    expect([family.id, family.model]).toEqual([entry.id, entry.model])
    expect(family.presets.length).toBeGreaterThanOrEqual(4)
    for (const { choices } of family.presets) expect(family.schema.safeParse(choices).success).toBe(true)
    for (const { group } of family.parameters) expect(family.groups).toContain(group)
    for (const keys of Object.values(family.cures))
      for (const key of keys)
        expect(
          family.parameters.some((parameter) => parameter.key === key),
          key,
        ).toBe(true)
  })
})

/** Examples, seeds and what only tests use may name one, as a reader would. */
const EXAMPLES = ['api/schemas.ts', 'db/testing/', 'lib/server/testing/', 'bin/']

function* sources(folder: string): Generator<string> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) yield* sources(path)
    else if (/\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name)) yield path
  }
}

describe('no other room', () => {
  it('names a family', () => {
    const named: string[] = []
    let read = 0
    for (const room of ['app', 'components', 'lib', 'api', 'db', 'agent']) {
      for (const path of sources(room)) {
        if (path.startsWith(products) || EXAMPLES.some((one) => path.startsWith(one)) || path === 'lib/words/catalogues.ts')
          continue
        read++
        // Comments may give an example.
        const code = readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
        for (const folder of folders) if (code.includes(folder)) named.push(`${path}: ${folder}`)
      }
    }
    expect(read).toBeGreaterThan(200)
    expect(named).toEqual([])
  })
})
