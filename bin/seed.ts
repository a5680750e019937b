import { seed } from '@/db/seed/seed'
import { closeDatabase, database } from '@/lib/server/database'
import { newId } from '@/lib/server/ids'
import { hashPassword } from '@/lib/server/secrets'

/**
 * Puts ateliers and price book into the database of `DATABASE_URL`, and the owner named by `OWNER_EMAIL` and `OWNER_PASSWORD`.
 * Safe to run again.
 */
const { OWNER_EMAIL: email, OWNER_PASSWORD: password } = process.env
const owner =
  email && password
    ? { id: newId('stf'), email: email.toLowerCase(), name: 'Owner', passwordHash: await hashPassword(password) }
    : undefined
for (const note of await seed(database(), { demo: false, access: [], at: new Date(), ...(owner ? { owner } : {}) }))
  console.warn(note)
await closeDatabase()
