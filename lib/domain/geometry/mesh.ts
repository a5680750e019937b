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
  kind: 'body' | 'bore' | 'face' | 'bevel' | 'cut-wall' | 'cut-floor' | 'ground' | 'raised-top' | 'raised-wall'
  /** Feature that made it: `blank`, `monogram`, … Opposed walls of one non-blank feature belong to the 2D rule. */
  feature: string
}

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
}
