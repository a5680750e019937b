import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect } from './journey'

/** Links that the demo's console has said for an address, oldest first. */
function linksFor(email: string): string[] {
  const said = readFileSync(process.env.DEMO_CONSOLE ?? '', 'utf8')
  return [...said.matchAll(/sign-in link for (\S+): (\S+)/g)].filter(([, to]) => to === email).map(([, , link]) => link ?? '')
}

/** Waits for the next link that the demo's console says for an address; `ask` is what makes it say one. */
export async function nextLink(email: string, ask: () => Promise<void>): Promise<string> {
  const before = linksFor(email).length
  await ask()
  await expect.poll(() => linksFor(email).length).toBeGreaterThan(before)
  return linksFor(email).at(-1) ?? ''
}

/** In by a link from the demo's console; `words` are the page's own. */
export async function comeIn(page: Page, email: string, locale: 'en' | 'fr' = 'en'): Promise<string> {
  const words = locale === 'en' ? WORDS.en : WORDS.fr
  const link = await nextLink(email, async () => {
    await page.goto(`/${locale}/sign-in`)
    await page.getByLabel(words.email).fill(email)
    await page.getByRole('button', { name: words.send }).click()
    await expect(page.getByRole('heading', { level: 1, name: words.sent })).toBeVisible()
  })
  await page.goto(link)
  await page.getByRole('button', { name: words.enter }).click()
  await expect(page.getByRole('heading', { level: 1, name: words.pieces })).toBeVisible()
  return link
}

const WORDS = {
  en: { email: 'Mail address', send: 'Send me a link', sent: 'A letter is on its way.', enter: 'Sign in', pieces: 'My pieces' },
  fr: {
    email: 'Adresse e-mail',
    send: 'M’envoyer un lien',
    sent: 'Une lettre est en route.',
    enter: 'Se connecter',
    pieces: 'Mes pièces',
  },
} as const
