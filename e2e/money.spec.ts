import { atelier, edit, openConfigurator, verdict } from './configurator-page'
import { expect, expectAccessible, test } from './journey'
import { CHALLENGED_CARD, GOOD_CARD, goToPayment, pay } from './paying'

const client = (name: string) => ({ name, email: `${crypto.randomUUID()}@client.example` })

test('a card that asks for 3-D Secure: refused once, then confirmed, and the ring is ordered', async ({ page, faults }) => {
  await openConfigurator(page)
  await expect(verdict(page)).toContainText('Makeable in Paris')
  await goToPayment(page, client('Three D'))
  await pay(page, CHALLENGED_CARD)
  await expect(page.getByRole('heading', { name: 'Your bank asks' })).toBeVisible()
  await page.getByRole('button', { name: 'Fail' }).click()
  await expect(page.getByRole('alert')).toContainText('could not confirm that this is you')
  expect(faults.splice(0)).toEqual([expect.stringContaining('402')])
  await pay(page, CHALLENGED_CARD)
  await page.getByRole('button', { name: 'Complete' }).click()
  await expect(page.getByRole('heading', { name: 'Your piece is ordered.' })).toBeVisible()
})

test('a blocked design is cured in one tap and ordered', async ({ page }) => {
  await openConfigurator(page, '/en/design/signet-ring?preset=round-rose')
  await atelier(page, 'Milan').click()
  await expect(verdict(page)).toContainText('Not yet makeable in Milan')
  await page
    .getByRole('region', { name: /^Finding 1/ })
    .getByRole('button', { name: 'Apply' })
    .first()
    .click()
  await expect(verdict(page)).toContainText('Makeable in')
  await goToPayment(page, client('Cured'))
  await pay(page, GOOD_CARD)
  await expect(page.getByRole('heading', { name: 'Your piece is ordered.' })).toBeVisible()
})

test('a client steps back from the payment page, and calls the order off', async ({ page }) => {
  await openConfigurator(page)
  await expect(verdict(page)).toContainText('Makeable in Paris')
  await goToPayment(page, client('Second Thoughts'))
  await page.getByRole('link', { name: 'Back without paying' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Your order waits for its payment.' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: /^Pay / }).click()
  await expect(page.getByText('TEST. No money moves.')).toBeVisible()
  await page.goBack()
  await page.getByRole('button', { name: 'Call it off' }).click()
  await expect(page.getByText('Call this order off?')).toBeVisible()
  await page.getByRole('button', { name: 'Keep it' }).click()
  await expect(page.getByRole('button', { name: 'Call it off' })).toBeFocused()
  await page.getByRole('button', { name: 'Call it off' }).click()
  await page.getByRole('button', { name: 'Yes, call it off' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'You called it off.' })).toBeVisible()
  await expect(page.getByText('Nothing was charged')).toBeVisible()
})

test('the atelier declines, and the client takes another with one tap', async ({ page }) => {
  await openConfigurator(page)
  // The house of these tests has a twin in Tokyo that takes no work with patina (e2e/start-house.ts).
  await page.getByRole('button', { name: /^Metal/, expanded: false }).click()
  await edit(page, () => page.getByRole('radio', { name: 'Antiqued' }).check({ force: true }))
  await atelier(page, 'Tokyo').click()
  await expect(verdict(page)).toContainText('Makeable in Tokyo')
  await goToPayment(page, client('Not There'))
  await pay(page, GOOD_CARD)
  await expect(
    page.getByRole('heading', { level: 1, name: /^(Your piece is ordered\.|Tokyo could not take it\.)$/ }),
  ).toBeVisible()
  await expect(async () => {
    await page.reload()
    await expect(page.getByRole('heading', { level: 1, name: 'Tokyo could not take it.' })).toBeVisible({ timeout: 2000 })
  }).toPass()
  const others = page.getByRole('region', { name: 'Who else can make it' })
  const take = others.getByRole('button', { name: /^Order in (Paris|Milan)$/ }).first()
  await expect(take).toBeVisible()
  await expectAccessible(page)
  await take.click()
  // Somebody else may have taken the slot meanwhile: then the new date is told and asked for again.
  const again = others.getByRole('button', { name: /^Yes, order in/ })
  const hosted = page.getByText('TEST. No money moves.')
  await expect(again.or(hosted).first()).toBeVisible()
  if (await again.isVisible()) await again.click()
  await expect(hosted).toBeVisible()
  await pay(page, GOOD_CARD)
  await expect(page.getByRole('heading', { level: 1, name: 'Your piece is ordered.' })).toBeVisible()
})
