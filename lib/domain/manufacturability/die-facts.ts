import type { Kernel } from '../geometry/kernel'
import type { Frame, Ring, Shape2, Vec2 } from '../geometry/mesh'
import { contains, fieldMargin } from '../geometry/shape-facts'
import type { Region } from '../products/draft'
import type { Panel, SheetWork } from '../products/sheet'
import { factsIn } from './region-fact'
import { measureShape } from './shape-measures'
import { toRing } from './sheet-facts'
import type { Facts } from './solid-facts'

const CORNER_ERROR = 1e-4

/** Facts of a mark pressed by a die: its lines and gaps, and how far it stays from stitches, edges and the fold. */
export function dieFacts(region: Region, work: SheetWork | undefined, kernel: Kernel): Facts {
  const { frame } = region
  const fact = factsIn(region)
  const facts: Facts = { 'die.missing-glyphs': fact(region.missing.length, 'count', 0) }
  if (region.die?.technique === 'foil') facts['die.foil'] = fact(1, 'count', 0)
  if (region.shape.length === 0) return facts
  const flat = measureShape(region, 'none', kernel)
  const { sagitta } = flat.outline
  facts['die.line'] = fact(flat.inside.minimum, 'mm', flat.inside.bound, flat.inside.at, flat.inside.beyondCap)
  facts['die.gap'] = fact(flat.outside.minimum, 'mm', flat.outside.bound, flat.outside.at, flat.outside.beyondCap)
  if (region.glyphs.length > 0) facts['die.type-height'] = fact(flat.letterHeight, 'mm', sagitta + CORNER_ERROR)
  const points = region.shape.flat()
  const size = (axis: 0 | 1) => Math.max(...points.map((p) => p[axis])) - Math.min(...points.map((p) => p[axis]))
  facts['die.area'] = fact(flat.area, 'mm2', flat.outline.area + 1e-3)
  facts['die.width'] = fact(size(0), 'mm', sagitta)
  facts['die.height'] = fact(size(1), 'mm', sagitta)
  if (!work) return facts
  const panel = work.panels.find(({ outline, level }) => carries(frame, outline, level))
  if (panel) {
    const margin = fieldMargin(region.shape, fieldOf(panel, frame))
    if (margin) facts['die.to-edge'] = fact(margin.margin, 'mm', sagitta + CORNER_ERROR, [margin.at])
  }
  const nearest = panel && nearestStitch(region.shape, frame, work, panel)
  if (nearest) facts['die.to-stitch'] = fact(nearest.away, 'mm', sagitta + 1e-3, [nearest.at])
  return facts
}

/** The panel in whose lower face the frame lies. */
const carries = ({ origin }: Frame, outline: Ring, level: number) =>
  Math.abs(level - origin[2]) < 1e-6 && contains([outline], origin[0], origin[1])

/** A point of the open piece in the frame's plane. */
const inFrame = ({ origin, u, v }: Frame, [x, y]: Vec2): Vec2 => {
  const [dx, dy] = [x - origin[0], y - origin[1]]
  return [dx * u[0] + dy * u[1], dx * v[0] + dy * v[1]]
}

/** The panel's outline on the frame's side of every crease. */
function fieldOf({ outline, creases }: Panel, frame: Frame): Ring {
  let ring: Ring = outline.map((point) => inFrame(frame, point))
  for (const crease of creases) {
    const [a, b] = [crease[0], crease[1]].map((point) => point && inFrame(frame, point))
    if (!a || !b) continue
    const side = (p: Vec2) => (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])
    const sign = Math.sign(side([0, 0]))
    ring = ring.flatMap((point, i) => {
      const next = ring[(i + 1) % ring.length]!
      const [s, t] = [side(point) * sign, side(next) * sign]
      const kept: Vec2[] = s >= 0 ? [point] : []
      if (s >= 0 !== t >= 0) {
        const share = s / (s - t)
        kept.push([point[0] + share * (next[0] - point[0]), point[1] + share * (next[1] - point[1])])
      }
      return kept
    })
  }
  return ring
}

/** From the mark to the rim of the nearest hole in its panel; negative when a hole lies in the mark. */
function nearestStitch(shape: Shape2, frame: Frame, work: SheetWork, panel: Panel): { away: number; at: Vec2 } | undefined {
  let least: { away: number; at: Vec2 } | undefined
  for (const seam of work.seams.filter(({ panels }) => panels.includes(panel.id))) {
    for (const hole of seam.holes) {
      const at = inFrame(frame, hole)
      const away = Math.min(...shape.map((ring) => toRing(at, ring)))
      const signed = (contains(shape, at[0], at[1]) ? -away : away) - seam.hole / 2
      if (!least || signed < least.away) least = { away: signed, at }
    }
  }
  return least
}
