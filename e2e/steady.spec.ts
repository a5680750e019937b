import type { Page } from '@playwright/test'
import { CONFIGURATOR, verdict } from './configurator-page'
import { expect, test } from './journey'

/** Collects every shift of the layout that the client did not cause. */
async function watchShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const kept = window as unknown as { shifted: number }
    kept.shifted = 0
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
        if (!entry.hadRecentInput) kept.shifted += entry.value
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
  // To three decimals nothing may move.
  return async () => Number((await page.evaluate(() => (window as unknown as { shifted: number }).shifted)).toFixed(3))
}

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 1366 },
  { width: 390, height: 844 },
]

for (const size of SIZES) {
  test(`nothing jumps and nothing overflows at ${size.width} × ${size.height}`, async ({ page }) => {
    await page.setViewportSize(size)
    const shifted = await watchShifts(page)
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    await page.goto('/en', { waitUntil: 'networkidle' })
    await page.evaluate(() => document.fonts.ready)
    expect(await shifted()).toBe(0)
    expect(await overflow()).toBe(0)
    await page.goto(CONFIGURATOR)
    await expect(verdict(page)).toContainText('Makeable in Paris')
    await expect(page.getByRole('application')).toBeVisible()
    expect(await shifted()).toBe(0)
    expect(await overflow()).toBe(0)
    for (const path of ['/en/pieces/signet-ring', '/en/ateliers', '/en/admin/sign-in']) {
      await page.goto(path)
      expect(await overflow(), path).toBe(0)
    }
  })
}
