import type { Mesh, RenderMesh, Surface, Vec3 } from './mesh'

export interface Shading {
  /** Facets meeting at more than this keep their own normals. */
  creaseDegrees: number
  /** Plane from which depth is counted downwards, mm. */
  faceZ: number
  /** Unit normal of the true surface at a corner of a triangle with this centre; undefined: average the facets. */
  normal(kind: Surface['kind'], point: Vec3, centre: Vec3): Vec3 | undefined
}

const CUT = new Set<Surface['kind']>(['cut-wall', 'cut-floor', 'ground', 'raised-wall'])

/** A mesh for the screen: corners that agree in place, surface and normal share a vertex. */
export function shadeMesh(mesh: Mesh, surfaces: readonly Surface[], shading: Shading): RenderMesh {
  const { positions, triangles, surfaceOf } = mesh
  const count = surfaceOf.length
  const facets = facetNormals(mesh)
  const around = cornersAround(mesh)
  const crease = Math.cos((shading.creaseDegrees * Math.PI) / 180)
  const out = { positions: [] as number[], normals: [] as number[], surfaceOf: [] as number[], depth: [] as number[] }
  const indices = new Uint32Array(triangles.length)
  const known = new Map<string, number>()
  const pointOf = (vertex: number): Vec3 => [
    positions[3 * vertex] as number,
    positions[3 * vertex + 1] as number,
    positions[3 * vertex + 2] as number,
  ]
  for (let triangle = 0; triangle < count; triangle++) {
    const surface = surfaceOf[triangle] as number
    const kind = (surfaces[surface] as Surface).kind
    const corners = [0, 1, 2].map((i) => pointOf(triangles[3 * triangle + i] as number)) as [Vec3, Vec3, Vec3]
    const centre = [0, 1, 2].map(
      (i) => (corners[0][i] as number) / 3 + (corners[1][i] as number) / 3 + (corners[2][i] as number) / 3,
    )
    for (let i = 0; i < 3; i++) {
      const vertex = triangles[3 * triangle + i] as number
      const point = corners[i] as Vec3
      const normal =
        shading.normal(kind, point, centre as unknown as Vec3) ??
        averaged(vertex, triangle, facets, around, crease, surfaces, surfaceOf)
      const key = `${vertex} ${surface} ${Math.round(normal[0] * 500)} ${Math.round(normal[1] * 500)} ${Math.round(normal[2] * 500)}`
      let index = known.get(key)
      if (index === undefined) {
        index = out.surfaceOf.length
        known.set(key, index)
        out.positions.push(...point)
        out.normals.push(...normal)
        out.surfaceOf.push(surface)
        out.depth.push(CUT.has(kind) ? Math.max(0, shading.faceZ - point[2]) : 0)
      }
      indices[3 * triangle + i] = index
    }
  }
  return {
    positions: Float32Array.from(out.positions),
    normals: Float32Array.from(out.normals),
    triangles: indices,
    surfaceOf: Uint8Array.from(out.surfaceOf),
    depth: Float32Array.from(out.depth),
    surfaces,
  }
}

/** Twice the area times the unit normal, 3 per triangle. */
function facetNormals({ positions, triangles }: Mesh): Float64Array {
  const normals = new Float64Array(triangles.length)
  for (let base = 0; base < triangles.length; base += 3) {
    const [a, b, c] = [3 * (triangles[base] as number), 3 * (triangles[base + 1] as number), 3 * (triangles[base + 2] as number)]
    const [ux, uy, uz] = [0, 1, 2].map((i) => (positions[b + i] as number) - (positions[a + i] as number)) as [
      number,
      number,
      number,
    ]
    const [vx, vy, vz] = [0, 1, 2].map((i) => (positions[c + i] as number) - (positions[a + i] as number)) as [
      number,
      number,
      number,
    ]
    normals[base] = uy * vz - uz * vy
    normals[base + 1] = uz * vx - ux * vz
    normals[base + 2] = ux * vy - uy * vx
  }
  return normals
}

/** Triangles round each vertex: those of vertex v are `list[start[v]…start[v + 1]]`. */
function cornersAround({ positions, triangles }: Mesh): { start: Uint32Array; list: Uint32Array } {
  const start = new Uint32Array(positions.length / 3 + 1)
  for (const vertex of triangles) start[vertex + 1] = (start[vertex + 1] as number) + 1
  for (let i = 1; i < start.length; i++) start[i] = (start[i] as number) + (start[i - 1] as number)
  const next = start.slice()
  const list = new Uint32Array(triangles.length)
  triangles.forEach((vertex, corner) => {
    const slot = next[vertex] as number
    list[slot] = Math.floor(corner / 3)
    next[vertex] = slot + 1
  })
  return { start, list }
}

function averaged(
  vertex: number,
  triangle: number,
  facets: Float64Array,
  around: { start: Uint32Array; list: Uint32Array },
  crease: number,
  surfaces: readonly Surface[],
  surfaceOf: Uint16Array,
): Vec3 {
  const own = unit(facets, triangle)
  const feature = (surfaces[surfaceOf[triangle] as number] as Surface).feature
  const sum = [0, 0, 0] as [number, number, number]
  for (let i = around.start[vertex] as number; i < (around.start[vertex + 1] as number); i++) {
    const other = around.list[i] as number
    if ((surfaces[surfaceOf[other] as number] as Surface).feature !== feature) continue
    const normal = unit(facets, other)
    if (normal[0] * own[0] + normal[1] * own[1] + normal[2] * own[2] < crease) continue
    for (let axis = 0; axis < 3; axis++) sum[axis as 0] += facets[3 * other + axis] as number
  }
  const length = Math.hypot(...sum)
  return length > 0 ? [sum[0] / length, sum[1] / length, sum[2] / length] : own
}

function unit(facets: Float64Array, triangle: number): Vec3 {
  const [x, y, z] = [facets[3 * triangle] as number, facets[3 * triangle + 1] as number, facets[3 * triangle + 2] as number]
  const length = Math.hypot(x, y, z)
  return length > 0 ? [x / length, y / length, z / length] : [0, 0, 1]
}
