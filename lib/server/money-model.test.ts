import fc from 'fast-check'
import { runOnce, type TaskList } from 'graphile-worker'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findProductionOrderOf } from '@/db/queries/build'
import { findOrder, ledgerOf, paymentsOf } from '@/db/queries/order'
import { changeProductionOrder } from '@/db/queries/production'
import { type FreshDatabase, freshHouse } from '@/db/testing/fresh-database'
import { ATELIER_KEY, insertAtelierAccess } from '@/db/testing/open-order'
import { GENESIS, seal } from '@/lib/domain/production/chain'
import type { EventBody } from '@/lib/domain/production/event'
import { type Sandbox, startSandbox } from '@/sandbox/server'
import { cancelOrder } from './cancel-order'
import { pollPayments } from './capture'
import { connection, database } from './database'
import { receiveEvent } from './events'
import { jobs } from './jobs/list'
import { refundOrder } from './refund'
import { settle } from './settle'
import { type Begun, begun, openPage, tryCard } from './testing/paying'

const KEY = 'sk_test_of_the_model_suite'
const WHOLE = 124_000
const NOBODY = { id: null, idempotency_key: null }
const RUNS = Number(process.env.LOT_ONE_LONG ? 300 : 25)
let house: FreshDatabase
let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, secretKey: KEY, webhookSecret: 'whsec_of_the_tests' })
  house = await freshHouse({ STRIPE_SECRET_KEY: KEY, STRIPE_API_BASE: sandbox.url })
  await insertAtelierAccess(database(), 'paris', new Date())
})
afterAll(async () => {
  await house.remove()
  await sandbox.close()
})

/** What should be true, written without a look at the house's own tables of transitions. */
interface Model {
  phase: 'unpaid' | 'held' | 'charged-early' | 'failed' | 'charged' | 'over'
  back: number
}

type Operation =
  | {
      do:
        | 'pay'
        | 'bad-card'
        | 'page-closes'
        | 'bank-lets-go'
        | 'accept'
        | 'accept-bank-fails'
        | 'decline'
        | 'call-off'
        | 'charge-early'
    }
  | { do: 'refund'; amount: number | undefined }

function after(model: Model, operation: Operation): Model {
  const { phase, back } = model
  const over: Model = { ...model, phase: 'over' }
  switch (operation.do) {
    case 'pay':
      return phase === 'unpaid' ? { ...model, phase: 'held' } : phase === 'failed' ? { ...model, phase: 'charged' } : model
    case 'charge-early':
      return phase === 'unpaid' ? { ...model, phase: 'charged-early' } : model
    case 'page-closes':
      return phase === 'unpaid' ? over : model
    case 'bank-lets-go':
      return phase === 'held' ? over : model
    case 'accept':
      return phase === 'held' || phase === 'charged-early' ? { ...model, phase: 'charged' } : model
    case 'accept-bank-fails':
      return phase === 'held' ? { ...model, phase: 'failed' } : model
    case 'decline':
    case 'call-off': {
      const isFree = phase === 'held' || phase === 'charged-early'
      const mayToo = operation.do === 'call-off' && (phase === 'unpaid' || phase === 'failed')
      return isFree || mayToo ? over : model
    }
    case 'refund': {
      if (phase !== 'charged' && phase !== 'charged-early') return model
      const left = WHOLE - back
      const amount = operation.amount ?? left
      if (amount > left || left === 0) return model
      // The whole back before anything was begun ends it; before the acceptance it is still the atelier's to answer.
      if (amount === left && phase === 'charged') return over
      return { phase, back: back + amount }
    }
    case 'bad-card':
      return model
  }
}

const nothing = async () => undefined
/** The clock's own rounds look at what they have not looked at for an hour. */
let rounds = 0
/** Everything that waits is done, everything that nobody told us is looked for. */
async function quiet(): Promise<void> {
  const taskList: TaskList = { ...jobs, package: nothing, 'send-mail': nothing }
  await runOnce({ pgPool: connection().pool, taskList, noHandleSignals: true, logger: silent })
  rounds += 1
  await pollPayments(new Date(Date.now() + rounds * 2 * 3_600_000))
  await runOnce({ pgPool: connection().pool, taskList, noHandleSignals: true, logger: silent })
}
const log = () => undefined
const silent = { error: log, warn: log, info: log, debug: log, scope: () => silent } as never

async function answer(order: string, body: EventBody): Promise<void> {
  const production = await findProductionOrderOf(database(), order)
  if (!production || production.nextSequence > 0) return
  if (production.phase === 'releasing') {
    const offer = { phase: 'offered' as const, manifest: 'a'.repeat(64), offeredAt: new Date() }
    await changeProductionOrder(database(), production.id, offer, new Date())
  }
  const event = {
    id: 'evt_0000000000',
    productionOrder: production.id,
    atelier: 'paris',
    sequence: 0,
    previous: GENESIS,
    occurredAt: new Date().toISOString(),
    timeScale: 1,
    body,
  }
  await receiveEvent('paris', production.id, seal(event, ATELIER_KEY.keyId, ATELIER_KEY.secret), new Date())
}

const intentOf = async (order: string) => (await paymentsOf(database(), order)).at(-1)?.intent ?? ''
const accepted = (): EventBody => ({ type: 'accepted', promised: new Date(Date.now() + 24 * 3_600_000).toISOString() })

/** Does it where a person could; what nobody could do then is left alone. */
async function perform(made: Begun, model: Model, operation: Operation, step: number): Promise<void> {
  const { order } = made
  switch (operation.do) {
    case 'pay':
    case 'charge-early': {
      if (model.phase !== 'unpaid' && (model.phase !== 'failed' || operation.do === 'charge-early')) return
      const page = await openPage(order)
      await tryCard(page.url)
      if (operation.do === 'charge-early') {
        const intent = sandbox.provider.openedSession(page.session).payment_intent ?? ''
        sandbox.provider.capture(intent, {}, NOBODY)
      }
      await Promise.all([settle(page.session, new Date()), settle(page.session, new Date())])
      return
    }
    case 'bad-card':
      if (model.phase === 'unpaid') await tryCard(made.url, '4000000000000002')
      return
    case 'page-closes':
      if (model.phase === 'unpaid') sandbox.provider.expireSession(made.session, NOBODY)
      return
    case 'bank-lets-go':
      if (model.phase === 'held') sandbox.provider.releaseHold(await intentOf(order))
      return
    case 'accept-bank-fails':
      if (model.phase !== 'held') return
      sandbox.provider.releaseHold(await intentOf(order))
      return answer(order, accepted())
    case 'accept':
      if (model.phase === 'held' || model.phase === 'charged-early') await answer(order, accepted())
      return
    case 'decline':
      if (model.phase === 'held' || model.phase === 'charged-early') await answer(order, { type: 'declined', reason: 'No room.' })
      return
    case 'call-off':
      await cancelOrder({ order, actor: 'client', reason: '', at: new Date() })
      return
    case 'refund': {
      const { amount } = operation
      const ask = { order, amount, reason: 'because', actor: 'staff:stf_x', key: `step-${step}`, at: new Date() }
      await Promise.all([refundOrder(ask), refundOrder(ask)])
    }
  }
}

/** What the provider holds and has of the client for this order: the truth outside our books. */
function providerOf(order: string): { held: number; net: number } {
  const intents = new Map<string, { status: string; received: number }>()
  for (const { data } of sandbox.provider.events.all()) {
    const { object, id } = data.object
    const mine = (data.object as { metadata?: { order?: string } }).metadata?.order === order
    if (object !== 'payment_intent' || !mine) continue
    const { status, amount_received: received } = sandbox.provider.intent(id)
    intents.set(id, { status, received })
  }
  const all = [...intents.entries()]
  const refunded = sandbox.provider.refunds.all().filter(({ payment_intent: of }) => intents.has(of))
  const received = all.reduce((sum, [, intent]) => sum + intent.received, 0)
  return {
    held: all.filter(([, { status }]) => status === 'requires_capture').length,
    net: received - refunded.reduce((sum, { amount }) => sum + amount, 0),
  }
}

async function check(order: string, { phase, back }: Model): Promise<void> {
  const [row, payments, ledger, production] = await Promise.all([
    findOrder(database(), order),
    paymentsOf(database(), order),
    ledgerOf(database(), order),
    findProductionOrderOf(database(), order),
  ])
  const states = {
    unpaid: 'open',
    held: 'authorised',
    'charged-early': 'authorised',
    failed: 'authorised',
    charged: 'placed',
    over: 'cancelled',
  }
  expect(row?.state).toBe(states[phase])
  const has = phase === 'charged' || phase === 'charged-early' ? WHOLE - back : 0
  const provider = providerOf(order)
  expect(provider).toEqual({ held: phase === 'held' ? 1 : 0, net: has })
  const sum = (kind: string) => ledger.reduce((total, entry) => (entry.kind === kind ? total + entry.amount : total), 0)
  expect(sum('captured') - sum('refunded') + sum('refund-returned')).toBe(provider.net)
  expect(sum('refunded')).toBeLessThanOrEqual(sum('captured'))
  expect(sum('authorised') - sum('released') - sum('captured')).toBe(phase === 'held' ? WHOLE : 0)
  expect(payments.filter(({ state }) => state === 'captured' || state === 'refunded').length).toBeLessThanOrEqual(1)
  const mayBegin = production?.phase === 'ready'
  expect(mayBegin).toBe(phase === 'charged')
  if (phase === 'over' && production) expect(['declined', 'withdrawn']).toContain(production.phase)
}

const simple = fc.constantFrom<Operation>(
  ...(
    [
      'pay',
      'bad-card',
      'page-closes',
      'bank-lets-go',
      'accept',
      'accept-bank-fails',
      'decline',
      'call-off',
      'charge-early',
    ] as const
  ).map((what) => ({ do: what })),
)
const refund = fc.record({
  do: fc.constant('refund' as const),
  amount: fc.option(fc.integer({ min: 1, max: 130_000 }), { nil: undefined }),
})
const operations = fc.array(fc.oneof({ weight: 3, arbitrary: simple }, { weight: 1, arbitrary: refund }), {
  minLength: 3,
  maxLength: 9,
})

describe('money', () => {
  it('stands in our books as it stands at the provider, whatever happens in whatever order', async () => {
    const property = fc.asyncProperty(operations, async (all) => {
      const made = await begun()
      // The first deed is a likely one, so that most histories get somewhere.
      const history: Operation[] = [{ do: 'pay' }, ...all]
      let model: Model = { phase: 'unpaid', back: 0 }
      for (const [step, operation] of (all.length % 4 === 0 ? all : history).entries()) {
        await perform(made, model, operation, step)
        model = after(model, operation)
        await quiet()
        await check(made.order, model)
      }
    })
    await fc.assert(property, { numRuns: RUNS, seed: 20261125, endOnFailure: true })
  })
})
