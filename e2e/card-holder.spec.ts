import type { Page } from '@playwright/test'
import { edit, openConfigurator, verdict, workingCopy } from './configurator-page'
import { expect, expectAccessible, test } from './journey'
import { GOOD_CARD, sendOrder } from './paying'

const HOLDER = '/en/design/card-holder'

test('un porte-cartes, de la première page jusque chez le client', async ({ page }) => {
  test.setTimeout(420_000)
  await page.goto('/fr')
  await page
    .getByRole('link', { name: /Porte-cartes/ })
    .first()
    .click()
  await expect(page.getByRole('heading', { level: 1, name: 'Porte-cartes' })).toBeVisible()
  await page.getByRole('link', { name: 'Commencer votre pièce' }).click()
  await expect(verdict(page)).toContainText('Réalisable à Paris')
  const firm = page.waitForResponse((answer) => answer.url().endsWith('/api/v1/quotes') && answer.ok())
  await page.getByRole('button', { name: 'Commander ce porte-cartes' }).click()
  await firm
  const form = page.getByRole('dialog', { name: 'Commander ce porte-cartes' })
  await form.getByRole('textbox', { name: 'Nom', exact: true }).fill('Essai Cuir')
  await form.getByRole('textbox', { name: 'Adresse e-mail' }).fill(`${crypto.randomUUID()}@client.example`)
  await form.getByRole('textbox', { name: /Rue/ }).fill('Rue de Seine 12')
  await form.getByRole('textbox', { name: /Code postal/ }).fill('75006')
  await form.getByRole('textbox', { name: /Ville/ }).fill('Paris')
  await form.getByRole('checkbox').check()
  await sendOrder(page, form)
  await page.getByLabel('Numéro de carte').fill(GOOD_CARD)
  await page.getByLabel('Expiration (MM / AA)').fill('12 / 34')
  await page.getByLabel('Code de sécurité').fill('123')
  await page.getByLabel('Nom sur la carte').fill('A Client')
  await page.getByRole('button', { name: /^Payer / }).click()
  await page.waitForURL(/\/fr\/orders\//)
  await expect(page.getByRole('heading', { level: 1, name: 'Votre pièce est commandée.' })).toBeVisible()

  await page.getByRole('link', { name: 'Suivre la fabrication' }).click()
  const stages = page.getByRole('region', { name: 'Étapes' })
  for (const name of ['Coupe', 'Parage', 'Marquage', 'Collage', 'Couture', 'Tranches', 'Contrôle']) {
    await expect(stages.getByText(name, { exact: true })).toBeVisible()
  }
  await expect(page.getByRole('heading', { level: 1, name: /^(Coupe|Parage|Marquage|Collage|Couture|Tranches)$/ })).toBeVisible({
    timeout: 90_000,
  })
  // The page was opened before the papers were made; nobody loads it anew.
  await expect(page.getByRole('img', { name: /^Peau .+ avec 7 pièces$/ })).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: 'Chez vous' })).toBeVisible({ timeout: 150_000 })
  await expect(page.getByText(/^La pièce a été livrée /)).toBeVisible()
  for (const gate of ['De la couture au bord', 'Longueur du point', 'Place de la marque']) {
    await expect(page.getByRole('heading', { name: new RegExp(`^${gate}`) })).toBeVisible()
  }
  const facts = page.getByText(/^Tout ce qui a été dit/)
  await facts.click()
  await expect(page.getByText(/Livraison faite/).first()).toBeVisible()
  // What was counted is what a hand counts: panels, millimetres of skiving, presses, stitches, coats.
  for (const counted of [
    /Coupe · Pièce 7 sur\s7$/,
    /Parage · (\d+) sur \1\smm$/,
    /Marquage · Passe 2 sur\s2$/,
    /Collage · Pièce 7 sur\s7$/,
    /Couture · Point (\d+) sur\s\1$/,
    /Tranches · Couche 3 sur\s3$/,
  ])
    await expect(page.getByText(counted)).toBeVisible()
  await expectAccessible(page)
})

test('what can be made near a place that the client names stays in the address', async ({ page }) => {
  await page.goto('/fr')
  const ask = page.getByRole('combobox', { name: 'Peut être fait près de moi' })
  // Nobody is placed anywhere before they say so.
  await expect(ask).toHaveValue('')
  await ask.selectOption({ label: 'Tokyo' })
  await page.getByRole('button', { name: 'Montrer' }).click()
  await page.waitForURL('**/fr/pieces?near=tokyo')
  const pieces = page.getByRole('region', { name: 'Ce que nous faisons' })
  await expect(pieces.getByRole('heading', { level: 3 })).toHaveText(['Chevalière'])
  await page.reload()
  await expect(ask).toHaveValue('tokyo')
  await ask.selectOption({ label: 'Italie' })
  await page.getByRole('button', { name: 'Montrer' }).click()
  await page.waitForURL('**/fr/pieces?near=IT')
  await expect(page.getByText(/l’atelier de Milan/)).toBeVisible()
  await expect(pieces.getByRole('heading', { level: 3 })).toHaveText(['Chevalière', 'Porte-cartes'])
  await page.goto('/fr/pieces?near=nowhere')
  await expect(pieces.getByRole('heading', { level: 3 })).toHaveText(['Chevalière', 'Porte-cartes'])
  await expect(ask).toHaveValue('')
})

const picture = (body: string, head = '') => `${head}<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">${body}</svg>`
const DIAMOND = '<path d="M50 5L95 50L50 95L5 50Z"/>'
const file = (text: string) => ({ name: 'mark.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(text) })
/** A staircase of so many corners, down to the axis and back. */
const stairs = (corners: number) => `M0 0${'h1v1'.repeat(corners / 2)}H0z`

async function openOwnMark(page: Page): Promise<void> {
  await openConfigurator(page, HOLDER)
  await edit(page, () => page.getByRole('radio', { name: 'Your own' }).check({ force: true }))
}

test('a client’s own mark is taken as an outline, drawn and placed; what cannot be a mark is refused with its reason', async ({
  page,
}) => {
  test.setTimeout(180_000)
  await openOwnMark(page)
  const chooser = page.getByLabel(/Choose (an SVG|another) file/)
  await edit(page, () => chooser.setInputFiles(file(picture(DIAMOND))))
  await expect(page.getByRole('img', { name: 'Your mark' })).toBeVisible()
  await expect(page.getByText('4 points')).toBeVisible()
  await expect(verdict(page)).toContainText('Makeable in Paris')
  const kept = workingCopy(page)

  const refused: [string, string, RegExp][] = [
    ['a script', picture(`<script>window.stolen = 1</script>${DIAMOND}`), /script/],
    ['a handler', picture('<path onload="window.stolen = 1" d="M50 5L95 50L50 95L5 50Z"/>'), /script/],
    ['a reference outside', picture('<use href="https://elsewhere.example/mark.svg#a"/>'), /outside itself/],
    ['an entity', picture(`<text>&a;</text>${DIAMOND}`, '<!DOCTYPE svg [<!ENTITY a "b">]>'), /entit/i],
    ['a bitmap', picture('<image href="data:image/png;base64,iVBORw0KGgo=" width="9" height="9"/>'), /picture of dots/],
    ['an open path', picture('<path d="M5 5L95 5L50 90"/>'), /open/i],
    ['a path that crosses itself', picture('<path d="M5 5L95 95L95 5L5 95Z"/>'), /cross/i],
    ['no area', picture('<path d="M5 5L95 5L5 5Z"/>'), /area/i],
    ['a hundred thousand points', picture(`<path d="${stairs(100_000)}"/>`), /more than [\d,]+ points/],
    ['a file too large to be read', picture(DIAMOND.repeat(20_000)), /larger than 512 KB/],
    ['no drawing', 'a letter', /SVG/],
  ]
  for (const [name, text, reason] of refused) {
    await chooser.setInputFiles(file(text))
    await expect(page.getByRole('alert').filter({ hasText: reason }), name).toBeVisible()
    await expect(page.getByRole('img', { name: 'Your mark' }), name).toBeVisible()
    expect(workingCopy(page), name).toBe(kept)
  }
  expect(await page.evaluate(() => 'stolen' in window)).toBe(false)
  await expectAccessible(page)
})

test('the mark is placed by a pointer on the plan, by keyboard and by number', async ({ page }) => {
  test.setTimeout(180_000)
  await openConfigurator(page, HOLDER)
  const slider = page.getByRole('slider', { name: /^To the right/ })
  const plan = page.locator('.cf-plan')
  await plan.scrollIntoViewIfNeeded()
  const box = await plan.boundingBox()
  if (!box) throw new Error('no plan')
  const before = Number(await slider.inputValue())
  await edit(page, async () => {
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.6, { steps: 4 })
    await page.mouse.up()
  })
  const dragged = Number(await slider.inputValue())
  expect(dragged).toBeGreaterThan(before + 8_000)
  await slider.focus()
  await edit(page, () => page.keyboard.press('ArrowLeft'))
  expect(Number(await slider.inputValue())).toBe(dragged - 100)
  // The whole number is selected as the field is entered, so what is typed takes its place.
  await page.getByRole('textbox', { name: /^To the right/ }).click()
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe(((dragged - 100) / 1000).toFixed(1))
  await page.keyboard.type('3')
  await edit(page, () => page.keyboard.press('Enter'))
  expect(Number(await slider.inputValue())).toBe(3_000)
  await expect(verdict(page)).toContainText('Makeable in Paris')
})
