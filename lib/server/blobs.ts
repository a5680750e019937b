import { createHash, randomUUID } from 'node:crypto'
import { access, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { settings } from './settings'

/** The one door to stored files: content by its SHA-256, written once, never changed, removed only by an erasure. */
export interface StoredBlob {
  /** Hex. */
  sha256: string
  bytes: number
}

const HASH = /^[0-9a-f]{64}$/

function pathOf(sha256: string): string {
  if (!HASH.test(sha256)) throw new Error('not a SHA-256')
  return join(settings().BLOB_FOLDER, sha256.slice(0, 2), sha256)
}

/** Keeps the content; on disk before it answers. The same content again is the same blob. */
export async function keepBlob(content: Uint8Array): Promise<StoredBlob> {
  const sha256 = createHash('sha256').update(content).digest('hex')
  const path = pathOf(sha256)
  const stored = { sha256, bytes: content.byteLength }
  if (await exists(path)) return stored
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}.${randomUUID()}`
  try {
    const file = await open(draft, 'wx', 0o644)
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    // Nobody ever sees half a blob: the name appears with the whole content.
    await rename(draft, path)
  } finally {
    await rm(draft, { force: true })
  }
  return stored
}

/** The content, checked against its name. Throws when it is missing or damaged: the database said that it is here. */
export async function readBlob(sha256: string): Promise<Uint8Array<ArrayBuffer>> {
  const content = new Uint8Array(await readFile(pathOf(sha256)))
  if (createHash('sha256').update(content).digest('hex') !== sha256) throw new Error(`blob ${sha256} is damaged`)
  return content
}

/** Gone for good. The caller has made sure that nothing names it. */
export async function removeBlob(sha256: string): Promise<void> {
  await rm(pathOf(sha256), { force: true })
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )
