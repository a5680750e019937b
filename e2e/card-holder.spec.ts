import { verdict } from './configurator-page'
import { expect, test } from './journey'
import { GOOD_CARD } from './paying'

test('un porte-cartes, de la première page à l’atelier', async ({ page }) => {
  test.setTimeout(240_000)
  await page.goto('/fr')
  await page
    .getByRole('link', { name: /Porte-cartes/ })
    .first()
    .click()
  await page.getByRole('link', { name: 'Commencer la vôtre' }).click()
  await expect(verdict(page)).toContainText('Réalisable à Paris')
  const firm = page.waitForResponse((answer) => answer.url().endsWith('/api/v1/quotes') && answer.ok())
  await page.getByRole('button', { name: 'Commander ce porte-cartes' }).click()
  await firm
  const form = page.getByRole('dialog', { name: 'Commander ce porte-cartes' })
  await form.getByRole('textbox', { name: 'Nom', exact: true }).fill('Essai Cuir')
  await form.getByRole('textbox', { name: 'Adresse électronique' }).fill(`${crypto.randomUUID()}@client.example`)
  await form.getByRole('textbox', { name: /Rue/ }).fill('Rue de Seine 12')
  await form.getByRole('textbox', { name: /Code postal/ }).fill('75006')
  await form.getByRole('textbox', { name: /Ville/ }).fill('Paris')
  await form.getByRole('checkbox').check()
  await form.getByRole('button', { name: 'Aller au paiement' }).click()
  const card = page.getByLabel('Numéro de carte')
  const again = form.getByRole('button', { name: /^Oui/ })
  await expect(card.or(again).first()).toBeVisible()
  if (await again.isVisible()) await again.click()
  await card.fill(GOOD_CARD)
  await page.getByLabel('Expiration (MM / AA)').fill('12 / 34')
  await page.getByLabel('Code de sécurité').fill('123')
  await page.getByLabel('Nom sur la carte').fill('A Client')
  await page.getByRole('button', { name: /^Payer / }).click()
  await page.waitForURL(/\/fr\/orders\//)
})
