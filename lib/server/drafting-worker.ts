import type { DesignDocument } from '@/lib/domain/design/document'
import { measure } from '@/lib/domain/manufacturability/measure'
import type { Measurements } from '@/lib/domain/manufacturability/measurements'
import { loadFamily } from '@/lib/domain/products/catalogue'
import type { Fineness } from '@/lib/domain/products/draft'
import { loadFonts } from './engraving-fonts'
import { loadKernel } from './kernel'

export interface MeasureTask {
  /** Must have passed `parseDocument`. */
  document: DesignDocument
  fineness: Fineness
}

/** Runs on a thread of the drafting pool: everything about a piece that no atelier, price or date has a say in. */
export default async function measureDesign({ document, fineness }: MeasureTask): Promise<Measurements> {
  const [family, kernel, fonts] = await Promise.all([loadFamily(document.family), loadKernel(), loadFonts()])
  if (!family) throw new Error(`drafting was asked for the unknown family ${document.family}`)
  return measure(family.draft({ kernel, fonts }, document, fineness), kernel)
}
