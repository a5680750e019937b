import type { Ring, Vec2, Vec3 } from '../geometry/mesh'
import { ringArea, ringLength } from '../geometry/shape-facts'
import { lengthOf } from '../geometry/stitch-line'
import type { Panel, Seam, SheetWork, Skive } from '../products/sheet'
import type { Fact } from './measurements'
import type { Facts } from './solid-facts'

/** Outlines lie on whole micrometres; curves are chords of at most so much sagitta, mm. */
const DRAWN = 0.002
/** Glue is laid this wide along a seam, mm (bench practice, assumption). */
const GLUE = 10
/** A side that turns the outline inwards by more than this is a corner, degrees. */
const CORNER = 35

const fact = (value: number, unit: Fact['unit'], feature: string, at: readonly Vec3[] = [], errorBound = DRAWN): Fact => ({
  value,
  unit,
  errorBound,
  feature,
  at,
})
const count = (value: number, feature: string, at: readonly Vec3[] = []): Fact => fact(value, 'count', feature, at, 0)

/** Facts of panels, seams, pockets and edges, read off the drawn lines: nothing here knows how they were made. */
export function sheetFacts(work: SheetWork): Facts {
  const facts: Facts = { 'pockets.count': count(work.pockets, 'pockets') }
  for (const card of work.cards) {
    const ease = card.clear - card.width
    if (ease < (facts['card.ease']?.value ?? Infinity)) facts['card.ease'] = fact(ease, 'mm', card.feature, [card.at])
  }
  facts['card.cover'] = fact(work.cover, 'mm', 'cover')
  Object.assign(facts, cutFacts(work), skiveFacts(work), seamFacts(work))
  facts['edge.length'] = fact(work.edge.length, 'mm', 'cover', [], 1)
  const { turn } = work.edge
  if (turn) {
    facts['turn.thickness'] = fact(turn.thickness, 'mm', 'cover', [], 0)
    facts['turn.radius'] = fact(turn.radius, 'mm', 'cover')
  }
  return facts
}

function cutFacts({ panels }: SheetWork): Facts {
  let least: { radius: number; at: Vec2; panel: Panel } | undefined
  for (const panel of panels) {
    for (const found of insideRadii(panel.cut)) if (!least || found.radius < least.radius) least = { ...found, panel }
  }
  return {
    'cut.length': fact(
      panels.reduce((sum, { cut }) => sum + ringLength(cut), 0),
      'mm',
      'panels',
      [],
      1,
    ),
    'cut.pieces': count(panels.length, 'panels'),
    ...(least
      ? {
          'cut.inside-radius': fact(
            least.radius,
            'mm',
            least.panel.id,
            [[least.at[0], least.at[1], least.panel.level + least.panel.thickness]],
            0.03 * least.radius,
          ),
        }
      : {}),
  }
}

/** Radius of the circle through each inward corner and its neighbours; 0 where the outline turns in sharply. */
function* insideRadii(ring: Ring): Generator<{ radius: number; at: Vec2 }> {
  const n = ring.length
  for (let i = 0; i < n; i++) {
    const [a, b, c] = [ring[(i + n - 1) % n]!, ring[i]!, ring[(i + 1) % n]!]
    const cross = (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])
    if (cross >= 0) continue
    const [first, second, across] = [distance(a, b), distance(b, c), distance(a, c)]
    const turn = (Math.asin(Math.min(1, -cross / (first * second))) * 180) / Math.PI
    // Where a curve meets a straight side its circle is that of its nearer side.
    yield { radius: turn > CORNER ? 0 : (first * second * across) / (2 * -cross), at: b }
  }
}

function skiveFacts({ panels }: SheetWork): Facts {
  const skives = panels.flatMap((panel) => panel.skives.map((skive) => ({ panel, skive })))
  if (skives.length === 0) return {}
  const thinnest = skives.reduce((a, b) => (b.skive.to < a.skive.to ? b : a))
  const slopeOf = ({ panel, skive }: (typeof skives)[number]) => (panel.thickness - skive.to) / skive.width
  const steepest = skives.reduce((a, b) => (slopeOf(b) > slopeOf(a) ? b : a))
  const place = ({ panel, skive }: (typeof skives)[number]): Vec3[] =>
    skive.line[0] ? [[skive.line[0][0], skive.line[0][1], panel.level]] : []
  return {
    'skive.to': fact(thinnest.skive.to, 'mm', thinnest.panel.id, place(thinnest), 0),
    'skive.slope': fact(slopeOf(steepest), 'ratio', steepest.panel.id, place(steepest), 0),
    'skive.length': fact(
      skives.reduce((sum, { skive }) => sum + lengthOf(skive.line), 0),
      'mm',
      'pockets',
      [],
      1,
    ),
  }
}

function seamFacts(work: SheetWork): Facts {
  const byId = new Map(work.panels.map((panel) => [panel.id, panel]))
  const facts: Facts = {}
  const worst = (key: keyof Facts, candidate: Fact, least: boolean) => {
    const known = facts[key]
    if (!known || (least ? candidate.value < known.value : candidate.value > known.value)) facts[key] = candidate
  }
  let [length, stitches, corners] = [0, 0, 0]
  for (const seam of work.seams) {
    const through = seam.panels.flatMap((id) => byId.get(id) ?? [])
    const front = Math.max(0, ...through.map(({ level, thickness }) => level + thickness))
    const spot = ([x, y]: Vec2): Vec3[] => [[x, y, front]]
    const middle = seam.holes[Math.floor(seam.holes.length / 2)] ?? [0, 0]
    length += seam.edges.reduce((sum, edge) => sum + edge.length / 1000, 0)
    stitches += seam.edges.reduce((sum, edge) => sum + edge.stitches, 0)
    corners += seam.corners.length
    for (const edge of seam.edges) {
      worst('seam.pitch-deviation', fact(Math.abs(edge.deviation) / 1000, 'mm', seam.id, spot(middle), 5e-4), false)
      worst('seam.short-edge', fact(edge.length / 1000 / seam.pitch, 'ratio', seam.id, spot(middle), 1e-3), true)
    }
    worst('seam.pitch', fact(seam.pitch, 'mm', seam.id, spot(middle), 0), true)
    worst('seam.hole-diameter', fact(seam.hole, 'mm', seam.id, spot(middle), 0), false)
    for (const panel of through.filter(({ outline }) => seam.holes.every(([x, y]) => inside(outline, x, y)))) {
      for (const hole of seam.holes) {
        const away = toRing(hole, panel.outline)
        worst('seam.edge-distance', fact(away, 'mm', seam.id, spot(hole)), true)
        worst('seam.hole-to-edge', fact(away - seam.hole / 2, 'mm', seam.id, spot(hole)), true)
      }
    }
    for (const hole of seam.holes) {
      const stack = stackAt(work, through, hole)
      worst('seam.stack', fact(stack.thickness, 'mm', seam.id, spot(hole), 0.02), false)
      worst('seam.layers', count(stack.layers, seam.id, spot(hole)), false)
    }
  }
  const gap = nearestHoles(work.seams)
  if (gap) facts['seam.hole-gap'] = fact(gap.gap, 'mm', gap.seam, [[gap.at[0], gap.at[1], 0]])
  facts['seam.length'] = fact(length, 'mm', 'seams', [], 0.5)
  facts['seam.stitches'] = count(stitches, 'seams')
  facts['seam.corners'] = count(corners, 'seams')
  facts['glue.area'] = fact(length * GLUE, 'mm2', 'seams', [], length)
  return facts
}

/** Layers and their thickness under the needle. A turned edge is there twice. */
function stackAt({ edge }: SheetWork, through: readonly Panel[], hole: Vec2): { thickness: number; layers: number } {
  let [thickness, layers] = [0, 0]
  for (const panel of through) {
    if (!inside(panel.outline, hole[0], hole[1])) continue
    layers++
    thickness += Math.min(panel.thickness, ...panel.skives.map((skive) => leftAt(panel, skive, hole)))
    if (edge.turn && panel.cut !== panel.outline && ringArea(panel.cut) > ringArea(panel.outline) + 1) {
      layers++
      thickness += edge.turn.thickness
    }
  }
  return { thickness, layers }
}

/** A pared strip rises evenly from its edge to the full thickness. */
function leftAt({ thickness }: Panel, { line, width, to }: Skive, hole: Vec2): number {
  let away = Infinity
  for (let i = 0; i + 1 < line.length; i++) away = Math.min(away, toSide(hole, line[i]!, line[i + 1]!))
  return away >= width ? thickness : to + ((thickness - to) * away) / width
}

/** Least leather between two holes of one or of two seams. */
function nearestHoles(seams: readonly Seam[]): { gap: number; at: Vec2; seam: string } | undefined {
  const holes = seams
    .flatMap((seam) => seam.holes.map((at) => ({ at, radius: seam.hole / 2, seam: seam.id })))
    .sort((a, b) => a.at[0] - b.at[0])
  let least: { gap: number; at: Vec2; seam: string } | undefined
  for (let i = 0; i < holes.length; i++) {
    const one = holes[i]!
    for (let j = i + 1; j < holes.length; j++) {
      const two = holes[j]!
      if (least && two.at[0] - one.at[0] - one.radius - two.radius >= least.gap) break
      const gap = distance(one.at, two.at) - one.radius - two.radius
      if (!least || gap < least.gap) least = { gap, at: one.at, seam: one.seam }
    }
  }
  return least
}

const distance = (a: Vec2, b: Vec2) => Math.hypot(b[0] - a[0], b[1] - a[1])

export function toSide(p: Vec2, a: Vec2, b: Vec2): number {
  const [ux, uy] = [b[0] - a[0], b[1] - a[1]]
  const size = ux * ux + uy * uy
  const share = size > 0 ? Math.min(1, Math.max(0, (ux * (p[0] - a[0]) + uy * (p[1] - a[1])) / size)) : 0
  return Math.hypot(p[0] - a[0] - share * ux, p[1] - a[1] - share * uy)
}

export function toRing(p: Vec2, ring: Ring): number {
  let least = Infinity
  for (let i = 0; i < ring.length; i++) least = Math.min(least, toSide(p, ring[i]!, ring[(i + 1) % ring.length]!))
  return least
}

export function inside(ring: Ring, x: number, y: number): boolean {
  let found = false
  for (let i = 0; i < ring.length; i++) {
    const [a, b] = [ring[i]!, ring[(i + 1) % ring.length]!]
    if (a[1] > y !== b[1] > y && x < a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0])) found = !found
  }
  return found
}
