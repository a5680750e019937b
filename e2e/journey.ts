import AxeBuilder from '@axe-core/playwright'
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'

const ORDERS = '/api/v1/orders'

/** What a page did that no page may do: script errors, console errors, breaches of its own content security policy. */
function watch(page: Page, faults: string[]): void {
  page.on('pageerror', (error) => faults.push(`script error: ${error.message}`))
  page.on('console', (message) => {
    // The browser reports each 409 by itself; which of them may be is said below.
    if (/409 \(Conflict\)/.test(message.text()) && message.location().url.endsWith(ORDERS)) return
    if (message.type() === 'error') faults.push(`console: ${message.text()} (${message.location().url})`)
  })
  page.on('response', async (answer) => {
    if (answer.status() !== 409 || !answer.url().endsWith(ORDERS)) return
    // Journeys share ateliers: a date may move under a client's hand, which the form tells and asks about again.
    const { code } = await answer.json().catch(() => ({ code: 'unread' }))
    if (code !== 'order.changed') faults.push(`order refused: ${code}`)
  })
}

/** As `watch`, for every page of a device. */
export async function watchDevice(context: BrowserContext, faults: string[]): Promise<void> {
  await context.exposeBinding('tellBreach', (_, breach: string) => faults.push(breach))
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { tellBreach } = window as unknown as { tellBreach(breach: string): void }
      tellBreach(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`)
    })
  })
  context.on('page', (page) => watch(page, faults))
  for (const page of context.pages()) watch(page, faults)
}

/** Every journey fails on a fault of any page it opened, and starts at the house's own address. */
export const test = base.extend<{ faults: string[] }>({
  baseURL: async ({ baseURL: _ }, use) => {
    await use(process.env.HOUSE_ORIGIN ?? '')
  },
  faults: [
    async ({ context }, use) => {
      const faults: string[] = []
      await watchDevice(context, faults)
      await use(faults)
      expect(faults).toEqual([])
    },
    { auto: true },
  ],
})

export { expect }

/** No violation of WCAG 2.2 AA that a machine can find. */
export async function expectAccessible(page: Page): Promise<void> {
  // Contrast is a property of the page at rest, not of a cross-fade half way.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  expect(
    violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target.join(' ')} (${node.failureSummary})`).join('; ')}`,
    ),
  ).toEqual([])
}
