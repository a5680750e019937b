import { expect, test } from 'vitest'
import type { Finding } from './finding'
import { thinnerThan } from './thin-walls'

const finding = (rule: string, change: Partial<Finding> = {}): Finding => ({
  rule,
  severity: 'blocker',
  feature: 'blank',
  at: [],
  parameters: {},
  source: { kind: 'assumption', text: '' },
  ...change,
})
const facts = { 'wall.minimum': { value: 0.7, unit: 'mm', errorBound: 0.01, feature: 'blank', at: [] } } as const

test('walls are thin under the limit of the finding that asks the most, as the finished piece has them', () => {
  const minimum = finding('wall.minimum', { measured: 0.7, limit: 0.8 })
  // Finishing takes 0.1 off each side of the pattern.
  const pattern = finding('wall.pattern', { measured: 0.9, limit: 1.05 })
  expect(thinnerThan([minimum], facts)).toBe(0.8)
  expect(thinnerThan([minimum, pattern], facts)).toBe(0.85)
})

test('a wall too close to call is thin as far as it may be', () => {
  expect(
    thinnerThan([finding('wall.minimum', { severity: 'unknown', measured: 0.7, limit: 0.705, errorBound: 0.01 })], facts),
  ).toBe(0.715)
})

test('what is not about walls shades none', () => {
  expect(thinnerThan([finding('engraving.stroke', { measured: 0.2, limit: 0.3 })], facts)).toBeUndefined()
  expect(thinnerThan([finding('wall.minimum', { measured: 0.7, limit: 0.8 })], {})).toBeUndefined()
})
