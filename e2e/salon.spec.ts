import type { Browser, BrowserContext, Locator, Page } from '@playwright/test'
import { verdict } from './configurator-page'
import { expect, expectAccessible, test, watchDevice } from './journey'
import { Line } from './line'
import { beStaff, GOOD_CARD, pay, sendOrder } from './paying'
import { comeIn } from './way-in'

test.describe.configure({ timeout: 300_000 })
// The tablet is a context of its own too, so that its worker and its line are its own.
const TABLET = { viewport: { width: 1024, height: 1366 }, locale: 'en-GB', timezoneId: 'Europe/Paris' }
const PHONE = { viewport: { width: 390, height: 844 }, locale: 'en-GB', timezoneId: 'Europe/Paris', hasTouch: true }

async function device(
  browser: Browser,
  faults: string[],
  options: typeof TABLET & { baseURL?: string },
): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: process.env.HOUSE_ORIGIN ?? '', ...options, reducedMotion: 'reduce' })
  await watchDevice(context, faults)
  return context
}

async function openSalon(context: BrowserContext): Promise<Page> {
  await beStaff(context, 'advisor')
  const page = await context.newPage()
  await page.goto('/en/salon')
  await expect(page.getByRole('heading', { level: 1, name: 'Who is with you?' })).toBeVisible()
  return page
}

async function newClient(page: Page, name: string, email = `${crypto.randomUUID()}@client.example`): Promise<void> {
  await page.getByRole('button', { name: 'New client' }).click()
  const form = page.getByRole('dialog', { name: 'New client' })
  await form.getByLabel('Name', { exact: true }).fill(name)
  await form.getByLabel('Mail address').fill(email)
  await form.getByRole('button', { name: 'Add a size' }).click()
  await form.getByLabel('What brings them today').fill('A signet for an anniversary, to be worn every day.')
  await form.getByLabel('Likes, and what not').fill('Yellow gold, high polish, serif letters.')
  await form.getByRole('button', { name: 'Open the book' }).click()
  await expect(page.getByRole('complementary', { name: `Book of ${name}` })).toBeVisible()
}

const begin = async (page: Page) => {
  await page.getByRole('region', { name: 'Without a name' }).getByRole('button').first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'The design on the table' })).toBeAttached()
  await expect(verdict(page).filter({ hasText: 'Makeable in Paris' })).toHaveCount(1)
}

/** The address that the code in the open dialog holds. */
const codeIn = async (dialog: Locator): Promise<string> => {
  const link = dialog.getByRole('link', { name: 'The page behind the code' })
  await expect(link).toBeVisible()
  return (await link.getAttribute('href')) ?? ''
}

async function consentPage(tablet: Page, phone: BrowserContext, initials: string): Promise<Page> {
  await tablet.getByRole('button', { name: `What ${initials} allows` }).click()
  const dialog = tablet.getByRole('dialog', { name: 'What the client allows' })
  const page = await phone.newPage()
  await page.goto(await codeIn(dialog))
  await dialog.getByRole('button', { name: 'Close' }).click()
  return page
}

const say = async (page: Page, purpose: string, word: 'Yes' | 'No') => {
  const group = page.getByRole('group', { name: purpose })
  await group.getByRole('radio', { name: word }).click()
  await expect(group.getByRole('radio', { name: word })).toBeChecked()
}

/** What keeps the browser from installing the page as an application. Every device here counts as a private window, which is no fault. */
async function hindrances(shop: BrowserContext, tablet: Page): Promise<string[]> {
  const { installabilityErrors } = await (await shop.newCDPSession(tablet)).send('Page.getInstallabilityErrors')
  return installabilityErrors.map(({ errorId }) => errorId).filter((error) => error !== 'in-incognito')
}

async function handOver(tablet: Page, phone: BrowserContext): Promise<Page> {
  await tablet.getByRole('button', { name: 'Hand to the phone' }).click()
  const dialog = tablet.getByRole('dialog', { name: 'This design on the client’s telephone' })
  const page = await phone.newPage()
  await page.goto(await codeIn(dialog))
  await expect(dialog.getByText('A telephone has joined.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(page.getByText('Two screens, one design')).toBeAttached()
  return page
}

test('two devices, from consent to the build page', async ({ browser, faults }) => {
  const [shop, pocket] = [await device(browser, faults, TABLET), await device(browser, faults, PHONE)]
  const tablet = await openSalon(shop)
  await expectAccessible(tablet)
  await newClient(tablet, 'Anaïs Beaumont')
  await expect(tablet.getByText('Nothing allowed yet: all of this is deleted tonight.')).toBeVisible()

  const own = await consentPage(tablet, pocket, 'A.B.')
  await expectAccessible(own)
  for (const purpose of ['Keep my sizes', 'Remember what I like', 'Keep my designs', 'Write to me about my order'])
    await say(own, purpose, 'Yes')
  await say(own, 'Tell the maker', 'No')
  await expect(tablet.getByText('4 of 5 allowed')).toBeVisible()
  await expect(tablet.getByText(/^Measured .* kept until/)).toBeVisible()

  await begin(tablet)
  await expectAccessible(tablet)
  const phone = await handOver(tablet, pocket)
  await expect(tablet.getByText('Two screens, one design')).toBeVisible()

  await phone.getByRole('textbox', { name: 'Letters', exact: true }).fill('CD')
  await expect(tablet.getByRole('textbox', { name: 'Letters', exact: true })).toHaveValue('CD')
  await expect(tablet.getByText(/^from AB, \d+ s ago$/)).toBeVisible()
  await expect(tablet.getByRole('img', { name: 'A.B., the client' }).first()).toBeVisible()
  await tablet.getByRole('radio', { name: 'Raised ground' }).check({ force: true })
  await expect(phone.getByRole('radio', { name: 'Raised ground' })).toBeChecked()
  await tablet.getByRole('button', { name: 'Undo' }).click()
  await expect(phone.getByRole('radio', { name: 'Sunk' })).toBeChecked()
  await expect(tablet.getByRole('textbox', { name: 'Letters', exact: true })).toHaveValue('CD')
  // A page at rest: what the raised letters were told, with its marks on the piece, is gone again.
  await expect(phone.getByRole('button', { name: /^Finding \d/ })).toHaveCount(0)
  await expect(verdict(phone).filter({ hasText: 'Makeable in Paris' })).toHaveCount(1)
  await expectAccessible(phone)

  await expect(verdict(tablet).filter({ hasText: 'Makeable in Paris' })).toHaveCount(1)
  await tablet.getByRole('button', { name: 'Take payment' }).click()
  const form = phone.getByRole('dialog', { name: 'Order this ring' })
  await expect(form.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Anaïs Beaumont')
  await expect(form.getByRole('textbox', { name: 'Mail address', exact: true })).toHaveValue(/@client\.example$/)
  await form.getByRole('textbox', { name: 'Street and number', exact: true }).fill('Rue de Seine 12')
  await form.getByRole('textbox', { name: 'Postcode', exact: true }).fill('75006')
  await form.getByRole('textbox', { name: 'Town', exact: true }).fill('Paris')
  await form.getByRole('checkbox').check()
  await sendOrder(phone, form)
  await pay(phone, GOOD_CARD)
  await expect(phone.getByRole('heading', { name: 'Your piece is ordered.' })).toBeVisible()

  const order = tablet.getByRole('region', { name: 'The order' })
  await expect(order.getByText(/^Order [\w-]+, for Anaïs Beaumont/)).toBeVisible()
  await tablet.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  await expectAccessible(tablet)
  await expect(order.getByRole('status')).toHaveText(/Being made|Finished/)
  const [build] = await Promise.all([shop.waitForEvent('page'), order.getByRole('link', { name: 'Watch it being made' }).click()])
  await expect(build.getByText(/last fact \d+ s ago/i)).toBeVisible()
  await shop.close()
  await pocket.close()
})

test('the line is cut: the work goes on, outlives a reload, and reaches the other screen when the line is back', async ({
  browser,
  faults,
}) => {
  // A browser's own offline switch lets through what a worker asks for, and a page that is loading.
  const line = await Line.lay(process.env.HOUSE_ORIGIN ?? '')
  const [shop, pocket] = [
    await device(browser, faults, { ...TABLET, baseURL: line.origin }),
    await device(browser, faults, PHONE),
  ]
  const tablet = await openSalon(shop)
  await tablet.locator('html[data-kept="yes"]').waitFor({ state: 'attached' })
  expect(await hindrances(shop, tablet)).toEqual([])
  await begin(tablet)
  const phone = await handOver(tablet, pocket)

  await line.cut()
  await tablet.getByRole('textbox', { name: 'Letters', exact: true }).fill('Z')
  await expect(tablet.getByText(/^Working offline, (one change waits|\d+ changes wait)$/)).toBeVisible()
  // Said to be off to assistive technology, yet it answers why when pressed.
  await tablet.getByRole('button', { name: 'Take payment' }).click({ force: true })
  await expect(tablet.getByText('Payment needs the line. Everything else goes on without it.')).toBeVisible()
  await tablet.reload()
  await expect(tablet.getByRole('textbox', { name: 'Letters', exact: true })).toHaveValue('Z')
  await expect(verdict(tablet).filter({ hasText: 'Makeable in Paris' })).toHaveCount(1)
  await expect(tablet.getByText(/^Working offline, /)).toBeVisible()
  expect(await phone.getByRole('textbox', { name: 'Letters', exact: true }).inputValue()).toBe('AB')

  await line.mend()
  await expect(tablet.getByText('Line is up')).toBeVisible()
  await expect(phone.getByRole('textbox', { name: 'Letters', exact: true })).toHaveValue('Z')
  for (const fault of faults.splice(0)) expect(fault).toMatch(/net::ERR_|Failed to fetch/)
  await shop.close()
  await pocket.close()
  await line.cut()
})

test('the advisor opens what the client saved at home, once the client says who they are and allows it', async ({
  browser,
  faults,
}) => {
  const [shop, pocket] = [await device(browser, faults, TABLET), await device(browser, faults, PHONE)]
  const email = `${crypto.randomUUID()}@client.example`
  const home = await pocket.newPage()
  await comeIn(home, email)
  await home.goto('/en/design/signet-ring')
  await expect(verdict(home).filter({ hasText: 'Makeable in Paris' })).toHaveCount(1)
  await home.getByRole('button', { name: 'Save' }).click()
  await expect(home.getByRole('link', { name: 'Open it' })).toBeVisible()

  const tablet = await openSalon(shop)
  await newClient(tablet, 'Clara Duras', email)
  const own = await consentPage(tablet, pocket, 'C.D.')
  await say(own, 'Keep my designs', 'Yes')
  await home.goto('/en/me')
  const question = home.getByRole('region', { name: 'Is this you?' })
  await expectAccessible(home)
  await question.getByRole('button', { name: 'Yes, that is me' }).click()
  await expect(question).toHaveCount(0)

  const saved = tablet.getByRole('button', { name: /revision 1$/ })
  await saved.click()
  await expect(tablet.getByRole('heading', { level: 1, name: 'The design on the table' })).toBeAttached()
  await expect(verdict(tablet).filter({ hasText: 'Makeable in Paris' })).toHaveCount(1)
  await expect(tablet.getByRole('textbox', { name: 'Letters', exact: true })).toHaveValue('AB')
  await expectAccessible(tablet)
  await home.goto('/en/me/privacy')
  await home.getByRole('button', { name: 'See what you allow' }).click()
  await say(home, 'Keep my designs', 'No')
  await expect(saved).toHaveCount(0)
  await shop.close()
  await pocket.close()
})

test('a client who takes back what they allowed is gone from the tablet within a second', async ({ browser, faults }) => {
  const [shop, pocket] = [await device(browser, faults, TABLET), await device(browser, faults, PHONE)]
  const tablet = await openSalon(shop)
  await newClient(tablet, 'Bruno Calder')
  const own = await consentPage(tablet, pocket, 'B.C.')
  await say(own, 'Keep my sizes', 'Yes')
  await expect(tablet.getByText('1 of 5 allowed')).toBeVisible()
  await say(own, 'Keep my sizes', 'No')
  await expect(tablet.getByText('Ring, left fourth')).toBeHidden({ timeout: 1_000 })
  await own.getByRole('button', { name: 'Delete everything now' }).click()
  await own.getByRole('dialog').getByRole('button', { name: 'Delete everything now' }).click()
  await expect(own.getByRole('heading', { name: 'Everything is deleted.' })).toBeVisible()
  await expect(tablet.getByRole('complementary', { name: 'Book of Bruno Calder' })).toBeHidden({ timeout: 1_000 })
  await expect(tablet.getByText('This client’s book is gone')).toBeVisible()
  await tablet.getByLabel('Name, mail or telephone').fill('Bruno Calder')
  await expect(tablet.getByText('Nobody by that name here.')).toBeVisible()
  await own.reload()
  await expect(own.getByRole('heading', { level: 1 })).toBeVisible()
  for (const fault of faults.splice(0)) expect(fault).toContain('404')
  await shop.close()
  await pocket.close()
})
