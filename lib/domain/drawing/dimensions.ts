import type { Surface, Vec2, Vec3 } from '../geometry/mesh'
import type { Draft } from '../products/draft'
import type { Box } from './projection'
import { type Direction, dot, project, type ViewFrame } from './view-frame'

/** A measured distance between two points of a view, with the side on which its line stands off. Words under `drawing.<code>`. */
export interface Dimension {
  code: 'width' | 'height' | 'bore' | 'letters' | 'face-width' | 'face-height' | 'base-thickness' | 'top-thickness' | 'base-width'
  /** Millimetres. */
  value: number
  from: Vec2
  to: Vec2
  /** Where the dimension line stands; `inside` lies between its points. */
  side: 'below' | 'left' | 'right' | 'above' | 'inside'
  /** Rank from the piece outwards, 0 next to it. */
  rank: number
}

const span = (direction: 'level' | 'upright', low: Vec2, high: Vec2): number =>
  direction === 'level' ? high[0] - low[0] : high[1] - low[1]

/** The figures a maker checks in each view; all of them measured on the draft, none typed, none twice. */
export function dimensionsOf(draft: Draft, direction: Direction, frame: ViewFrame, box: Box): Dimension[] {
  if (direction === 'three-quarter' || !Number.isFinite(box.left)) return []
  const found: Dimension[] = []
  const add = (code: Dimension['code'], from: Vec2, to: Vec2, side: Dimension['side'], rank = 0) => {
    const value = span(side === 'left' || side === 'right' ? 'upright' : 'level', from, to)
    if (value > 0.05) found.push({ code, value, from, to, side, rank })
  }
  const bore = draft.fits.find((fit) => fit.kind === 'bore')
  if (direction === 'face') {
    const face = extents(draft, frame, (kind) => kind === 'face' || kind === 'bevel' || kind === 'raised-top') ?? box
    const letters = letterBox(draft, frame)
    add('face-width', [face.left, face.bottom], [face.right, face.bottom], 'below')
    add('face-height', [face.right, face.bottom], [face.right, face.top], 'right')
    if (letters) add('letters', [letters.left, letters.bottom], [letters.left, letters.top], 'left')
  }
  if (direction === 'bore') {
    add('width', [box.left, box.bottom], [box.right, box.bottom], 'below')
    add('height', [box.right, box.bottom], [box.right, box.top], 'right')
    if (bore) {
      // Families lay the axis of a bore through the draft's origin.
      const [x, y] = [0, 0]
      const radius = bore.nominal / 2
      add('bore', [x - radius, y], [x + radius, y], 'inside')
      add('base-thickness', [x, box.bottom], [x, y - radius], 'left')
      add('top-thickness', [x, y + radius], [x, box.top], 'left')
    }
  }
  if (direction === 'side') {
    add('width', [box.left, box.top], [box.right, box.top], 'above')
    if (bore) {
      const low = extents(draft, frame, undefined, true)
      if (low) add('base-width', [low.left, box.bottom], [low.right, box.bottom], 'below')
    }
  }
  return found
}

/** Extents of the vertices of some kinds of surface, or of the section at the base. */
function extents(draft: Draft, frame: ViewFrame, wanted?: (kind: Surface['kind']) => boolean, baseOnly = false): Box | undefined {
  const box: Box = { left: Infinity, right: -Infinity, bottom: Infinity, top: -Infinity }
  for (const part of draft.parts) {
    const { positions, triangles, surfaceOf } = part.mesh
    for (let corner = 0; corner < triangles.length; corner++) {
      const kind = part.surfaces[surfaceOf[Math.floor(corner / 3)]!]?.kind
      if (wanted && !(kind && wanted(kind))) continue
      const i = triangles[corner]! * 3
      const p: Vec3 = [positions[i]!, positions[i + 1]!, positions[i + 2]!]
      const [x, y] = project(frame, p)
      if (baseOnly && (Math.abs(dot(frame.towards, p)) > 0.4 || y > 0)) continue
      box.left = Math.min(box.left, x)
      box.right = Math.max(box.right, x)
      box.bottom = Math.min(box.bottom, y)
      box.top = Math.max(box.top, y)
    }
  }
  return Number.isFinite(box.left) ? box : undefined
}

function letterBox(draft: Draft, frame: ViewFrame): Box | undefined {
  const region = draft.regions[0]
  if (!region || region.shape.length === 0) return undefined
  const { origin, u, v } = region.frame
  const points = region.shape
    .flat()
    .map(
      ([x, y]): Vec2 =>
        project(frame, [origin[0] + u[0] * x + v[0] * y, origin[1] + u[1] * x + v[1] * y, origin[2] + u[2] * x + v[2] * y]),
    )
  const xs = points.map((point) => point[0])
  const ys = points.map((point) => point[1])
  return { left: Math.min(...xs), right: Math.max(...xs), bottom: Math.min(...ys), top: Math.max(...ys) }
}
