import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { hashOf } from '@/lib/domain/design/canonical'
import type { DesignDocument } from '@/lib/domain/design/document'
import type { Measurements } from '@/lib/domain/manufacturability/measurements'
import type { Fineness } from '@/lib/domain/products/draft'
import type { Result } from '@/lib/domain/result'
import { DraftingPool } from './drafting-pool'
import type { MeasureTask } from './drafting-worker'
import { Recent } from './recent'
import { settings } from './settings'

/** A measured ring is about 200 kB with its wall map. */
const KEPT = 200

let pool: DraftingPool | undefined
const recent = new Recent<Measurements>(KEPT)
const running = new Map<string, Promise<Result<Measurements>>>()

function draftingPool(): DraftingPool {
  const { DRAFTING_THREADS, DRAFTING_QUEUE, DRAFTING_MILLISECONDS, DRAFTING_MEGABYTES } = settings()
  pool ??= new DraftingPool({
    // As the pool's own thread: this module is moved by the bundle of the pages.
    module: pathToFileURL(join(/* turbopackIgnore: true */ process.cwd(), 'lib', 'server', 'drafting-worker.ts')),
    threads: DRAFTING_THREADS,
    queue: DRAFTING_QUEUE,
    milliseconds: DRAFTING_MILLISECONDS,
    megabytes: DRAFTING_MEGABYTES,
  })
  return pool
}

/**
 * Drafts and measures on the server: the one door to its geometry. The same document is measured once, however many ask for it
 * at the same time or again soon. Refused: `server.busy`, `drafting.too-slow`, `drafting.too-large`.
 */
export async function measured(document: DesignDocument, fineness: Fineness): Promise<Result<Measurements>> {
  const key = `${fineness}:${hashOf(document)}`
  const known = recent.get(key)
  if (known) return { ok: true, value: known }
  const begun = running.get(key)
  if (begun) return begun
  const answer = draftingPool().run<MeasureTask, Measurements>({ document, fineness })
  running.set(key, answer)
  try {
    const result = await answer
    if (result.ok) recent.set(key, result.value)
    return result
  } finally {
    running.delete(key)
  }
}

export async function closeDrafting(): Promise<void> {
  await pool?.close()
  pool = undefined
}
