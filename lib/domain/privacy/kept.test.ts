import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { PURPOSES } from '../salon/purposes'
import { KEPT, KEPT_NAMES } from './kept'

it('names every purpose that a client of a shop may allow', () => {
  expect(KEPT_NAMES.filter((name) => name.startsWith('salon-')).sort()).toEqual(
    [...PURPOSES, 'visit'].map((purpose) => `salon-${purpose}`).sort(),
  )
})

it('is told in docs/privacy.md as the clock does it', () => {
  const rows = [
    ...readFileSync('docs/privacy.md', 'utf8').matchAll(
      /^\| ([a-z-]+) \| [^|]+ \| (\d+) days after ([a-z-]+)[^|]* \| ([a-z]+) \|$/gm,
    ),
  ]
  const told = rows.map(([, name, days, after, basis]) => [name, { days: Number(days), after, basis }])
  expect(Object.fromEntries(told)).toEqual(KEPT)
})
