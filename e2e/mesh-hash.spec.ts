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

/** Documents measured as a drag does, and as the checkout does. */
const COUNTS = { edit: 40, full: 6 } as const

/** The same road from document to hash as the server's, in a page: only the kernel's and the fonts' bytes come from elsewhere. */
const BROWSER_SIDE = `
import Module from 'manifold-3d'
import { fontLibrary } from '@/lib/domain/geometry/font-library'
import { TYPEFACES } from '@/lib/domain/geometry/typefaces'
import { measure } from '@/lib/domain/manufacturability/measure'
import { loadFamily } from '@/lib/domain/products/catalogue'
const plain = (_, value) => (ArrayBuffer.isView(value) ? Array.from(value) : value)
globalThis.measuredOf = async (id, documents, fineness) => {
  const kernel = await Module({ locateFile: () => '/manifold.wasm' })
  kernel.setup()
  const fonts = fontLibrary(Object.fromEntries(await Promise.all(
    TYPEFACES.map(async (name) => [name, await (await fetch('/engraving-fonts/' + name + '.json')).json()]),
  )))
  const family = await loadFamily(id)
  // Backwards and then once more: neither the order nor what is already known may matter.
  const once = (document) => JSON.stringify(measure(family.draft({ kernel, fonts }, document, fineness), kernel), plain)
  const cold = documents.toReversed().map(once).toReversed()
  const warm = documents.map(once)
  return cold.map((text, index) => (text === warm[index] ? text : 'cold and warm differ'))
}
globalThis.loaded = true
`

const plain = (_: string, value: unknown) => (ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : value)

for (const { id } of catalogue) {
  test(`documents of ${id} have equal measurements in Node and Chromium, in any order`, async ({ page }) => {
    const family = await loadFamily(id)
    if (!family) throw new Error(`no family ${id}`)
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
      const kernel = await loadKernel()
      const fonts = await loadFonts()
      for (const fineness of ['edit', 'full'] as const) {
        const documents = Array.from({ length: COUNTS[fineness] }, (_, seed) => randomDocument(family, seed + 1))
        const inBrowser = await page.evaluate(
          ([family, given, wanted]) =>
            (
              globalThis as unknown as { measuredOf(id: string, documents: unknown, fineness: string): Promise<string[]> }
            ).measuredOf(family, given, wanted),
          [id, documents, fineness] as const,
        )
        const inNode = documents.map((document) => measure(family.draft({ kernel, fonts }, document, fineness), kernel))
        expect(new Set(inNode.map(({ geometryHash }) => geometryHash)).size).toBe(documents.length)
        inNode.forEach((measurements, index) => {
          expect(inBrowser[index], `${fineness}, document ${index + 1}`).toBe(JSON.stringify(measurements, plain))
        })
      }
    } finally {
      built.remove()
    }
  })
}
