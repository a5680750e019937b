import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { permissionsDocument } from './permissions-document'

it('docs/permissions.md is what the table says (npx tsx bin/permissions-doc.ts)', () => {
  expect(readFileSync('docs/permissions.md', 'utf8')).toBe(permissionsDocument())
})
