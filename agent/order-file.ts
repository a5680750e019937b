import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { SealedEvent } from '@/lib/domain/production/chain'
import type { ScriptStep } from './twin'

/** Everything the agent knows of one production order. */
export interface OrderRecord {
  id: string
  /** Milliseconds of life since 1970 at which the script began; moved when the house was not ready. */
  anchor: number
  /** Offset of the atelier's clock from UTC, minutes. */
  offset: number
  script: readonly ScriptStep[]
  /** Signed and chained, acknowledged or not. */
  events: readonly SealedEvent[]
  /** How many of them the house has acknowledged. */
  acknowledged: number
  /** The house has said that work may begin. */
  mayStart: boolean
  /** Why nothing more is done: `delivered`, `declined`, or a refusal's code. */
  over?: string
}

/** One file per order: what was said survives a cut line, a crash and a restart. */
export class OrderFiles {
  private readonly folder: string

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true })
    this.folder = folder
  }

  all(): OrderRecord[] {
    const names = readdirSync(this.folder).filter((name) => /^po_[0-9a-z]+\.json$/.test(name))
    return names.map((name) => JSON.parse(readFileSync(join(this.folder, name), 'utf8')) as OrderRecord)
  }

  /** On disk before it returns. */
  keep(record: OrderRecord): void {
    const path = join(this.folder, `${record.id}.json`)
    const handle = openSync(`${path}.new`, 'w')
    writeSync(handle, JSON.stringify(record))
    fsyncSync(handle)
    closeSync(handle)
    renameSync(`${path}.new`, path)
  }

  keepFile(id: string, name: string, content: Uint8Array): void {
    const folder = join(this.folder, id)
    if (!existsSync(folder)) mkdirSync(folder)
    writeFileSync(join(folder, name), content)
  }
}
