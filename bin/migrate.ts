import { migrate } from '@/db/migrate'
import { settings } from '@/lib/server/settings'

/** Brings the database of `DATABASE_URL` to the newest schema. */
await migrate(settings().DATABASE_URL)
console.log('The database is up to date.')
