import type { Mesh, Surface, Vec2 } from '../geometry/mesh'
import type { EdgeKind, VisibleEdge } from './edge'
import { OcclusionGrid } from './occlusion-grid'
import { projectMesh } from './projection'
import { smoothContours } from './smooth-contours'
import type { ViewFrame } from './view-frame'

/** Dihedral angles, degrees: above it any edge is drawn; between two kinds of surface a smaller one is enough. */
const SHARP = Math.cos((28 * Math.PI) / 180)
const SHARP_BETWEEN_SURFACES = Math.cos((9 * Math.PI) / 180)
/** Beside an outline, mm: is there metal just outside? */
const BESIDE = 0.004
/** Visible pieces shorter than this are grazing noise, mm. */
const SHORTEST = 0.002

const ENGRAVED: readonly Surface['kind'][] = ['cut-wall', 'cut-floor', 'ground', 'raised-top', 'raised-wall']

/** Edges with their two triangles; 4 numbers an edge: from, to, left triangle, right triangle. */
function edgesOf(mesh: Mesh): Uint32Array {
  const vertices = mesh.positions.length / 3
  const open = new Map<number, number>()
  const edges = new Uint32Array((mesh.triangles.length / 2) * 4)
  let count = 0
  for (let i = 0; i < mesh.triangles.length; i++) {
    const triangle = Math.floor(i / 3)
    const a = mesh.triangles[i]!
    const b = mesh.triangles[triangle * 3 + ((i + 1) % 3)]!
    const opposite = b * vertices + a
    const other = open.get(opposite)
    if (other === undefined) {
      open.set(a * vertices + b, triangle)
    } else {
      open.delete(opposite)
      edges.set([a, b, triangle, other], count * 4)
      count++
    }
  }
  return edges.subarray(0, count * 4)
}

function normalsOf(mesh: Mesh): Float64Array {
  const normals = new Float64Array(mesh.triangles.length)
  const p = mesh.positions
  for (let t = 0; t < mesh.triangles.length; t += 3) {
    const a = mesh.triangles[t]! * 3
    const b = mesh.triangles[t + 1]! * 3
    const c = mesh.triangles[t + 2]! * 3
    const ux = p[b]! - p[a]!
    const uy = p[b + 1]! - p[a + 1]!
    const uz = p[b + 2]! - p[a + 2]!
    const vx = p[c]! - p[a]!
    const vy = p[c + 1]! - p[a + 1]!
    const vz = p[c + 2]! - p[a + 2]!
    const nx = uy * vz - uz * vy
    const ny = uz * vx - ux * vz
    const nz = ux * vy - uy * vx
    const length = Math.hypot(nx, ny, nz) || 1
    normals[t] = nx / length
    normals[t + 1] = ny / length
    normals[t + 2] = nz / length
  }
  return normals
}

/**
 * What a pen would draw of a closed mesh in a view, hidden parts removed exactly (each edge against every triangle before it).
 * `skipRims`: leave out the rims of the engraving at the surface, because its exact outline is drawn instead.
 */
export function visibleEdges(mesh: Mesh, surfaces: readonly Surface[], frame: ViewFrame, skipRims: boolean): VisibleEdge[] {
  const projected = projectMesh(mesh, frame)
  const { x, y, front } = projected
  const grid = new OcclusionGrid(projected)
  const edges = edgesOf(mesh)
  const normals = normalsOf(mesh)
  const kindOf = (triangle: number) => surfaces[mesh.surfaceOf[triangle]!]?.kind ?? 'body'
  const found: VisibleEdge[] = []
  for (let e = 0; e < edges.length; e += 4) {
    const a = edges[e]!
    const b = edges[e + 1]!
    const left = edges[e + 2]!
    const right = edges[e + 3]!
    if (!front[left] && !front[right]) continue
    const contour = front[left] !== front[right]
    const one = kindOf(left)
    const two = kindOf(right)
    const engraved = ENGRAVED.includes(one) || ENGRAVED.includes(two)
    const cosine =
      normals[left * 3]! * normals[right * 3]! +
      normals[left * 3 + 1]! * normals[right * 3 + 1]! +
      normals[left * 3 + 2]! * normals[right * 3 + 2]!
    // Where a round surface turns away the facets' edges zigzag; there the smooth contour is drawn instead.
    const smooth = contour && cosine > SHARP
    if (!contour) {
      if (cosine > (one === two ? SHARP : SHARP_BETWEEN_SURFACES)) continue
      if (skipRims && engraved && (one === 'raised-top' || two === 'raised-top')) continue
      if (skipRims && engraved && one !== two && !(ENGRAVED.includes(one) && ENGRAVED.includes(two))) continue
    }
    for (const [from, to] of grid.visible(a, b, left, right)) {
      const x0 = x[a]! + (x[b]! - x[a]!) * from
      const y0 = y[a]! + (y[b]! - y[a]!) * from
      const x1 = x[a]! + (x[b]! - x[a]!) * to
      const y1 = y[a]! + (y[b]! - y[a]!) * to
      const length = Math.hypot(x1 - x0, y1 - y0)
      if (length < SHORTEST) continue
      const other: EdgeKind = engraved ? 'engraving' : contour ? 'contour' : 'crease'
      if (!contour) {
        found.push({ kind: other, from: [x0, y0], to: [x1, y1] })
        continue
      }
      // `left` runs a → b counter-clockwise, so its metal lies to the left of a → b when it faces the viewer.
      const side = (front[left] ? BESIDE : -BESIDE) / length
      const point = (share: number): Vec2 => [x0 + (x1 - x0) * share, y0 + (y1 - y0) * share]
      const onMetal = (share: number): boolean => {
        const [px, py] = point(share)
        return grid.covered(px + (y1 - y0) * side, py - (x1 - x0) * side)
      }
      for (const [start, end, metal] of stretches(onMetal, length)) {
        if (metal && smooth) continue
        found.push({ kind: metal ? other : 'outline', from: point(start), to: point(end) })
      }
    }
  }
  return found.concat(smoothContours(mesh, projected, normals, frame, grid))
}

/** An edge may leave the paper and run on before more metal: looked at in steps of this length, mm, and halved where it changes. */
const LOOK = 0.5

/** Splits 0…1 where `onMetal` changes. */
function stretches(onMetal: (share: number) => boolean, length: number): [number, number, boolean][] {
  const steps = Math.max(1, Math.ceil(length / LOOK))
  const inset = Math.min(0.25, 0.01 / length)
  const place = (step: number) => Math.min(1 - inset, Math.max(inset, step / steps))
  if (steps === 1 && length < 0.1) return [[0, 1, onMetal(0.5)]]
  const found: [number, number, boolean][] = []
  let begin = 0
  let state = onMetal(place(0))
  for (let step = 1; step <= steps; step++) {
    const next = onMetal(place(step))
    if (next === state) continue
    let low = place(step - 1)
    let high = place(step)
    for (let halving = 0; halving < 14; halving++) {
      const middle = (low + high) / 2
      if (onMetal(middle) === state) low = middle
      else high = middle
    }
    found.push([begin, high, state])
    begin = high
    state = next
  }
  found.push([begin, 1, state])
  return found
}
