import type { Page } from '@playwright/test'
import { verdict } from './configurator-page'
import { expect, test } from './journey'

/** Tabs until the focus stands on the control of this name. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 90; presses++) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(() => {
      const element = document.activeElement as HTMLInputElement | null
      return element?.getAttribute('aria-label') ?? element?.labels?.[0]?.textContent ?? element?.textContent ?? ''
    })
    if (focused.trim() === name) return
  }
  throw new Error(`The Tab key does not lead to “${name}”.`)
}

test('from the landing page to the order form by keyboard alone', async ({ page }) => {
  await page.goto('/en')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await tabTo(page, 'Begin your ring')
  await page.keyboard.press('Enter')
  await expect(verdict(page)).toContainText('Makeable in Paris')
  await tabTo(page, 'Letters')
  await page.keyboard.press('Control+A')
  await page.keyboard.type('KB')
  await expect(page.getByRole('textbox', { name: 'Letters', exact: true })).toHaveValue('KB')
  await tabTo(page, 'Letter height')
  const slider = page.getByRole('slider', { name: 'Letter height' })
  const height = Number(await slider.inputValue())
  await page.keyboard.press('ArrowLeft')
  await expect.poll(async () => Number(await slider.inputValue())).toBeLessThan(height)
  await page.keyboard.press('Control+Z')
  await expect(slider).toHaveValue(String(height))
  await expect(verdict(page)).toContainText('Makeable in Paris')
  await tabTo(page, 'Order this ring')
  await page.keyboard.press('Enter')
  const form = page.getByRole('dialog', { name: 'Order this ring' })
  await expect(form).toBeVisible()
  await tabTo(page, 'Name')
  await page.keyboard.type('Only Keys')
  await page.keyboard.press('Enter')
  await expect(form.getByText('This is needed.').first()).toBeVisible()
  await expect(form.getByRole('textbox', { name: 'Mail address' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(form).toBeHidden()
  await expect(page.getByRole('button', { name: 'Order this ring' })).toBeFocused()
})
