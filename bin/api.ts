import { openFrontDoor } from '@/api/front-door'
import { closeDatabase } from '@/lib/server/database'
import { closeDrafting } from '@/lib/server/drafting'
import { settings } from '@/lib/server/settings'

/** The front door: API, webhooks, live streams, and every page through it. */
const { PORT, HOST } = settings()
const door = openFrontDoor()
door.server.listen(PORT, HOST, () => console.log(`front door on ${HOST}:${PORT}`))
process.once('SIGTERM', async () => {
  await door.close()
  await closeDrafting()
  await closeDatabase()
  process.exit(0)
})
