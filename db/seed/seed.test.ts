import { afterAll, beforeAll, expect, it } from 'vitest'
import { connect } from '@/db/connection'
import { currentProfiles, findProfile } from '@/db/queries/atelier'
import { type FreshDatabase, freshDatabase } from '@/db/testing/fresh-database'
import { earlierProfiles, seed, seededProfiles } from './seed'

let fresh: FreshDatabase
let house: ReturnType<typeof connect>
beforeAll(async () => {
  fresh = await freshDatabase()
  house = connect(fresh.url, 2)
})
afterAll(async () => {
  await house.close()
  await fresh.remove()
})

it('answers each moment by the versions in force then, and keeps the earlier ones for the orders placed under them', async () => {
  const versions = async (at: string) =>
    (await currentProfiles(house.database, new Date(at))).map(({ id, version, hides }) => [id, version, hides !== undefined])
  expect(await versions('2026-11-19T12:00:00Z')).toEqual([
    ['milan', 1, false],
    ['paris', 1, false],
    ['tokyo', 1, false],
  ])
  expect(await versions('2026-11-20T12:00:00Z')).toEqual([
    ['milan', 2, true],
    ['paris', 2, true],
    ['tokyo', 1, false],
  ])
  expect(await findProfile(house.database, 'paris', 1)).toEqual(earlierProfiles().find(({ id }) => id === 'paris'))
})

it('ships each version once, later ones from a later day', () => {
  for (const earlier of earlierProfiles()) {
    const now = seededProfiles().find(({ id }) => id === earlier.id)
    expect(now?.version).toBeGreaterThan(earlier.version)
    expect(now && now.validFrom > earlier.validFrom).toBe(true)
  }
})

it('finds nothing to say when it runs again', async () => {
  expect(await seed(house.database, { demo: false, access: [], at: new Date() })).toEqual([])
})
