import { writeFileSync } from 'node:fs'
import { permissionsDocument } from './permissions-document'

/** `tsx bin/permissions-doc.ts`: docs/permissions.md from the table. */
writeFileSync('docs/permissions.md', permissionsDocument())
