import type { Mesh } from '../../geometry/mesh'

type Point = readonly [number, number, number]

/** Edges that do not run exactly once each way: 0 for a closed, oriented mesh. */
export function openEdges({ triangles, positions }: Mesh): number {
  const count = positions.length / 3
  const seen = new Map<number, number>()
  for (let base = 0; base < triangles.length; base += 3) {
    for (let i = 0; i < 3; i++) {
      const [from, to] = [triangles[base + i] as number, triangles[base + ((i + 1) % 3)] as number]
      const key = Math.min(from, to) * count + Math.max(from, to)
      // Forwards counts 1, backwards 1000: 1001 is one of each.
      seen.set(key, (seen.get(key) ?? 0) + (from < to ? 1 : 1000))
    }
  }
  return [...seen.values()].filter((times) => times !== 1001).length
}

/** Sum of genera of a closed mesh by Euler's formula, unused vertices left out; `parts` bodies. */
export function genus({ triangles }: Mesh, parts = 1): number {
  const vertices = new Set(triangles).size
  const faces = triangles.length / 3
  return parts - (vertices - faces / 2) / 2
}

/** mm³, by the divergence theorem. */
export function volume({ positions, triangles }: Mesh): number {
  let six = 0
  for (let base = 0; base < triangles.length; base += 3) {
    const [a, b, c] = corners(positions, triangles, base)
    six += a[0] * (b[1] * c[2] - b[2] * c[1]) + a[1] * (b[2] * c[0] - b[0] * c[2]) + a[2] * (b[0] * c[1] - b[1] * c[0])
  }
  return six / 6
}

/** Pairs of triangles without a common vertex that cut each other, found on a grid of cells `cell` mm wide. */
export function selfIntersections({ positions, triangles }: Mesh, cell = 0.5): number {
  const cells = new Map<number, number[]>()
  const total = triangles.length / 3
  const points = Array.from({ length: total }, (_, triangle) => corners(positions, triangles, 3 * triangle))
  // Six a triangle: the low and the high corner of its box.
  const boxes = new Float64Array(6 * total)
  points.forEach((three, triangle) => {
    for (const axis of [0, 1, 2] as const) {
      boxes[6 * triangle + axis] = Math.min(three[0][axis], three[1][axis], three[2][axis])
      boxes[6 * triangle + 3 + axis] = Math.max(three[0][axis], three[1][axis], three[2][axis])
    }
  })
  const box = (triangle: number, side: number) => boxes[6 * triangle + side] as number
  const cellOf = (value: number) => Math.floor(value / cell)
  const apart = (one: number, other: number) =>
    [0, 1, 2].some((axis) => box(one, axis) > box(other, axis + 3) || box(other, axis) > box(one, axis + 3))
  let found = 0
  for (let triangle = 0; triangle < total; triangle++) {
    const three = points[triangle] as [Point, Point, Point]
    for (let x = cellOf(box(triangle, 0)); x <= cellOf(box(triangle, 3)); x++) {
      for (let y = cellOf(box(triangle, 1)); y <= cellOf(box(triangle, 4)); y++) {
        for (let z = cellOf(box(triangle, 2)); z <= cellOf(box(triangle, 5)); z++) {
          const key = ((x + 1024) * 2048 + y + 1024) * 2048 + z + 1024
          const others = cells.get(key)
          if (!others) {
            cells.set(key, [triangle])
            continue
          }
          for (const other of others) {
            if (apart(triangle, other)) continue
            // Boxes that meet in many cells are looked at in the lowest of them alone.
            const lowest = [0, 1, 2].map((axis) => cellOf(Math.max(box(triangle, axis), box(other, axis))))
            if (lowest[0] !== x || lowest[1] !== y || lowest[2] !== z || touches(triangles, triangle, other)) continue
            const others3 = points[other] as [Point, Point, Point]
            if (cuts(three, others3) || cuts(others3, three)) found++
          }
          others.push(triangle)
        }
      }
    }
  }
  return found
}

function touches(triangles: Uint32Array, one: number, other: number): boolean {
  for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) if (triangles[3 * one + i] === triangles[3 * other + j]) return true
  return false
}

function corners(positions: Float32Array, triangles: Uint32Array, base: number): [Point, Point, Point] {
  return [0, 1, 2].map((i) => {
    const at = 3 * (triangles[base + i] as number)
    return [positions[at] as number, positions[at + 1] as number, positions[at + 2] as number]
  }) as unknown as [Point, Point, Point]
}

const minus = (a: Point, b: Point): Point => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
const dot = (a: Point, b: Point) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
const cross = (a: Point, b: Point): Point => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]

/** Whether an edge of one triangle passes strictly through the inside of another. */
function cuts(edges: readonly Point[], [a, b, c]: readonly [Point, Point, Point]): boolean {
  const normal = cross(minus(b, a), minus(c, a))
  return edges.some((from, i) => {
    const to = edges[(i + 1) % 3] as Point
    const [before, after] = [dot(normal, minus(from, a)), dot(normal, minus(to, a))]
    if (before * after >= 0) return false
    const share = before / (before - after)
    const hit = from.map((value, axis) => value + share * ((to[axis as 0] as number) - value)) as unknown as Point
    const slack = 1e-9 * dot(normal, normal)
    return [
      [a, b],
      [b, c],
      [c, a],
    ].every(([p, q]) => dot(normal, cross(minus(q as Point, p as Point), minus(hit, p as Point))) > slack)
  })
}
