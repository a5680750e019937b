import type { Page } from '@playwright/test'
import { launchChromium } from '../chromium'
import { percentile, print } from './figure'

/** How long nothing is asked after an edit, so that the exact answer, its drawings and the last frames fall into its time, ms. */
const QUIET = 1500
const PATIENCE = { timeout: 120_000 }
const LETTERS = [...'KRSBMWHQ']
const STEPS = 8

interface TraceEvent {
  name: string
  ph: string
  pid: number
  tid: number
  ts: number
  /** Of the clock and of this thread's own work, µs. */
  dur?: number
  tdur?: number
}

/**
 * `HOUSE_ORIGIN=http://localhost:3000 npm run bench -- page`: the configurator of a running house in Chromium, edited by the keyboard. Printed
 * is the longest task of the page's main thread at each edit, as the time that the thread itself worked in it: what it waits for the
 * machine, or for a drawing that is computed because there is no graphics card (in a process of its own), is not in it.
 */
export async function run(): Promise<void> {
  const origin = process.env.HOUSE_ORIGIN
  if (!origin) {
    console.error('page: left out, since HOUSE_ORIGIN names no running house')
    return
  }
  const browser = await launchChromium()
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
    await page.goto(`${origin}/en/design/signet-ring`)
    await page.locator('[data-viewer="shown"]').first().waitFor(PATIENCE)
    const letters = page.getByRole('textbox', { name: 'Letters', exact: true })
    await letters.waitFor(PATIENCE)
    const slider = page.getByRole('slider').first()
    for (const letter of LETTERS.slice(0, 2)) await edited(page, () => letters.fill(letter))
    const categories = ['disabled-by-default-devtools.timeline', 'devtools.timeline', 'blink.user_timing', '__metadata']
    await browser.startTracing(page, { categories })
    for (const letter of LETTERS) {
      await letters.selectText()
      await edited(page, () => page.keyboard.press(letter))
    }
    await slider.focus()
    for (let step = 0; step < STEPS; step++)
      await edited(page, () => page.keyboard.press(step % 4 < 2 ? 'ArrowRight' : 'ArrowLeft'))
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] }
    const longest = longestTasks(traceEvents)
    print('page', 'edit_longest_task_p50', percentile(longest, 0.5), 'ms')
    print('page', 'edit_longest_task_p95', percentile(longest, 0.95), 'ms')
  } finally {
    await browser.close()
  }
}

/** One edit, and the quiet after it; marked for the trace. */
async function edited(page: Page, change: () => Promise<void>): Promise<void> {
  await page.evaluate(() => performance.mark('edit'))
  await change()
  await page.waitForTimeout(QUIET)
}

/** Longest task of the main thread from each mark to the next, ms of its own work. */
function longestTasks(events: readonly TraceEvent[]): number[] {
  const marks = events.filter(({ name, ph }) => name === 'edit' && (ph === 'R' || ph === 'I')).sort((a, b) => a.ts - b.ts)
  const thread = marks[0]
  const tasks = events.filter(
    ({ name, ph, pid, tid }) => name === 'RunTask' && ph === 'X' && pid === thread?.pid && tid === thread.tid,
  )
  return marks.map(({ ts }, index) => {
    const end = marks[index + 1]?.ts ?? Infinity
    const own = tasks.filter((task) => task.ts >= ts && task.ts < end).map((task) => (task.tdur ?? task.dur ?? 0) / 1000)
    return Math.max(0, ...own)
  })
}
