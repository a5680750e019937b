import type { Page } from '@playwright/test'
import { atelier, edit, openConfigurator, verdict } from './configurator-page'
import { expect, test } from './journey'

const RING = '/en/design/signet-ring'
const stage = (page: Page) => page.getByRole('region', { name: 'The piece' })
const finding = (page: Page) => stage(page).getByRole('region', { name: /^Finding 1 of \d+$/ })
const pin = (page: Page) => stage(page).getByRole('button', { name: 'Finding 1, on the piece' })

/** Writes a number as a client does: in millimetres, into the field beside its slider. */
async function write(page: Page, group: string, name: string, millimetres: string): Promise<void> {
  const heading = page.getByRole('button', { name: new RegExp(`^${group}`), expanded: false })
  if (await heading.isVisible()) await heading.click()
  const field = page.getByRole('textbox', { name: `${name}, value` })
  // Its unit goes when it is entered.
  await field.focus()
  await expect(field).toHaveValue(/^[\d.]+$/)
  await edit(page, async () => {
    await field.fill(millimetres)
    await field.press('Enter')
  })
}

/** The exact drawing from one side; it is drawn when asked for. */
async function draw(page: Page, view: 'Face' | 'Bore') {
  const views = stage(page).getByRole('group', { name: 'Views of the piece' })
  await views.getByRole('button', { name: view, exact: true }).click()
  await views.getByRole('button', { name: 'Drawing' }).click()
  const drawing = stage(page).getByRole('img', { name: view })
  await expect(drawing).toBeVisible()
  return drawing
}

test('a wall that is too thin is told, shaded and hatched where it is, and cured', async ({ page }) => {
  // Its remedies are looked for over dozens of whole measurements.
  test.setTimeout(240_000)
  await openConfigurator(page)
  await write(page, 'Size and band', 'Band thickness at the base', '1')
  await expect(verdict(page)).toContainText(/Not yet makeable in Paris: (one wall|the pattern)/)
  await expect(finding(page)).toContainText('Stops it in Paris')
  await expect(finding(page)).toContainText(/ \d\.\d+\smm.* Paris (casts|makes patterns) from \d\.\d+\smm\./)
  await expect(finding(page)).toContainText(/bends in wear|warps before it is cast/)
  await expect(finding(page)).toContainText(/Shaded on the piece, hatched in the drawing: walls under \d\.\d+\smm/)
  await expect(pin(page)).toBeVisible()
  const drawing = await draw(page, 'Bore')
  await expect(drawing.locator('[data-thin] path').first()).toBeAttached()
  await edit(page, () => finding(page).getByRole('button', { name: 'Apply' }).first().click())
  await expect(verdict(page)).toContainText('Makeable in Paris')
  await expect(drawing.locator('[data-thin]')).toHaveCount(0)
})

test('a stroke that is too fine is told with what the tool leaves of it, at true size', async ({ page }) => {
  await openConfigurator(page, `${RING}?preset=round-rose`)
  await atelier(page, 'Tokyo').click()
  await expect(verdict(page)).toContainText(/Not yet makeable in Tokyo: one stroke is \d\.\d+\smm too fine/)
  await expect(finding(page)).toContainText(/The finest stroke is \d\.\d+\smm\. Tokyo cuts from \d\.\d+\smm\./)
  await expect(finding(page)).toContainText('would come out wider than drawn')
  await expect(pin(page)).toBeVisible()
  const left = finding(page).getByRole('figure', { name: 'What the tool leaves of the letters' })
  await expect(left).toContainText(/In red, what a tool \d\.\d+\smm wide leaves standing; first at true size\./)
  // One CSS millimetre of the screen for one of the letter.
  const drawn = left.locator('svg').first()
  const [width, box] = await Promise.all([drawn.getAttribute('width'), drawn.getAttribute('viewBox')])
  expect(Number(width) / (96 / 25.4)).toBeCloseTo(Number(box?.split(' ')[2]) / 1000, 0)
  const drawing = await draw(page, 'Face')
  await expect(drawing.locator('[data-remainder]').first()).toBeAttached()
  await edit(page, () => finding(page).getByRole('button', { name: 'Apply' }).first().click())
  await expect(verdict(page)).toContainText('Makeable in Tokyo')
})

test('a step beyond an atelier names the skill, how far short it is, and who can', async ({ page }) => {
  await openConfigurator(page, `${RING}?preset=cushion-silver`)
  await atelier(page, 'Tokyo').click()
  await expect(verdict(page)).toContainText('Not yet makeable in Tokyo: ')
  await expect(finding(page)).toContainText('Stops it in Tokyo')
  await expect(finding(page)).toContainText(/this piece asks an eye and touch of \d+\s%\. Tokyo has shown \d+\s%\./)
  await expect(finding(page)).toContainText(/Tokyo would be short by \d+\s%/)
  await expect(pin(page)).toBeVisible()
  await expect(finding(page).getByRole('button', { name: 'Apply' }).first()).toBeVisible()
  await expect(finding(page)).toContainText('Keep it, make it in ')
  await finding(page).getByRole('button', { name: 'Switch' }).click()
  await expect(atelier(page, 'Tokyo')).toHaveAttribute('aria-pressed', 'false')
  await expect(verdict(page)).toContainText(/^Makeable in (Paris|Milan)/)
})

test('what is too close to call goes to a person at the atelier, and the order says so', async ({ page }) => {
  await openConfigurator(page)
  await atelier(page, 'Tokyo').click()
  await write(page, 'Monogram', 'Line weight', '0.06')
  await expect(verdict(page)).toHaveText(/^Tokyo would confirm one thing: \d\.\d{3}\smm against \d\.\d{3}\smm, too close to call/)
  await expect(atelier(page, 'Tokyo')).toContainText('Too close to call')
  await expect(finding(page)).toContainText('Too close to call')
  await expect(finding(page)).toContainText(
    /Measured to ± \d\.\d{3}\smm: too close to the limit to promise\. A person at Tokyo looks before anything is charged\./,
  )
  await expect(finding(page)).toContainText('Raise the line weight or the letter height')
  await expect(pin(page)).toBeVisible()
  await page.getByRole('button', { name: 'Order, to be confirmed' }).click()
  const form = page.getByRole('dialog', { name: 'Order this ring' })
  await expect(form).toContainText('Tokyo must look at this design and say yes before anything is charged.')
})
