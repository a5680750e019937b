import { readFileSync, writeFileSync } from 'node:fs'
import { seededProfiles } from '@/db/seed/seed'
import { catalogue, loadFamily } from '@/lib/domain/products/catalogue'
import type { Family } from '@/lib/domain/products/family'
import { rulesDocument } from '@/lib/files/rules-document'

/** Writes docs/manufacturability.md from the rule table; with `--check` only says whether it is current. */
const path = new URL('../docs/manufacturability.md', import.meta.url)
const families = (await Promise.all(catalogue.map(({ id }) => loadFamily(id)))).filter(
  (family): family is Family => family !== undefined,
)
const text = rulesDocument(families, seededProfiles())
if (!process.argv.includes('--check')) writeFileSync(path, text)
else if (readFileSync(path, 'utf8') !== text) {
  console.error('docs/manufacturability.md is not current: npx tsx bin/rules.ts')
  process.exit(1)
}
