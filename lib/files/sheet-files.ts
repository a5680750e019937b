import type { Ring, Vec2 } from '@/lib/domain/geometry/mesh'
import { ringArea } from '@/lib/domain/geometry/shape-facts'
import { type CutHide, onHide } from '@/lib/domain/nesting/cut-plan'
import { type Nest, type NestRequest, nestAll } from '@/lib/domain/nesting/nest'
import { common } from '@/lib/domain/nesting/polygons'
import { nestOutline } from '@/lib/domain/nesting/sheet-needs'
import type { AtelierProfile, Hide } from '@/lib/domain/network/profile'
import type { Draft, Region } from '@/lib/domain/products/draft'
import type { Panel, SheetWork } from '@/lib/domain/products/sheet'
import { NEST, nestFile } from './nest-file'
import { emptyDrawing, type FlatDrawing, flatDxf, flatSvg } from './sheet-drawing'

/** Between panels in one drawing, and between panels on a hide, mm. */
const APART = 12
const SPACING = 4
/** From the hide's edge and from its defects, mm. */
const MARGIN = 8
/** Layouts that the search tries: a few panels are settled long before. */
const ROUNDS = 8
const SEED = 1
/** Width of a part of a hide against the root of the panels' area, and how many parts are looked at. */
const BROAD = 1.4
const STRIPS = 6
/** On a hide half a millimetre of a corner is no leather that anybody cuts from, µm. */
const DETAIL = 500

export interface NestedHide {
  hide: Hide
  panels: readonly Panel[]
  nest: Nest
}

/** A point of the open piece as the cutter sees it: the panel's grain side up. */
const seen = ({ grainSide }: Pick<Panel, 'grainSide'>, [x, y]: Vec2): Vec2 => (grainSide === 'up' ? [x, y] : [-x, y])
const seenRing = (panel: Panel, ring: Ring): Ring => {
  const turned = ring.map((point) => seen(panel, point))
  return panel.grainSide === 'up' ? turned : turned.reverse()
}

const boxOf = (ring: Ring) => {
  const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)]
  return { left: Math.min(...xs), right: Math.max(...xs), low: Math.min(...ys), high: Math.max(...ys) }
}

/** Everything that is done to one flat panel, moved by (dx, dy) mm. */
function drawPanel(drawing: FlatDrawing, work: SheetWork, panel: Panel, regions: readonly Region[], [dx, dy]: Vec2): void {
  const move = ([x, y]: Vec2): Vec2 => [x + dx, y + dy]
  const place = (point: Vec2) => move(seen(panel, point))
  drawing.rings.push({ layer: 'CUT', ring: seenRing(panel, panel.cut).map(move) })
  for (const seam of work.seams.filter(({ panels }) => panels.includes(panel.id)))
    for (const hole of seam.holes)
      if (holds(panel.outline, hole)) drawing.holes.push({ layer: 'PUNCH', at: place(hole), diameter: seam.hole })
  for (const crease of panel.creases) drawing.lines.push({ layer: 'CREASE', line: crease.map(place) })
  for (const { line } of panel.skives) drawing.lines.push({ layer: 'SKIVE', line: line.map(place) })
  if (panel.grainSide === 'down')
    for (const { die, shape, frame } of regions)
      if (die)
        for (const ring of shape)
          drawing.rings.push({
            layer: 'FOIL',
            ring: ring.map(([x, y]): Vec2 => move([x - frame.origin[0], y + frame.origin[1]])),
          })
}

function holds(ring: Ring, [x, y]: Vec2): boolean {
  let inside = false
  for (let i = 0; i < ring.length; i++) {
    const [a, b] = [ring[i]!, ring[(i + 1) % ring.length]!]
    if (a[1] > y !== b[1] > y && x < a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0])) inside = !inside
  }
  return inside
}

/** All panels at 1:1 side by side, grain side up. */
export function panelDrawing({ sheets, regions }: Draft): FlatDrawing {
  const drawing = emptyDrawing()
  if (!sheets) return drawing
  let [x, y, tall] = [0, 0, 0]
  const widest = Math.max(...sheets.panels.map(({ cut }) => boxOf(cut).right - boxOf(cut).left))
  for (const panel of sheets.panels) {
    const box = boxOf(seenRing(panel, panel.cut))
    if (x > 0 && x + box.right - box.left > widest + APART) [x, y, tall] = [0, y - tall - APART, 0]
    drawPanel(drawing, sheets, panel, regions, [x - box.left, y - box.high])
    drawing.labels.push({ at: [x + (box.right - box.left) / 2, y - (box.high - box.low) / 2], text: panel.id, size: 4 })
    x += box.right - box.left + APART
    tall = Math.max(tall, box.high - box.low)
  }
  return drawing
}

/** The mark alone, right-reading, origin at the middle of the front cover. */
function dieDrawing(region: Region): FlatDrawing {
  const drawing = emptyDrawing()
  for (const ring of region.shape) drawing.rings.push({ layer: 'FOIL', ring })
  return drawing
}

/**
 * Panels by the hide that they are cut from: the first hide here of the leather and colour that can be split to the thickness. Panels
 * of several thicknesses lie on one hide together: each is cut whole and split afterwards.
 */
export function nestOnHides(work: SheetWork, profile: AtelierProfile, rounds = ROUNDS): NestedHide[] {
  const cutFrom = new Map<Hide, Panel[]>()
  for (const panel of work.panels) {
    const { material, colour, thickness } = panel
    const hide = (profile.hides ?? []).find(
      (one) =>
        one.material === material &&
        one.colour === colour &&
        one.thickness >= thickness - 1e-6 &&
        one.splitTo <= thickness + 1e-6,
    )
    if (hide) cutFrom.set(hide, [...(cutFrom.get(hide) ?? []), panel])
  }
  return [...cutFrom].map(([hide, panels]) => ({ hide, panels, nest: nestOn(hide, panels, rounds) }))
}

/** A cutter keeps the rest of a hide whole: the panels lie close together in that part of it which they fill best, if one holds them all. */
function nestOn(hide: Hide, panels: readonly Panel[], rounds: number): Nest {
  const whole = requestFor(hide, panels, rounds)
  let best: { request: NestRequest; nest: Nest } | undefined
  for (const outline of partsOfHide(whole)) {
    const request = { ...whole, sheet: { ...whole.sheet, outline } }
    const nest = nestAll({ ...request, rounds: 0 })
    if (nest.unplaced.length === 0 && (!best || nest.utilisation > best.nest.utilisation)) best = { request, nest }
  }
  return nestAll(best?.request ?? whole)
}

/** Upright strips of a hide, as wide as the panels need to lie about as broad as high. */
function partsOfHide({ parts, sheet, margin }: NestRequest): Ring[] {
  const area = parts.reduce((sum, { outline }) => sum + Math.abs(ringArea(outline)), 0)
  const widest = Math.max(...parts.map(({ outline }) => boxOf(outline).right - boxOf(outline).left))
  const wide = Math.round(Math.max(widest + 3 * margin, BROAD * Math.sqrt(area)))
  const { left, right, low, high } = boxOf(sheet.outline)
  return Array.from({ length: STRIPS }, (_, i) => Math.round(left + ((right - left - wide) * i) / (STRIPS - 1))).flatMap(
    (from) => {
      if (from < left) return []
      const strip: Ring = [
        [from, low],
        [from + wide, low],
        [from + wide, high],
        [from, high],
      ]
      const [found] = common(sheet.outline, strip).sort((a, b) => Math.abs(ringArea(b)) - Math.abs(ringArea(a)))
      return found ? [found] : []
    },
  )
}

/** The nests as data, for a cutter's own software and for whoever watches: mm. */
export const cutPlanOf = (nested: readonly NestedHide[]): CutHide[] =>
  nested.map(({ hide: { id, material, colour, outline, defects, zones }, panels, nest }) => ({
    id,
    material,
    colour,
    outline,
    defects,
    zones,
    placements: nest.placements.flatMap((placement) => {
      const panel = panels.find(({ id: own }) => own === placement.part)
      if (!panel) return []
      const at = { panel: panel.id, turn: placement.turn, x: placement.x / 1000, y: placement.y / 1000 }
      const { left, low, right, high } = boxOf(panel.cut.map((point) => onHide(panel, at, point)))
      return [{ ...at, box: [left, low, right, high] as const }]
    }),
  }))

const um = (ring: readonly (readonly [number, number])[]): Ring => ring.map(([x, y]): Vec2 => [x * 1000, y * 1000])

export function requestFor(hide: Hide, panels: readonly Panel[], rounds: number): NestRequest {
  return {
    parts: panels.map((panel) => ({ id: panel.id, outline: nestOutline(panel), turns: [0, 180], quality: panel.quality })),
    sheet: {
      outline: um(hide.outline),
      defects: hide.defects.map(um),
      zones: hide.zones.map((zone) => ({ quality: zone.quality, outline: um(zone.outline) })),
    },
    spacing: SPACING * 1000,
    margin: MARGIN * 1000,
    seed: SEED,
    rounds,
    detail: DETAIL,
  }
}

/** A hide with the panels on it, 1:1. */
export function nestDrawing({ hide, panels, nest }: NestedHide): FlatDrawing {
  const drawing = emptyDrawing()
  drawing.rings.push({ layer: 'HIDE', ring: hide.outline })
  for (const ring of hide.defects) drawing.rings.push({ layer: 'DEFECT', ring })
  for (const { outline, quality } of hide.zones) {
    drawing.rings.push({ layer: 'ZONE', ring: outline })
    const box = boxOf(outline)
    drawing.labels.push({ at: [(box.left + box.right) / 2, (box.low + box.high) / 2], text: String(quality), size: 24 })
  }
  for (const { part, turn, x, y } of nest.placements) {
    const panel = panels.find(({ id }) => id === part)
    if (!panel) continue
    const placed = { panel: part, turn, x: x / 1000, y: y / 1000 }
    const there = panel.cut.map((point) => onHide(panel, placed, point))
    const ring = panel.grainSide === 'up' ? there : there.reverse()
    drawing.rings.push({ layer: 'CUT', ring })
    const box = boxOf(ring)
    drawing.labels.push({ at: [(box.left + box.right) / 2, (box.low + box.high) / 2], text: part, size: 9 })
  }
  return drawing
}

/** Comma separated, one panel a line, sizes as cut, mm. */
function cutList(work: SheetWork): string {
  const head = 'panel,material,colour,thickness,grain,width,height,area,skived to,skive width,quality'
  const rows = work.panels.map((panel) => {
    const box = boxOf(panel.cut)
    const [first] = panel.skives
    const area = Math.abs(
      panel.cut.reduce(
        (sum, [x, y], i) => sum + x * panel.cut[(i + 1) % panel.cut.length]![1] - panel.cut[(i + 1) % panel.cut.length]![0] * y,
        0,
      ) / 2,
    )
    return [
      panel.id,
      panel.material,
      panel.colour,
      panel.thickness,
      panel.grain,
      (box.right - box.left).toFixed(2),
      (box.high - box.low).toFixed(2),
      area.toFixed(1),
      first?.to ?? '',
      first?.width ?? '',
      panel.quality,
    ].join(',')
  })
  return `${[head, ...rows].join('\n')}\n`
}

/** What a piece cut from sheets is made from: panels, die, cut list, and each hide with the panels on it. */
export function sheetFiles(draft: Draft, nested: readonly NestedHide[], id: string): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>()
  if (!draft.sheets) return files
  const panels = panelDrawing(draft)
  files.set('panels.dxf', flatDxf(panels))
  files.set('panels.svg', flatSvg(panels, `Panels 1:1, ${id}`))
  files.set('cut-list.csv', new TextEncoder().encode(cutList(draft.sheets)))
  const region = draft.regions.find(({ die, shape }) => die && shape.length > 0)
  if (region) {
    files.set('die.dxf', flatDxf(dieDrawing(region)))
    files.set('die.svg', flatSvg(dieDrawing(region), `Die 1:1, ${id}`))
  }
  nested.forEach((one, index) => {
    const name = index === 0 ? 'nest' : `nest-${index + 1}`
    files.set(`${name}.dxf`, flatDxf(nestDrawing(one)))
    files.set(`${name}.svg`, flatSvg(nestDrawing(one), `${one.hide.id}, ${id}`))
  })
  if (nested.length > 0) files.set(NEST, nestFile(cutPlanOf(nested)))
  return files
}
