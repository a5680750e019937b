import { devices } from '@playwright/test'
import { openConfigurator, verdict, writeLetters } from './configurator-page'
import { expect, test } from './journey'

test('a saved design opens again on a phone', async ({ page, browser, baseURL, faults }) => {
  await openConfigurator(page)
  await writeLetters(page, 'PH')
  await expect(verdict(page)).toContainText('Makeable')
  await page.getByRole('button', { name: 'Save' }).click()
  const link = page.getByRole('status').getByRole('link', { name: 'Open it' })
  await expect(link).toBeVisible()
  const address = new URL((await link.getAttribute('href')) ?? '', baseURL).href

  const { viewport: _, ...phone } = devices['iPhone 13']
  const pocket = await browser.newContext({ ...phone, viewport: { width: 390, height: 844 }, locale: 'en-GB' })
  const small = await pocket.newPage()
  small.on('pageerror', (error) => faults.push(`script error: ${error.message}`))
  small.on('console', (message) => message.type() === 'error' && faults.push(`console: ${message.text()}`))
  await small.goto(address)
  await expect(small.getByRole('heading', { level: 1, name: 'Signet ring' })).toBeVisible()
  await expect(small.getByText('PH', { exact: true })).toBeVisible()
  await small.getByRole('link', { name: 'Open and change' }).tap()
  await expect(verdict(small)).toContainText('Makeable in Paris')
  await small.getByRole('navigation', { name: 'Parts of the design' }).getByRole('button', { name: 'Monogram' }).tap()
  await expect(small.getByRole('textbox', { name: 'Letters', exact: true })).toHaveValue('PH')
  await expect(small.getByRole('button', { name: 'Order this ring' })).toBeInViewport()
  await pocket.close()
})
