import { fateOf, forcedFate } from '@/agent/fate'
import { atelierInstant, parseJobOrder } from '@/agent/job-order'
import { agentSettings } from '@/agent/settings'
import { signedStep } from '@/agent/signed-step'
import { type ScriptStep, script } from '@/agent/twin'
import { readWorkshop } from '@/agent/workshop'
import { findProductionOrder, findProductionOrderOf } from '@/db/queries/build'
import { paymentsOf } from '@/db/queries/order'
import { currentPriceBook, insertPriceBook } from '@/db/queries/price-book'
import { changeProductionOrder, hasSeededBuilds } from '@/db/queries/production'
import type { SealedEvent } from '@/lib/domain/production/chain'
import { loadFamily } from '@/lib/domain/products/catalogue'
import { assessDesign } from '@/lib/server/assessments'
import { capturePayment } from '@/lib/server/capture'
import { placeOrder } from '@/lib/server/checkout'
import { closeDatabase, database } from '@/lib/server/database'
import { closeDrafting } from '@/lib/server/drafting'
import { receiveEvent } from '@/lib/server/events'
import { packageProductionOrder } from '@/lib/server/package-job'
import { staffFile } from '@/lib/server/production'
import { settle } from '@/lib/server/settle'
import { startSandbox } from '@/sandbox/server'

/**
 * The pieces that come with the demo, each marked as seeded: two delivered (one after a rework), one finished or nearly, one in the
 * making that the agent goes on with. They take the doors that every order takes — assessed, placed, paid, released, packed, and told
 * by events that the ateliers' keys sign —, only with the clock set back. Done once for a database.
 */
const DAY = 86_400_000
const MINUTE = 60_000
/** How much of the one in the making has happened, ms of life. */
const BEGUN = 100_000

interface Piece {
  letters: string
  metal: string
  finish: string
  /** Tried in this order. */
  ateliers: readonly string[]
  /** How long ago it was ordered; absent = it is being made now. */
  daysAgo?: number
  fate?: 'plain' | 'climate' | 'rework'
}

/** What varies on the first preset, so that a change of the family is a change of these as well. */
const PIECES: readonly Piece[] = [
  { letters: 'AB', metal: 'silver-925', finish: 'polished', ateliers: ['paris', 'milan'], daysAgo: 22, fate: 'rework' },
  { letters: 'JC', metal: 'gold-18k-yellow', finish: 'satin', ateliers: ['milan', 'paris'], daysAgo: 20, fate: 'plain' },
  {
    letters: 'AF',
    metal: 'gold-18k-rose',
    finish: 'polished',
    ateliers: ['paris', 'milan'],
    daysAgo: 17,
    fate: 'climate',
  },
  { letters: 'LV', metal: 'gold-18k-yellow', finish: 'polished', ateliers: ['milan', 'paris'] },
]

const agent = agentSettings(process.env)
let clock = Date.now()
const at = (milliseconds: number) => {
  clock = milliseconds
  return new Date(milliseconds)
}

async function seedPiece(piece: Piece, sandboxUrl: string): Promise<string> {
  const began = Date.now() - (piece.daysAgo === undefined ? BEGUN + MINUTE : piece.daysAgo * DAY)
  const family = await loadFamily('signet-ring')
  const preset = family?.presets[0]
  if (!family || !preset) throw new Error('there is no preset to begin with')
  const { letters, metal, finish } = piece
  const document = { family: family.id, model: family.model, choices: { ...preset.choices, letters, metal, finish } }
  const destination = { country: 'FR' }
  const assessed = await assessDesign({ document, destination, fineness: 'full', at: at(began) })
  if (!assessed.ok) throw new Error(assessed.refusal.code)
  const makeable = assessed.value.answers.filter(({ plan, quote, verdict }) => plan && quote && verdict.outcome === 'makeable')
  const named = piece.ateliers.flatMap((id) => makeable.find(({ verdict }) => verdict.atelier === id) ?? [])[0]
  if (!named?.plan || !named.quote) throw new Error('makeable nowhere without a question')
  const { atelier } = named.verdict
  const placed = await placeOrder({
    document,
    family,
    atelier,
    destination,
    client: {
      name: 'Seeded Client',
      email: 'seeded@client.example',
      address: { lines: ['Rue de la Démo 1'], postcode: '75001', city: 'Paris' },
    },
    seen: { outcome: 'makeable', total: named.quote.shownTotal, delivered: named.plan.delivered },
    locale: 'en',
    at: at(began),
  })
  if (!placed.ok) throw new Error(placed.refusal.code)
  await pay(placed.value.checkoutUrl, sandboxUrl)
  const [payment] = await paymentsOf(database(), placed.value.order)
  if (!payment?.session) throw new Error('no payment')
  await settle(payment.session, at(began + MINUTE / 4))
  const production = await findProductionOrderOf(database(), placed.value.order)
  if (!production) throw new Error('nothing was released')
  await packageProductionOrder(production.id, () => at(began + MINUTE / 2))
  const now = at(began + MINUTE / 2)
  await changeProductionOrder(database(), production.id, { seededAt: now, showableAt: now }, now)
  const told = await make(production.id, atelier, piece, began + MINUTE, payment.id)
  return `${metal} at ${atelier}, ${told} events`
}

/** What was ordered before the shipped price book began is priced by the same figures, under a name of its own. */
async function earlierPrices(): Promise<void> {
  const book = await currentPriceBook(database(), new Date())
  const from = new Date(Date.now() - 60 * DAY)
  const metals = { ...book.metals, at: from.toISOString() }
  await insertPriceBook(database(), { ...book, id: `${book.id}-earlier`, metals }, from)
}

async function pay(checkoutUrl: string, sandboxUrl: string): Promise<void> {
  const { pathname } = new URL(checkoutUrl)
  const body = new URLSearchParams({ number: '4242424242424242', expiry: '12/34', cvc: '123', name: 'Seeded Client' })
  const answer = await fetch(new URL(pathname, sandboxUrl), { method: 'POST', body, redirect: 'manual' })
  if (answer.status !== 303) throw new Error(`the seeded payment was answered ${answer.status}`)
}

/** Says all that has happened by now, in the clock of the past. */
async function make(id: string, atelier: string, piece: Piece, acceptedAt: number, payment: string): Promise<number> {
  const signer = agent.ateliers.find((one) => one.atelier === atelier)
  if (!signer) throw new Error(`nobody speaks for ${atelier}`)
  const file = await staffFile(id, 'job-order.json')
  if (!file.ok) throw new Error(file.refusal.code)
  const job = parseJobOrder(JSON.parse(Buffer.from(file.value.content).toString('utf8')))
  const row = await findProductionOrder(database(), id)
  if (!row) throw new Error('no production order')
  const steps = script({
    job,
    workshop: readWorkshop(atelier),
    acceptedAt,
    promised: row.plan.delivered,
    finishSeconds: agent.finishSeconds,
    speak: (moment) => atelierInstant(moment, job.offset),
    fate: piece.fate ?? forcedFate(process.env.AGENT_FATE, atelier) ?? fateOf(id),
  })
  const events: SealedEvent[] = []
  for (const step of piece.daysAgo === undefined ? steps : steps.map(inLife)) {
    const heard = piece.daysAgo === undefined ? acceptedAt + step.life : step.at
    if (heard > Date.now() - (piece.daysAgo === undefined ? 0 : 2_000)) break
    const event = signedStep({ id, offset: job.offset, events }, step, signer)
    const taken = await receiveEvent(atelier, id, event, at(heard + 1_000))
    if (!taken.ok) throw new Error(`${step.body.type}: ${taken.refusal.code}`)
    events.push(event)
    if (step.body.type === 'accepted') await capturePayment(payment, at(heard + 1_500))
  }
  return events.length
}

/** What is long past was made in no time-lapse. */
const inLife = (step: ScriptStep): ScriptStep => ({ ...step, timeScale: 1 })

const { STRIPE_SECRET_KEY, SANDBOX_WEBHOOK_SECRET, SANDBOX_FOLDER, SANDBOX_PUBLIC_URL } = process.env
if (process.env.LOT_ONE_MODE !== 'demo') throw new Error('pieces are seeded in the demo only')
if (!(await hasSeededBuilds(database()))) {
  const began = Date.now()
  const sandbox = await startSandbox({
    port: Number(new URL(process.env.STRIPE_API_BASE ?? '').port),
    secretKey: STRIPE_SECRET_KEY ?? '',
    webhookSecret: SANDBOX_WEBHOOK_SECRET ?? '',
    ...(SANDBOX_FOLDER ? { folder: SANDBOX_FOLDER } : {}),
    ...(SANDBOX_PUBLIC_URL ? { publicUrl: SANDBOX_PUBLIC_URL } : {}),
    now: () => clock,
  })
  await earlierPrices()
  for (const piece of PIECES) {
    try {
      console.log(await seedPiece(piece, sandbox.url))
    } catch (error) {
      console.log(`${piece.metal} was not seeded: ${error instanceof Error ? error.message : error}`)
    }
  }
  await sandbox.close()
  console.log(`pieces seeded in ${((Date.now() - began) / 1000).toFixed(1)} s`)
}
await closeDrafting()
await closeDatabase()
