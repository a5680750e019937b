import type { Facets } from './facets'
import type { Mesh, Vec3 } from './mesh'
import { across } from './sections'

/** Cells along the longer side of the height map. */
const CELLS = 220
/** Faces steeper than this to the axis are walls beside the tool: neither seen nor hidden for certain. */
const GRAZING = 0.08
/** Steeper than 45° a printed layer has no layer under it. */
const SELF_SUPPORTING = -0.70711
/** On the plate, mm. */
const RESTING = 0.05

/** What a tool, a light or a printer sees of a solid along one axis, from where the axis points to. */
export interface AxisFact {
  axis: Vec3
  /** mm² of skin that a straight line along the axis reaches from outside. */
  reached: number
  /** mm² of skin that faces the axis and lies under other metal. */
  hidden: number
  /** mm² that faces away from the axis by more than 45° and does not rest on the plate: what a print along the axis must support. */
  overhang: number
  /** How far `reached` and `hidden` may be off, mm²: facets that are partly covered or nearly parallel to the axis. */
  errorBound: number
}

/** Facets seen along the axis: 1 for certain, 0 hidden or turned away, 2 partly. One entry a facet. */
export interface Sight {
  fact: AxisFact
  seen: Uint8Array
}

/** Height map of the solid along the axis, then every facet against it. Sample points are the facets' own. */
export function sightAlong(mesh: Mesh, facets: Facets, axis: Vec3): Sight {
  const [u, v] = across(axis)
  const { positions, triangles } = mesh
  const count = positions.length / 3
  const x = new Float64Array(count)
  const y = new Float64Array(count)
  const z = new Float64Array(count)
  let [left, right, bottom, top, low] = [Infinity, -Infinity, Infinity, -Infinity, Infinity]
  for (let i = 0; i < count; i++) {
    const [a, b, c] = [positions[i * 3]!, positions[i * 3 + 1]!, positions[i * 3 + 2]!]
    x[i] = a * u[0] + b * u[1] + c * u[2]
    y[i] = a * v[0] + b * v[1] + c * v[2]
    z[i] = a * axis[0] + b * axis[1] + c * axis[2]
    left = Math.min(left, x[i]!)
    right = Math.max(right, x[i]!)
    bottom = Math.min(bottom, y[i]!)
    top = Math.max(top, y[i]!)
    low = Math.min(low, z[i]!)
  }
  const cell = Math.max(right - left, top - bottom, 1e-6) / CELLS
  const columns = Math.floor((right - left) / cell) + 1
  const rows = Math.floor((top - bottom) / cell) + 1
  const heights = new Float64Array(columns * rows).fill(-Infinity)
  const facing = new Float64Array(facets.count)
  for (let t = 0; t < facets.count; t++) {
    facing[t] = facets.normals[t * 3]! * axis[0] + facets.normals[t * 3 + 1]! * axis[1] + facets.normals[t * 3 + 2]! * axis[2]
    if (facing[t]! < GRAZING) continue
    const [a, b, c] = [triangles[t * 3]!, triangles[t * 3 + 1]!, triangles[t * 3 + 2]!]
    const c0 = Math.ceil((Math.min(x[a]!, x[b]!, x[c]!) - left) / cell - 0.5)
    const c1 = Math.floor((Math.max(x[a]!, x[b]!, x[c]!) - left) / cell - 0.5)
    const r0 = Math.ceil((Math.min(y[a]!, y[b]!, y[c]!) - bottom) / cell - 0.5)
    const r1 = Math.floor((Math.max(y[a]!, y[b]!, y[c]!) - bottom) / cell - 0.5)
    const area = (x[b]! - x[a]!) * (y[c]! - y[a]!) - (y[b]! - y[a]!) * (x[c]! - x[a]!)
    if (area <= 0) continue
    for (let r = Math.max(0, r0); r <= Math.min(rows - 1, r1); r++) {
      for (let column = Math.max(0, c0); column <= Math.min(columns - 1, c1); column++) {
        const px = left + (column + 0.5) * cell
        const py = bottom + (r + 0.5) * cell
        const wa = ((x[b]! - px) * (y[c]! - py) - (y[b]! - py) * (x[c]! - px)) / area
        const wb = ((x[c]! - px) * (y[a]! - py) - (y[c]! - py) * (x[a]! - px)) / area
        const wc = 1 - wa - wb
        if (wa < 0 || wb < 0 || wc < 0) continue
        const height = wa * z[a]! + wb * z[b]! + wc * z[c]!
        if (height > heights[r * columns + column]!) heights[r * columns + column] = height
      }
    }
  }
  const seen = new Uint8Array(facets.count)
  let [reached, hidden, overhang, unsure] = [0, 0, 0, 0]
  const covered = (px: number, py: number, height: number, slack: number): boolean => {
    const column = Math.min(columns - 1, Math.max(0, Math.floor((px - left) / cell)))
    const row = Math.min(rows - 1, Math.max(0, Math.floor((py - bottom) / cell)))
    return heights[row * columns + column]! > height + slack
  }
  for (let t = 0; t < facets.count; t++) {
    const c = facing[t]!
    const area = facets.areas[t]!
    const [i, j, k] = [triangles[t * 3]!, triangles[t * 3 + 1]!, triangles[t * 3 + 2]!]
    if (c < SELF_SUPPORTING && Math.max(z[i]!, z[j]!, z[k]!) > low + RESTING) overhang += area
    if (Math.abs(c) < GRAZING) {
      unsure += area
      seen[t] = 2
      continue
    }
    if (c < 0) continue
    // Within a cell a face falls by its slope.
    const slack = cell * (0.5 + Math.sqrt(1 - Math.min(1, c * c)) / c)
    const [mx, my, mz] = [(x[i]! + x[j]! + x[k]!) / 3, (y[i]! + y[j]! + y[k]!) / 3, (z[i]! + z[j]! + z[k]!) / 3]
    let under = covered(mx, my, mz, slack) ? 1 : 0
    for (const corner of [i, j, k]) {
      const inner = (at: Float64Array, middle: number) => middle + 0.8 * (at[corner]! - middle)
      if (covered(inner(x, mx), inner(y, my), inner(z, mz), slack)) under++
    }
    if (under === 0) {
      reached += area
      seen[t] = 1
    } else if (under === 4) hidden += area
    else {
      seen[t] = 2
      unsure += area
      reached += (area * (4 - under)) / 4
      hidden += (area * under) / 4
    }
  }
  return { fact: { axis, reached, hidden, overhang, errorBound: unsure }, seen }
}
