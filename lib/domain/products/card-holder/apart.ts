import type { Kernel } from '../../geometry/kernel'
import type { Ring, Vec2, Vec3 } from '../../geometry/mesh'
import type { Stage } from '../family'
import type { Panel } from '../sheet'
import { inset, type SheetMesh } from '../sheet-shade'

/** Between panels that lie apart, and from them to the hide's edge, mm. */
const APART = 9
const RIM = 16
/** Rows are this much wider than the widest panel, so that they fill a stage. */
const SPREAD = 1.55
/** How far what was cut has risen, mm. */
const RISEN = 11
/** A knife's cut, mm. */
const KERF = 0.35

interface Place {
  /** From the open piece to where the panel lies. */
  shift(at: Vec3): Vec3
  /** Leather from which it comes. */
  sheet: string
  box: { left: number; right: number; low: number; high: number }
}

export const raised = ([x, y, z]: Vec3): Vec3 => [x, y, z + RISEN]

const sheetOf = ({ material, colour, thickness }: Panel) => `${material} ${colour} ${thickness}`

/** Panels side by side, those of one leather together; flesh up for the knife that thins them, grain up otherwise. */
export function spread(panels: readonly Panel[], look: Stage['look']): Map<string, Place> {
  const found = new Map<string, Place>()
  const boxes = panels.map((panel) => {
    const [xs, ys] = [panel.outline.map(([x]) => x), panel.outline.map(([, y]) => y)]
    return { panel, left: Math.min(...xs), right: Math.max(...xs), low: Math.min(...ys), high: Math.max(...ys) }
  })
  const room = SPREAD * Math.max(...boxes.map(({ left, right }) => right - left))
  let [x, y, tall, most] = [0, 0, 0, 0]
  let sheet = ''
  const rows: { box: (typeof boxes)[number]; x: number; y: number }[] = []
  for (const box of boxes) {
    const width = box.right - box.left
    const other = sheet !== '' && sheet !== sheetOf(box.panel)
    if (x > 0 && (other || x + width > room)) [x, y, tall] = [0, y - tall - (other ? APART + 2.6 * RIM : APART), 0]
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
    found.set(panel.id, {
      sheet: sheetOf(panel),
      box: { left: west, right: west + box.right - box.left, low: north + box.low - box.high, high: north },
      shift: ([px, py, pz]) => {
        const z = pz - panel.level
        return [west + (over ? box.right - px : px - box.left), north + (py - box.high), over ? panel.thickness - z : z]
      },
    })
  }
  return found
}

/** The piece of hide that each leather's panels are cut from: whole until the knife has been round a panel, then with its opening. */
export function addHides(mesh: SheetMesh, kernel: Kernel, panels: readonly Panel[], places: ReadonlyMap<string, Place>): void {
  for (const sheet of new Set([...places.values()].map((place) => place.sheet))) {
    const own = panels.filter(({ id }) => places.get(id)?.sheet === sheet)
    const [first] = own
    if (!first) continue
    const cover = { material: first.material, colour: first.colour }
    const boxes = own.map(({ id }) => places.get(id)!.box)
    const hide = edgeOfHide(boxes)
    const openings = own.map(({ id, outline }) => {
      const { shift } = places.get(id)!
      const there = outline.map(([x, y]): Vec2 => {
        const [px, py] = shift([x, y, 0])
        return [px, py]
      })
      return areaOf(there) > 0 ? there : there.toReversed()
    })
    mesh.put((at) => at)
    mesh.after(-1)
    mesh.surface({ kind: 'grain', feature: 'hide', cover })
    mesh.face(kernel, [hide, ...openings.map((ring) => ring.toReversed())], () => first.thickness, true)
    mesh.surface({ kind: 'edge', feature: 'hide', cover })
    addWall(mesh, hide, first.thickness, 1)
    for (const ring of openings) addWall(mesh, ring, first.thickness, -1)
    // What is still in the hide, with the line of the knife round it.
    for (const [i, panel] of own.entries()) {
      mesh.until((panels.indexOf(panel) + 0.5) / panels.length)
      mesh.surface({ kind: 'grain', feature: panel.id, cover })
      mesh.face(kernel, [inset(openings[i]!, KERF)], () => first.thickness, true)
    }
  }
}

/** Upright, from the table to the sheet's face; `out`: 1 round leather, −1 round an opening. */
function addWall(mesh: SheetMesh, ring: Ring, height: number, out: 1 | -1): void {
  const away = inset(ring, -1)
  const at = (z: number) =>
    ring.map(([x, y], i) => {
      const [dx, dy] = [away[i]![0] - x, away[i]![1] - y]
      const size = out * (Math.hypot(dx, dy) || 1)
      return mesh.vertex([x, y, z], [dx / size, dy / size, 0])
    })
  const [low, high] = [at(0), at(height)]
  if (out > 0) mesh.band(low, high)
  else mesh.band(high, low)
}

/** Round the panels, uneven as a hide's edge is. */
function edgeOfHide(boxes: readonly Place['box'][]): Ring {
  const [left, right] = [Math.min(...boxes.map((box) => box.left)), Math.max(...boxes.map((box) => box.right))]
  const [low, high] = [Math.min(...boxes.map((box) => box.low)), Math.max(...boxes.map((box) => box.high))]
  const [a, b] = [(right - left) / 2 + RIM, (high - low) / 2 + RIM]
  const steps = 160
  return Array.from({ length: steps }, (_, i): Vec2 => {
    const angle = (2 * Math.PI * i) / steps
    const [c, s] = [Math.cos(angle), Math.sin(angle)]
    // A box with round corners, and slow waves that never reach the panels.
    const reach = 1 / (Math.abs(c) ** 14 + Math.abs(s) ** 14) ** (1 / 14)
    const wave = 1.8 * Math.sin(3 * angle + 0.7) + 1.5 * Math.sin(7 * angle + 2.1) + 0.8 * Math.sin(13 * angle)
    return [(left + right) / 2 + c * (a * reach + wave), (low + high) / 2 + s * (b * reach + wave)]
  })
}

const areaOf = (ring: Ring): number =>
  ring.reduce((sum, [x, y], i) => {
    const [nx, ny] = ring[(i + 1) % ring.length]!
    return sum + (x * ny - nx * y) / 2
  }, 0)

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
