import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { launchChromium } from './chromium'
import { takeStagePictures } from './stage-pictures'

/**
 * `tsx bin/screenshots.ts <origin> [page …]`: pictures of the pages of a running demo, in three sizes, into docs/screenshots.
 * A build or a saved design is named by its path: `build=/en/b/<token>`. Staff pages need STAFF_SESSION (the owner's sees them
 * all), a client's own pages CLIENT_SESSION: the value of a signed-in session's cookie. `stages=/en/b/<token>` watches a build that has
 * just begun and takes a picture at each of its stages.
 */
const SIZES = {
  '390': { width: 390, height: 844 },
  '1024': { width: 1024, height: 1366 },
  '1440': { width: 1440, height: 900 },
} as const
const FOLDER = join('docs', 'screenshots')

interface Shot {
  path: string
  whole: boolean
  /** What must be there before the picture is taken. */
  ready?: (page: Page) => Promise<unknown>
}

const patience = { timeout: 120_000 }
const solidShown = (page: Page) => page.locator('[data-viewer="shown"]').first().waitFor(patience)

/** The solid where the page has one. */
async function settled(page: Page): Promise<void> {
  if ((await page.locator('[data-viewer]').count()) > 0) await solidShown(page)
}

async function blockedInTokyo(page: Page): Promise<void> {
  await page
    .getByRole('group', { name: 'Ateliers' })
    .getByRole('button', { name: /^Tokyo/ })
    .click(patience)
  await page.getByRole('button', { name: 'Apply' }).first().waitFor(patience)
  await ranged(page)
}

/** At the atelier that is shown first; with what cures it. */
async function blocked(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Apply' }).first().waitFor(patience)
  await solidShown(page)
}

async function tooCloseInTokyo(page: Page): Promise<void> {
  await page
    .getByRole('group', { name: 'Ateliers' })
    .getByRole('button', { name: /^Tokyo/ })
    .click(patience)
  await page.getByRole('button', { name: 'Finding 1, on the piece' }).waitFor(patience)
  await ranged(page)
}

async function blockedInMilan(page: Page): Promise<void> {
  await page
    .getByRole('group', { name: 'Ateliers' })
    .getByRole('button', { name: /^Milan/ })
    .click(patience)
  await page.getByRole('button', { name: 'Apply' }).first().waitFor(patience)
  await solidShown(page)
}

/** What folds, laid open. */
async function laidOpen(page: Page): Promise<void> {
  await solidShown(page)
  await page.getByRole('group', { name: 'Views of the piece' }).getByRole('button', { name: 'Open', exact: true }).click(patience)
  await page.locator('[data-viewer="shown"]').first().waitFor(patience)
}

/** The solid, and every range, which come one after another in idle time. */
async function ranged(page: Page): Promise<void> {
  await solidShown(page)
  await page
    .locator('.cf-scale:not([data-exact])')
    .first()
    .waitFor({ state: 'detached', ...patience })
}

/** An advisor's table, begun without a name; needs an advisor's STAFF_SESSION. */
async function salonTable(page: Page): Promise<void> {
  await page.getByRole('region', { name: 'Without a name' }).getByRole('button').first().click(patience)
  await page
    .getByText(/^Makeable in /)
    .first()
    .waitFor(patience)
  await solidShown(page)
}

/** A new client's book beside the table; needs an advisor's STAFF_SESSION. The visit ends tonight, and the client with it. */
async function salonBook(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New client' }).click(patience)
  const form = page.getByRole('dialog', { name: 'New client' })
  await form.getByLabel('Name', { exact: true }).fill('Anaïs Beaumont')
  await form.getByRole('button', { name: 'Add a size' }).click()
  await form.getByRole('button', { name: 'Add a date' }).click()
  await form.getByLabel('What brings them today').fill('A signet for an anniversary, to be worn every day.')
  await form.getByLabel('Likes, and what not').fill('Yellow gold, high polish, serif letters. Nothing that catches on knitwear.')
  await form.getByRole('button', { name: 'Open the book' }).click()
  await page.getByRole('complementary', { name: 'Book of Anaïs Beaumont' }).waitFor(patience)
  await salonTable(page)
}

/** The two newest revisions of the client's first design that has two, side by side; needs their CLIENT_SESSION. */
async function compared(page: Page): Promise<void> {
  const piece = page
    .getByRole('article')
    .filter({ has: page.locator('details') })
    .first()
  await piece.locator('summary').click(patience)
  const boxes = piece.getByRole('checkbox')
  for (const index of [0, 1]) await boxes.nth(index).check({ force: true })
  await page.getByRole('button', { name: 'Compare the two' }).click()
  await page.getByRole('heading', { level: 1, name: 'Side by side' }).waitFor(patience)
}

const ofClients: Record<string, Shot> = {
  'my-pieces': { path: '/en/me', whole: true },
  'my-pieces-compare': { path: '/en/me', whole: true, ready: compared },
  'my-pieces-fr': { path: '/fr/me', whole: true },
  'personal-data': { path: '/en/me/privacy', whole: true },
}
const ofStaff: Record<string, Shot> = {
  'salon-table': { path: '/en/salon', whole: false, ready: salonTable },
  'salon-book': { path: '/en/salon', whole: false, ready: salonBook },
  mails: { path: '/en/outbox', whole: true },
}

const shots: Record<string, Shot> = {
  landing: { path: '/en', whole: true },
  piece: { path: '/en/pieces/signet-ring', whole: true },
  configurator: { path: '/en/design/signet-ring', whole: false, ready: ranged },
  'configurator-blocked': { path: '/en/design/signet-ring?preset=round-rose', whole: false, ready: blockedInTokyo },
  'configurator-thin': { path: '/en/design/signet-ring#signet-ring%401&shankThickness=1150', whole: false, ready: blocked },
  'configurator-unknown': { path: '/en/design/signet-ring#signet-ring%401&lineWeight=60', whole: false, ready: tooCloseInTokyo },
  pieces: { path: '/en/pieces', whole: true },
  'pieces-fr': { path: '/fr/pieces?near=IT', whole: true },
  'holder-piece': { path: '/en/pieces/card-holder', whole: true },
  'holder-piece-fr': { path: '/fr/pieces/card-holder', whole: true },
  'holder-configurator': { path: '/en/design/card-holder', whole: false, ready: ranged },
  'holder-configurator-blocked': { path: '/en/design/card-holder?preset=navy-turned', whole: false, ready: blockedInMilan },
  'holder-configurator-open': { path: '/en/design/card-holder?preset=ink-goat', whole: false, ready: laidOpen },
  ateliers: { path: '/en/ateliers', whole: true },
  'landing-fr': { path: '/fr', whole: true },
  'sign-in': { path: '/en/sign-in', whole: true },
  ...(process.env.CLIENT_SESSION ? ofClients : {}),
  ...(process.env.STAFF_SESSION ? ofStaff : {}),
}

const [origin, ...asked] = process.argv.slice(2)
if (!origin) {
  console.error('Usage: tsx bin/screenshots.ts <origin> [page | name=/path …]')
  process.exit(1)
}
const chosen = asked.length > 0 ? asked : Object.keys(shots)
mkdirSync(FOLDER, { recursive: true })
const sessions = Object.entries({ lot_one_staff: process.env.STAFF_SESSION, lot_one_client: process.env.CLIENT_SESSION })
const browser = await launchChromium()
const stages = chosen.find((name) => name.startsWith('stages='))?.slice('stages='.length)
if (stages) await watchStages(stages)
for (const [size, viewport] of Object.entries(SIZES)) {
  const context = await device(viewport)
  for (const name of chosen.filter((one) => !one.startsWith('stages='))) {
    const [title = name, path] = name.split('=', 2)
    const shot = path ? { path, whole: true, ready: settled } : shots[title]
    if (!shot) throw new Error(`No page is called ${name}; there are ${Object.keys(shots).join(', ')}.`)
    const page = await context.newPage()
    await page.goto(shot.path, { waitUntil: 'load' })
    await shot.ready?.(page)
    await showPictures(page)
    await page.screenshot({ path: join(FOLDER, `${title}-${size}.png`), fullPage: shot.whole, timeout: 120_000 })
    await page.close()
    console.log(`${title}-${size}.png`)
  }
  await context.close()
}
await browser.close()

async function device(viewport: { width: number; height: number }) {
  const context = await browser.newContext({
    viewport,
    baseURL: origin ?? '',
    locale: 'en-GB',
    timezoneId: 'Europe/Paris',
    reducedMotion: 'reduce',
  })
  for (const [name, value] of sessions) if (value) await context.addCookies([{ name, value, url: origin ?? '' }])
  return context
}

async function watchStages(path: string): Promise<void> {
  const pages = new Map<string, Page>()
  for (const [size, viewport] of Object.entries(SIZES)) pages.set(size, await (await device(viewport)).newPage())
  await takeStagePictures(pages, path, FOLDER)
  for (const page of pages.values()) await page.context().close()
}

/** Pictures further down load when they are scrolled to; the others may still be on their way. */
async function showPictures(page: Page): Promise<void> {
  const pictures = page.locator('img')
  for (let index = 0; index < (await pictures.count()); index += 1) {
    // A still gives way to the solid as soon as that is drawn.
    const show = async () => {
      await pictures.nth(index).scrollIntoViewIfNeeded()
      await pictures.nth(index).evaluate((image: HTMLImageElement) => image.decode().catch(() => undefined))
    }
    await show().catch((error) => (String(error).includes('not attached') ? undefined : Promise.reject(error)))
  }
  await page.evaluate('scrollTo(0, 0)')
}
