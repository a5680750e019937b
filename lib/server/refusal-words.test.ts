import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LOCALES, translator } from '@/lib/words/render'

const folders = [
  'lib/server',
  'lib/server/salon',
  'api/salon',
  'lib/domain/production',
  'lib/domain/orders',
  'api',
  'api/atelier',
]
const sources = folders.flatMap((folder) =>
  readdirSync(join(process.cwd(), folder))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(process.cwd(), folder, name), 'utf8')),
)
const codes = new Set(
  sources.flatMap((text) => [...text.matchAll(/(?:refuse|attempt)\(\s*'([a-z-]+\.[a-z-]+)'/g)].map((match) => match[1] ?? '')),
)

describe('every refusal of the use cases and the API', () => {
  it.each(LOCALES)('has words in %s', (locale) => {
    expect(codes.size).toBeGreaterThan(40)
    expect([...codes].filter((code) => !translator(locale).has(`refusals.${code}`))).toEqual([])
  })
})
