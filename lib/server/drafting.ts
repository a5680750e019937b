import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { hashOf } from '@/lib/domain/design/canonical'
import type { DesignDocument } from '@/lib/domain/design/document'
import type { Direction } from '@/lib/domain/drawing/view-frame'
import type { Measurements } from '@/lib/domain/manufacturability/measurements'
import type { Fineness } from '@/lib/domain/products/draft'
import type { Result } from '@/lib/domain/result'
import { DraftingPool } from './drafting-pool'
import type { DrawTask, MeasureTask } from './drafting-worker'
import { Recent } from './recent'
import { settings } from './settings'

/** A measured ring is about 200 kB with its wall map. */
const KEPT = 200

let pool: DraftingPool | undefined
const recent = new Recent<Measurements>(KEPT)
const running = new Map<string, Promise<Result<Measurements>>>()
const drawings = new Recent<string>(KEPT)

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

/** One view of a piece as a self-contained SVG without words, drawn in the same pool. Refused as `measured` is. */
export async function drawn(document: DesignDocument, direction: Direction): Promise<Result<string>> {
  const key = `${direction}:${hashOf(document)}`
  const known = drawings.get(key)
  if (known) return { ok: true, value: known }
  const draw = { direction, options: { tones: true, pixelsPerMillimetre: 18 } }
  const result = await draftingPool().run<DrawTask, string>({ document, fineness: 'edit', draw })
  if (result.ok) drawings.set(key, result.value)
  return result
}

export async function closeDrafting(): Promise<void> {
  await pool?.close()
  pool = undefined
}
