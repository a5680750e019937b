import { atelier, openConfigurator, verdict } from './configurator-page'
import { expect, expectAccessible, test } from './journey'
import { GOOD_CARD, goToPayment, pay, signIn } from './paying'

// A word that is still fading in has no contrast to speak of yet.
test.use({ contextOptions: { reducedMotion: 'reduce' } })
test.describe.configure({ timeout: 240_000 })

for (const path of [
  '/en',
  '/fr',
  '/en/pieces/signet-ring',
  '/en/ateliers',
  '/en/admin/sign-in',
  '/en/design/signet-ring/nowhere',
  '/api/v1/reference',
]) {
  test(`no barrier at ${path}`, async ({ page, faults }) => {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expectAccessible(page)
    if (path.endsWith('nowhere')) for (const fault of faults.splice(0)) expect(fault).toContain('404')
  })
}

test('no barrier in the configurator, whatever is open', async ({ page }) => {
  await openConfigurator(page)
  for (const group of ['Size and band', 'Face', 'Monogram', 'Metal and finish', 'Delivery']) {
    const head = page.getByRole('heading', { level: 2, name: group }).getByRole('button')
    if ((await head.getAttribute('aria-expanded')) === 'false') await head.click()
    await expect(head).toHaveAttribute('aria-expanded', 'true')
    await expectAccessible(page)
  }
  await page.getByRole('button', { name: 'see the lines' }).click()
  await expect(page.getByRole('dialog', { name: 'What it costs, line by line' })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Why this date' }).click()
  await expect(page.getByRole('dialog', { name: 'Why this date' })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Order this ring' }).click()
  await expect(page.getByRole('dialog', { name: 'Order this ring' })).toBeVisible()
  await expectAccessible(page)
})

test('no barrier on the card of a finding', async ({ page }) => {
  await openConfigurator(page, '/en/design/signet-ring?preset=round-rose')
  await atelier(page, 'Tokyo').click()
  await expect(verdict(page)).toContainText('Not yet makeable in Tokyo')
  await expect(page.getByRole('region', { name: 'Finding 1 of 1' }).getByRole('button', { name: 'Apply' }).first()).toBeVisible()
  await expectAccessible(page)
})

test('no barrier on a saved design', async ({ page }) => {
  await openConfigurator(page)
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('link', { name: 'Open it' }).click()
  await expect(page.getByRole('heading', { name: 'Who can make it' })).toBeVisible()
  await expectAccessible(page)
})

test('no barrier after paying, while watching, and for staff', async ({ page }) => {
  await openConfigurator(page)
  await goToPayment(page, { name: 'No Barrier', email: 'no-barrier@client.example' })
  await expectAccessible(page)
  await pay(page, GOOD_CARD)
  await expect(page.getByRole('link', { name: 'Watch it being made' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Watch it being made' }).click()
  await expect(page.getByText(/last fact \d+ s ago/i)).toBeVisible()
  await expectAccessible(page)
  await signIn(page)
  await expectAccessible(page)
  await page.getByRole('row').filter({ hasText: 'No Barrier' }).getByRole('link').first().click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('No Barrier')
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Production' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Production orders' })).toBeVisible()
  await expectAccessible(page)
})
