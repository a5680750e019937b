import type { Ring, Surface, Vec2 } from '../geometry/mesh'
import type { Draft } from '../products/draft'
import { simplify } from './chains'
import { isoRings } from './iso-rings'
import type { Box } from './projection'
import { projectMesh } from './projection'
import { dot, type ViewFrame } from './view-frame'

/** An area of the piece at most this bright. */
export interface Tone {
  level: number
  rings: readonly Ring[]
}

/** Samples along the longer side of the view. */
const SAMPLES = 150
/** Brightness below which a layer of wash is laid; four thin layers add up to a quiet modelling of the form. */
const LEVELS = [0.8, 0.62, 0.45, 0.28] as const
const ENGRAVED: readonly Surface['kind'][] = ['cut-wall', 'cut-floor', 'raised-wall']

/**
 * Light on the piece as nested areas: brightness from the true facet normals on a raster, smoothed, then iso-lines by marching
 * squares. It is modelling for the eye, not measure: every measured line is drawn from the mesh itself.
 */
export function tonesOf(draft: Draft, frame: ViewFrame, box: Box): Tone[] {
  if (!Number.isFinite(box.left)) return []
  const step = Math.max(box.right - box.left, box.top - box.bottom) / SAMPLES
  const margin = 6
  const columns = Math.ceil((box.right - box.left) / step) + 2 * margin
  const rows = Math.ceil((box.top - box.bottom) / step) + 2 * margin
  const left = box.left - margin * step
  const bottom = box.bottom - margin * step
  const light = new Float64Array(columns * rows).fill(Number.NaN)
  const near = new Float64Array(columns * rows).fill(-Infinity)
  for (const part of draft.parts) {
    const { x, y, depth, triangles, front } = projectMesh(part.mesh, frame)
    for (let t = 0; t < front.length; t++) {
      if (!front[t]) continue
      const kind = part.surfaces[part.mesh.surfaceOf[t]!]?.kind
      const engraved = kind !== undefined && ENGRAVED.includes(kind)
      const a = triangles[t * 3]!
      const b = triangles[t * 3 + 1]!
      const c = triangles[t * 3 + 2]!
      const area = (x[b]! - x[a]!) * (y[c]! - y[a]!) - (y[b]! - y[a]!) * (x[c]! - x[a]!)
      const slopeX = ((depth[b]! - depth[a]!) * (y[c]! - y[a]!) - (depth[c]! - depth[a]!) * (y[b]! - y[a]!)) / area
      const slopeY = ((depth[c]! - depth[a]!) * (x[b]! - x[a]!) - (depth[b]! - depth[a]!) * (x[c]! - x[a]!)) / area
      // Letters have their own ink; the light on the ground round them must not bend at their edges.
      const shade = engraved ? Number.NaN : brightness(slopeX, slopeY, kind)
      const r0 = Math.max(0, Math.ceil((Math.min(y[a]!, y[b]!, y[c]!) - bottom) / step))
      const r1 = Math.min(rows - 1, Math.floor((Math.max(y[a]!, y[b]!, y[c]!) - bottom) / step))
      const c0 = Math.max(0, Math.ceil((Math.min(x[a]!, x[b]!, x[c]!) - left) / step))
      const c1 = Math.min(columns - 1, Math.floor((Math.max(x[a]!, x[b]!, x[c]!) - left) / step))
      for (let row = r0; row <= r1; row++)
        for (let column = c0; column <= c1; column++) {
          const px = left + column * step
          const py = bottom + row * step
          if ((x[b]! - x[a]!) * (py - y[a]!) - (y[b]! - y[a]!) * (px - x[a]!) < 0) continue
          if ((x[c]! - x[b]!) * (py - y[b]!) - (y[c]! - y[b]!) * (px - x[b]!) < 0) continue
          if ((x[a]! - x[c]!) * (py - y[c]!) - (y[a]! - y[c]!) * (px - x[c]!) < 0) continue
          const z = depth[a]! + slopeX * (px - x[a]!) + slopeY * (py - y[a]!)
          const cell = row * columns + column
          if (z <= near[cell]!) continue
          near[cell] = z
          light[cell] = shade
        }
    }
  }
  const smooth = blur(spread(light, columns, rows), columns, rows)
  return LEVELS.map((level) => ({
    level,
    rings: isoRings(smooth, columns, rows, level).map(
      (ring) =>
        simplify({ points: ring.map(([cx, cy]): Vec2 => [left + cx * step, bottom + cy * step]), closed: true }, step * 0.12)
          .points,
    ),
  }))
}

/** A soft key from the upper left, a rim from the right, darkness inside the bore: enough to read the form as metal. */
function brightness(slopeX: number, slopeY: number, kind: string | undefined): number {
  const length = Math.hypot(slopeX, slopeY, 1)
  const n = [-slopeX / length, -slopeY / length, 1 / length] as const
  const key = Math.max(0, dot(n, [-0.46, 0.62, 0.635]))
  const rim = Math.max(0, dot(n, [0.93, -0.12, 0.35])) ** 3
  const base = 0.16 + 0.78 * key + 0.3 * rim
  return kind === 'bore' ? base * 0.62 : base
}

/** Paper takes the brightness of the nearest metal for a few samples, so that smoothing does not darken or lighten the rim. */
function spread(light: Float64Array, columns: number, rows: number): Float64Array {
  let field = light
  for (let pass = 0; pass < 4; pass++) {
    const next = field.slice()
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        if (!Number.isNaN(field[row * columns + column]!)) continue
        let sum = 0
        let count = 0
        for (let dy = -1; dy <= 1; dy++)
          for (let dx = -1; dx <= 1; dx++) {
            const value = field[(row + dy) * columns + column + dx]
            if (value === undefined || Number.isNaN(value) || column + dx < 0 || column + dx >= columns) continue
            sum += value
            count++
          }
        if (count > 0) next[row * columns + column] = sum / count
      }
    field = next
  }
  return field.map((value) => (Number.isNaN(value) ? 1 : value))
}

function blur(field: Float64Array, columns: number, rows: number): Float64Array {
  let from = field
  for (let pass = 0; pass < 5; pass++) {
    const to = from.slice()
    for (let row = 1; row < rows - 1; row++)
      for (let column = 1; column < columns - 1; column++) {
        const i = row * columns + column
        to[i] =
          (from[i]! * 4 +
            (from[i - 1]! + from[i + 1]! + from[i - columns]! + from[i + columns]!) * 2 +
            from[i - columns - 1]! +
            from[i - columns + 1]! +
            from[i + columns - 1]! +
            from[i + columns + 1]!) /
          16
      }
    from = to
  }
  return from
}
