import type { Kernel } from '../geometry/kernel'
import { rectangle } from '../geometry/known-parts'
import type { Ring, Shape2, Vec2 } from '../geometry/mesh'
import type { Region } from '../products/draft'
import type { Panel, Seam, SheetWork, Skive } from '../products/sheet'
import { dieFacts } from './die-facts'
import type { FactKey } from './measurements'
import { sheetFacts } from './sheet-facts'
import type { Facts } from './solid-facts'

/** Something cut, sewn or stamped whose measure is known by construction; `rule` is who asks for it. mm, or a ratio. */
export interface SheetTruth {
  kind: 'sheet'
  name: string
  truth: number
  rule: string
  key: FactKey
  facts(kernel: Kernel): Facts
}

const COUNT = 8
const range = (from: number, to: number) =>
  Array.from({ length: COUNT }, (_, i) => Math.round((from + ((to - from) * i) / (COUNT - 1)) * 1e4) / 1e4)

/** Turned about the origin and drawn on whole micrometres, as every panel is. */
function turned(ring: Ring, degrees: number): Vec2[] {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
  const drawn = (mm: number) => Math.round(mm * 1000) / 1000
  return ring.map(([x, y]): Vec2 => [drawn(x * cos - y * sin), drawn(x * sin + y * cos)])
}

const at = (x: number, y: number): Vec2 => [x, y]
const LEATHER = rectangle(0, 0, 90, 60)

function panel(outline: Ring, changes: Partial<Panel> = {}): Panel {
  return {
    id: 'cover',
    material: 'veg-tan',
    colour: 'sand',
    thickness: 1.2,
    grain: 'along',
    outline,
    cut: outline,
    grainSide: 'up',
    creases: [],
    skives: [],
    level: 0,
    quality: 1,
    ...changes,
  }
}

function seam(holes: readonly Vec2[], hole: number, id = 'seam'): Seam {
  const edges = [{ length: 4000, stitches: 1, pitch: 4000, deviation: 0 }]
  return {
    id,
    panels: ['cover', 'pocket'],
    edges,
    holes,
    corners: [],
    pitch: 4,
    margin: 4,
    thread: { diameter: 0.6, colour: 'sand' },
    hole,
  }
}

const work = (changes: Partial<SheetWork>): SheetWork => ({
  needs: [],
  panels: [],
  seams: [],
  cards: [],
  pockets: 2,
  cover: 2,
  edge: { finish: 'painted', length: 300 },
  ...changes,
})

/** A mark in the middle of a panel's lower face. */
function mark(shape: Shape2, glyphs: Region['glyphs'] = [], foil = true): Region {
  return {
    feature: 'mark',
    frame: { origin: [45, 30, 0], u: [-1, 0, 0], v: [0, 1, 0], n: [0, 0, -1] },
    shape,
    relief: 'recessed',
    depth: 0.12,
    wallAngle: 90,
    field: rectangle(-40, -25, 40, 25),
    glyphs,
    missing: [],
    die: foil ? { technique: 'foil', foil: 'gold' } : { technique: 'blind' },
  }
}

const bars = (width: number, gap: number): Shape2 =>
  [0, 1, 2].map((i) => rectangle(i * (width + gap), -3, i * (width + gap) + width, 3))

/** A rectangle with a round bite out of its upper side. */
function bitten(radius: number): Ring {
  const bite = Array.from({ length: 49 }, (_, i): Vec2 => {
    const turn = (Math.PI * i) / 48
    return [45 + radius * Math.cos(turn), 60 - radius * Math.sin(turn)]
  })
  return [[0, 0], [90, 0], [90, 60], ...bite, [0, 60]]
}

/** Holes near edges and near each other, inside curves, pared strips, stacks, room for a card, and what a die presses. */
export function sheetTruths(): SheetTruth[] {
  const sheet = (name: string, truth: number, rule: string, key: FactKey, made: () => SheetWork): SheetTruth => ({
    kind: 'sheet',
    name,
    truth,
    rule,
    key,
    facts: () => sheetFacts(made()),
  })
  const pressed = (name: string, truth: number, key: FactKey, region: () => Region, on?: () => SheetWork): SheetTruth => ({
    kind: 'sheet',
    name,
    truth,
    rule: key,
    key,
    facts: (kernel) => dieFacts(region(), on?.(), kernel),
  })
  const one = (away: number, hole: number, degrees: number) => () =>
    work({
      panels: [panel(turned(LEATHER, degrees))],
      seams: [seam(turned([at(40, away), at(44, away + 1)], degrees), hole)],
    })
  return [
    ...range(0.9, 3.4).map((left, i) =>
      sheet(`hole ${left} from the edge`, left, 'seam.hole-to-edge', 'seam.hole-to-edge', one(left + 0.5, 1, 11 * i)),
    ),
    ...range(2, 4.8).map((away, i) =>
      sheet(`stitch ${away} from the edge`, away, 'seam.edge-distance', 'seam.edge-distance', one(away, 0.8, 13 * i)),
    ),
    ...range(2, 4.8).map((away, i) =>
      sheet(`stitch ${away} in`, away, 'seam.edge-distance-maximum', 'seam.edge-distance', one(away, 0.8, 17 * i)),
    ),
    ...range(0.4, 2.4).map((gap, i) =>
      sheet(`holes apart by ${gap}`, gap, 'seam.hole-gap', 'seam.hole-gap', () => {
        const [first = [0, 0], second = [0, 0]] = turned([at(20, 30), at(21 + gap, 30)], 23 * i)
        const seams = i % 2 === 0 ? [seam([first, second], 1)] : [seam([first], 1.2, 'one'), seam([second], 0.8, 'other')]
        return work({ panels: [panel(turned(LEATHER, 23 * i))], seams })
      }),
    ),
    ...range(1.5, 12).map((radius) =>
      sheet(`bite of ${radius}`, radius, 'cut.inside-radius', 'cut.inside-radius', () =>
        work({ panels: [panel(bitten(radius))] }),
      ),
    ),
    ...range(0.25, 0.9).flatMap((to, i) => {
      const strip: Skive = { line: [at(0, 0), at(90, 0)], width: 4 + i, to }
      const pared = () => work({ panels: [panel(LEATHER, { skives: [strip] })] })
      return [
        sheet(`pared to ${to}`, to, 'skive.left', 'skive.to', pared),
        sheet(`pared over ${strip.width} to ${to}`, (1.2 - to) / strip.width, 'skive.slope', 'skive.slope', pared),
      ]
    }),
    ...range(0.6, 2).map((thickness, i) =>
      sheet(`${i + 1} layers of ${thickness}`, (i + 1) * thickness, 'seam.stack', 'seam.stack', () => {
        const panels = Array.from({ length: i + 1 }, (_, layer) =>
          panel(LEATHER, { id: layer === 0 ? 'cover' : `pocket-${layer}`, thickness, level: layer * thickness }),
        )
        return work({ panels, seams: [{ ...seam([[45, 5]], 1), panels: panels.map(({ id }) => id) }] })
      }),
    ),
    ...range(0.3, 8).flatMap((ease) => {
      const pocket = () => work({ cards: [{ feature: 'pocket', clear: 85.6 + ease, width: 85.6, at: [0, 0, 0] }] })
      return [
        sheet(`card with ${ease}`, ease, 'card.ease-minimum', 'card.ease', pocket),
        sheet(`card with no more than ${ease}`, ease, 'card.ease-maximum', 'card.ease', pocket),
      ]
    }),
    ...range(0.12, 0.8).map((width) => pressed(`line of ${width}`, width, 'die.line', () => mark(bars(width, 1.3)))),
    ...range(0.2, 0.9).map((gap, i) =>
      pressed(`lines apart by ${gap}`, gap, 'die.gap', () => mark(bars(1.2, gap), [], i % 2 === 0)),
    ),
    ...range(1, 6).map((height) => {
      const letter = [rectangle(-0.5, -height / 2, 0.5, height / 2)]
      return pressed(`type of ${height}`, height, 'die.type-height', () => mark(letter, [{ grapheme: 'I', shape: letter }]))
    }),
    ...range(1, 9).map((away) =>
      pressed(
        `die ${away} from the edge`,
        away,
        'die.to-edge',
        () => mark([rectangle(-5, -30 + away, 5, 5)]),
        () => work({ panels: [panel(LEATHER)] }),
      ),
    ),
    ...range(0.5, 5).map((away) =>
      pressed(
        `die ${away} from a hole`,
        away,
        'die.to-stitch',
        () => mark([rectangle(-5, -5, 5, 5)]),
        () => work({ panels: [panel(LEATHER)], seams: [seam([[45 + 5 + away + 0.5, 30]], 1)] }),
      ),
    ),
  ]
}
