import type { AtelierAnswer, Market } from '@/lib/domain/assess'
import type { Choices, DesignDocument } from '@/lib/domain/design/document'
import type { Direction } from '@/lib/domain/drawing/view-frame'
import type { RenderMesh } from '@/lib/domain/geometry/mesh'
import type { Finding, Remedy } from '@/lib/domain/manufacturability/finding'
import type { Fact, FactKey } from '@/lib/domain/manufacturability/measurements'
import type { Fineness } from '@/lib/domain/products/draft'
import type { Refusal } from '@/lib/domain/result'

/** What the page asks of the drafting worker. `id` rises; an answer to an older edit than the last one asked is never sent. */
export type Request =
  | { kind: 'open'; family: string; market: Market; fragment?: string; fallback: DesignDocument }
  | { kind: 'market'; market: Market }
  | { kind: 'edit'; id: number; document: DesignDocument }
  /** What to work out in idle time, for the last edit; replaces the wish before. */
  | { kind: 'wish'; remedies?: string; bands: readonly string[] }
  | { kind: 'view'; id: number; direction: Direction; title: string; figure: { decimal: string; unit: string } }

/** Highest and lowest value of a parameter that an atelier can make, with the other choices as they are. */
export type Band = readonly [number, number]

export interface Judged {
  id: number
  /** `edit` is the fast answer; `full` follows for the same edit, measured as at checkout. */
  fineness: Fineness
  facts: Readonly<Partial<Record<FactKey, Fact>>>
  missing: readonly string[]
  answers: readonly AtelierAnswer[]
  geometryHash: string
  /** Milliseconds from the start of the draft to the mesh, and to the verdict. */
  took: { mesh: number; verdict: number }
}

export type Reply =
  /** The document to begin with: the fragment's, or the fallback when the fragment is refused. */
  | { kind: 'opened'; document: DesignDocument; refusal?: Refusal }
  | { kind: 'preview'; id: number; mesh: RenderMesh; inapplicable: readonly string[]; fragment: string }
  | { kind: 'judged'; judged: Judged }
  | { kind: 'refused'; id: number; refusal: Refusal; inapplicable: readonly string[] }
  | { kind: 'remedies'; id: number; atelier: string; remedies: readonly Remedy[] }
  | { kind: 'band'; id: number; parameter: string; bands: Readonly<Record<string, Band>> }
  | { kind: 'view'; id: number; direction: Direction; svg: string }
  /** The machinery broke; the design is kept. `kernel` could not start, `draft` threw. */
  | { kind: 'failed'; what: 'kernel' | 'draft'; detail: string }

export type { AtelierAnswer, Choices, Direction, Fact, FactKey, Finding, Market, Remedy, RenderMesh }
