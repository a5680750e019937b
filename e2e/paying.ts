import type { BrowserContext, Locator, Page } from '@playwright/test'
import { expect } from './journey'
import type { StaffSessions } from './staff-sessions'

/** Cards that the sandbox knows. */
export const GOOD_CARD = '4242 4242 4242 4242'
export const DECLINED_CARD = '4000 0000 0000 0002'
export const CHALLENGED_CARD = '4000 0027 6000 3184'

/** From "Order this ring" to the hosted page; gives the address that the return page will have. */
export async function goToPayment(page: Page, client: { name: string; email: string }): Promise<void> {
  // The firm price is asked for as the dialog opens; until it is here the client sees an estimate.
  const firm = page.waitForResponse((answer) => answer.url().endsWith('/api/v1/quotes') && answer.ok())
  await page.getByRole('button', { name: 'Order this ring' }).click()
  await firm
  const form = page.getByRole('dialog', { name: 'Order this ring' })
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill(client.name)
  await form.getByRole('textbox', { name: 'Mail address', exact: true }).fill(client.email)
  await form.getByRole('textbox', { name: 'Street and number', exact: true }).fill('Rue de Seine 12')
  await form.getByRole('textbox', { name: 'Postcode', exact: true }).fill('75006')
  await form.getByRole('textbox', { name: 'Town', exact: true }).fill('Paris')
  await form.getByRole('checkbox').check()
  await sendOrder(page, form)
}

/**
 * Sends a filled order form and waits for the hosted page. Another journey may have taken the slot since: the new date is told, and
 * the client says yes to it.
 */
export async function sendOrder(page: Page, form: Locator): Promise<void> {
  await form.getByRole('button', { name: /^(Go to payment|Aller au paiement)$/ }).click()
  const again = form.getByRole('button', { name: /^(Yes, go to payment|Oui)/ })
  const hosted = page.getByText(/^TEST\. /)
  for (;;) {
    await expect(again.and(page.locator(':not([disabled])')).or(hosted).first()).toBeVisible()
    if (await hosted.isVisible()) return
    await again.click().catch(() => undefined)
  }
}

/** Fills the hosted page and pays. */
export async function pay(page: Page, card: string): Promise<void> {
  await page.getByLabel('Card number').fill(card)
  await page.getByLabel('Expiry (MM / YY)').fill('12 / 34')
  await page.getByLabel('Security code').fill('123')
  await page.getByLabel('Name on card').fill('A Client')
  await page.getByRole('button', { name: /^Pay / }).click()
}

/** Gives a device the session that was begun for one of the staff (`owner`, `desk`, `quality`, `lead.paris`, …). */
export async function beStaff(context: BrowserContext, who = 'owner'): Promise<void> {
  const sessions = JSON.parse(process.env.STAFF_SESSIONS ?? '{}') as StaffSessions
  const cookies = sessions[who]
  if (!cookies) throw new Error(`nobody of the staff is ${who}`)
  await context.addCookies(cookies.map((cookie) => ({ ...cookie, url: process.env.HOUSE_ORIGIN ?? '' })))
}

/** In as one of the staff, at the list of orders. */
export async function signIn(page: Page, who = 'owner'): Promise<void> {
  await beStaff(page.context(), who)
  await page.goto('/en/admin')
  await expect(page.getByRole('heading', { level: 1, name: 'Orders' })).toBeVisible()
}
