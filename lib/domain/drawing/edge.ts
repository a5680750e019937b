import type { Vec2 } from '../geometry/mesh'

/** `outline` borders the paper, `contour` is where the surface turns away before more metal, `crease` a sharp edge. */
export type EdgeKind = 'outline' | 'contour' | 'crease' | 'engraving'
export interface VisibleEdge {
  kind: EdgeKind
  from: Vec2
  to: Vec2
}
