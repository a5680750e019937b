import type { Mesh, Vec2 } from '../geometry/mesh'
import type { VisibleEdge } from './edge'
import type { OcclusionGrid } from './occlusion-grid'
import type { Projected } from './projection'
import type { ViewFrame } from './view-frame'

/** Facets that meet at less than this belong to one smooth surface (cosine of 28 degrees). */
const SMOOTH = Math.cos((28 * Math.PI) / 180)
/** The contour of the rounded surface lies off the facets by their sagitta and is seen at a grazing angle, mm. */
const CLEARANCE = 0.12
/** Beside the contour, mm: is there metal on its far side? Otherwise it is the outline, which is drawn from the mesh itself. */
const BESIDE = 0.06

/**
 * Where a smooth surface turns away from the viewer before more metal: the zero line of (normal · towards) with the normal
 * interpolated over each facet, hidden parts removed.
 */
export function smoothContours(
  mesh: Mesh,
  projected: Projected,
  normals: Float64Array,
  frame: ViewFrame,
  grid: OcclusionGrid,
): VisibleEdge[] {
  const { x, y, depth } = projected
  const facing = cornerFacing(mesh, normals, frame)
  const found: VisibleEdge[] = []
  for (let t = 0; t < mesh.triangles.length; t += 3) {
    const signs = [facing[t]! >= 0, facing[t + 1]! >= 0, facing[t + 2]! >= 0]
    if (signs[0] === signs[1] && signs[1] === signs[2]) continue
    const ends: [number, number, number][] = []
    for (let k = 0; k < 3; k++) {
      const next = (k + 1) % 3
      if (signs[k] === signs[next]) continue
      const one = facing[t + k]!
      const share = one / (one - facing[t + next]!)
      const a = mesh.triangles[t + k]!
      const b = mesh.triangles[t + next]!
      ends.push([
        x[a]! + (x[b]! - x[a]!) * share,
        y[a]! + (y[b]! - y[a]!) * share,
        depth[a]! + (depth[b]! - depth[a]!) * share + CLEARANCE,
      ])
    }
    const [p, q] = ends
    if (!p || !q) continue
    // Outwards in the drawing is where the surface's normal points.
    const [right, up] = [frame.right, frame.up]
    const n: [number, number, number] = [normals[t]!, normals[t + 1]!, normals[t + 2]!]
    const nx = right[0] * n[0] + right[1] * n[1] + right[2] * n[2]
    const ny = up[0] * n[0] + up[1] * n[1] + up[2] * n[2]
    const length = Math.hypot(nx, ny) || 1
    const middleX = (p[0] + q[0]) / 2 + (nx / length) * BESIDE
    const middleY = (p[1] + q[1]) / 2 + (ny / length) * BESIDE
    if (!grid.covered(middleX, middleY)) continue
    for (const [from, to] of grid.visibleLine(p[0], p[1], p[2], q[0], q[1], q[2])) {
      const at = (share: number): Vec2 => [p[0] + (q[0] - p[0]) * share, p[1] + (q[1] - p[1]) * share]
      found.push({ kind: 'contour', from: at(from), to: at(to) })
    }
  }
  return found
}

/** normal · towards at each triangle's corners, with normals averaged over the smooth neighbours of that corner only. */
function cornerFacing(mesh: Mesh, normals: Float64Array, frame: ViewFrame): Float64Array {
  const count = mesh.positions.length / 3
  const first = new Uint32Array(count + 1)
  for (const vertex of mesh.triangles) first[vertex + 1] = first[vertex + 1]! + 1
  for (let i = 0; i < count; i++) first[i + 1] = first[i + 1]! + first[i]!
  const around = new Uint32Array(mesh.triangles.length)
  const filled = first.slice()
  mesh.triangles.forEach((vertex, corner) => {
    around[filled[vertex]!] = Math.floor(corner / 3)
    filled[vertex] = filled[vertex]! + 1
  })
  const areas = new Float64Array(mesh.triangles.length / 3)
  const p = mesh.positions
  for (let t = 0; t < areas.length; t++) {
    const a = mesh.triangles[t * 3]! * 3
    const b = mesh.triangles[t * 3 + 1]! * 3
    const c = mesh.triangles[t * 3 + 2]! * 3
    const ux = p[b]! - p[a]!
    const uy = p[b + 1]! - p[a + 1]!
    const uz = p[b + 2]! - p[a + 2]!
    const vx = p[c]! - p[a]!
    const vy = p[c + 1]! - p[a + 1]!
    const vz = p[c + 2]! - p[a + 2]!
    areas[t] = Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx)
  }
  const facing = new Float64Array(mesh.triangles.length)
  const { towards } = frame
  mesh.triangles.forEach((vertex, corner) => {
    const own = Math.floor(corner / 3) * 3
    let sum = 0
    for (let i = first[vertex]!; i < first[vertex + 1]!; i++) {
      const other = around[i]! * 3
      const cosine =
        normals[own]! * normals[other]! + normals[own + 1]! * normals[other + 1]! + normals[own + 2]! * normals[other + 2]!
      if (cosine < SMOOTH) continue
      const turned = normals[other]! * towards[0] + normals[other + 1]! * towards[1] + normals[other + 2]! * towards[2]
      sum += turned * areas[around[i]!]!
    }
    facing[corner] = sum
  })
  return facing
}
