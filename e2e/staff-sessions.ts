import type { Browser } from '@playwright/test'
import { launchChromium } from '@/bin/chromium'
import { codeAt } from '@/lib/server/totp'

/** A member of the demo's staff, as its secrets file has them. */
export interface Member {
  email: string
  role: string
  atelier?: string
  password: string
  totpSecret: string
}

/** Session cookies by `role` or `role.atelier`; a code is good once, so each member signs in once for all journeys. */
export type StaffSessions = Readonly<Record<string, { name: string; value: string }[]>>

/** Signs every member in through the pages, as people do. */
export async function openSessions(origin: string, members: readonly Member[]): Promise<StaffSessions> {
  const browser = await launchChromium()
  try {
    const entries = await Promise.all(members.map((member) => openSession(browser, origin, member)))
    return Object.fromEntries(entries)
  } finally {
    await browser.close()
  }
}

async function openSession(browser: Browser, origin: string, member: Member) {
  const context = await browser.newContext({ baseURL: origin, locale: 'en-GB' })
  const page = await context.newPage()
  await page.goto('/en/admin/sign-in')
  await page.getByLabel('Mail address').fill(member.email)
  await page.getByLabel('Password').fill(member.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { level: 1, name: 'Second step' }).waitFor()
  await page.getByLabel('Code').fill(codeAt(member.totpSecret, new Date()))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(/\/(admin\/(?!sign-in)|salon$)/)
  const cookies = (await context.cookies()).map(({ name, value }) => ({ name, value }))
  await context.close()
  return [member.atelier ? `${member.role}.${member.atelier}` : member.role, cookies] as const
}
