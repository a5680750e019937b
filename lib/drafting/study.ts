import type { Market } from '@/lib/domain/assess'
import type { DesignDocument } from '@/lib/domain/design/document'
import type { DraftEnvironment } from '@/lib/domain/geometry/kernel'
import type { Family } from '@/lib/domain/products/family'

/** Something worked out in idle time about one design; lets go when `stop` says so. */
export interface Study {
  family: Family
  document: DesignDocument
  market: Market
  environment: DraftEnvironment
  stop(): boolean
  breathe(): Promise<void>
}
