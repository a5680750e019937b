export type Vec2 = readonly [number, number]
export type Vec3 = readonly [number, number, number]

/** Closed triangle mesh, millimetres, outward normals (counter-clockwise from outside). */
export interface Mesh {
  /** 3 per vertex. */
  positions: Float32Array
  /** 3 per triangle. */
  triangles: Uint32Array
  /**
   * One per triangle: index into the part's `surfaces`. Triangles of one origin (the body, one pocket) share it,
   * so that two walls of one engraving can be told from a wall between two pockets.
   */
  surfaceOf: Uint16Array
}

/** What a patch of surface is, for light, for the wall rule and for the bench. */
export interface Surface {
  kind: MetalSurface | SheetSurface
  /** Feature that made it: `blank`, `monogram`, … Opposed walls of one non-blank feature belong to the 2D rule. */
  feature: string
  /** What covers it, where one piece is made of many things: key of the house's materials, and a colour's name. */
  cover?: { material: string; colour: string }
  /** The grain of a sheet runs across the piece instead of along it. */
  across?: boolean
}
export type MetalSurface = 'body' | 'bore' | 'face' | 'bevel' | 'cut-wall' | 'cut-floor' | 'ground' | 'raised-top' | 'raised-wall'
/** Both faces and the cut edge of a sheet, paint on an edge, a pared strip, thread, and where a die pressed with foil or without. */
export type SheetSurface = 'grain' | 'flesh' | 'edge' | 'paint' | 'skived' | 'thread' | 'foil' | 'pressed'

/** Simple polygon ring; outer rings counter-clockwise, holes clockwise; millimetres; not repeated at the end. */
export type Ring = readonly Vec2[]
/** Even-odd set of rings. */
export type Shape2 = readonly Ring[]

/** Where a flat region lies in space: `origin + x·u + y·v`, outward normal `n`. Unit vectors. */
export interface Frame {
  origin: Vec3
  u: Vec3
  v: Vec3
  n: Vec3
}

/** For the screen only: indexed, with normals from the true surface where there is one. */
export interface RenderMesh {
  positions: Float32Array
  normals: Float32Array
  triangles: Uint32Array
  /** One per vertex: index into `surfaces`. */
  surfaceOf: Uint8Array
  /** One per vertex: depth below the face, mm (0 outside the engraving). */
  depth: Float32Array
  surfaces: readonly Surface[]
  /** One per vertex: share of the stage's operation after which it is there; below 0 from the beginning. Absent: all is there. */
  order?: Float32Array
  /** One per vertex: share of the light that reaches it where something lies close above. Absent: all of it. */
  shade?: Float32Array
  /** What rises out of where it lies, `by` mm along z and during `over` of the operation: one per vertex, the share at which it begins; below 0: it stays. */
  rise?: { from: Float32Array; by: number; over: number }
  /** Corners of what the picture is of, where the mesh goes on beyond it, mm. */
  frame?: { low: Vec3; high: Vec3 }
  /** How the piece folds; it is drawn open. */
  hinge?: Hinge
  /** Where vertices lay before it was folded, 3 per vertex; absent while it lies open. */
  rest?: Float32Array
}

/**
 * How a piece that lies open folds: everything right of the band stays, the band bends to an arc without stretching on the plane z = 0,
 * and what lies left of it is carried over. The band runs along y.
 */
export interface Hinge {
  /** Right edge of the band and its width, mm. */
  right: number
  width: number
  /** Angle when closed, radians. */
  closed: number
}
