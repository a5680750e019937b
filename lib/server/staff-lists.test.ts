import { describe, expect, it } from 'vitest'
import { readOrderAsking, readProductionAsking } from './staff-lists'

describe('what a list is asked for', () => {
  it('is nothing where the database could not keep it', () => {
    const given = { state: 'running\0', atelier: '\0', search: 'Ada\0', cursor: '1~ord_1\0' }
    for (const asking of [readOrderAsking(given), readProductionAsking(given)]) {
      expect([asking.atelier, asking.search, asking.cursor]).toEqual([undefined, undefined, undefined])
    }
    expect(readOrderAsking(given).state).toBeUndefined()
    expect(readOrderAsking({ state: 'running', search: 'Zoë 王' })).toMatchObject({ state: 'running', search: 'Zoë 王' })
  })
})
