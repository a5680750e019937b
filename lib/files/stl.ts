import type { Mesh } from '@/lib/domain/geometry/mesh'

/** Binary STL of welded meshes, millimetres. `name` (ASCII, at most 79 characters) must not begin with `solid`. */
export function stl(meshes: readonly Mesh[], name: string): Uint8Array {
  const count = meshes.reduce((sum, mesh) => sum + mesh.triangles.length / 3, 0)
  const bytes = new Uint8Array(84 + 50 * count)
  const view = new DataView(bytes.buffer)
  bytes.set(new TextEncoder().encode(name.replace(/[^\x20-\x7e]/g, '?').slice(0, 79)))
  view.setUint32(80, count, true)
  let offset = 84
  for (const { positions, triangles } of meshes) {
    for (let t = 0; t < triangles.length; t += 3) {
      const [a, b, c] = [triangles[t]! * 3, triangles[t + 1]! * 3, triangles[t + 2]! * 3]
      const at = (vertex: number, axis: number) => positions[vertex + axis]!
      const u = [0, 1, 2].map((axis) => at(b, axis) - at(a, axis)) as [number, number, number]
      const v = [0, 1, 2].map((axis) => at(c, axis) - at(a, axis)) as [number, number, number]
      const n = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]]
      const length = Math.hypot(n[0]!, n[1]!, n[2]!) || 1
      for (let axis = 0; axis < 3; axis++) view.setFloat32(offset + axis * 4, n[axis]! / length, true)
      for (const [corner, vertex] of [a, b, c].entries())
        for (let axis = 0; axis < 3; axis++) view.setFloat32(offset + 12 + corner * 12 + axis * 4, at(vertex, axis), true)
      offset += 50
    }
  }
  return bytes
}
