import type { AtelierAnswer, Market } from '@/lib/domain/assess'
import type { Choices, DesignDocument } from '@/lib/domain/design/document'
import type { Direction } from '@/lib/domain/drawing/view-frame'
import type { RenderMesh } from '@/lib/domain/geometry/mesh'
import type { Finding, Remedy } from '@/lib/domain/manufacturability/finding'
import type { Fact, FactKey, WallMap } from '@/lib/domain/manufacturability/measurements'
import type { Remainder } from '@/lib/domain/manufacturability/remainder'
import type { CutHide } from '@/lib/domain/nesting/cut-plan'
import type { Operation } from '@/lib/domain/network/operation'
import type { Fineness } from '@/lib/domain/products/draft'
import type { Stage } from '@/lib/domain/products/family'
import type { Refusal } from '@/lib/domain/result'

/** What the page asks of the drafting worker. `id` rises; an answer to an older edit than the last one asked is never sent. */
export type Request =
  | { kind: 'open'; family: string; market: Market; fragment?: string; fallback: DesignDocument }
  | { kind: 'market'; market: Market }
  | {
      kind: 'edit'
      id: number
      document: DesignDocument /** As the piece looks at a stage; finished without. */
      look?: Stage['look']
      /** What it is cut from, where that is known. */
      hides?: readonly CutHide[]
    }
  /**
   * What to work out in idle time, for the last edit; replaces the wish before. `atelier` is the one looked at: its bands are made exact
   * and what its tools leave is drawn. An edit or another wish ends it at once; a view or a peek comes first, and it goes on after.
   */
  | { kind: 'wish'; remedies?: string; bands: readonly string[]; atelier?: string }
  /** Shows a design that is only thought of (a remedy under the pointer): a mesh, nothing judged. `peek` rises. */
  | { kind: 'peek'; peek: number; document: DesignDocument }
  /** `thinnerThan`, mm: walls under it are hatched. `aside`: not of the last edit but of this design. */
  | {
      kind: 'view'
      id: number
      direction: Direction
      title: string
      figure: { decimal: string; unit: string }
      thinnerThan?: number
      aside?: DesignDocument
    }

/** Lowest and highest value of the connected stretch of a parameter that an atelier can make, with the other choices as they are. */
export type Band = readonly [number, number]

export interface Judged {
  id: number
  /** `edit` is the fast answer; `full` follows for the same edit, measured as at checkout. */
  fineness: Fineness
  facts: Readonly<Partial<Record<FactKey, Fact>>>
  missing: readonly string[]
  /** Places thinner than the family's cap, with their thickness, mm: for shading the solid. */
  walls: WallMap
  /** The routing: what each step demands, and why. */
  operations: readonly Operation[]
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
  /**
   * Bands of every atelier that can make some value. With `exact` false the ends are those of the fast look; then they come once more with
   * the wished atelier's ends as the checkout judges. `id` is the edit that they belong to: of an older edit they are stale, and
   * bands of the same edit that were not sent again are still being worked out.
   */
  | { kind: 'band'; id: number; parameter: string; bands: Readonly<Record<string, Band>>; exact: boolean }
  /** What the wished atelier's finest tools leave of each engraved region; empty when nothing. */
  | { kind: 'remainder'; id: number; atelier: string; remainders: readonly Remainder[] }
  | { kind: 'peeked'; peek: number; mesh: RenderMesh }
  | { kind: 'view'; id: number; direction: Direction; svg: string; thinnerThan?: number; aside?: DesignDocument }
  /** The machinery broke; the design is kept. `kernel` could not start, `draft` threw. */
  | { kind: 'failed'; what: 'kernel' | 'draft'; detail: string }

export type { AtelierAnswer, Choices, Direction, Fact, FactKey, Finding, Market, Remainder, Remedy, RenderMesh, WallMap }
