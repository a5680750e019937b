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
  const cells = new Map<number, (readonly [number, number])[]>()
  const cellOf = (value: number) => Math.floor(value / CELL)
  const key = (column: number, row: number) => (column + 4096) * 8192 + row + 4096
  const x = (vertex: number) => positions[3 * vertex] as number
  const y = (vertex: number) => positions[3 * vertex + 1] as number
  for (const edge of edges.values()) {
    const [from, to] = edge
    for (let column = cellOf(Math.min(x(from), x(to))); column <= cellOf(Math.max(x(from), x(to))); column++)
      for (let row = cellOf(Math.min(y(from), y(to))); row <= cellOf(Math.max(y(from), y(to))); row++) {
        const home = cells.get(key(column, row))
        if (home) home.push(edge)
        else cells.set(key(column, row), [edge])
      }
  }

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
    let least = Infinity
    let [gx, gy] = [0, 0]
    const reach = Math.ceil(deepest / slope / CELL) + 1
    const [column, row] = [cellOf(px), cellOf(py)]
    for (let ring = 0; ring <= reach && (ring - 1) * CELL < least; ring++)
      for (let i = column - ring; i <= column + ring; i++)
        for (let j = row - ring; j <= row + ring; j += i === column - ring || i === column + ring ? 1 : Math.max(1, 2 * ring))
          for (const [from, to] of cells.get(key(i, j)) ?? []) {
            const [dx, dy] = [x(to) - x(from), y(to) - y(from)]
            const along = Math.min(1, Math.max(0, ((px - x(from)) * dx + (py - y(from)) * dy) / (dx * dx + dy * dy)))
            const [qx, qy] = [px - x(from) - along * dx, py - y(from) - along * dy]
            const distance = Math.sqrt(qx * qx + qy * qy)
            if (distance >= least || distance < 1e-9) continue
            least = distance
            ;[gx, gy] = [qx / distance, qy / distance]
          }
    if (least < Infinity) normals.set(triangle, [(gx * slope) / steep, (gy * slope) / steep, 1 / steep])
  }
  return (triangle) => normals.get(triangle)
}
