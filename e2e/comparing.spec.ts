import { expect } from '@playwright/test'
import { atelier, openConfigurator, writeLetters } from './configurator-page'
import { test } from './journey'

test('a design is put aside, another is made of it, and both stand side by side with their prices', async ({ page }) => {
  await openConfigurator(page)
  await page.getByRole('button', { name: /^Compare/ }).click()
  await page.getByRole('button', { name: 'Put this design aside to compare' }).click()
  await page.getByRole('button', { name: 'Close' }).click()
  await writeLetters(page, 'QR')
  await page.getByRole('button', { name: 'Compare (1)' }).click()
  const dialog = page.getByRole('dialog', { name: 'Two designs side by side' })
  await expect(dialog.getByText('AB', { exact: true })).toBeVisible()
  await expect(dialog.getByText('QR', { exact: true })).toBeVisible()
  await expect(dialog.getByText(/^€\d/)).toHaveCount(2)
  await expect(dialog.getByRole('img')).toHaveCount(2)
  await dialog.getByRole('button', { name: 'Go on with this one' }).first().click()
  await expect(page.getByRole('textbox', { name: 'Letters', exact: true })).toHaveValue('AB')
})

test('sliders show what the chosen atelier makes, and a remedy is seen before it is taken', async ({ page }) => {
  await openConfigurator(page, '/en/design/signet-ring?preset=round-rose')
  await expect(page.locator('.cf-scale .band').first()).toBeAttached()
  await atelier(page, 'Tokyo').click()
  const apply = page.getByRole('button', { name: 'Apply' }).first()
  await apply.focus()
  await expect(page.getByText('As it would be with this change')).toBeVisible()
  await apply.blur()
  await expect(page.getByText('As it would be with this change')).toBeHidden()
})
