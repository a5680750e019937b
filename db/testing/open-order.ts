import type { Database } from '@/db/connection'
import { insertRevision } from '@/db/queries/design'
import { insertOrder } from '@/db/queries/order'
import { atelierKey, atelierToken } from '@/db/schema/atelier'
import { hashOf } from '@/lib/domain/design/canonical'
import { splitPersonal } from '@/lib/domain/design/personal'
import type { Operation } from '@/lib/domain/network/operation'
import type { Plan } from '@/lib/domain/network/plan'
import { newId } from '@/lib/server/ids'
import { hashToken } from '@/lib/server/secrets'

export const ROUTING = ['pattern', 'cast', 'engrave', 'polish', 'pack'] as const

/** An order of a ring at Paris, not paid yet, with a made-up plan: for tests that are about what comes after. */
export async function insertOpenOrder(database: Database, at: Date): Promise<string> {
  const ids = { order: newId('ord'), contact: newId('cli'), revision: newId('rev') }
  const document = {
    family: 'signet-ring',
    model: 'signet-ring@1',
    choices: { letters: 'AB', relief: 'recessed', finish: 'polished' },
  }
  const { record, personal } = splitPersonal(document, ['letters'], 'ab'.repeat(16))
  const plan = planFrom(at)
  const shownTotal = { amount: 124_000, currency: 'EUR' as const }
  const quote = {
    atelier: 'paris',
    lines: [],
    total: shownTotal,
    shownTotal,
    duty: 'none' as const,
    priceBook: 'test',
    metalFixedAt: at.toISOString(),
    rateFixedAt: at.toISOString(),
    at: at.toISOString(),
    expires: new Date(at.getTime() + 2 * 3_600_000).toISOString(),
  }
  await database.transaction(async (transaction) => {
    await insertRevision(transaction, {
      id: ids.revision,
      design: newId('des'),
      family: document.family,
      record,
      recordHash: hashOf(record),
      personal,
    })
    await insertOrder(
      transaction,
      { id: ids.contact, name: 'A. Client', email: 'client@shop.example', locale: 'en' },
      {
        id: ids.order,
        reference: ids.order.slice(-8).toUpperCase(),
        revision: ids.revision,
        contact: ids.contact,
        atelier: 'paris',
        profileVersion: 1,
        verdict: { atelier: 'paris', profileVersion: 1, outcome: 'makeable', findings: [], operations: [], at: at.toISOString() },
        operations: ROUTING.map(operationOf),
        plan,
        quote,
        destination: { country: 'FR', place: { latitude: 48.85, longitude: 2.35 }, currency: 'EUR' },
        locale: 'en',
        amount: shownTotal.amount,
        currency: shownTotal.currency,
        createdAt: at,
      },
    )
  })
  return ids.order
}

const operationOf = (id: string): Operation => ({
  id,
  family: id as Operation['family'],
  feature: 'blank',
  demand: { d: 0.1, g: 0.1, r: 0.1, t: 0.1 },
  reasons: [],
  quantities: {},
})

function planFrom(at: Date): Plan {
  const hour = (hours: number) => new Date(at.getTime() + hours * 3_600_000).toISOString()
  return {
    atelier: 'paris',
    steps: ROUTING.map((operation, index) => ({
      operation,
      workCenter: 'paris-bench',
      process: 'hand',
      mode: 'autonomous',
      from: hour(1 + 2 * index),
      to: hour(2 + 2 * index),
      busyMinutes: 60,
      elapsedMinutes: 60,
    })),
    ready: hour(12),
    delivered: hour(36),
    certainty: 0.8,
    deliveredSure95: hour(60),
    distanceKm: 10,
    freightKgCo2e: [0, 0],
    energyKwh: [0, 0],
    energyKgCo2e: [0, 0],
    microFactoryKwh: [0, 0],
    microFactoryKgCo2e: [0, 0],
    reasons: [],
  }
}

/** RFC 8032, section 7.1, test 1: a pair that everybody may know. */
export const ATELIER_KEY = {
  keyId: 'key_paris_test',
  secret: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
  publicKey: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
} as const
export const ATELIER_TOKEN = 'agt_of_the_tests_long_enough'

/** Lets tests speak for an atelier. */
export async function insertAtelierAccess(database: Database, atelier: string, at: Date): Promise<void> {
  await database.insert(atelierKey).values({ id: ATELIER_KEY.keyId, atelier, publicKey: ATELIER_KEY.publicKey })
  const endsAt = new Date(at.getTime() + 86_400_000)
  await database.insert(atelierToken).values({ id: `tok_${atelier}`, atelier, tokenHash: hashToken(ATELIER_TOKEN), endsAt })
}
