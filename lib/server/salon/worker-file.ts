import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The tablet's worker, made with the build of the pages; absent where only `next dev` runs. */
export async function salonWorker(): Promise<string | undefined> {
  try {
    return await readFile(join(/* turbopackIgnore: true */ process.cwd(), '.next', 'salon-worker.js'), 'utf8')
  } catch {
    return undefined
  }
}
