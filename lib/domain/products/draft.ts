import type { DesignDocument } from '../design/document'
import type { Frame, Hinge, Mesh, Ring, Shape2, Surface, Vec3 } from '../geometry/mesh'
import type { SheetWork } from './sheet'

/** `edit` is what a drag shows; `full` is what is judged at checkout and what files are made from. */
export type Fineness = 'edit' | 'full'

export interface Part {
  id: string
  /** Key of `materials` (lib/domain/network/materials.ts), e.g. `gold-18k-yellow`. */
  material: string
  mesh: Mesh
  surfaces: readonly Surface[]
  /** Before features that are cut at the bench: what a casting pattern is made from. Absent when equal to `mesh`. */
  pattern?: Mesh
  /** Cut from sheet goods: its thickness is the sheet's, so no wall is looked for. Absent: a body of its own. */
  making?: 'sheet'
}

/** A region engraved, cut or raised on a plane. 2D rules and engraving files are made from it. */
export interface Region {
  feature: string
  frame: Frame
  /** The removed area at the surface (recessed) or the standing letters (raised). Union of `glyphs`. */
  shape: Shape2
  /** `through`: openings that go through the part (holes, slots, cut-outs). */
  relief: 'recessed' | 'raised' | 'through'
  /** Deepest cut, mm. */
  depth: number
  /** Wall slope of the cut from the face plane, degrees (90 = upright). */
  wallAngle: number
  /** Where letters may lie (outline of the face less its edge). */
  field: Ring
  glyphs: readonly { grapheme: string; shape: Shape2 }[]
  /** Graphemes the typeface cannot draw. */
  missing: readonly string[]
  /** Pressed by a die, with foil or without, instead of cut by a tool. */
  die?: { technique: 'foil'; foil: string } | { technique: 'blind' }
}

/** A dimension that must fit something else, e.g. the bore and the finger. */
export interface Fit {
  feature: string
  /** Nominal, mm. */
  nominal: number
  axis: Vec3
  /** A point of the axis; the origin when absent. */
  origin?: Vec3
  kind: 'bore'
}

export interface Draft {
  document: DesignDocument
  fineness: Fineness
  parts: readonly Part[]
  regions: readonly Region[]
  fits: readonly Fit[]
  /** Largest wall limit that any rule may ask of this family, mm: walls are exact up to it, and beyond it only known to be so. */
  wallCap: number
  /** Direction of the main view and up, for drawings. */
  facing: { towards: Vec3; up: Vec3 }
  /** Panels and seams of a piece that is cut from sheets and sewn. */
  sheets?: SheetWork
  /** Where the piece folds; it is drafted open. */
  hinge?: Hinge
}
