import type { Mesh, Surface } from './mesh'

/** Triangles lower than this, mm, have noise for a normal in float32 and are left out of every angle. */
const SLIVER = 2e-5
/** Two facets whose normals differ by less (cos 20°) are read as one curved surface. */
const SMOOTH = 0.9397

/** A welded mesh with what the measurements need of each triangle and edge, in doubles. */
export interface Facets {
  count: number
  /** 9 per triangle: its three corners. */
  corners: Float64Array
  /** 3 per triangle: unit outward normal (0 for a sliver). */
  normals: Float64Array
  areas: Float64Array
  /** 1 where the triangle is too thin to have a normal. */
  sliver: Uint8Array
  /** Number of the feature when it is not the blank, else −1. */
  featureOf: Int16Array
  /** Sagitta: how far a smooth surface through the facet's corners may lie from it, mm, from its angles to its neighbours. */
  chord: Float64Array
  /** Edges with two triangles: corners and triangles of each. */
  edges: readonly FacetEdge[]
  /** Edges that do not join exactly two oppositely directed triangles. */
  openEdges: number
  edgeCount: number
}

/** An edge where the surface turns by more than 16°. */
export interface FacetEdge {
  from: number
  to: number
  left: number
  right: number
  /** Cosine of the angle between the outward normals. */
  cos: number
  /** True where the material's inside angle is over 180°. */
  reflex: boolean
}

export const SHARP_EDGE_COS = 0.9613

export function facetsOf(mesh: Mesh, surfaces: readonly Surface[]): Facets {
  const count = mesh.triangles.length / 3
  const corners = new Float64Array(count * 9)
  const normals = new Float64Array(count * 3)
  const areas = new Float64Array(count)
  const sliver = new Uint8Array(count)
  const featureOf = new Int16Array(count)
  const names: string[] = []
  const numberOf = surfaces.map(({ feature }) => {
    if (feature === 'blank') return -1
    if (!names.includes(feature)) names.push(feature)
    return names.indexOf(feature)
  })
  for (let t = 0; t < count; t++) {
    for (let k = 0; k < 3; k++) {
      const v = mesh.triangles[t * 3 + k]! * 3
      corners[t * 9 + k * 3] = mesh.positions[v]!
      corners[t * 9 + k * 3 + 1] = mesh.positions[v + 1]!
      corners[t * 9 + k * 3 + 2] = mesh.positions[v + 2]!
    }
    const o = t * 9
    const ux = corners[o + 3]! - corners[o]!
    const uy = corners[o + 4]! - corners[o + 1]!
    const uz = corners[o + 5]! - corners[o + 2]!
    const vx = corners[o + 6]! - corners[o]!
    const vy = corners[o + 7]! - corners[o + 1]!
    const vz = corners[o + 8]! - corners[o + 2]!
    const wx = vx - ux
    const wy = vy - uy
    const wz = vz - uz
    const nx = uy * vz - uz * vy
    const ny = uz * vx - ux * vz
    const nz = ux * vy - uy * vx
    const twice = Math.sqrt(nx * nx + ny * ny + nz * nz)
    const longest = Math.sqrt(Math.max(ux * ux + uy * uy + uz * uz, vx * vx + vy * vy + vz * vz, wx * wx + wy * wy + wz * wz))
    areas[t] = twice / 2
    if (twice < SLIVER * longest) sliver[t] = 1
    else {
      normals[t * 3] = nx / twice
      normals[t * 3 + 1] = ny / twice
      normals[t * 3 + 2] = nz / twice
    }
    featureOf[t] = numberOf[mesh.surfaceOf[t]!] ?? -1
  }
  const joined = joinEdges(mesh, { corners, normals, areas, sliver })
  return { count, corners, normals, areas, sliver, featureOf, ...joined }
}

function joinEdges(mesh: Mesh, facets: Pick<Facets, 'corners' | 'normals' | 'areas' | 'sliver'>) {
  const { triangles, positions } = mesh
  const sides = triangles.length
  const chord = new Float64Array(sides / 3)
  const edges: FacetEdge[] = []
  let capacity = 16
  while (capacity < sides * 2) capacity *= 2
  const table = new Int32Array(capacity).fill(-1)
  const mate = new Int32Array(sides).fill(-1)
  const slotOf = (low: number, high: number) => {
    const hash = (Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)) >>> 0
    return (hash ^ (hash >>> 15)) & (capacity - 1)
  }
  let openEdges = 0
  let edgeCount = 0
  for (let side = 0; side < sides; side++) {
    const from = triangles[side]!
    const to = triangles[side % 3 === 2 ? side - 2 : side + 1]!
    let slot = slotOf(Math.min(from, to), Math.max(from, to))
    for (;;) {
      const other = table[slot]!
      if (other < 0) {
        table[slot] = side
        edgeCount++
        break
      }
      const otherFrom = triangles[other]!
      const otherTo = triangles[other % 3 === 2 ? other - 2 : other + 1]!
      if (otherFrom === to && otherTo === from && mate[other]! < 0) {
        mate[other] = side
        mate[side] = other
        break
      }
      slot = (slot + 1) & (capacity - 1)
    }
  }
  for (let side = 0; side < sides; side++) {
    const other = mate[side]!
    if (other < 0) openEdges++
    if (other < side) continue
    const left = (side - (side % 3)) / 3
    const right = (other - (other % 3)) / 3
    if (facets.sliver[left] || facets.sliver[right]) continue
    const from = triangles[side]!
    const to = triangles[side % 3 === 2 ? side - 2 : side + 1]!
    const cos = dot(facets.normals, left * 3, facets.normals, right * 3)
    if (cos > 1 - 1e-12) continue
    const tip = triangles[other % 3 === 0 ? other + 2 : other - 1]!
    const height =
      facets.normals[left * 3]! * (positions[tip * 3]! - positions[from * 3]!) +
      facets.normals[left * 3 + 1]! * (positions[tip * 3 + 1]! - positions[from * 3 + 1]!) +
      facets.normals[left * 3 + 2]! * (positions[tip * 3 + 2]! - positions[from * 3 + 2]!)
    const reflex = height > 0
    if (cos < SHARP_EDGE_COS) edges.push({ from, to, left, right, cos, reflex })
    if (cos > SMOOTH) {
      const dx = positions[to * 3]! - positions[from * 3]!
      const dy = positions[to * 3 + 1]! - positions[from * 3 + 1]!
      const dz = positions[to * 3 + 2]! - positions[from * 3 + 2]!
      const length = Math.sqrt(dx * dx + dy * dy + dz * dz)
      const sin = Math.sqrt(Math.max(0, 1 - cos * cos))
      // Sagitta of a chord h that turns by φ: h/2·tan(φ/4) ≤ h/4·tan(φ/2). The curve is at least as fine as the narrower facet.
      const narrower = (2 * Math.min(facets.areas[left]!, facets.areas[right]!)) / length
      const sagitta = (narrower / 4) * (sin / (1 + cos))
      for (const t of [left, right]) {
        chord[t] = Math.max(chord[t]!, sagitta)
      }
    }
  }
  return { chord, edges, openEdges, edgeCount }
}

function dot(a: Float64Array, i: number, b: Float64Array, j: number): number {
  return a[i]! * b[j]! + a[i + 1]! * b[j + 1]! + a[i + 2]! * b[j + 2]!
}
