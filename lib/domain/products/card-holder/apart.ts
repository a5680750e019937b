import type { Vec2, Vec3 } from '../../geometry/mesh'
import type { Stage } from '../family'
import type { Panel } from '../sheet'
import type { SheetMesh } from '../sheet-shade'

/** Between panels that lie apart, and between those of two leathers, mm. */
const APART = 9
const OTHER = 42
/** Rows are this much wider than the widest panel, so that they fill a stage. */
const SPREAD = 1.55

const sheetOf = ({ material, colour, thickness }: Panel) => `${material} ${colour} ${thickness}`

/** Panels side by side, those of one leather together; flesh up for the knife that thins them, grain up otherwise. */
export function spread(panels: readonly Panel[], look: Stage['look']): Map<string, (at: Vec3) => Vec3> {
  const found = new Map<string, (at: Vec3) => Vec3>()
  const boxes = panels.map((panel) => {
    const [xs, ys] = [panel.cut.map(([x]) => x), panel.cut.map(([, y]) => y)]
    return { panel, left: Math.min(...xs), right: Math.max(...xs), low: Math.min(...ys), high: Math.max(...ys) }
  })
  const room = SPREAD * Math.max(...boxes.map(({ left, right }) => right - left))
  let [x, y, tall, most] = [0, 0, 0, 0]
  let sheet = ''
  const rows: { box: (typeof boxes)[number]; x: number; y: number }[] = []
  for (const box of boxes) {
    const width = box.right - box.left
    const other = sheet !== '' && sheet !== sheetOf(box.panel)
    if (x > 0 && (other || x + width > room)) [x, y, tall] = [0, y - tall - (other ? OTHER + APART : APART), 0]
    sheet = sheetOf(box.panel)
    rows.push({ box, x, y })
    x += width + APART
    most = Math.max(most, x - APART)
    tall = Math.max(tall, box.high - box.low)
  }
  const middle = (y - tall) / 2
  for (const { box, x: left, y: top } of rows) {
    const { panel } = box
    // Turned over about the vertical.
    const over = (look !== 'skived') !== (panel.grainSide === 'up')
    const [west, north] = [left - most / 2, top - middle]
    found.set(panel.id, ([px, py, pz]) => {
      const z = pz - panel.level
      return [west + (over ? box.right - px : px - box.left), north + (py - box.high), over ? panel.thickness - z : z]
    })
  }
  return found
}

/** The pared strips, laid on the flesh side a hair above it, in the order in which the knife goes along them. */
export function addSkives(mesh: SheetMesh, panel: Panel, after: number, share: number): void {
  for (const { line, width, to } of panel.skives) {
    mesh.surface({ kind: 'skived', feature: panel.id, cover: { material: panel.material, colour: panel.colour } })
    const down = panel.grainSide === 'up'
    const z = down ? panel.level - 0.02 : panel.level + panel.thickness + 0.02
    const middle: Vec2 = [
      panel.outline.reduce((sum, [x]) => sum + x, 0) / panel.outline.length,
      panel.outline.reduce((sum, [, y]) => sum + y, 0) / panel.outline.length,
    ]
    const up = down ? -1 : 1
    // The pared face leans towards the edge, as steeply as it is thinned.
    const lean = Math.min(0.5, (2 * (panel.thickness - to)) / width)
    const sides = line.map((point, i): Vec2 => {
      const [before, next] = [line[Math.max(0, i - 1)]!, line[Math.min(line.length - 1, i + 1)]!]
      const way: Vec2 = [next[0] - before[0], next[1] - before[1]]
      const size = Math.hypot(...way) || 1
      const side: Vec2 = [-way[1] / size, way[0] / size]
      return side[0] * (middle[0] - point[0]) + side[1] * (middle[1] - point[1]) < 0 ? [-side[0], -side[1]] : side
    })
    const along = (part: number) =>
      line.map(([x, y], i) => {
        const [sx, sy] = sides[i]!
        const normal: Vec3 = [-sx * lean, -sy * lean, up]
        return mesh.vertex([x + sx * width * part, y + sy * width * part, z], normal, after + (share * i) / line.length)
      })
    const [outer, inner] = [along(0), along(0.9)]
    const [[ax, ay], [bx, by]] = [line[0]!, line[1]!]
    const isLeft = (bx - ax) * sides[0]![1] - (by - ay) * sides[0]![0] > 0
    if (isLeft === up > 0) mesh.band(outer, inner, false)
    else mesh.band(inner, outer, false)
  }
}
