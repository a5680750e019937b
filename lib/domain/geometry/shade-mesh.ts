import type { Mesh, RenderMesh, Surface, Vec3 } from './mesh'

export interface Shading {
  /** Facets meeting at more than this keep their own normals. */
  creaseDegrees: number
  /** Plane from which depth is counted downwards, mm. */
  faceZ: number
  /**
   * Unit normal of the true surface at a point of a patch of this kind; `flat` where every facet has its own, `averaged` where the
   * facets round a vertex share one up to the crease angle.
   */
  normal(kind: Surface['kind'], point: Vec3, vertex: number): Vec3 | 'flat' | 'averaged'
  /** Normal of a facet of an averaged patch where the true one is known better than from its corners. */
  facet?(triangle: number): Vec3 | undefined
}

const CUT = new Set<Surface['kind']>(['cut-wall', 'cut-floor', 'ground', 'raised-wall'])
/** Least agreement of a facet with a normal that is better known, cosine. */
const ALIKE = 0.8
/** Corners of one vertex whose normals agree to about half a degree share it. */
const SAME_NORMAL = Math.cos((0.5 * Math.PI) / 180)

/** A mesh for the screen: corners that agree in place, surface and normal share a vertex. */
export function shadeMesh(mesh: Mesh, surfaces: readonly Surface[], shading: Shading): RenderMesh {
  const { positions, triangles, surfaceOf } = mesh
  const vertices = positions.length / 3
  const facets = facetNormals(mesh, shading)
  const around = cornersAround(mesh)
  const crease = Math.cos((shading.creaseDegrees * Math.PI) / 180)
  // No corner makes more than one vertex of its own.
  const out = roomFor(triangles.length)
  const isCut = surfaces.map(({ kind }) => CUT.has(kind))
  const indices = new Uint32Array(triangles.length)
  // Shared vertices of one place, as a chain: the newest in `newest`, the one before it in `out.before`.
  const newest = new Int32Array(vertices).fill(-1)
  // Vertices of smooth surfaces have one normal a surface, found by this alone.
  const smooth = surfaces.map(() => new Int32Array(vertices).fill(-1))

  const emit = (vertex: number, surface: number, nx: number, ny: number, nz: number): number => {
    const index = out.count++
    const [from, to] = [3 * vertex, 3 * index]
    const z = positions[from + 2] as number
    out.positions[to] = positions[from] as number
    out.positions[to + 1] = positions[from + 1] as number
    out.positions[to + 2] = z
    out.normals[to] = nx
    out.normals[to + 1] = ny
    out.normals[to + 2] = nz
    out.surfaceOf[index] = surface
    out.depth[index] = isCut[surface] ? Math.max(0, shading.faceZ - z) : 0
    out.before[index] = newest[vertex] as number
    newest[vertex] = index
    return index
  }
  const share = (vertex: number, surface: number, nx: number, ny: number, nz: number): number => {
    for (let index = newest[vertex] as number; index >= 0; index = out.before[index] as number) {
      if (out.surfaceOf[index] !== surface) continue
      const n = 3 * index
      const agreement =
        (out.normals[n] as number) * nx + (out.normals[n + 1] as number) * ny + (out.normals[n + 2] as number) * nz
      if (agreement > SAME_NORMAL) return index
    }
    return emit(vertex, surface, nx, ny, nz)
  }

  const sum = new Float64Array(3)
  for (let corner = 0; corner < triangles.length; corner++) {
    const triangle = Math.floor(corner / 3)
    const vertex = triangles[corner] as number
    const surface = surfaceOf[triangle] as number
    const known = (smooth[surface] as Int32Array)[vertex] as number
    if (known >= 0) {
      indices[corner] = known
      continue
    }
    const point: Vec3 = [
      positions[3 * vertex] as number,
      positions[3 * vertex + 1] as number,
      positions[3 * vertex + 2] as number,
    ]
    const normal = shading.normal((surfaces[surface] as Surface).kind, point, vertex)
    if (typeof normal !== 'string') {
      const index = emit(vertex, surface, normal[0], normal[1], normal[2])
      ;(smooth[surface] as Int32Array)[vertex] = index
      indices[corner] = index
    } else {
      if (normal === 'flat') for (let axis = 0; axis < 3; axis++) sum[axis] = facets.unit[3 * triangle + axis] as number
      else average(sum, vertex, triangle, facets, around, crease, surfaces, surfaceOf)
      indices[corner] = share(vertex, surface, sum[0] as number, sum[1] as number, sum[2] as number)
    }
  }
  return {
    positions: out.positions.slice(0, 3 * out.count),
    normals: Float32Array.from(out.normals.subarray(0, 3 * out.count)),
    triangles: indices,
    surfaceOf: out.surfaceOf.slice(0, out.count),
    depth: out.depth.slice(0, out.count),
    surfaces,
  }
}

interface Room {
  count: number
  positions: Float32Array
  /** Doubles while vertices are compared. */
  normals: Float64Array
  surfaceOf: Uint8Array
  depth: Float32Array
  before: Int32Array
}

/** Room for vertices while they are found, kept: most of a megabyte that every edit would ask for. */
let room: Room | undefined

function roomFor(most: number): Room {
  if (!room || room.depth.length < most) {
    room = {
      count: 0,
      positions: new Float32Array(3 * most),
      normals: new Float64Array(3 * most),
      surfaceOf: new Uint8Array(most),
      depth: new Float32Array(most),
      before: new Int32Array(most),
    }
  }
  room.count = 0
  return room
}

interface Facets {
  /** 3 per triangle. */
  unit: Float64Array
  /** Twice the area, mm². */
  weight: Float64Array
}

function facetNormals({ positions, triangles }: Mesh, { facet }: Shading): Facets {
  const unit = new Float64Array(triangles.length)
  const weight = new Float64Array(triangles.length / 3)
  for (let base = 0; base < triangles.length; base += 3) {
    const a = 3 * (triangles[base] as number)
    const b = 3 * (triangles[base + 1] as number)
    const c = 3 * (triangles[base + 2] as number)
    const ux = (positions[b] as number) - (positions[a] as number)
    const uy = (positions[b + 1] as number) - (positions[a + 1] as number)
    const uz = (positions[b + 2] as number) - (positions[a + 2] as number)
    const vx = (positions[c] as number) - (positions[a] as number)
    const vy = (positions[c + 1] as number) - (positions[a + 1] as number)
    const vz = (positions[c + 2] as number) - (positions[a + 2] as number)
    const [nx, ny, nz] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx]
    const length = Math.sqrt(nx * nx + ny * ny + nz * nz)
    weight[base / 3] = length
    unit[base] = length > 0 ? nx / length : 0
    unit[base + 1] = length > 0 ? ny / length : 0
    unit[base + 2] = length > 0 ? nz / length : 1
    const known = facet?.(base / 3)
    // A sliver between two walls follows neither: it keeps its own.
    if (
      known &&
      known[0] * (unit[base] as number) + known[1] * (unit[base + 1] as number) + known[2] * (unit[base + 2] as number) > ALIKE
    )
      unit.set(known, base)
  }
  return { unit, weight }
}

interface Corners {
  /** Triangles round vertex v are `list[start[v]…start[v + 1]]`. */
  start: Uint32Array
  list: Uint32Array
}

function cornersAround({ positions, triangles }: Mesh): Corners {
  const start = new Uint32Array(positions.length / 3 + 1)
  for (let corner = 0; corner < triangles.length; corner++) {
    const slot = (triangles[corner] as number) + 1
    start[slot] = (start[slot] as number) + 1
  }
  for (let i = 1; i < start.length; i++) start[i] = (start[i] as number) + (start[i - 1] as number)
  const next = start.slice()
  const list = new Uint32Array(triangles.length)
  for (let corner = 0; corner < triangles.length; corner++) {
    const vertex = triangles[corner] as number
    const slot = next[vertex] as number
    list[slot] = Math.floor(corner / 3)
    next[vertex] = slot + 1
  }
  return { start, list }
}

/** Area-weighted mean, into `sum`, of the facets of the same feature round a vertex that lie within the crease angle of this one. */
function average(
  sum: Float64Array,
  vertex: number,
  triangle: number,
  { unit, weight }: Facets,
  { start, list }: Corners,
  crease: number,
  surfaces: readonly Surface[],
  surfaceOf: Uint16Array,
): void {
  const ox = unit[3 * triangle] as number
  const oy = unit[3 * triangle + 1] as number
  const oz = unit[3 * triangle + 2] as number
  const own = surfaceOf[triangle] as number
  const { feature } = surfaces[own] as Surface
  let [sx, sy, sz] = [0, 0, 0]
  const end = start[vertex + 1] as number
  for (let i = start[vertex] as number; i < end; i++) {
    const other = list[i] as number
    const surface = surfaceOf[other] as number
    if (surface !== own && (surfaces[surface] as Surface).feature !== feature) continue
    const nx = unit[3 * other] as number
    const ny = unit[3 * other + 1] as number
    const nz = unit[3 * other + 2] as number
    if (nx * ox + ny * oy + nz * oz < crease) continue
    const w = weight[other] as number
    sx += nx * w
    sy += ny * w
    sz += nz * w
  }
  const length = Math.sqrt(sx * sx + sy * sy + sz * sz)
  sum[0] = length > 0 ? sx / length : ox
  sum[1] = length > 0 ? sy / length : oy
  sum[2] = length > 0 ? sz / length : oz
}
