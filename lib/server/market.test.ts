import { afterAll, beforeAll, expect, it } from 'vitest'
import { currentProfiles } from '@/db/queries/atelier'
import { findOrder } from '@/db/queries/order'
import { insertOutcomes } from '@/db/queries/track-record'
import { type FreshDatabase, freshHouse } from '@/db/testing/fresh-database'
import { insertOpenOrder } from '@/db/testing/open-order'
import type { AtelierProfile } from '@/lib/domain/network/profile'
import { loadFamily } from '@/lib/domain/products/catalogue'
import { assessDesign } from './assessments'
import { database } from './database'
import { currentAteliers, currentMarket } from './market'
import { release } from './release'

let house: FreshDatabase
const at = new Date()

beforeAll(async () => {
  house = await freshHouse()
})
afterAll(() => house.remove())

const processOf = (ateliers: readonly AtelierProfile[]) => {
  const found = ateliers.find(({ id }) => id === 'paris')?.workCenters.flatMap(({ processes }) => processes)
  return found?.find(({ operation }) => operation === 'cast')
}

it('judges, prices and shows with what builds have shown, not with what an atelier says of itself alone', async () => {
  const order = await findOrder(database(), await insertOpenOrder(database(), at))
  if (!order) throw new Error('no order')
  const productionOrder = await database().transaction((transaction) => release(transaction, order, [], at))
  const stated = processOf(await currentProfiles(database(), at))
  if (!stated) throw new Error('Paris casts')
  const before = await firstPass()
  const one = { productionOrder, atelier: 'paris', family: stated.operation, process: stated.process, finishedAt: at }
  await insertOutcomes(
    database(),
    Array.from({ length: 40 }, (_, index) => ({
      ...one,
      operation: `cast-${index}`,
      material: 'gold-18k-yellow',
      passed: index > 29,
    })),
  )
  const paris = { country: 'FR', place: { latitude: 48.86, longitude: 2.35 }, currency: 'EUR' } as const
  const inside = await database().transaction((transaction) => currentMarket(paris, at, transaction))
  for (const ateliers of [await currentAteliers(at), (await currentMarket(paris, at)).ateliers, inside.ateliers]) {
    const { r } = processOf(ateliers)?.capability ?? {}
    expect(r?.sampleSize).toBe(stated.capability.r.sampleSize + 40)
    expect(r?.byMaterial?.['gold-18k-yellow']).toEqual({ passed: 10, failed: 30 })
    expect(r?.value).toBeLessThan(stated.capability.r.value)
  }
  expect((await firstPass())?.mean).toBeLessThan(before?.mean ?? 0)
})

async function firstPass() {
  const family = await loadFamily('signet-ring')
  if (!family) throw new Error('no ring')
  const document = { family: family.id, model: family.model, choices: family.presets[0]?.choices ?? {} }
  const assessed = await assessDesign({ document, destination: { country: 'FR' }, fineness: 'edit', ateliers: ['paris'], at })
  return assessed.ok ? assessed.value.answers[0]?.verdict.firstPass : undefined
}
