import { type Browser, chromium } from '@playwright/test'
import { findChromium } from './tools.mjs'

/** Software rendering, and none of the background traffic of a fresh profile. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
]

/** Headless Chromium from CHROMIUM_PATH, Playwright's own or the system's. Throws when there is none. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = await findChromium()
  if (!executablePath) throw new Error('No Chromium found. Set CHROMIUM_PATH.')
  return chromium.launch({ executablePath, args: CHROMIUM_FLAGS })
}
