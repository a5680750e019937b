import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

/** A map that survives the process: every change is a line in a file, read back at the next start. */
export interface Shelf<T> {
  get(id: string): T | undefined
  put(id: string, value: T): void
  /** In the order of first arrival. */
  all(): T[]
}

type Line = { shelf: string; id: string; value: unknown }

/** All shelves of one sandbox in one file. Without a folder they live in memory only. */
export class Journal {
  private readonly shelves = new Map<string, Map<string, unknown>>()
  private readonly file: string | undefined

  constructor(folder?: string) {
    if (folder === undefined) return
    mkdirSync(folder, { recursive: true })
    this.file = join(folder, 'journal.ndjson')
    this.read(this.file)
    this.compact(this.file)
  }

  shelf<T>(name: string): Shelf<T> {
    const map = this.map(name)
    return {
      get: (id) => structuredClone(map.get(id)) as T | undefined,
      all: () => structuredClone([...map.values()]) as T[],
      put: (id, value) => {
        map.set(id, structuredClone(value))
        if (this.file) appendFileSync(this.file, `${JSON.stringify({ shelf: name, id, value } satisfies Line)}\n`)
      },
    }
  }

  private map(name: string): Map<string, unknown> {
    const map = this.shelves.get(name) ?? new Map<string, unknown>()
    this.shelves.set(name, map)
    return map
  }

  private read(file: string): void {
    if (!existsSync(file)) return
    const lines = readFileSync(file, 'utf8').split('\n')
    for (const [index, text] of lines.entries()) {
      if (text === '') continue
      let line: Line
      try {
        line = JSON.parse(text) as Line
      } catch (error) {
        // A process killed while writing leaves half a last line; half a line elsewhere is damage.
        if (index === lines.length - 1) continue
        throw error
      }
      this.map(line.shelf).set(line.id, line.value)
    }
  }

  private compact(file: string): void {
    const fresh = `${file}.new`
    const handle = openSync(fresh, 'w')
    for (const [shelf, map] of this.shelves) {
      for (const [id, value] of map) writeSync(handle, `${JSON.stringify({ shelf, id, value } satisfies Line)}\n`)
    }
    fsyncSync(handle)
    closeSync(handle)
    renameSync(fresh, file)
  }
}
