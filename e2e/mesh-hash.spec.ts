import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { bundle } from '@/bin/bench/bundle'
import { TYPEFACES } from '@/lib/domain/geometry/typefaces'
import { measure } from '@/lib/domain/manufacturability/measure'
import { catalogue, loadFamily } from '@/lib/domain/products/catalogue'
import { randomDocument } from '@/lib/files/random-document'
import { loadFonts } from '@/lib/server/engraving-fonts'
import { loadKernel } from '@/lib/server/kernel'
import { expect, test } from './journey'

const COUNT = 50

/** The same road from document to hash as the server's, in a page: only the kernel's and the fonts' bytes come from elsewhere. */
const BROWSER_SIDE = `
import Module from 'manifold-3d'
import { fontLibrary } from '@/lib/domain/geometry/font-library'
import { TYPEFACES } from '@/lib/domain/geometry/typefaces'
import { measure } from '@/lib/domain/manufacturability/measure'
import { loadFamily } from '@/lib/domain/products/catalogue'
globalThis.hashesOf = async (id, documents) => {
  const kernel = await Module({ locateFile: () => '/manifold.wasm' })
  kernel.setup()
  const fonts = fontLibrary(Object.fromEntries(await Promise.all(
    TYPEFACES.map(async (name) => [name, await (await fetch('/engraving-fonts/' + name + '.json')).json()]),
  )))
  const family = await loadFamily(id)
  return documents.map((document) => measure(family.draft({ kernel, fonts }, document, 'edit'), kernel).geometryHash)
}
globalThis.loaded = true
`

for (const { id } of catalogue) {
  test(`${COUNT} random documents of ${id} have the same mesh hash in Node and Chromium`, async ({ page }) => {
    const family = await loadFamily(id)
    if (!family) throw new Error(`no family ${id}`)
    const documents = Array.from({ length: COUNT }, (_, seed) => randomDocument(family, seed + 1))
    const built = await bundle({ source: BROWSER_SIDE })
    const kernelFile = createRequire(import.meta.url).resolve('manifold-3d/manifold.wasm')
    await page.route('http://hashes.test/**', (route) => {
      const path = new URL(route.request().url()).pathname
      if (path === '/')
        return route.fulfill({
          contentType: 'text/html',
          body: '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/entry.js"></script>',
        })
      if (path === '/manifold.wasm') return route.fulfill({ contentType: 'application/wasm', body: readFileSync(kernelFile) })
      if (TYPEFACES.some((name) => path === `/engraving-fonts/${name}.json`)) return route.fulfill({ path: join('public', path) })
      return route.fulfill({ contentType: 'text/javascript', body: readFileSync(join(built.folder, path)) })
    })
    try {
      await page.goto('http://hashes.test/')
      await page.waitForFunction(() => (globalThis as { loaded?: boolean }).loaded)
      const inBrowser = await page.evaluate(
        ([family, given]) =>
          (globalThis as unknown as { hashesOf(id: string, documents: unknown): Promise<string[]> }).hashesOf(family, given),
        [id, documents] as const,
      )
      const kernel = await loadKernel()
      const fonts = await loadFonts()
      const inNode = documents.map((document) => measure(family.draft({ kernel, fonts }, document, 'edit'), kernel).geometryHash)
      expect(new Set(inNode).size).toBe(COUNT)
      expect(inBrowser).toEqual(inNode)
    } finally {
      built.remove()
    }
  })
}
