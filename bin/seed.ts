import { seed } from '@/db/seed/seed'
import { closeDatabase, database } from '@/lib/server/database'

/** Puts ateliers and price book into the database of `DATABASE_URL`. Safe to run again. The first owner is made by bin/owner.ts. */
for (const note of await seed(database(), { demo: false, access: [], at: new Date() })) console.warn(note)
await closeDatabase()
