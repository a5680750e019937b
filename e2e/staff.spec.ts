import { expect, expectAccessible, test } from './journey'
import { beStaff } from './paying'

test('a wrong password lets nobody in, and what else was typed stays', async ({ page }) => {
  await page.goto('/en/admin/orders')
  await expect(page).toHaveURL(/\/admin\/sign-in$/)
  await expectAccessible(page)
  await page.getByLabel('Mail address').fill('desk@lot-one.example')
  await page.getByLabel('Password').fill('not-the-password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.locator('main').getByRole('alert')).toBeVisible()
  await expect(page.getByLabel('Mail address')).toHaveValue('desk@lot-one.example')
})

test('the desk refunds part with a reason: the ledger and the record show it', async ({ page }) => {
  await beStaff(page.context(), 'desk')
  await page.goto('/en/admin/orders?view=all')
  await page.locator('tbody a.row').filter({ hasText: /\S/ }).last().click()
  await expect(page.getByRole('heading', { name: 'Who did what' })).toBeVisible()
  await expectAccessible(page)
  const reason = `A scratch inside the band ${crypto.randomUUID()}`
  await page.locator('summary', { hasText: /^Refund$/ }).click()
  const form = page.locator('details[open]')
  await form.getByLabel(/^Amount in/).fill('15')
  await form.getByLabel('Reason').fill(reason)
  await form.getByRole('button', { name: 'Refund' }).click()
  await expect(form.getByRole('status')).toBeVisible()
  const main = page.locator('main')
  await expect(async () => {
    await page.reload()
    await expect(main.getByText(reason).first()).toBeVisible({ timeout: 2000 })
    await expect(
      main
        .getByRole('listitem')
        .filter({ hasText: /^Refund.*15/ })
        .first(),
    ).toBeVisible({ timeout: 2000 })
  }).toPass()
})

test('a lead sees only their own atelier, and nothing of money', async ({ page }) => {
  await beStaff(page.context(), 'lead.paris')
  await page.goto('/en/admin/orders?view=all')
  const rows = page.locator('tbody tr')
  await expect(rows.first()).toBeVisible()
  await expect(rows).toHaveCount(await rows.filter({ hasText: 'Paris' }).count())
  await page.locator('tbody a.row').first().click()
  await expect(page.getByRole('heading', { name: 'Who did what' })).toBeVisible()
  await expect(page.locator('summary', { hasText: /^Refund$/ })).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Audit' })).toHaveCount(0)
})
