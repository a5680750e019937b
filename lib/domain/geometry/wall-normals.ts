import type { Mesh, Vec3 } from './mesh'

/** Side of a cell of the lookup grid, mm. */
const CELL = 0.2

/**
 * Exact normals of slanted walls that were cut from the plane z = `top`: straight up the slope from the nearest edge of the opening, which is
 * where the tool stood. One answer for each triangle of `isWall`, others undefined. `slope` is the walls' fall per mm in the plane.
 */
export function wallNormals(
  mesh: Mesh,
  isWall: (triangle: number) => boolean,
  top: number,
  slope: number,
): (triangle: number) => Vec3 | undefined {
  const { positions, triangles } = mesh
  const close = 1e-4
  const count = positions.length / 3
  const onTop = (vertex: number) => (positions[3 * vertex + 2] as number) > top - close
  const walls: number[] = []
  const edges = new Map<number, readonly [number, number]>()
  for (let triangle = 0; triangle < triangles.length / 3; triangle++) {
    if (!isWall(triangle)) continue
    walls.push(triangle)
    for (let i = 0; i < 3; i++) {
      const from = triangles[3 * triangle + i] as number
      const to = triangles[3 * triangle + ((i + 1) % 3)] as number
      if (!onTop(from) || !onTop(to)) continue
      // What two walls share is not an edge of the opening.
      if (!edges.delete(to * count + from)) edges.set(from * count + to, [from, to])
    }
  }
  const x = (vertex: number) => positions[3 * vertex] as number
  const y = (vertex: number) => positions[3 * vertex + 1] as number
  const grid = gridOf([...edges.values()].map(([from, to]) => [x(from), y(from), x(to), y(to)] as const))
  const steep = Math.sqrt(slope * slope + 1)
  const normals = new Map<number, Vec3>()
  for (const triangle of walls) {
    let [px, py] = [0, 0]
    let deepest = 0
    for (let i = 0; i < 3; i++) {
      const vertex = triangles[3 * triangle + i] as number
      px += x(vertex) / 3
      py += y(vertex) / 3
      deepest = Math.max(deepest, top - (positions[3 * vertex + 2] as number))
    }
    if (grid.nearest(px, py, Math.ceil(deepest / slope / CELL) + 1))
      normals.set(triangle, [(grid.towards[0]! * slope) / steep, (grid.towards[1]! * slope) / steep, 1 / steep])
  }
  return (triangle) => normals.get(triangle)
}

/** Edges (from x, y to x, y) by the cells that their boxes cover, for the nearest one to a point. */
function gridOf(edges: readonly (readonly [number, number, number, number])[]) {
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const [ax, ay, bx, by] of edges) {
    left = Math.min(left, ax, bx)
    right = Math.max(right, ax, bx)
    low = Math.min(low, ay, by)
    high = Math.max(high, ay, by)
  }
  const firstColumn = Math.floor(left / CELL)
  const firstRow = Math.floor(low / CELL)
  const columns = edges.length > 0 ? Math.floor(right / CELL) - firstColumn + 1 : 0
  const rows = edges.length > 0 ? Math.floor(high / CELL) - firstRow + 1 : 0
  const cells: number[][] = Array.from({ length: columns * rows }, () => [])
  const ends = new Float64Array(4 * edges.length)
  edges.forEach(([ax, ay, bx, by], edge) => {
    ends.set([ax, ay, bx - ax, by - ay], 4 * edge)
    const lastColumn = Math.floor(Math.max(ax, bx) / CELL) - firstColumn
    const lastRow = Math.floor(Math.max(ay, by) / CELL) - firstRow
    for (let column = Math.floor(Math.min(ax, bx) / CELL) - firstColumn; column <= lastColumn; column++)
      for (let row = Math.floor(Math.min(ay, by) / CELL) - firstRow; row <= lastRow; row++)
        (cells[row * columns + column] as number[]).push(edge)
  })
  /** Unit vector from the nearest edge found towards the point. */
  const towards = new Float64Array(2)
  /** False when no edge lies within `reach` cells. */
  const nearest = (px: number, py: number, reach: number): boolean => {
    const column = Math.floor(px / CELL) - firstColumn
    const row = Math.floor(py / CELL) - firstRow
    let least = Infinity
    for (let ring = 0; ring <= reach && (ring - 1) * CELL < least; ring++)
      for (let i = column - ring; i <= column + ring; i++) {
        if (i < 0 || i >= columns) continue
        const stride = i === column - ring || i === column + ring ? 1 : Math.max(1, 2 * ring)
        for (let j = row - ring; j <= row + ring; j += stride) {
          if (j < 0 || j >= rows) continue
          const cell = cells[j * columns + i] as number[]
          for (let k = 0; k < cell.length; k++) {
            const o = 4 * (cell[k] as number)
            const dx = ends[o + 2] as number
            const dy = ends[o + 3] as number
            const fromX = px - (ends[o] as number)
            const fromY = py - (ends[o + 1] as number)
            const along = Math.min(1, Math.max(0, (fromX * dx + fromY * dy) / (dx * dx + dy * dy)))
            const qx = fromX - along * dx
            const qy = fromY - along * dy
            const distance = Math.sqrt(qx * qx + qy * qy)
            if (distance >= least || distance < 1e-9) continue
            least = distance
            towards[0] = qx / distance
            towards[1] = qy / distance
          }
        }
      }
    return least < Infinity
  }
  return { nearest, towards }
}
