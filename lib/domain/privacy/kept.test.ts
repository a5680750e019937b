import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { KEPT } from './kept'

it('is told in docs/privacy.md as the clock does it', () => {
  const rows = [
    ...readFileSync('docs/privacy.md', 'utf8').matchAll(
      /^\| ([a-z-]+) \| [^|]+ \| (\d+) days after ([a-z-]+)[^|]* \| ([a-z]+) \|$/gm,
    ),
  ]
  const told = rows.map(([, name, days, after, basis]) => [name, { days: Number(days), after, basis }])
  expect(Object.fromEntries(told)).toEqual(KEPT)
})
