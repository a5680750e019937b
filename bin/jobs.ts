import { closeDatabase } from '@/lib/server/database'
import { closeDrafting } from '@/lib/server/drafting'
import { startJobs } from '@/lib/server/jobs/runner'

/** Does what other processes left to be done: files, payments, mail. As many of it as you like. */
const runner = await startJobs()
console.log('jobs are being looked for')
process.once('SIGTERM', async () => {
  await runner.stop()
  await closeDrafting()
  await closeDatabase()
  process.exit(0)
})
await runner.promise
