import type { Mesh } from '../geometry/mesh'
import type { ViewFrame } from './view-frame'

/** Millimetres, x to the right, y up. */
export interface Box {
  left: number
  right: number
  bottom: number
  top: number
}

/** Triangles projected into a view: 2D positions, depth (larger is nearer) and which triangles face the viewer. */
export interface Projected {
  x: Float64Array
  y: Float64Array
  depth: Float64Array
  triangles: Uint32Array
  front: Uint8Array
}

export function projectMesh(mesh: Mesh, frame: ViewFrame): Projected {
  const count = mesh.positions.length / 3
  const x = new Float64Array(count)
  const y = new Float64Array(count)
  const depth = new Float64Array(count)
  const { right, up, towards } = frame
  for (let i = 0; i < count; i++) {
    const px = mesh.positions[i * 3]!
    const py = mesh.positions[i * 3 + 1]!
    const pz = mesh.positions[i * 3 + 2]!
    x[i] = right[0] * px + right[1] * py + right[2] * pz
    y[i] = up[0] * px + up[1] * py + up[2] * pz
    depth[i] = towards[0] * px + towards[1] * py + towards[2] * pz
  }
  const front = new Uint8Array(mesh.triangles.length / 3)
  for (let t = 0; t < front.length; t++) {
    const a = mesh.triangles[t * 3]!
    const b = mesh.triangles[t * 3 + 1]!
    const c = mesh.triangles[t * 3 + 2]!
    front[t] = (x[b]! - x[a]!) * (y[c]! - y[a]!) - (x[c]! - x[a]!) * (y[b]! - y[a]!) > 1e-9 ? 1 : 0
  }
  return { x, y, depth, triangles: mesh.triangles, front }
}
