import type { DesignDocument } from '@/lib/domain/design/document'
import type { Direction } from '@/lib/domain/drawing/view-frame'
import { type ViewOptions, view } from '@/lib/domain/drawing/views'
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

export interface DrawTask extends MeasureTask {
  draw: { direction: Direction; options: Omit<ViewOptions, 'figure'> }
}

/**
 * Runs on a thread of the drafting pool: everything about a piece that no atelier, price or date has a say in. Measurements, or
 * one view as SVG where the task asks for a drawing.
 */
export default async function work(task: MeasureTask | DrawTask): Promise<Measurements | string> {
  const { document, fineness } = task
  const [family, kernel, fonts] = await Promise.all([loadFamily(document.family), loadKernel(), loadFonts()])
  if (!family) throw new Error(`drafting was asked for the unknown family ${document.family}`)
  const draft = family.draft({ kernel, fonts }, document, fineness)
  return 'draw' in task ? view(draft, task.draw.direction, task.draw.options) : measure(draft, kernel)
}
