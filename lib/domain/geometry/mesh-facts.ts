import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { Facets } from './facets'
import type { Mesh, Vec3 } from './mesh'

/** Cosine of the turn between outward normals at an inside angle of 50°: sharper convex edges are knife edges. */
const KNIFE_COS = -0.6427876096865394

export interface MeshFacts {
  /** mm³, by the divergence theorem; the bound is what smooth skins through the corners may add or take, mm³. */
  volume: number
  volumeBound: number
  /** mm², whole and by index into the part's surfaces. */
  area: number
  areaBound: number
  areaBySurface: readonly number[]
  low: Vec3
  high: Vec3
  centreOfMass: Vec3
  /** Every edge joins exactly two triangles that agree on outside. */
  closed: boolean
  /** Separate shells, and handles over all of them (a ring has 1). */
  shells: number
  genus: number
  /** Largest sagitta of any facet, mm. */
  chord: number
}

/** Facts of a welded mesh. */
export function meshFacts(mesh: Mesh, facets: Facets, surfaceCount: number): MeshFacts {
  const { corners, areas, chord, count } = facets
  let six = 0
  let volumeBound = 0
  let area = 0
  let areaBound = 0
  let deepest = 0
  const moment = [0, 0, 0]
  const areaBySurface = new Array<number>(surfaceCount).fill(0)
  // The first corner as origin keeps the cancellation small for parts far from zero.
  const ox = corners[0] ?? 0
  const oy = corners[1] ?? 0
  const oz = corners[2] ?? 0
  for (let t = 0; t < count; t++) {
    const o = t * 9
    const ax = corners[o]! - ox
    const ay = corners[o + 1]! - oy
    const az = corners[o + 2]! - oz
    const bx = corners[o + 3]! - ox
    const by = corners[o + 4]! - oy
    const bz = corners[o + 5]! - oz
    const cx = corners[o + 6]! - ox
    const cy = corners[o + 7]! - oy
    const cz = corners[o + 8]! - oz
    const det = ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx)
    six += det
    moment[0]! += det * (ax + bx + cx)
    moment[1]! += det * (ay + by + cy)
    moment[2]! += det * (az + bz + cz)
    area += areas[t]!
    volumeBound += (areas[t]! * chord[t]! * 2) / 3
    // A skin that bulges by s over a facet of width w is longer by 8/3·s²/w; the facet is at least as wide as 2·area over its longest side.
    areaBound += areas[t]! > 0 ? (8 / 3) * chord[t]! ** 2 * (longestSide(corners, o) / 2) : 0
    deepest = Math.max(deepest, chord[t]!)
    areaBySurface[mesh.surfaceOf[t]!]! += areas[t]!
  }
  const scale = six === 0 ? 0 : 1 / (4 * six)
  const low: [number, number, number] = [Infinity, Infinity, Infinity]
  const high: [number, number, number] = [-Infinity, -Infinity, -Infinity]
  for (let i = 0; i < mesh.positions.length; i++) {
    const axis = i % 3
    const value = mesh.positions[i]!
    if (value < low[axis]!) low[axis] = value
    if (value > high[axis]!) high[axis] = value
  }
  const shells = shellsOf(mesh)
  const vertices = mesh.positions.length / 3
  return {
    volume: six / 6,
    // float32 corners are off by up to 2⁻²⁴ of their size: 2 µm per metre of skin, far below the skins; kept as a floor.
    volumeBound: volumeBound + area * 2e-6,
    area,
    areaBound: areaBound + area * 1e-6,
    areaBySurface,
    low,
    high,
    centreOfMass: [ox + moment[0]! * scale, oy + moment[1]! * scale, oz + moment[2]! * scale],
    closed: facets.openEdges === 0 && count > 0,
    shells,
    genus: shells - (vertices - facets.edgeCount + count) / 2,
    chord: deepest,
  }
}

/** Length of convex edges sharper than 50°, mm, and where: longest first, at their middles. One feature's own edges are its 2D rule's. */
export function knifeEdges(mesh: Mesh, facets: Facets): { length: number; at: readonly Vec3[] } {
  let length = 0
  const found: { length: number; at: Vec3 }[] = []
  for (const edge of facets.edges) {
    if (edge.reflex || edge.cos > KNIFE_COS) continue
    const feature = facets.featureOf[edge.left]!
    if (feature >= 0 && feature === facets.featureOf[edge.right]) continue
    const a = edge.from * 3
    const b = edge.to * 3
    const p = mesh.positions
    const long = Math.sqrt((p[b]! - p[a]!) ** 2 + (p[b + 1]! - p[a + 1]!) ** 2 + (p[b + 2]! - p[a + 2]!) ** 2)
    length += long
    found.push({ length: long, at: [(p[a]! + p[b]!) / 2, (p[a + 1]! + p[b + 1]!) / 2, (p[a + 2]! + p[b + 2]!) / 2] })
  }
  found.sort((one, other) => other.length - one.length)
  return { length, at: found.slice(0, 8).map(({ at }) => at) }
}

/** SHA-256 over the welded arrays of every mesh in order: float32 and uint32 little-endian bytes, then uint16 surfaces. Lower-case hex. */
export function geometryHash(meshes: readonly Mesh[]): string {
  const hash = sha256.create()
  for (const mesh of meshes) {
    hash.update(new Uint8Array(new Uint32Array([mesh.positions.length, mesh.triangles.length]).buffer))
    for (const array of [mesh.positions, mesh.triangles, mesh.surfaceOf]) {
      hash.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
    }
  }
  return bytesToHex(hash.digest())
}

function longestSide(corners: Float64Array, o: number): number {
  let longest = 0
  for (let k = 0; k < 3; k++) {
    const a = o + k * 3
    const b = o + ((k + 1) % 3) * 3
    const side =
      (corners[b]! - corners[a]!) ** 2 + (corners[b + 1]! - corners[a + 1]!) ** 2 + (corners[b + 2]! - corners[a + 2]!) ** 2
    if (side > longest) longest = side
  }
  return Math.sqrt(longest)
}

/** Connected pieces of surface, joined over shared corners. */
function shellsOf(mesh: Mesh): number {
  const parent = new Int32Array(mesh.positions.length / 3)
  for (let v = 0; v < parent.length; v++) parent[v] = v
  const root = (vertex: number) => {
    let v = vertex
    while (parent[v] !== v) {
      parent[v] = parent[parent[v]!]!
      v = parent[v]!
    }
    return v
  }
  let shells = parent.length
  for (let side = 0; side < mesh.triangles.length; side++) {
    const a = root(mesh.triangles[side]!)
    const b = root(mesh.triangles[side % 3 === 2 ? side - 2 : side + 1]!)
    if (a !== b) {
      parent[a] = b
      shells--
    }
  }
  return shells
}
