import { contact } from './ball'
import { BallSearch } from './largest-ball'
import type { Vec3 } from './mesh'
import type { SolidIndex } from './walls'

/** The largest ball is sought to this, mm of diameter. */
const SECTION_STEP = 0.3
const BALL_TOLERANCE = 0.005
/** Patches smaller than this, mm, are not split further. */
const PATCH = 0.02
/** Halvings of a facet that are kept at most: enough for one of many metres. */
const DEEPEST = 128

/**
 * The fast look at the largest ball inside a closed solid: its diameter, mm, within a wide `bound`, and its centre. Every ball that touches a
 * facet is cut, unless it is no wider than the one found by climbing; balls tangent at neighbouring places are nested, so that
 * one cut ball stands for all of a patch.
 */
export function roughBall(index: SolidIndex): { diameter: number; bound: number; at: Vec3 } {
  const { primitives, balls, trees } = index
  const { corners, facets } = primitives
  const tree = trees[0]!
  if (tree.items.length === 0) return { diameter: 0, bound: 0, at: [0, 0, 0] }
  const first = new BallSearch(index).first()
  let best = 2 * first.radius
  let at = first.at
  let blocker = -1
  let nx = 0
  let ny = 0
  let nz = 0
  const q = new Float64Array(3)
  // No ball inside is wider than the narrowest side of the box round everything.
  const box = tree.boxes
  const widest = Math.min(box[3]! - box[0]!, box[4]! - box[1]!, box[5]! - box[2]!)

  const cutAt = (x: number, y: number, z: number, radius: number): boolean => {
    const hit = balls.blocker(x, y, z, radius, blocker)
    if (hit >= 0) blocker = hit
    return hit >= 0
  }

  /** Betters the best with the ball tangent at p, if it is larger: shrunk from the largest possible until nothing cuts it. */
  const grow = (px: number, py: number, pz: number) => {
    if (cutAt(px + (nx * best) / 2, py + (ny * best) / 2, pz + (nz * best) / 2, best / 2 - BALL_TOLERANCE)) return
    let diameter = Math.min(best + SECTION_STEP, widest)
    while (diameter > best) {
      const r = diameter / 2
      if (!cutAt(px + nx * r, py + ny * r, pz + nz * r, r - BALL_TOLERANCE)) {
        best = diameter
        at = [px + nx * r, py + ny * r, pz + nz * r]
        return
      }
      diameter = Math.min(contact(primitives, px, py, pz, nx, ny, nz, blocker, q), diameter - BALL_TOLERANCE)
    }
  }

  /** Sub-triangles still to be looked at, 9 each. */
  const waiting = new Float64Array(9 * DEEPEST)
  /** Covers facet t with balls that are cut; what is left in between is halved at its longest edge. */
  const explore = (t: number): void => {
    waiting.set(corners.subarray(t * 9, t * 9 + 9))
    let depth = 1
    while (depth > 0) {
      if (best + SECTION_STEP > widest) return
      const o = --depth * 9
      const ax = waiting[o]!
      const ay = waiting[o + 1]!
      const az = waiting[o + 2]!
      const bx = waiting[o + 3]!
      const by = waiting[o + 4]!
      const bz = waiting[o + 5]!
      const cx = waiting[o + 6]!
      const cy = waiting[o + 7]!
      const cz = waiting[o + 8]!
      const px = (ax + bx + cx) / 3
      const py = (ay + by + cy) / 3
      const pz = (az + bz + cz) / 3
      const ab = (ax - bx) ** 2 + (ay - by) ** 2 + (az - bz) ** 2
      const bc = (bx - cx) ** 2 + (by - cy) ** 2 + (bz - cz) ** 2
      const ca = (cx - ax) ** 2 + (cy - ay) ** 2 + (cz - az) ** 2
      const rho = Math.sqrt(
        Math.max(
          (ax - px) ** 2 + (ay - py) ** 2 + (az - pz) ** 2,
          (bx - px) ** 2 + (by - py) ** 2 + (bz - pz) ** 2,
          (cx - px) ** 2 + (cy - py) ** 2 + (cz - pz) ** 2,
        ),
      )
      const r = (best + SECTION_STEP) / 2
      if (cutAt(px + nx * r, py + ny * r, pz + nz * r, r - rho - BALL_TOLERANCE)) continue
      grow(px, py, pz)
      if (rho < PATCH) continue
      halve(waiting, o, ab >= bc && ab >= ca ? 0 : bc >= ca ? 3 : 6)
      depth += 2
    }
  }

  /** Whole boxes of facets at once: their places spread by ρ about the middle, their normals by δ, so their balls' centres by ρ + δ·r. */
  const visit = (node: number): void => {
    const r = (best + SECTION_STEP) / 2
    const o = node * 6
    const { boxes, normals } = tree
    const [dx, dy, dz] = [boxes[o + 3]! - boxes[o]!, boxes[o + 4]! - boxes[o + 1]!, boxes[o + 5]! - boxes[o + 2]!]
    const [mx, my, mz] = [normals[o + 3]! - normals[o]!, normals[o + 4]! - normals[o + 1]!, normals[o + 5]! - normals[o + 2]!]
    const rho = Math.sqrt(dx * dx + dy * dy + dz * dz) / 2
    const spread = Math.sqrt(mx * mx + my * my + mz * mz) / 2
    const x = boxes[o]! + dx / 2 - (normals[o]! + mx / 2) * r
    const y = boxes[o + 1]! + dy / 2 - (normals[o + 1]! + my / 2) * r
    const z = boxes[o + 2]! + dz / 2 - (normals[o + 2]! + mz / 2) * r
    if (cutAt(x, y, z, r - rho - spread * r - BALL_TOLERANCE)) return
    const child = tree.child[node]!
    if (child > 0) {
      visit(child)
      visit(child + 1)
      return
    }
    for (let i = tree.first[node]!; i < tree.first[node]! + tree.size[node]!; i++) {
      const t = tree.items[i]!
      if (facets.sliver[t]) continue
      nx = -facets.normals[t * 3]!
      ny = -facets.normals[t * 3 + 1]!
      nz = -facets.normals[t * 3 + 2]!
      explore(t)
    }
  }
  visit(0)
  let chord = 0
  for (const value of facets.chord) chord = Math.max(chord, value)
  const open = SECTION_STEP / 2
  return { diameter: best + open, bound: open + 2 * BALL_TOLERANCE + 2 * PATCH + 2 * chord, at }
}

/** Halves the triangle at `o` at the edge that begins `edge` numbers into it: the half at the edge's end stays, the other is put behind it. */
function halve(triangles: Float64Array, o: number, edge: number): void {
  for (let axis = 0; axis < 3; axis++) {
    const a = triangles[o + edge + axis]!
    const b = triangles[o + ((edge + 3) % 9) + axis]!
    const c = triangles[o + ((edge + 6) % 9) + axis]!
    const middle = (a + b) / 2
    triangles[o + axis] = middle
    triangles[o + 3 + axis] = b
    triangles[o + 6 + axis] = c
    triangles[o + 9 + axis] = a
    triangles[o + 12 + axis] = middle
    triangles[o + 15 + axis] = c
  }
}
