import { expect, it } from 'vitest'
import { parseAmount } from './parse-amount'

it.each([
  ['12', 'EUR', 1200],
  ['12.5', 'EUR', 1250],
  ['12,50', 'EUR', 1250],
  ['1 240,00', 'EUR', 124_000],
  ['0.01', 'EUR', 1],
  ['4312', 'JPY', 4312],
  ['12.345', 'EUR', undefined],
  ['1,240.00', 'EUR', undefined],
  ['4312.5', 'JPY', undefined],
  ['-5', 'EUR', undefined],
  ['1e3', 'EUR', undefined],
  ['', 'EUR', undefined],
] as const)('reads %s %s as %s', (typed, currency, minor) => {
  expect(parseAmount(typed, currency)).toBe(minor)
})
