import type { DesignDocument } from '@/lib/domain/design/document'
import { parseDocument } from '@/lib/domain/design/parse'
import { measure } from '@/lib/domain/manufacturability/measure'
import type { Measurements } from '@/lib/domain/manufacturability/measurements'
import type { Operation } from '@/lib/domain/network/operation'
import type { Fineness } from '@/lib/domain/products/draft'
import type { MaterialLine, Stage } from '@/lib/domain/products/family'
import { loadFonts } from './engraving-fonts'
import { loadKernel } from './kernel'

export interface MeasureTask {
  document: DesignDocument
  fineness: Fineness
}

/** Everything about a piece that no atelier, price or date has a say in. */
export interface Measured {
  measurements: Measurements
  operations: readonly Operation[]
  materials: readonly MaterialLine[]
  stages: readonly Stage[]
}

/** Runs on a thread of the drafting pool. The document was parsed at the door; here it is only looked up again. */
export default async function measureDesign({ document, fineness }: MeasureTask): Promise<Measured> {
  const parsed = await parseDocument(document)
  if (!parsed.ok) throw new Error(`drafting was asked for an unparsed document: ${parsed.refusal.code}`)
  const { family } = parsed.value
  const [kernel, fonts] = await Promise.all([loadKernel(), loadFonts()])
  const draft = family.draft({ kernel, fonts }, document, fineness)
  const measurements = measure(draft, kernel)
  const operations = family.operations(document, measurements)
  return { measurements, operations, materials: family.materials(document, measurements), stages: family.stages(document) }
}
