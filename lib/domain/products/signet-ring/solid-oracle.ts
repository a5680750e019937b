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
  const cells = new Map<string, number[]>()
  const tested = new Set<number>()
  const total = triangles.length / 3
  let found = 0
  for (let triangle = 0; triangle < total; triangle++) {
    const points = corners(positions, triangles, 3 * triangle)
    const low = [0, 1, 2].map((i) => Math.floor(Math.min(...points.map((p) => p[i as 0])) / cell)) as [number, number, number]
    const high = [0, 1, 2].map((i) => Math.floor(Math.max(...points.map((p) => p[i as 0])) / cell)) as [number, number, number]
    for (let x = low[0]; x <= high[0]; x++) {
      for (let y = low[1]; y <= high[1]; y++) {
        for (let z = low[2]; z <= high[2]; z++) {
          const key = `${x},${y},${z}`
          const others = cells.get(key) ?? []
          for (const other of others) {
            const pair = other * total + triangle
            if (tested.has(pair)) continue
            tested.add(pair)
            if (touches(triangles, triangle, other)) continue
            const others3 = corners(positions, triangles, 3 * other)
            if (cuts(points, others3) || cuts(others3, points)) found++
          }
          others.push(triangle)
          cells.set(key, others)
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
