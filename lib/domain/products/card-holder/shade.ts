import { withArena } from '../../geometry/arena'
import type { Kernel } from '../../geometry/kernel'
import type { RenderMesh, Ring, Surface, Vec2, Vec3 } from '../../geometry/mesh'
import type { Draft, Region } from '../draft'
import type { Stage } from '../family'
import type { Panel, Seam } from '../sheet'
import { addMark, addShadow, addSheet, addStitch, inset, SheetMesh } from '../sheet-shade'
import { layoutOf } from './layout'
import { openingPath } from './outlines'

type Look = Stage['look']

/** Strips that the spine is bent in. */
const COLUMNS = 12
/** Rounding of a painted and of a cut edge, mm. */
const PAINTED = 0.32
const CUT = 0.08
/** How far an opening's shadow reaches, mm. */
const SHADOW = 2.2
/** Panels that lie apart, mm. */
const APART = 9
/** What a mark keeps from the rounded edge and the bend, so that the leather round it is one piece, mm. */
const CLEAR = 0.4

/** The holder as it looks after an operation; finished when none is named. Flat and open: the viewer folds it by its hinge. */
export function shade(draft: Draft, kernel: Kernel, look: Look = 'finished'): RenderMesh {
  const work = draft.sheets
  if (!work || !draft.hinge) throw new Error('a holder without sheets')
  const { hinge } = draft
  const mesh = new SheetMesh()
  const apart = look === 'cut' || look === 'skived' || look === 'stamped'
  const there = apart ? spread(work.panels, look) : undefined
  const finished = look === 'finished'
  const edge = finished
    ? String(draft.document.choices.edge === 'painted' ? draft.document.choices.edgeColour : draft.document.choices.outerColour)
    : ''
  const marked = !['cut', 'skived'].includes(look)
  work.panels.forEach((panel, index) => {
    const place = there?.get(panel.id)
    mesh.put(place?.shift ?? ((at) => at), place?.mirrored ?? false)
    const comes = look === 'cut' || look === 'glued'
    mesh.after(comes ? (index + 0.5) / work.panels.length : -1)
    const region = marked && panel.id === 'cover' ? draft.regions[0] : undefined
    const openings = region ? openingsOf(kernel, region, panel, hinge.right) : []
    addPanel(mesh, kernel, panel, {
      openings,
      edge,
      right: hinge.right,
      ordered: finished && draft.document.choices.edge === 'painted' && !comes,
    })
    if (region?.die && openings.length > 0) {
      const kind = region.die.technique === 'foil' ? 'foil' : 'pressed'
      const cover = {
        material: region.die.technique === 'foil' ? `foil-${region.die.foil}` : panel.material,
        colour: panel.colour,
      }
      addMark(mesh, kernel, openings, panel.level, region.depth, { kind, feature: region.feature, cover }, look === 'stamped')
    }
    if (look === 'skived') addSkives(mesh, panel)
  })
  mesh.put((at) => at)
  if (!apart && look !== 'glued') addShadows(mesh, draft)
  if (look === 'sewn' || finished) addThread(mesh, draft, look === 'sewn')
  return mesh.done(apart ? {} : { hinge })
}

interface PanelLook {
  openings: readonly Ring[]
  edge: string
  right: number
  ordered: boolean
}

function addPanel(mesh: SheetMesh, kernel: Kernel, panel: Panel, look: PanelLook): void {
  const cover = { material: panel.material, colour: panel.colour }
  const side = (kind: Surface['kind']): Surface => ({
    kind,
    feature: panel.id,
    cover,
    ...(panel.grain === 'across' ? { across: true } : {}),
  })
  const edge: Surface = look.edge
    ? { kind: 'paint', feature: panel.id, cover: { material: panel.material, colour: look.edge } }
    : { kind: 'edge', feature: panel.id, cover }
  const isCover = panel.id === 'cover'
  const columns = isCover
    ? Array.from({ length: COLUMNS + 1 }, (_, k) => -look.right + (2 * look.right * k) / COLUMNS)
    : undefined
  const [lower, upper] = panel.grainSide === 'up' ? [side('flesh'), side('grain')] : [side('grain'), side('flesh')]
  addSheet(
    mesh,
    kernel,
    {
      outline: panel.outline,
      bottom: panel.level,
      top: panel.level + panel.thickness,
      round: look.edge ? PAINTED : CUT,
      openings: look.openings,
      ...(columns ? { columns } : {}),
    },
    [lower, upper, edge],
    look.ordered,
  )
}

/** The mark in the plane of the open piece, kept off the edges of the cover's front half: outer rings and holes as the region has them. */
function openingsOf(kernel: Kernel, { frame, shape }: Region, panel: Panel, right: number): Ring[] {
  // Seen from inside, the mark is mirrored: its rings run the other way and are turned back.
  const flat = shape.map((ring) => ring.map(([x, y]): [number, number] => [frame.origin[0] - x, frame.origin[1] + y]).reverse())
  return withArena((arena) => {
    const mark = arena.keep(new kernel.CrossSection(flat, 'EvenOdd'))
    const field = inset(panel.outline, PAINTED + CLEAR).map(([x, y]): [number, number] => [Math.min(x, -right - CLEAR), y])
    const front = arena.keep(new kernel.CrossSection([field], 'NonZero'))
    return arena.keep(mark.intersect(front)).toPolygons()
  })
}

interface Place {
  shift(at: Vec3): Vec3
  mirrored: boolean
}

/** Panels side by side as they leave the hide; flesh up for the knife that thins them, grain up otherwise. */
function spread(panels: readonly Panel[], look: Look): Map<string, Place> {
  const found = new Map<string, Place>()
  const boxes = panels.map((panel) => {
    const [xs, ys] = [panel.outline.map(([x]) => x), panel.outline.map(([, y]) => y)]
    return { panel, left: Math.min(...xs), right: Math.max(...xs), low: Math.min(...ys), high: Math.max(...ys) }
  })
  const wide = Math.max(...boxes.map(({ left, right }) => right - left))
  let [x, y, tall] = [0, 0, 0]
  const rows: { box: (typeof boxes)[number]; x: number; y: number }[] = []
  for (const box of boxes) {
    const width = box.right - box.left
    if (x > 0 && x + width > wide + APART) [x, y, tall] = [0, y - tall - APART, 0]
    rows.push({ box, x, y })
    x += width + APART
    tall = Math.max(tall, box.high - box.low)
  }
  const middle = (y - tall) / 2
  for (const { box, x: left, y: top } of rows) {
    const { panel } = box
    const grainUp = look !== 'skived'
    const mirrored = grainUp !== (panel.grainSide === 'up')
    const thickness = panel.thickness
    found.set(panel.id, {
      mirrored,
      shift: ([px, py, pz]) => {
        const z = pz - panel.level
        return [
          left - wide / 2 + (mirrored ? box.right - px : px - box.left),
          top - middle + (py - box.high),
          mirrored ? thickness - z : z,
        ]
      },
    })
  }
  return found
}

/** The pared strips, laid on the flesh side a hair above it, in the order in which the knife goes along them. */
function addSkives(mesh: SheetMesh, panel: Panel): void {
  for (const { line, width } of panel.skives) {
    mesh.surface({ kind: 'skived', feature: panel.id, cover: { material: panel.material, colour: panel.colour } })
    const down = panel.grainSide === 'up'
    const z = down ? panel.level - 0.02 : panel.level + panel.thickness + 0.02
    const middle: Vec2 = [
      panel.outline.reduce((sum, [x]) => sum + x, 0) / panel.outline.length,
      panel.outline.reduce((sum, [, y]) => sum + y, 0) / panel.outline.length,
    ]
    const normal: Vec3 = [0, 0, down ? -1 : 1]
    const outer = line.map(([x, y], i) => mesh.vertex([x, y, z], normal, i / line.length))
    const inner = line.map((point, i) => {
      const [before, after] = [line[Math.max(0, i - 1)]!, line[Math.min(line.length - 1, i + 1)]!]
      const way: Vec2 = [after[0] - before[0], after[1] - before[1]]
      const size = Math.hypot(...way) || 1
      let side: Vec2 = [-way[1] / size, way[0] / size]
      if (side[0] * (middle[0] - point[0]) + side[1] * (middle[1] - point[1]) < 0) side = [-side[0], -side[1]]
      return mesh.vertex([point[0] + side[0] * width * 0.9, point[1] + side[1] * width * 0.9, z], normal, i / line.length)
    })
    mesh.band(outer, inner, false)
    mesh.band(inner, outer, false)
  }
}

/** Shadows of the pockets' openings on what lies behind them, so that one colour still shows its steps. */
function addShadows(mesh: SheetMesh, draft: Draft): void {
  const layout = layoutOf(draft.document.choices)
  const byId = new Map(draft.sheets!.panels.map((panel) => [panel.id, panel]))
  for (const half of layout.halves) {
    for (let k = 1; k <= half.pockets; k++) {
      const behind = byId.get(k === half.pockets ? `base-${half.side}` : `pocket-${half.side}-${k + 1}`)
      if (!behind) continue
      const cover = { material: behind.material, colour: behind.colour }
      mesh.surface({ kind: 'grain', feature: behind.id, cover })
      const path = openingPath(layout, k).map(([x, y]): Vec2 => [(half.sign * x) / 1000, y / 1000])
      // From right to left, so that what lies above the opening is on the way's right; turned for the right half.
      addShadow(mesh, half.sign > 0 ? path.reverse() : path, behind.level + behind.thickness, SHADOW, 0.62)
    }
  }
}

/** Every stitch on the faces where it is seen, in the order in which it is sewn. */
function addThread(mesh: SheetMesh, draft: Draft, ordered: boolean): void {
  const { panels, seams } = draft.sheets!
  const byId = new Map(panels.map((panel) => [panel.id, panel]))
  const total = seams.reduce((sum, seam) => sum + seam.holes.length, 0)
  const fine = draft.fineness === 'full'
  let done = 0
  for (const seam of seams) {
    mesh.surface({ kind: 'thread', feature: seam.id, cover: { material: 'thread-linen', colour: seam.thread.colour } })
    const radius = seam.thread.diameter / 2
    const own = seam.panels.flatMap((id) => byId.get(id) ?? [])
    const through = own.some(({ id }) => id === 'cover')
    for (let i = 0; i + 1 < seam.holes.length; i++) {
      const [from, to] = [seam.holes[i]!, seam.holes[i + 1]!]
      const when = ordered ? (done + i) / total : -1
      addStitch(mesh, from, to, topAt(own, seam, i), true, radius, when, fine)
      if (through) addStitch(mesh, from, to, Math.min(...own.map(({ level }) => level)), false, radius, when, fine)
    }
    done += seam.holes.length
  }
}

/** Upper face of the leather under a stitch: the highest of the seam's panels that reaches both of its holes. */
function topAt(own: readonly Panel[], seam: Seam, i: number): number {
  const [from, to] = [seam.holes[i]!, seam.holes[i + 1]!]
  const low = Math.min(from[1], to[1])
  let top = -Infinity
  for (const { outline, level, thickness } of own) {
    let reach = -Infinity
    for (const [, y] of outline) if (y > reach) reach = y
    if (reach >= low) top = Math.max(top, level + thickness)
  }
  return top
}
