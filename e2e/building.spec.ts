import type { Page } from '@playwright/test'
import { verdict } from './configurator-page'
import { expect, expectAccessible, test } from './journey'
import { Line } from './line'
import { GOOD_CARD, goToPayment, pay } from './paying'

/** Ordered at an atelier whose twin's day is known (start-house.ts); gives the build page's address. */
async function orderAt(page: Page, atelier: string): Promise<string> {
  await page.goto('/en/design/signet-ring')
  await expect(verdict(page)).toContainText('Makeable in')
  await page
    .getByRole('group', { name: 'Ateliers' })
    .getByRole('button', { name: new RegExp(`^${atelier}`) })
    .click()
  await expect(verdict(page)).toContainText(`Makeable in ${atelier}`)
  await goToPayment(page, { name: 'Watching Client', email: `${crypto.randomUUID()}@client.example` })
  await pay(page, GOOD_CARD)
  await page.getByRole('link', { name: 'Watch it being made' }).click()
  await expect(page.getByRole('region', { name: 'Stages' })).toBeVisible()
  return new URL(page.url()).pathname
}

const finished = (page: Page) =>
  expect(page.getByRole('heading', { level: 1, name: /^(Finished|On its way|With you)$/ })).toBeVisible({ timeout: 150_000 })

test('a gate that is not passed sends the piece back, and the page tells it plainly; a line reaches the maker', async ({
  page,
  browser,
}) => {
  test.setTimeout(300_000)
  const path = await orderAt(page, 'Milan')
  await page.getByRole('button', { name: 'Leave the maker a line' }).click()
  const sheet = page.getByRole('dialog', { name: 'A line to the maker' })
  const line = '<script>alert(1)</script> =cmd|x for my father'
  await sheet.getByLabel('Your line').fill('x'.repeat(241))
  await expect(sheet.getByText('one letter too many')).toBeVisible()
  await sheet.getByLabel('Your line').fill(line)
  await sheet.getByLabel('The maker may read my first name').check()
  await sheet.getByLabel('Occasion, if the maker may know it').fill('a farewell')
  await sheet.getByRole('button', { name: 'Leave the line' }).click()
  await expect(page.getByText(line)).toBeVisible()
  await expect(page.getByText('Watching · a farewell')).toBeVisible()
  await expectAccessible(page)

  await expect(page.getByText(/sent back to (Engraving|Polishing) and measured again/)).toBeVisible({ timeout: 150_000 })
  await page.getByText('The whole story').click()
  await expect(page.getByText(/^The piece went back to (Engraving|Polishing)\.$/)).toBeVisible()
  await expect(page.getByText(/measured .+; between .+ and .+ was asked for/)).toBeVisible()
  await finished(page)
  await expectAccessible(page)

  // A second device, without scripts: the same facts.
  const plain = await browser.newContext({ javaScriptEnabled: false, locale: 'en-GB' })
  const bare = await plain.newPage()
  await bare.goto(new URL(path, page.url()).href)
  await expect(bare.getByRole('heading', { level: 1, name: /^(Finished|On its way|With you)$/ })).toBeVisible()
  await bare.getByText('The whole story').click()
  await expect(bare.getByText(/^The piece went back to/)).toBeVisible()
  await bare.getByText(/^Everything that was said/).click()
  await expect(bare.getByText(/^Accepted by the atelier/)).toBeVisible()
  await plain.close()
})

test('air outside its window stops the work and moves the date; a cut line and a reload lose nothing', async ({
  page,
  faults,
}) => {
  test.setTimeout(300_000)
  const path = await orderAt(page, 'Tokyo')
  const line = await Line.lay(new URL(page.url()).origin)
  await page.goto(line.origin + path)
  await expect(page.getByText(/last fact \d+ s ago/i)).toBeVisible()
  await expect(page.getByText('Drawn from the last event.')).toBeVisible()
  await line.cut()
  await expect(page.getByText('The line is lost; coming back.')).toBeVisible()
  await line.mend()
  await expect(page.getByText('The line is lost; coming back.')).toBeHidden()
  // The browser itself reports the cut; nothing else may be wrong.
  for (const fault of faults.splice(0)) expect(fault).toMatch(/live\/builds/)

  await expect(page.getByText(/Moved (one day|\d+ days) on .+ had to wait for the air in the room\.$/)).toBeVisible({
    timeout: 150_000,
  })
  await page.getByText('The whole story').click()
  await expect(page.getByText(/ stopped: the air left its window \(.+\s% humidity, .+\s°C\)\.$/)).toBeVisible()
  await expect(page.getByText(/^The date moved from .+ to .+ had to wait for the air in the room\.$/)).toBeVisible()
  await finished(page)
  const facts = page.getByText(/^Everything that was said/)
  await expect(page.getByRole('heading', { level: 1, name: 'With you' })).toBeVisible({ timeout: 60_000 })
  const count = Number(/\((\d+)\)/.exec((await facts.textContent()) ?? '')?.[1])
  await page.goto(path)
  await expect(facts).toContainText(`(${count})`)
  await line.cut()
})

test('a link that was taken back opens nothing any more, and the open page of whoever had it ends', async ({
  page,
  browser,
  faults,
}) => {
  test.setTimeout(180_000)
  const path = await orderAt(page, 'Paris')
  const other = await browser.newContext({ locale: 'en-GB' })
  const guest = await other.newPage()
  await guest.goto(new URL(path, page.url()).href)
  await expect(guest.getByText(/last fact \d+ s ago/i)).toBeVisible()
  await page.goBack()
  await page.getByRole('button', { name: 'Take the link back' }).click()
  await expect(page.getByText('The old link opens nothing any more.')).toBeVisible()
  await expect(guest.getByText('The line is lost; coming back.')).toBeVisible()
  expect((await guest.goto(new URL(path, page.url()).href))?.status()).toBe(404)
  await other.close()
  await page.getByRole('link', { name: 'Watch it being made' }).click()
  await expect(page.getByRole('region', { name: 'Stages' })).toBeVisible()
  expect(new URL(page.url()).pathname).not.toBe(path)
  faults.splice(0)
})
