import type { Kernel } from './kernel'
import type { Mesh, Ring } from './mesh'

/** A flat outline (counter-clockwise, simple, mm) between two heights as one closed solid. Surfaces: 0 bottom, 1 top, 2 the edge. */
export function prism(kernel: Kernel, outline: Ring, bottom: number, top: number): Mesh {
  const n = outline.length
  const positions = new Float32Array(6 * n)
  outline.forEach(([x, y], i) => {
    positions.set([x, y, bottom], 3 * i)
    positions.set([x, y, top], 3 * (n + i))
  })
  const flat = kernel.triangulate([outline.map(([x, y]): [number, number] => [x, y])])
  const triangles: number[] = []
  for (const [a, b, c] of flat) triangles.push(a, c, b)
  for (const [a, b, c] of flat) triangles.push(n + a, n + b, n + c)
  for (let i = 0; i < n; i++) {
    const j = (i + 1) % n
    triangles.push(i, j, n + j, i, n + j, n + i)
  }
  const surfaceOf = new Uint16Array(triangles.length / 3)
  surfaceOf.fill(1, flat.length, 2 * flat.length)
  surfaceOf.fill(2, 2 * flat.length)
  return { positions, triangles: Uint32Array.from(triangles), surfaceOf }
}
