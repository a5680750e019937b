import { expect, it } from 'vitest'
import { RequestKeys } from './request-keys'

it('the same request keeps its key until it is answered, another has another', () => {
  const keys = new RequestKeys()
  const first = keys.keyFor({ document: { letters: 'A' } })
  expect(first.length).toBeGreaterThanOrEqual(16)
  expect(keys.keyFor({ document: { letters: 'A' } })).toBe(first)
  const other = keys.keyFor({ document: { letters: 'B' } })
  expect(other).not.toBe(first)
  keys.answered()
  expect(keys.keyFor({ document: { letters: 'B' } })).not.toBe(other)
})
