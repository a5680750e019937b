import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { seededProfiles } from '@/db/seed/seed'
import { rules } from '@/lib/domain/manufacturability/rules'
import { catalogue, loadFamily } from '@/lib/domain/products/catalogue'
import { rulesDocument } from '@/lib/files/rules-document'

it('docs/manufacturability.md says what the code checks', async () => {
  const families = (await Promise.all(catalogue.map(({ id }) => loadFamily(id)))).flatMap((family) => family ?? [])
  const text = rulesDocument(families, seededProfiles())
  for (const { code } of rules) expect(text).toContain(`**\`${code}\`**`)
  expect(text).not.toMatch(/undefined|NaN|findings\./)
  expect(readFileSync(new URL('../docs/manufacturability.md', import.meta.url), 'utf8')).toBe(text)
})
