import { withArena } from '../../geometry/arena'
import type { Kernel } from '../../geometry/kernel'
import type { RenderMesh, Ring, Surface, Vec2 } from '../../geometry/mesh'
import type { CutHide } from '../../nesting/cut-plan'
import type { Draft, Region } from '../draft'
import type { Stage } from '../family'
import type { Panel, Seam } from '../sheet'
import { layHides } from '../sheet-hide'
import {
  addFurrow,
  addHem,
  addMark,
  addShadow,
  addSheet,
  addStitch,
  type Height,
  inset,
  SheetMesh,
  withColumns,
} from '../sheet-shade'
import { addSkives, spread } from './apart'
import { type Half, type Layout, layoutOf, TURN } from './layout'
import { openingPath } from './outlines'
import { type Relief, reliefOf } from './relief'

type Look = Stage['look']

/** Strips that the spine is bent in. */
const COLUMNS = 12
/** Rounding of a painted, of a turned and of a cut edge, mm. */
const PAINTED = 0.45
const TURNED = 0.6
const CUT = 0.08
/** How far an opening's shadow reaches, mm. */
const SHADOW = 2.2
/** What a mark keeps from the rounded edge and the bend, so that the leather round it is one piece, mm. */
const CLEAR = 0.4
/** Length over which an edge goes from lying under other leather to lying free, mm. */
const BARE = 0.4

/**
 * The holder as it looks after an operation; finished when none is named. Flat and open: the viewer folds it by its hinge. While it is
 * cut its panels rise out of the hides that they lie on.
 */
export function shade(draft: Draft, kernel: Kernel, look: Look = 'finished', hides: readonly CutHide[] = []): RenderMesh {
  const { choices } = draft.document
  const work = draft.sheets
  if (!work || !draft.hinge) throw new Error('a holder without sheets')
  const { hinge } = draft
  const mesh = new SheetMesh()
  const apart = look === 'cut' || look === 'skived' || look === 'stamped'
  const table = look === 'cut' ? layHides(mesh, kernel, work.panels, hides) : undefined
  const there = apart && !table ? spread(work.panels, look) : undefined
  const layout = layoutOf(choices)
  const stack = stackOf(draft, layout)
  const marked = !['cut', 'skived'].includes(look)
  const turned = choices.edge === 'turned' && !apart
  const painted = look === 'finished' && choices.edge === 'painted'
  work.panels.forEach((panel, index) => {
    const inHide = table?.places.get(panel.id)
    mesh.put(inHide?.shift ?? there?.get(panel.id) ?? ((at) => at))
    mesh.rises(inHide?.rises ?? -1)
    const comes = (look === 'cut' && !table) || look === 'glued'
    mesh.after(comes ? (index + 0.5) / work.panels.length : -1)
    const region = marked && panel.id === 'cover' ? draft.regions[0] : undefined
    const openings = region ? openingsOf(kernel, region, panel, hinge.right) : []
    addPanel(mesh, kernel, panel, {
      openings,
      right: hinge.right,
      turned: turned && panel.id === 'cover',
      ...(painted ? { paint: String(choices.edgeColour) } : {}),
      ...(apart ? {} : { stack }),
    })
    if (region?.die && openings.length > 0) {
      const kind = region.die.technique === 'foil' ? 'foil' : 'pressed'
      const cover = {
        material: region.die.technique === 'foil' ? `foil-${region.die.foil}` : panel.material,
        colour: panel.colour,
      }
      addMark(mesh, kernel, openings, panel.level, region.depth, { kind, feature: region.feature, cover }, look === 'stamped')
    }
    if (look === 'skived' && panel.skives.length > 0) {
      const pared = work.panels.filter(({ skives }) => skives.length > 0)
      addSkives(mesh, panel, pared.indexOf(panel) / pared.length, 1 / pared.length)
    }
  })
  mesh.put((at) => at)
  mesh.rises(-1)
  mesh.after(-1)
  if (!apart && look !== 'glued') addShadows(mesh, draft, layout, stack)
  if (look === 'sewn' || look === 'finished') addThread(mesh, draft, stack, look === 'sewn')
  if (table) return mesh.done({ rise: table.rise, frame: table.frame })
  return mesh.done(apart ? {} : { hinge })
}

/** Where each panel of the sewn piece lies, as skiving left it, and what lies on it. */
interface Stack {
  reliefs: Readonly<Record<Half['side'], Relief>>
  sideOf(id: string): Half['side'] | undefined
  heights(panel: Panel): { bottom: Height; top: Height }
  /** Other leather lies flush on a panel's upper face here. */
  isCovered(panel: Panel, at: Vec2): boolean
  /** Rows at which that changes. */
  rows: Readonly<Record<string, readonly number[]>>
}

function stackOf(draft: Draft, layout: Layout): Stack {
  const width = Number(draft.document.choices.skiveWidth)
  const [left, right] = layout.halves.map((half) => reliefOf(layout, half, width)) as [Relief, Relief]
  const reliefs = { left, right }
  const sideOf = (id: string) => (id.includes('-left') ? 'left' : id.includes('-right') ? 'right' : undefined)
  const pocketOf = (id: string) => Number(/-(\d+)$/.exec(id)?.[1] ?? 0)
  /** Upper end of what lies next on a panel, mm. */
  const ends = (id: string): number => {
    const side = sideOf(id)
    if (!side) return layout.base.top / 1000
    const half = layout.halves.find((one) => one.side === side)!
    const next = id.startsWith('base') ? half.pockets : pocketOf(id) - 1
    return next > 0 ? layout.opening(next) / 1000 : -Infinity
  }
  const rows = Object.fromEntries(
    draft.sheets!.panels.map(({ id }) => {
      const end = ends(id)
      return [id, Number.isFinite(end) ? [end, end + BARE] : []]
    }),
  )
  const inner = layout.inner / 1000
  return {
    reliefs,
    sideOf,
    rows,
    heights: (panel) => {
      const side = sideOf(panel.id)
      if (!side) return { bottom: () => panel.level, top: () => panel.level + panel.thickness }
      return panel.id.startsWith('base') ? reliefs[side].base : reliefs[side].pocket(pocketOf(panel.id))
    },
    isCovered: ({ id }, [x, y]) => y <= ends(id) + 1e-6 && Math.abs(x) >= inner - 1e-6,
  }
}

interface PanelLook {
  openings: readonly Ring[]
  /** Colour of the edge's paint. */
  paint?: string
  turned: boolean
  right: number
  /** Absent while panels lie apart. */
  stack?: Stack
}

function addPanel(mesh: SheetMesh, kernel: Kernel, panel: Panel, look: PanelLook): void {
  const { stack } = look
  const cover = { material: panel.material, colour: panel.colour }
  const side = (kind: Surface['kind']): Surface => ({
    kind,
    feature: panel.id,
    cover,
    ...(panel.grain === 'across' ? { across: true } : {}),
  })
  const edge: Surface = look.paint
    ? { kind: 'paint', feature: panel.id, cover: { material: panel.material, colour: look.paint } }
    : side(look.turned ? 'grain' : 'edge')
  const isCover = panel.id === 'cover'
  const bends = Array.from({ length: COLUMNS + 1 }, (_, k) => -look.right + (2 * look.right * k) / COLUMNS)
  const half = stack?.sideOf(panel.id)
  const relief = stack && half && panel.id.startsWith('pocket') ? stack.reliefs[half] : undefined
  const radius = look.turned ? TURNED : look.paint ? PAINTED : CUT
  const { bottom, top } = stack?.heights(panel) ?? { bottom: () => panel.level, top: () => panel.level + panel.thickness }
  const [lower, upper] = panel.grainSide === 'up' ? [side('flesh'), side('grain')] : [side('grain'), side('flesh')]
  const free = look.paint || look.turned
  addSheet(
    mesh,
    kernel,
    {
      outline: stack ? panel.outline : panel.cut,
      bottom,
      top,
      // Edges that are finished together are one edge: rounded only where leather ends, not between the layers.
      round: (at) =>
        stack && free ? [isCover ? radius : 0, stack.isCovered(panel, at) && !look.turned ? 0 : radius] : [radius, radius],
      openings: look.openings,
      hidden: stack !== undefined && !isCover,
      ...(isCover ? { columns: bends, bends: true } : relief ? { columns: relief.columns, steps: relief.steps } : {}),
      ...(stack && free ? { rows: stack.rows[panel.id] ?? [] } : {}),
      ...(look.paint ? { when: ([x, y]: Vec2) => alongEdge(x, y, panel, look.right) } : {}),
    },
    [lower, upper, edge],
  )
  if (!look.turned) return
  mesh.surface(side('grain'))
  addHem(mesh, panel.outline, bends, top([0, 0]) + 0.01, TURNED, Math.max(3, Math.min(TURN, layoutRadius(panel))))
}

/** How wide a hem may be drawn without folding over itself at the corners, mm. */
const layoutRadius = ({ skives }: Panel) => (skives[0] ? skives[0].width / 2 : 3)

/** Share of the way round the open piece, left half first, so that a coat goes over all layers at once. */
function alongEdge(x: number, y: number, { outline }: Panel, right: number): number {
  const far = outline.reduce((most, [px]) => Math.max(most, Math.abs(px)), 0)
  const middle = (right + far) / 2
  const left = x < 0
  const angle = Math.atan2(y, left ? -middle - x : x - middle)
  const turn = 0.5 - angle / (2 * Math.PI)
  return (left ? 0 : 0.5) + 0.5 * (left ? turn : 1 - turn)
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

/** Shadows of the pockets' openings on what lies behind them, so that one colour still shows its steps. */
function addShadows(mesh: SheetMesh, draft: Draft, layout: Layout, stack: Stack): void {
  const byId = new Map(draft.sheets!.panels.map((panel) => [panel.id, panel]))
  for (const half of layout.halves) {
    for (let k = 1; k <= half.pockets; k++) {
      const behind = byId.get(k === half.pockets ? `base-${half.side}` : `pocket-${half.side}-${k + 1}`)
      if (!behind) continue
      const cover = { material: behind.material, colour: behind.colour }
      mesh.surface({ kind: 'grain', feature: behind.id, cover })
      const straight = openingPath(layout, k).map(([x, y]): Vec2 => [(half.sign * x) / 1000, y / 1000])
      const path = withColumns(straight, stack.reliefs[half.side].columns, false)
      // From right to left, so that what lies above the opening is on the way's right; turned for the right half.
      addShadow(mesh, half.sign > 0 ? path.reverse() : path, stack.heights(behind).top, SHADOW, 0.62)
    }
  }
}

/** Every stitch on the faces where it is seen, in the order in which it is sewn. */
function addThread(mesh: SheetMesh, draft: Draft, stack: Stack, ordered: boolean): void {
  const { panels, seams } = draft.sheets!
  const byId = new Map(panels.map((panel) => [panel.id, panel]))
  const total = seams.reduce((sum, seam) => sum + seam.holes.length, 0)
  const fine = draft.fineness === 'full'
  let done = 0
  for (const seam of seams) {
    const radius = seam.thread.diameter / 2
    const own = seam.panels.flatMap((id) => byId.get(id) ?? [])
    const outside = own.find(({ id }) => id === 'cover')
    const faces = seam.holes.map((_, i) => (i + 1 < seam.holes.length ? faceAt(own, seam, i) : undefined))
    // One furrow a face, whatever panels the seam crosses.
    for (const face of new Set(faces)) {
      if (!face) continue
      const under = seam.holes.filter((_, i) => faces[i] === face || faces[i - 1] === face)
      mesh.surface({ kind: 'grain', feature: face.id, cover: { material: face.material, colour: face.colour } })
      for (const run of runs(seam.holes, under)) addFurrow(mesh, run, stack.heights(face).top, true, 2.4 * radius, FURROW)
    }
    if (outside) {
      mesh.surface({ kind: 'grain', feature: outside.id, cover: { material: outside.material, colour: outside.colour } })
      addFurrow(mesh, seam.holes, () => outside.level, false, 2.4 * radius, FURROW)
    }
    mesh.surface({ kind: 'thread', feature: seam.id, cover: { material: 'thread-linen', colour: seam.thread.colour } })
    for (let i = 0; i + 1 < seam.holes.length; i++) {
      const [from, to] = [seam.holes[i]!, seam.holes[i + 1]!]
      const when = ordered ? (done + i) / total : -1
      addStitch(mesh, from, to, stack.heights(faces[i]!).top, true, radius, when, fine)
      if (outside) addStitch(mesh, from, to, () => outside.level, false, radius, when, fine)
    }
    done += seam.holes.length
  }
}

/** Shade at the bottom of a seam's furrow. */
const FURROW = 0.42

/** The parts of a seam's line that lie on some of its holes, each in one piece. */
function runs(line: readonly Vec2[], on: readonly Vec2[]): Vec2[][] {
  const there = new Set(on)
  const found: Vec2[][] = []
  let open: Vec2[] = []
  for (const hole of [...line, undefined]) {
    if (hole && there.has(hole)) open.push(hole)
    else if (open.length > 0) {
      if (open.length > 1) found.push(open)
      open = []
    }
  }
  return found
}

/** The leather under a stitch: the highest of the seam's panels that reaches both of its holes. */
function faceAt(own: readonly Panel[], seam: Seam, i: number): Panel {
  const [from, to] = [seam.holes[i]!, seam.holes[i + 1]!]
  const low = Math.min(from[1], to[1])
  let found = own[0]!
  for (const panel of own) {
    let reach = -Infinity
    for (const [, y] of panel.outline) if (y > reach) reach = y
    if (reach >= low && panel.level + panel.thickness > found.level + found.thickness) found = panel
  }
  return found
}
