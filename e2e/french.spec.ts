import { verdict } from './configurator-page'
import { expect, test } from './journey'

/** `2 467,36 €`, with the thin or hard spaces of the locale. */
const EUROS = /\d{1,3}([\u202f\u00a0 ]\d{3})*,\d{2}[\u202f\u00a0 ]€/
const DAY =
  /(lundi|mardi|mercredi|jeudi|vendredi) (1er|\d{1,2}) (janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)/

test('en français, de la première page au bon de commande', async ({ page }) => {
  await page.goto('/fr')
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Une pièce qui n’existe qu’une fois.')
  await expect(page.getByRole('main')).toContainText(EUROS)
  await page.getByRole('link', { name: 'Commencer votre bague' }).click()
  await expect(verdict(page)).toContainText('Réalisable à Paris')
  await expect(verdict(page)).toHaveText(EUROS)
  await expect(verdict(page)).toHaveText(DAY)
  await page.getByRole('textbox', { name: 'Lettres', exact: true }).fill('ÇÉ')
  await expect(verdict(page)).toContainText('Réalisable à Paris')
  await page.getByRole('button', { name: 'Commander cette bague' }).click()
  const form = page.getByRole('dialog', { name: 'Commander cette bague' })
  await expect(form).toContainText(EUROS)
  await expect(form).toContainText(DAY)
  await expect(form.getByRole('textbox', { name: 'Adresse e-mail' })).toBeVisible()
  await form.getByRole('button', { name: 'Aller au paiement' }).click()
  await expect(form.getByText('Ceci est nécessaire.').first()).toBeVisible()
})
