/** Makes edges of a Delaunay triangulation, in place. Throws when an edge would cross another or pass through a point. */
export default class Constrainautor {
  constructor(net: { coords: ArrayLike<number>; triangles: Uint32Array; halfedges: Int32Array; hull: Uint32Array })
  /** Indices of two points. */
  constrainOne(from: number, to: number): number
  /** Turns the edges that are free back into Delaunay's. */
  delaunify(): this
}
