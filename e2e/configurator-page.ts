import type { Page } from '@playwright/test'
import { expect } from './journey'

export const CONFIGURATOR = '/en/design/signet-ring'

/** What a screen reader is told once a verdict stands. */
export const verdict = (page: Page) => page.getByRole('main').getByRole('status')

/** The working copy in the address. */
export const workingCopy = (page: Page) => new URL(page.url()).hash

/** Opens the configurator and waits for its first verdict. */
export async function openConfigurator(page: Page, path = CONFIGURATOR): Promise<void> {
  await page.goto(path)
  await expect(verdict(page)).toHaveText(/\S/)
  await expect.poll(() => workingCopy(page)).not.toBe('')
}

/** Does an edit and waits until the address holds what came of it. */
export async function edit(page: Page, change: () => Promise<void>): Promise<void> {
  const before = workingCopy(page)
  await change()
  await expect.poll(() => workingCopy(page)).not.toBe(before)
}

export const writeLetters = (page: Page, letters: string) =>
  edit(page, () => page.getByRole('textbox', { name: 'Letters', exact: true }).fill(letters))

export const atelier = (page: Page, city: string) =>
  page.getByRole('group', { name: 'Ateliers' }).getByRole('button', { name: new RegExp(`^${city}`) })
