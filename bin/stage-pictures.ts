import { join } from 'node:path'
import type { Page } from '@playwright/test'

/** What the build page's heading says, and what the picture of that stage is called; in the order of the making. */
const STAGES: readonly (readonly [RegExp, string])[] = [
  [/^Pattern$/, 'pattern'],
  [/^Casting$/, 'casting'],
  [/^Engraving$/, 'engraving'],
  [/^(Polishing|Inspection)$/, 'polishing'],
  [/^Cutting$/, 'cutting'],
  [/^Skiving$/, 'skiving'],
  [/^Stamping$/, 'stamping'],
  [/^Gluing$/, 'gluing'],
  [/^Sewing$/, 'sewing'],
  [/^Edge painting$/, 'edges'],
  [/^(Finished|On its way|With you)$/, 'finished'],
]
/** From here on it is a piece that is sewn: its last picture is not that of a cast one. */
const SEWN = STAGES.findIndex(([, name]) => name === 'cutting')

/** Watches one build on all pages and takes a picture on each at every stage that it passes; ends when the piece is finished. */
export async function takeStagePictures(pages: ReadonlyMap<string, Page>, path: string, folder: string): Promise<void> {
  const all = [...pages]
  await Promise.all(all.map(([, page]) => page.goto(path, { waitUntil: 'load' })))
  const [first] = pages.values()
  if (!first) return
  let next = 0
  while (next < STAGES.length) {
    const heading = first.getByRole('heading', { level: 1 })
    const rest = STAGES.slice(next)
    await heading.filter({ hasText: new RegExp(rest.map(([said]) => said.source).join('|')) }).waitFor({ timeout: 600_000 })
    const said = ((await heading.textContent()) ?? '').trim()
    const at = STAGES.findIndex(([name], index) => index >= next && name.test(said))
    const stage = STAGES[at]?.[1]
    if (!stage) continue
    const last = at === STAGES.length - 1
    const name = last && next > SEWN ? 'finished-sewn' : stage
    next = at + 1
    await underWay(first, said)
    for (const [size, page] of all) {
      await page.locator('[data-viewer="shown"]').first().waitFor({ timeout: 120_000 })
      await atRest(page)
      await page.screenshot({ path: join(folder, `build-${name}-${size}.png`), fullPage: last, timeout: 120_000 })
      console.log(`build-${name}-${size}.png`)
    }
  }
}

/** Until something of a counted stage is done, so that there is something to see; or until the stage is over. */
async function underWay(page: Page, stage: string): Promise<void> {
  const some = page.locator('.build-now').filter({ hasText: /[1-9]\d* of \d/ })
  const over = page.getByRole('heading', { level: 1 }).filter({ hasNotText: stage })
  await some
    .or(over)
    .first()
    .waitFor({ timeout: 20_000 })
    .catch(() => undefined)
}

/** Until a piece that is drawn without a graphics card is at rest and drawn once more, finer; a moment where there is a card. */
async function atRest(page: Page): Promise<void> {
  await page
    .waitForFunction(
      () => {
        const canvas = document.querySelector<HTMLCanvasElement>('[data-viewer="shown"] canvas')
        return canvas && canvas.width > 1.5 * canvas.clientWidth
      },
      undefined,
      { timeout: 9000 },
    )
    .catch(() => undefined)
}
