import { type Arena, withArena } from '../geometry/arena'
import type { Kernel } from '../geometry/kernel'
import type { RenderMesh, Ring, Surface, Vec2, Vec3 } from '../geometry/mesh'
import { ringArea } from '../geometry/shape-facts'
import { type CutHide, onHide } from '../nesting/cut-plan'
import type { Panel } from './sheet'
import { inset, type SheetMesh } from './sheet-shade'

/** How far light reaches beyond the panels of a hide, mm: whole so far, none from there on. */
const LIT = 12
const DARK = 78
/** Light is drawn in so many steps between the two. */
const STEPS = 9
/** Light on the hide against that on the panels. */
const AROUND = 0.74
/** Between the lit parts of two hides, mm. */
const APART = 6
/** A cutter's chalk line, and the line of the knife, mm. */
const CHALK = 1.1
const KNIFE = 0.7
/** How far what was cut has risen, mm, and which part of its turn under the knife that takes. */
export const RISEN = 26
const RISING = 0.4
/** What only colours a face lies this far above it, mm. */
const HAIR = 0.03

type Section = InstanceType<Kernel['CrossSection']>
interface Box {
  left: number
  right: number
  low: number
  high: number
}

/** A panel in its hide, and when the knife has been round it. */
export interface InHide {
  shift(at: Vec3): Vec3
  /** Share of the operation at which it begins to rise. */
  rises: number
}

export interface OnTable {
  places: ReadonlyMap<string, InHide>
  frame: NonNullable<RenderMesh['frame']>
  rise: { by: number; over: number }
}

const boxOf = (points: readonly Vec2[]): Box => {
  const box = { left: Infinity, right: -Infinity, low: Infinity, high: -Infinity }
  for (const [x, y] of points) {
    box.left = Math.min(box.left, x)
    box.right = Math.max(box.right, x)
    box.low = Math.min(box.low, y)
    box.high = Math.max(box.high, y)
  }
  return box
}
/** Distance of a point outside of a box. */
const beyond = ({ left, right, low, high }: Box, [x, y]: Vec2) =>
  Math.hypot(Math.max(0, left - x, x - right), Math.max(0, low - y, y - high))

const ccw = (ring: readonly Vec2[]): Ring => (ringArea(ring) > 0 ? ring : ring.toReversed())

/**
 * The lit part of each hide round the panels that come from it: its own edge, its scars and the lines of its poorer zones, the panels'
 * outlines in chalk, an opening for each. Undefined when a panel has no place.
 */
export function layHides(
  mesh: SheetMesh,
  kernel: Kernel,
  panels: readonly Panel[],
  hides: readonly CutHide[],
): OnTable | undefined {
  const byId = new Map(panels.map((panel) => [panel.id, panel]))
  const lying = hides
    .map((hide) => {
      const own = hide.placements.flatMap((at) => {
        const panel = byId.get(at.panel)
        return panel ? [{ panel, at, ring: ccw(panel.cut.map((point) => onHide(panel, at, point))) }] : []
      })
      return { hide, own, box: boxOf(own.flatMap(({ ring }) => ring)) }
    })
    .filter(({ own }) => own.length > 0)
  if (lying.reduce((sum, { own }) => sum + own.length, 0) < panels.length) return undefined
  const places = new Map<string, InHide>()
  const turn = 1 / panels.length
  const whole: Box[] = []
  const sizes = lying.map(({ box }) => [box.right - box.left, box.high - box.low] as const)
  const spread = (along: 0 | 1) => sizes.reduce((sum, size) => sum + size[along] + 2 * DARK + APART, 0)
  const most = (along: 0 | 1) => Math.max(...sizes.map((size) => size[along]))
  // One beside the other or one above the other, whichever fills a picture better.
  const isColumn = Math.max(most(0), spread(1)) < Math.max(spread(0), most(1))
  let next = 0
  for (const { hide, own, box } of lying) {
    const [dx, dy] = isColumn ? [-(box.left + box.right) / 2, -next - box.high] : [next - box.left, -(box.low + box.high) / 2]
    next += (isColumn ? box.high - box.low : box.right - box.left) + 2 * DARK + APART
    whole.push({ left: box.left + dx, right: box.right + dx, low: box.low + dy, high: box.high + dy })
    const height = Math.max(...own.map(({ panel }) => panel.thickness))
    for (const { panel, at } of own) {
      places.set(panel.id, {
        rises: (panels.indexOf(panel) + 1 - RISING) * turn,
        shift: ([px, py, pz]) => {
          const [hx, hy] = onHide(panel, at, [px, py])
          const above = panel.grainSide === 'up' ? pz - panel.level : panel.level + panel.thickness - pz
          return [hx + dx, hy + dy, height - panel.thickness + above]
        },
      })
    }
    mesh.put(([px, py, pz]) => [px + dx, py + dy, pz])
    withArena((arena) => addHide(mesh, kernel, arena, hide, height, own, box))
    mesh.after(-1)
    for (const { panel, ring } of own) addKnife(mesh, ring, height, panels.indexOf(panel) * turn, (1 - RISING) * turn, hide)
  }
  mesh.put((at) => at)
  const all = boxOf(
    whole.flatMap(({ left, right, low, high }): Vec2[] => [
      [left, low],
      [right, high],
    ]),
  )
  return {
    places,
    frame: { low: [all.left - LIT, all.low - LIT, 0], high: [all.right + LIT, all.high + LIT, RISEN / 2] },
    rise: { by: RISEN, over: RISING * turn },
  }
}

function addHide(
  mesh: SheetMesh,
  kernel: Kernel,
  arena: Arena,
  hide: CutHide,
  height: number,
  own: readonly { panel: Panel; ring: Ring }[],
  box: Box,
): void {
  const section = (rings: readonly Ring[]) =>
    arena.keep(
      new kernel.CrossSection(
        rings.map((ring) => ring.map(([x, y]): [number, number] => [x, y])),
        'EvenOdd',
      ),
    )
  const light = (at: Vec2) => {
    const share = Math.min(1, Math.max(0, (beyond(box, at) - LIT) / (DARK - LIT)))
    return AROUND * (1 - share) ** 1.7
  }
  const rings = Array.from({ length: STEPS + 1 }, (_, k) => section([roundBox(box, LIT + ((DARK - LIT) * k) / STEPS)]))
  /** A face on the hide, in strips between the steps of light, so that each has its own. */
  const lay = (what: Section, surface: Surface, z: number) => {
    mesh.surface(surface)
    let rest = what
    for (const ring of rings) {
      const strip = arena.keep(rest.intersect(ring)).toPolygons()
      if (strip.length > 0) addFace(mesh, kernel, strip, z, light)
      rest = arena.keep(rest.subtract(ring))
    }
  }
  const cover = { material: hide.material, colour: hide.colour }
  const outline = section([hide.outline])
  const openings = section(own.map(({ ring }) => ring))
  lay(arena.keep(outline.subtract(openings)), { kind: 'grain', feature: 'hide', cover }, height)
  const left = arena.keep(outline.intersect(rings.at(-1)!))
  mesh.surface({ kind: 'edge', feature: 'hide', cover })
  for (const ring of left.toPolygons()) addWall(mesh, ring, height, light, 1)
  for (const { ring } of own) addWall(mesh, ring, height, light, -1)
  const chalk = { material: 'thread-linen', colour: hide.colour === 'sand' ? 'cognac' : 'sand' }
  const lined = (ring: Ring, from: number, to: number) =>
    arena.keep(section([inset(ccw(ring), from)]).subtract(section([inset(ccw(ring), to)])))
  for (const scar of hide.defects) lay(section([scar]), { kind: 'pressed', feature: 'hide', cover }, height + HAIR)
  const lines = [
    ...hide.defects.map((scar) => lined(scar, -4, CHALK - 4)),
    ...hide.zones.map(({ outline: zone }) => lined(zone, 0, 1.5 * CHALK)),
    ...own.map(({ ring }) => lined(ring, -KNIFE / 2 - CHALK, -KNIFE / 2)),
  ]
  for (const line of lines)
    lay(
      arena.keep(arena.keep(line.intersect(outline)).subtract(openings)),
      { kind: 'thread', feature: 'chalk', cover: chalk },
      height + HAIR,
    )
}

function addFace(mesh: SheetMesh, kernel: Kernel, rings: [number, number][][], z: number, light: (at: Vec2) => number): void {
  const ids = rings.flatMap((ring) => ring.map((at) => mesh.vertex([at[0], at[1], z], [0, 0, 1], undefined, light(at))))
  for (const [a, b, c] of kernel.triangulate(rings)) mesh.triangle(ids[a]!, ids[b]!, ids[c]!)
}

/** Upright, from the table to the hide's face; `out`: 1 round leather, −1 round an opening. */
function addWall(mesh: SheetMesh, ring: readonly Vec2[], height: number, light: (at: Vec2) => number, out: 1 | -1): void {
  const away = inset(ring, -1)
  const at = (z: number) =>
    ring.map(([x, y], i) => {
      const [dx, dy] = [away[i]![0] - x, away[i]![1] - y]
      const size = out * (Math.hypot(dx, dy) || 1)
      return mesh.vertex([x, y, z], [dx / size, dy / size, 0], undefined, light([x, y]))
    })
  const [low, high] = [at(0), at(height)]
  if (out > 0) mesh.band(low, high)
  else mesh.band(high, low)
}

/** The line of the knife round a panel, there as the knife goes. */
function addKnife(mesh: SheetMesh, ring: Ring, height: number, from: number, takes: number, hide: CutHide): void {
  mesh.surface({ kind: 'edge', feature: 'hide', cover: { material: hide.material, colour: hide.colour } })
  const closed = [...ring, ring[0]!]
  const along = (by: number) => {
    const moved = inset(ring, by)
    return [...moved, moved[0]!].map(([x, y], i) =>
      mesh.vertex([x, y, height + 2 * HAIR], [0, 0, 1], from + (takes * i) / closed.length, 0.5),
    )
  }
  const [outer, inner] = [along(-KNIFE / 2), along(0)]
  mesh.band(outer, inner, false)
}

/** A box with round corners of this radius round another. */
function roundBox({ left, right, low, high }: Box, radius: number): Ring {
  const corner = (x: number, y: number, from: number) =>
    Array.from({ length: 9 }, (_, i): Vec2 => {
      const angle = from + (i / 8) * (Math.PI / 2)
      return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)]
    })
  return [
    ...corner(right, high, 0),
    ...corner(left, high, Math.PI / 2),
    ...corner(left, low, Math.PI),
    ...corner(right, low, 1.5 * Math.PI),
  ]
}
