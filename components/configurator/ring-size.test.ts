import { expect, it } from 'vitest'
import { equivalents } from './ring-size'

// Published conversion charts: ISO 54.4 is US 7 and JP 14 or 15; ISO 57.0 is US 8; ISO 49.3 is US 5 and JP 9; UK N is 54.0, UK R is 59.1.
it.each([
  [54.4, 'us', '7'],
  [57, 'us', '8'],
  [49.3, 'us', '5'],
  [54, 'uk', 'N'],
  [59.1, 'uk', 'R'],
  [49.3, 'jp', '9'],
] as const)('ISO %s is %s %s', (circumference, system, size) => {
  expect(equivalents(circumference)[system]).toBe(size)
})
