import type { Page } from '@playwright/test'
import { startSandbox } from '@/sandbox/server'
import { launchChromium } from './chromium'

/**
 * `STRIPE_TEST_KEY=sk_test_… tsx bin/journey-stripe.ts`: the payment journeys of the tests against Stripe itself, in test mode, through
 * the house's own door (lib/server/stripe.ts) and the hosted page in a browser. With `--sandbox` the same against our stand-in.
 * Each line is one journey; exit 1 when one fails. Live keys are refused.
 */
const key = process.argv.includes('--sandbox') ? 'sk_test_of_the_journey' : (process.env.STRIPE_TEST_KEY ?? '')
if (!/^(sk|rk)_test_\w+$/.test(key)) {
  console.error('STRIPE_TEST_KEY must be a test key (sk_test_… or rk_test_…). Live keys are refused. Or: --sandbox')
  process.exit(2)
}
const sandbox = process.argv.includes('--sandbox')
  ? await startSandbox({ port: 0, secretKey: key, webhookSecret: 'whsec_of_the_journey' })
  : undefined
Object.assign(process.env, {
  LOT_ONE_MODE: 'test',
  STRIPE_SECRET_KEY: key,
  STRIPE_WEBHOOK_SECRET: 'whsec_of_the_journey',
  DATABASE_URL: 'postgres://nobody@localhost/none',
  PUBLIC_URL: 'http://localhost:3000',
  LINK_SECRET: 'the journey keeps no links, but settings want a secret',
  BLOB_FOLDER: '/nonexistent',
})
if (sandbox) process.env.STRIPE_API_BASE = sandbox.url
else delete process.env.STRIPE_API_BASE
const stripe = await import('@/lib/server/stripe')

const AMOUNT = 12_400
const CARDS = {
  good: '4242424242424242',
  declined: '4000000000000002',
  poor: '4000000000009995',
  challenged: '4000002760003184',
} as const

const browser = await launchChromium()
const page = await browser.newPage()
let count = 0

async function open(): Promise<{ session: string; url: string; payment: string }> {
  count += 1
  const payment = `journey_${Date.now()}_${count}`
  const request = {
    order: `ord_${payment}`,
    payment,
    description: 'A ring of the journey',
    amount: { amount: AMOUNT, currency: 'EUR' as const },
    email: 'client@example.com',
    locale: 'en',
    successUrl: 'https://example.com/?paid',
    cancelUrl: 'https://example.com/',
    expires: new Date(Date.now() + 35 * 60_000),
    idempotencyKey: payment,
  }
  const [first, again] = [await stripe.createCheckout(request), await stripe.createCheckout(request)]
  expect(first.session, again.session)
  return { ...first, payment }
}

/** Fields by the names that the provider's hosted page gives them, or those of ours. */
async function fill(on: Page, card: string): Promise<void> {
  const field = (...names: string[]) => on.locator(names.map((name) => `input[name="${name}"]`).join(', ')).first()
  await field('cardNumber', 'number').fill(card)
  await field('cardExpiry', 'expiry').fill('12 / 34')
  await field('cardCvc', 'cvc').fill('123')
  await field('billingName', 'name').fill('A Client')
  await on.locator('button[type="submit"]').first().click()
}

const isPaid = () => page.waitForURL(/example\.com\/\?paid/, { waitUntil: 'commit' })
const isRefused = () =>
  page
    .getByText(/declined|insufficient/i)
    .first()
    .waitFor()

async function confirmAtTheBank(): Promise<void> {
  if (sandbox) return page.getByRole('button', { name: 'Complete' }).click()
  const bank = page.frameLocator('iframe[src*="three-ds-2-challenge"], iframe[name^="__privateStripeFrame"]').first()
  await bank
    .frameLocator('iframe')
    .first()
    .getByRole('button', { name: /complete/i })
    .click()
}

function expect(found: unknown, wanted: unknown): void {
  if (found !== wanted) throw new Error(`${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`)
}
function intentOf({ intent }: Awaited<ReturnType<typeof stripe.readCheckout>>) {
  if (!intent) throw new Error('the session has no intent')
  return intent
}

async function held(...cards: (keyof typeof CARDS)[]) {
  const opened = await open()
  await page.goto(opened.url)
  for (const card of cards) {
    await fill(page, CARDS[card])
    if (card === 'challenged') await confirmAtTheBank()
    await (card === 'declined' || card === 'poor' ? isRefused() : isPaid())
  }
  const facts = await stripe.readCheckout(opened.session)
  expect(facts.status, 'complete')
  expect(facts.payment, opened.payment)
  expect(facts.amount, AMOUNT)
  expect(facts.currency, 'EUR')
  expect(facts.livemode, false)
  expect(intentOf(facts).status, 'requires_capture')
  return { ...opened, intent: intentOf(facts).id }
}

const JOURNEYS: Readonly<Record<string, () => Promise<void>>> = {
  'held, charged, given back in two parts': async () => {
    const { session, intent, payment } = await held('good')
    expect((await stripe.captureHeld(intent, payment)).ok, true)
    expect((await stripe.captureHeld(intent, payment)).ok, true)
    expect(intentOf(await stripe.readCheckout(session)).received, AMOUNT)
    for (const amount of [4000, AMOUNT - 4000])
      expect((await stripe.giveBack({ intent, refund: `rfd_${payment}_${amount}`, order: `ord_${payment}`, amount })).ok, true)
    const refunds = await stripe.readRefunds(intent)
    expect(refunds.map(({ amount }) => amount).join(), `4000,${AMOUNT - 4000}`)
    expect((await stripe.giveBack({ intent, refund: `rfd_${payment}_more`, order: '', amount: 1 })).ok, false)
  },
  'held and let go': async () => {
    const { session, intent, payment } = await held('good')
    expect((await stripe.releaseHeld(intent, payment)).ok, true)
    expect(intentOf(await stripe.readCheckout(session)).status, 'canceled')
    expect((await stripe.captureHeld(intent, payment)).ok, false)
  },
  'a declined card, then a good one': async () => void (await held('declined', 'good')),
  'a card without the funds, then a good one': async () => void (await held('poor', 'good')),
  'a card that asks for 3-D Secure': async () => void (await held('challenged')),
  'a page that is closed': async () => {
    const { session } = await open()
    expect((await stripe.closeCheckout(session)).ok, true)
    expect((await stripe.closeCheckout(session)).ok, false)
    expect((await stripe.readCheckout(session)).status, 'expired')
  },
}

// The shop's page is somebody's real one; nothing is asked of it.
await page.route(/example\.com/, (route) => route.fulfill({ contentType: 'text/html', body: 'paid' }))
let failed = 0
for (const [name, journey] of Object.entries(JOURNEYS)) {
  try {
    await journey()
    console.log(`ok      ${name}`)
  } catch (error) {
    failed += 1
    console.log(`FAILED  ${name}: ${error instanceof Error ? error.message.split('\n')[0] : error}`)
  }
}
await browser.close()
await sandbox?.close()
process.exit(failed > 0 ? 1 : 0)
