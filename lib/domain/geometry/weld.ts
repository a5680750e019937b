import type { Mesh } from './mesh'

/**
 * Merges vertices whose three float32 coordinates are equal bit for bit (−0 counts as 0) and drops triangles that thereby have
 * two equal corners. A solid kernel keeps vertices apart in doubles that fall together in float32; files and measurements
 * need them joined. Triangles of no area with three distinct corners stay: dropping them would open the mesh.
 * Vertices keep the order of their first use by a triangle, so the result depends on the surface alone.
 */
export function weld(mesh: Mesh): Mesh {
  const { positions, triangles } = mesh
  const bits = new Int32Array(positions.length)
  new Float32Array(bits.buffer).set(positions)
  for (let i = 0; i < bits.length; i++) if (bits[i] === -0x80000000) bits[i] = 0
  const count = positions.length / 3
  let capacity = 16
  while (capacity < count * 2) capacity *= 2
  const table = new Int32Array(capacity).fill(-1)
  const joined = new Int32Array(count).fill(-1)
  const firsts = new Int32Array(count)
  let used = 0
  const outTriangles = new Uint32Array(triangles.length)
  const outSurfaces = new Uint16Array(mesh.surfaceOf.length)
  let kept = 0

  const place = (vertex: number): number => {
    const known = joined[vertex]!
    if (known >= 0) return known
    const x = bits[vertex * 3]!
    const y = bits[vertex * 3 + 1]!
    const z = bits[vertex * 3 + 2]!
    let slot = (Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b) ^ Math.imul(z, 0xc2b2ae35)) >>> 0
    slot = (slot ^ (slot >>> 15)) & (capacity - 1)
    for (;;) {
      const found = table[slot]!
      if (found < 0) break
      const first = firsts[found]! * 3
      if (bits[first] === x && bits[first + 1] === y && bits[first + 2] === z) {
        joined[vertex] = found
        return found
      }
      slot = (slot + 1) & (capacity - 1)
    }
    table[slot] = used
    firsts[used] = vertex
    joined[vertex] = used
    return used++
  }

  for (let t = 0; t < triangles.length / 3; t++) {
    const a = triangles[t * 3]!
    const b = triangles[t * 3 + 1]!
    const c = triangles[t * 3 + 2]!
    if (same(bits, a, b) || same(bits, b, c) || same(bits, c, a)) continue
    outTriangles[kept * 3] = place(a)
    outTriangles[kept * 3 + 1] = place(b)
    outTriangles[kept * 3 + 2] = place(c)
    outSurfaces[kept++] = mesh.surfaceOf[t] ?? 0
  }
  const outPositions = new Float32Array(used * 3)
  const outBits = new Int32Array(outPositions.buffer)
  for (let v = 0; v < used; v++) {
    for (let axis = 0; axis < 3; axis++) outBits[v * 3 + axis] = bits[firsts[v]! * 3 + axis]!
  }
  return { positions: outPositions, triangles: outTriangles.slice(0, kept * 3), surfaceOf: outSurfaces.slice(0, kept) }
}

function same(bits: Int32Array, a: number, b: number): boolean {
  return bits[a * 3] === bits[b * 3] && bits[a * 3 + 1] === bits[b * 3 + 1] && bits[a * 3 + 2] === bits[b * 3 + 2]
}
