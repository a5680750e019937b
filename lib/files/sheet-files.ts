import type { Ring, Vec2 } from '@/lib/domain/geometry/mesh'
import { type Nest, type NestRequest, nestAll } from '@/lib/domain/nesting/nest'
import { nestOutline } from '@/lib/domain/nesting/sheet-needs'
import type { AtelierProfile, Hide } from '@/lib/domain/network/profile'
import type { Draft, Region } from '@/lib/domain/products/draft'
import type { Panel, SheetWork } from '@/lib/domain/products/sheet'
import { emptyDrawing, type FlatDrawing, flatDxf, flatSvg } from './sheet-drawing'

/** Between panels in one drawing, and between panels on a hide, mm. */
const APART = 12
const SPACING = 4
/** From the hide's edge and from its defects, mm. */
const MARGIN = 8
/** Layouts that the search tries: a few panels are settled long before. */
const ROUNDS = 8
const SEED = 1
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

/** Panels by the hide that they are cut from: the first hide here of the leather and colour that can be split to the thickness. */
export function nestOnHides(work: SheetWork, profile: AtelierProfile, rounds = ROUNDS): NestedHide[] {
  const groups = new Map<string, Panel[]>()
  for (const panel of work.panels) {
    const key = `${panel.material} ${panel.colour} ${panel.thickness}`
    groups.set(key, [...(groups.get(key) ?? []), panel])
  }
  return [...groups.values()].flatMap((panels) => {
    const { material, colour, thickness } = panels[0]!
    const hide = (profile.hides ?? []).find(
      (one) =>
        one.material === material &&
        one.colour === colour &&
        one.thickness >= thickness - 1e-6 &&
        one.splitTo <= thickness + 1e-6,
    )
    return hide ? [{ hide, panels, nest: nestAll(requestFor(hide, panels, rounds)) }] : []
  })
}

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
    const flip = turn === 180 ? -1 : 1
    const ring = nestOutline(panel).map(([px, py]): Vec2 => [(flip * px + x) / 1000, (flip * py + y) / 1000])
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
  return files
}
