import { verdict, writeLetters } from './configurator-page'
import { expect, test } from './journey'
import { DECLINED_CARD, GOOD_CARD, goToPayment, pay, signIn } from './paying'

test('from the landing page to the finished ring, and staff see all of it', async ({ page, context }) => {
  test.setTimeout(240_000)
  const client = { name: 'Louise Nora Finished', email: `${crypto.randomUUID()}@client.example` }
  await page.goto('/en')
  await page.getByRole('link', { name: 'Begin your ring' }).click()
  await expect(verdict(page)).toContainText('Makeable in Paris')
  await writeLetters(page, 'LN')
  await expect(verdict(page)).toContainText('Makeable in Paris')
  await goToPayment(page, client)
  await pay(page, GOOD_CARD)
  await expect(page.getByRole('heading', { name: 'Your piece is ordered.' })).toBeVisible()

  await page.getByRole('link', { name: 'Watch it being made' }).click()
  await expect(page.getByText(/^Time-lapse: one second here is /)).toBeVisible()
  await expect(page.getByText(/last fact \d+ s ago/i)).toBeVisible()
  const stages = page.getByRole('region', { name: 'Stages' })
  for (const stage of ['Casting', 'Engraving', 'Inspection']) await expect(stages.getByText(stage, { exact: true })).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: /^(Finished|On its way|With you)$/ })).toBeVisible({
    timeout: 120_000,
  })
  for (const gate of ['Bore', 'Depth of the engraving']) {
    const card = page.getByRole('article').filter({ has: page.getByRole('heading', { name: gate }) })
    await expect(card.getByText(/Measured \d+(\.\d+)?\smm/)).toBeVisible()
    await expect(card.getByText('Passed')).toBeVisible()
  }
  await expect(page.getByText(/last fact \d+ s ago/i)).toBeVisible()

  const desk = await context.newPage()
  await signIn(desk)
  await desk.getByLabel('Order, client or mail address').fill(client.email)
  await desk.getByRole('button', { name: 'Apply' }).click()
  await desk.getByRole('row').filter({ hasText: client.name }).getByRole('link').first().click()
  await expect(desk.getByRole('heading', { level: 1 })).toContainText(client.name)
  await expect(desk.getByText(/^Chain of \d+, verified now$/)).toBeVisible()
  for (const file of [/\.3mf$/, /\.stl$/, /\.glb$/, /\.dxf$/, /\.svg$/, /\.pdf$/, /^manifest\.json$/]) {
    await expect(desk.getByRole('link', { name: file }).first()).toBeVisible()
  }
  const [download] = await Promise.all([
    desk.waitForEvent('download'),
    desk
      .getByRole('link', { name: /\.dxf$/ })
      .first()
      .click(),
  ])
  expect(await download.failure()).toBeNull()
  await desk.getByRole('link', { name: 'Production' }).click()
  await expect(desk.getByRole('heading', { level: 1, name: 'Production orders' })).toBeVisible()
  await expect(
    desk
      .getByRole('row')
      .filter({ hasText: /Finished|With the carrier|Delivered/ })
      .first(),
  ).toBeVisible()
})

test('a declined card is told plainly, and a good one then makes exactly one order', async ({ page, faults }) => {
  const client = { name: 'Second Card', email: `${crypto.randomUUID()}@client.example` }
  await page.goto('/en/design/signet-ring')
  await expect(verdict(page)).toContainText('Makeable in Paris')
  await goToPayment(page, client)
  await pay(page, DECLINED_CARD)
  await expect(page.getByRole('alert')).toHaveText('Your card was declined.')
  // The browser reports the hosted page's own answer.
  expect(faults.splice(0)).toEqual([expect.stringContaining('402')])
  await pay(page, GOOD_CARD)
  await expect(page.getByRole('heading', { name: 'Your piece is ordered.' })).toBeVisible()

  await signIn(page)
  await page.getByLabel('Order, client or mail address').fill(client.email)
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page.getByRole('row').filter({ hasText: client.name })).toHaveCount(1)
  await page.getByRole('row').filter({ hasText: client.name }).getByRole('link').first().click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(client.name)
  // One sum was held, whatever was tried.
  await expect(page.getByRole('term').filter({ hasText: /^Held/ })).toHaveCount(1)
})
