import { generateKeyPairSync } from 'node:crypto'
import type { Page } from '@playwright/test'
import { atelier, openConfigurator, verdict } from './configurator-page'
import { expect, expectAccessible, test } from './journey'
import { beStaff, GOOD_CARD, goToPayment, pay } from './paying'

/** Opens one of the actions of an order and gives its form. */
async function begin(page: Page, name: string) {
  await page
    .locator('summary', { hasText: new RegExp(`^${name}$`) })
    .first()
    .click()
  return page.locator('details[open]:has(form)')
}

async function findOrder(page: Page, mail: string): Promise<void> {
  await page.goto(`/en/admin/orders?view=all&search=${encodeURIComponent(mail)}`)
  await page.locator('tbody a.row').first().click()
  await expect(page.getByRole('heading', { name: 'Who did what' })).toBeVisible()
}

test('the desk holds a piece and releases it, answers a line, sends a letter again and gives everything back', async ({
  page,
  browser,
}) => {
  test.setTimeout(300_000)
  const client = { name: 'Held Piece', email: `${crypto.randomUUID()}@client.example` }
  await openConfigurator(page)
  await atelier(page, 'Paris').click()
  await expect(verdict(page)).toContainText('Makeable in Paris')
  // The piece is made within a minute here: whoever wants to hold it stands ready.
  const office = await browser.newContext({ baseURL: new URL(page.url()).origin, locale: 'en-GB' })
  await beStaff(office, 'desk')
  const desk = await office.newPage()
  await desk.goto('/en/admin/orders?view=all')
  await desk.locator('tbody a.row').last().click()
  await expect(desk.getByRole('heading', { name: 'Who did what' })).toBeVisible()
  await goToPayment(page, client)
  await pay(page, GOOD_CARD)
  await expect(page.getByRole('heading', { name: 'Your piece is ordered.' })).toBeVisible()

  await findOrder(desk, client.email)
  const holding = await begin(desk, 'Hold')
  await expect(holding.getByText(/^(What is under way at the bench is ended|The atelier is not offered)/)).toBeVisible()
  await holding.getByLabel('Reason').fill('The client rang about the size')
  await holding.getByRole('button', { name: 'Hold this piece' }).click()
  await expect(desk.getByText(/^On hold since .+ CES?T: The client rang about the size$/)).toBeVisible()
  await expectAccessible(desk)

  await page.getByRole('link', { name: 'Watch it being made' }).click()
  await page.getByRole('button', { name: 'Leave the maker a line' }).click()
  const sheet = page.getByRole('dialog', { name: 'A line to the maker' })
  await sheet.getByLabel('Your line').fill('It is for the eleventh.')
  await sheet.getByRole('button', { name: 'Leave the line' }).click()
  await expect(page.getByText('It is for the eleventh.')).toBeVisible()

  // A held piece stands among what waits for the house, and says so.
  await desk.goto(`/en/admin/orders?view=us&search=${encodeURIComponent(client.email)}`)
  await expect(desk.locator('tbody tr').filter({ hasText: 'On hold' })).toBeVisible()
  await desk.locator('tbody a.row').first().click()
  const answering = await begin(desk, 'Answer')
  await answering.getByLabel('Answer').fill('It will be with you on the ninth.')
  await answering.getByRole('button', { name: 'Send this answer' }).click()
  await expect(desk.getByText('It will be with you on the ninth.').first()).toBeVisible()
  await page.reload()
  await expect(page.getByText('It will be with you on the ninth.')).toBeVisible()

  await desk.reload()
  const letter = desk.getByText(/^Your order .+ is with Paris/)
  await expect(letter).toHaveCount(1)
  const again = await begin(desk, 'Send again')
  await again.getByLabel('Reason').fill('The client lost it')
  await again.getByRole('button', { name: 'Send it again' }).click()
  await expect(letter).toHaveCount(2)

  await desk.reload()
  const releasing = await begin(desk, 'Release')
  await releasing.getByLabel('Reason').fill('x')
  await releasing.getByRole('button', { name: 'Release this piece' }).click()
  await expect(releasing.getByRole('alert')).toContainText('Please give a reason')
  await expect(releasing.getByLabel('Reason')).toHaveValue('x')
  await releasing.getByLabel('Reason').fill('The size is right')
  await releasing.getByRole('button', { name: 'Release this piece' }).click()
  await expect(desk.getByText(/^On hold since/)).toBeHidden()
  await expect(desk.getByText('Gaspard Hugues: released production')).toBeVisible()
  await expect(desk.getByText('The size is right')).toBeVisible()

  // Released, it is made to its end; the order's page hears of it by itself.
  await expect(page.getByRole('heading', { level: 1, name: /^(Finished|On its way|With you)$/ })).toBeVisible({
    timeout: 150_000,
  })
  await expect(desk.getByText(/^Finished/).first()).toBeVisible()

  const refunding = await begin(desk, 'Refund')
  await expect(refunding.getByText(/goes on being made and sent, also when everything/)).toBeVisible()
  await refunding.getByLabel('Reason').fill('A present of the house')
  await refunding.getByRole('button', { name: 'Refund' }).click()
  await expect(async () => {
    await desk.reload()
    await expect(desk.getByText('Payment: refunded')).toBeVisible({ timeout: 2000 })
  }).toPass()
  await expect(desk.locator('summary', { hasText: /^Refund$/ })).toHaveCount(0)
  await expectAccessible(desk)
  await office.close()
})

test('the desk cancels an order that nobody has paid, with a reason that the client reads', async ({ page, browser }) => {
  const client = { name: 'Second Thoughts', email: `${crypto.randomUUID()}@client.example` }
  await openConfigurator(page)
  await expect(verdict(page)).toContainText('Makeable in')
  await goToPayment(page, client)
  await page.getByRole('link', { name: 'Back without paying' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Your order waits for its payment.' })).toBeVisible()

  const office = await browser.newContext({ baseURL: new URL(page.url()).origin, locale: 'en-GB' })
  await beStaff(office, 'desk')
  const desk = await office.newPage()
  await findOrder(desk, client.email)
  const cancelling = await begin(desk, 'Cancel')
  await expect(cancelling.getByText(/^The order ends\./)).toBeVisible()
  await cancelling.getByLabel('Reason').fill('Rung off by telephone')
  await cancelling.getByRole('button', { name: 'Cancel this order' }).click()
  await expect(desk.getByText(/^Cancelled, /)).toBeVisible()
  await expect(desk.getByText('Gaspard Hugues: cancelled the order')).toBeVisible()
  await page.reload()
  await expect(page.getByText('Rung off by telephone')).toBeVisible()
  await office.close()
})

test('an atelier gets a new key from its page, and it is taken back again', async ({ page }) => {
  await beStaff(page.context(), 'owner')
  await page.goto('/en/admin/ateliers/tokyo')
  await expectAccessible(page)
  await page.getByText('Register a new key', { exact: true }).click()
  const form = page.locator('details[open]:has(form)')
  await form.getByLabel('Public key').fill('not a key')
  await form.getByLabel('Reason').fill('The safe was changed')
  await form.getByRole('button', { name: 'Register this key' }).click()
  await expect(form.getByRole('alert')).toContainText('64 hexadecimal digits')
  const { x = '' } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })
  const key = Buffer.from(x, 'base64url').toString('hex')
  await form.getByLabel('Public key').fill(key)
  await form.getByLabel('The keys in force sign for').selectOption('30 more days')
  await form.getByRole('button', { name: 'Register this key' }).click()
  const row = page.getByRole('listitem').filter({ hasText: key })
  await expect(row.getByText('active', { exact: true })).toBeVisible()
  await expect(page.getByText('ending', { exact: true }).first()).toBeVisible()
  await row.locator('summary', { hasText: 'Revoke' }).click()
  await expect(row.getByText(/^Nothing that this key signs is believed/)).toBeVisible()
  await row.getByLabel('Reason').fill('It was only a trial')
  await row.getByRole('button', { name: 'Revoke it' }).click()
  await expect(row.getByText('revoked', { exact: true })).toBeVisible()

  // What was done is on record in words, found by a name.
  await page.goto('/en/admin/audit?actor=odile')
  const record = page.getByRole('row').filter({ hasText: 'registered a signing key' })
  await expect(record.getByRole('link', { name: 'Odile Grandet' })).toBeVisible()
  await record.getByRole('link', { name: 'Tokyo' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Tokyo')
})

test('staff read what clients are told of returns, and that a lawyer should look at it', async ({ page }) => {
  await beStaff(page.context(), 'quality')
  await page.goto('/en/admin/returns')
  await expectAccessible(page)
  const japan = page.getByRole('row').filter({ hasText: 'Japan' })
  await expect(japan.getByText(/Act on Specified Commercial Transactions/)).toBeVisible()
  await expect(japan.getByText('Have it checked')).toBeVisible()
})

test('every list of the staff is accessible, and fits a phone without scrolling sideways', async ({ page }) => {
  test.setTimeout(180_000)
  await beStaff(page.context(), 'owner')
  for (const size of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(size)
    for (const room of ['orders?view=all', 'production', 'ateliers', 'ateliers/paris', 'returns', 'people', 'audit', 'account']) {
      await page.goto(`/en/admin/${room}`)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expectAccessible(page)
      expect(await page.evaluate(() => document.documentElement.scrollWidth), room).toBe(size.width)
    }
  }
})
