import Delaunator from 'delaunator'
import Constrainautor from './constrainautor.mjs'

/**
 * Triangles, counter-clockwise, of the regions that lie to the left of closed rings. `positions` has 3 numbers a vertex, of which x and y
 * count; every vertex is in the triangulation. Rings and `lines` become edges. Delaunay but for them, with exact predicates: the
 * same triangles in every engine. A line that would cross another is left out; rings that cross are an error.
 */
export function triangulate(
  positions: readonly number[],
  rings: readonly (readonly number[])[],
  lines: readonly (readonly [number, number])[],
): number[] {
  const count = positions.length / 3
  const plane = new Float64Array(2 * count)
  for (let i = 0; i < count; i++) {
    plane[2 * i] = positions[3 * i] as number
    plane[2 * i + 1] = positions[3 * i + 1] as number
  }
  const net = new Delaunator(plane)
  const constrained = new Constrainautor(net)
  const boundary = new Set<number>()
  for (const ring of rings)
    ring.forEach((from, i) => {
      const to = ring[(i + 1) % ring.length] as number
      constrained.constrainOne(from, to)
      boundary.add(from * count + to)
    })
  for (const [from, to] of lines) {
    try {
      constrained.constrainOne(from, to)
    } catch {
      // The line was only wanted; what is there is a triangulation still.
    }
  }
  constrained.delaunify()
  const { triangles, halfedges } = net
  const next = (edge: number) => (edge % 3 === 2 ? edge - 2 : edge + 1)
  const inside = new Uint8Array(triangles.length / 3)
  const waiting: number[] = []
  const isRing = (edge: number) => {
    const [from, to] = [triangles[edge] as number, triangles[next(edge)] as number]
    return boundary.has(from * count + to) || boundary.has(to * count + from)
  }
  const turn = orientation(plane, triangles)
  for (let edge = 0; edge < triangles.length; edge++) {
    const [from, to] = [triangles[edge] as number, triangles[next(edge)] as number]
    const wanted = boundary.has(turn > 0 ? from * count + to : to * count + from)
    const triangle = Math.floor(edge / 3)
    if (wanted && inside[triangle] === 0) {
      inside[triangle] = 1
      waiting.push(triangle)
    }
  }
  for (let triangle = waiting.pop(); triangle !== undefined; triangle = waiting.pop()) {
    for (let edge = 3 * triangle; edge < 3 * triangle + 3; edge++) {
      const opposite = halfedges[edge] as number
      if (opposite < 0 || isRing(edge)) continue
      const other = Math.floor(opposite / 3)
      if (inside[other] === 1) continue
      inside[other] = 1
      waiting.push(other)
    }
  }
  const out: number[] = []
  inside.forEach((is, triangle) => {
    if (is === 0) return
    const [a, b, c] = [0, 1, 2].map((i) => triangles[3 * triangle + i] as number) as [number, number, number]
    if (turn > 0) out.push(a, b, c)
    else out.push(a, c, b)
  })
  return out
}

/** Sign of the triangles' turn, which is the same for all. */
function orientation(plane: Float64Array, triangles: Uint32Array): number {
  let sum = 0
  for (let i = 0; i < triangles.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => 2 * (triangles[i + k] as number)) as [number, number, number]
    sum +=
      ((plane[b] as number) - (plane[a] as number)) * ((plane[c + 1] as number) - (plane[a + 1] as number)) -
      ((plane[c] as number) - (plane[a] as number)) * ((plane[b + 1] as number) - (plane[a + 1] as number))
  }
  return sum
}
