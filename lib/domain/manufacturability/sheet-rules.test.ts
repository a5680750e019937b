import { describe, expect, it } from 'vitest'
import parisDocument from '@/db/seed/ateliers/paris.json'
import type { Ring, Vec2 } from '../geometry/mesh'
import { stitchLine } from '../geometry/stitch-line'
import { type AtelierProfile, atelierProfile, type Hide, type Process } from '../network/profile'
import type { Panel, Seam, SheetNeed, SheetWork } from '../products/sheet'
import type { FactKey, Measurements } from './measurements'
import type { Rule, RuleContext } from './rule'
import { ask } from './rules'
import { sheetFacts } from './sheet-facts'
import { sheetRules } from './sheet-rules'

const paris = atelierProfile.parse(parisDocument)
const source = { kind: 'assumption' as const, text: 'said so' }
const rectangle = (w: number, h: number): Ring => [
  [0, 0],
  [w, 0],
  [w, h],
  [0, h],
]
const panel = (id: string, level: number, changes: Partial<Panel> = {}): Panel => ({
  id,
  material: 'veg-tan',
  colour: 'sand',
  thickness: 1,
  grain: 'along',
  outline: rectangle(100, 70),
  cut: rectangle(100, 70),
  grainSide: 'up',
  creases: [],
  skives: [],
  level,
  quality: 1,
  ...changes,
})
function seam(path: readonly Vec2[], pitch: number, panels: readonly string[], hole = 1): Seam {
  const line = stitchLine(
    path.map(([x, y]): Vec2 => [x * 1000, y * 1000]),
    pitch * 1000,
  )
  const mm = (points: readonly Vec2[]) => points.map(([x, y]): Vec2 => [x / 1000, y / 1000])
  return {
    id: 'seam',
    panels,
    edges: line.edges,
    holes: mm(line.holes),
    corners: mm(line.corners),
    pitch,
    margin: 4,
    thread: { diameter: 0.6, colour: 'sand' },
    hole,
  }
}
const work = (changes: Partial<SheetWork> = {}): SheetWork => ({
  needs: [],
  panels: [
    panel('cover', 0),
    panel('pocket', 1, {
      skives: [
        {
          line: [
            [0, 4],
            [100, 4],
          ],
          width: 8,
          to: 0.4,
        },
      ],
    }),
  ],
  seams: [
    seam(
      [
        [4, 60],
        [4, 4],
        [96, 4],
        [96, 60],
      ],
      4,
      ['cover', 'pocket'],
    ),
  ],
  cards: [{ feature: 'pocket', clear: 88, width: 85.6, at: [0, 0, 0] }],
  pockets: 2,
  cover: 2,
  edge: { finish: 'painted', length: 340 },
  ...changes,
})

describe('facts of a part whose truth is known', () => {
  // 56 mm and 92 mm at 4 mm are 14 and 23 stitches exactly.
  const facts = sheetFacts(work())
  it.each<[FactKey, number]>([
    ['card.ease', 2.4],
    ['seam.stitches', 51],
    ['seam.corners', 2],
    ['seam.length', 204],
    ['seam.pitch-deviation', 0],
    ['seam.short-edge', 14],
    ['seam.edge-distance', 4],
    ['seam.hole-to-edge', 3.5],
    ['seam.hole-gap', 3],
    ['seam.layers', 2],
    // Away from the pared edge both are whole.
    ['seam.stack', 2],
    ['skive.to', 0.4],
    ['skive.slope', 0.075],
    ['cut.length', 680],
    ['cut.pieces', 2],
  ])('%s is %d', (key, value) => expect(facts[key]!.value).toBeCloseTo(value, 6))

  it('finds the radius of an inside curve, and none in a convex outline', () => {
    expect(facts['cut.inside-radius']).toBeUndefined()
    const bite = Array.from({ length: 41 }, (_, k): Vec2 => {
      const turn = Math.PI * (k / 40)
      return [50 + 9 * Math.cos(turn), 70 - 9 * Math.sin(turn)]
    })
    const bitten: Ring = [[0, 0], [100, 0], [100, 70], ...bite, [0, 70]]
    const found = sheetFacts(work({ panels: [panel('cover', 0, { cut: bitten.map(([x, y]): Vec2 => [x, y]) })], seams: [] }))
    expect(found['cut.inside-radius']!.value).toBeCloseTo(9, 1)
  })

  it('knows an edge shorter than a stitch', () => {
    const short = sheetFacts(
      work({
        seams: [
          seam(
            [
              [4, 60],
              [4, 58],
              [96, 58],
            ],
            5,
            ['cover'],
          ),
        ],
      }),
    )
    expect(short['seam.short-edge']!.value).toBeCloseTo(0.4, 6)
    expect(short['seam.pitch-deviation']!.value).toBeCloseTo(3, 6)
  })
})

const need: SheetNeed = {
  material: 'calf-smooth',
  colour: 'cognac',
  thickness: 1.2,
  panels: ['cover'],
  net: 1,
  charged: 1,
  along: 200,
  across: 100,
}
const hide = (changes: Partial<Hide> = {}): Hide => ({
  id: 'h',
  material: 'calf-smooth',
  colour: 'cognac',
  thickness: 1.4,
  splitTo: 0.8,
  outline: [
    [0, 0],
    [400, 0],
    [400, 400],
    [0, 400],
  ],
  defects: [],
  zones: [],
  source,
  ...changes,
})
interface Asked {
  value?: number
  needs?: SheetNeed[]
  hides?: Hide[]
  process?: Partial<Process>
  humidity?: [number, number]
}
function asked(code: string, { value = 0, needs = [need], hides = [hide()], process = {}, humidity = [45, 60] }: Asked) {
  const rule = sheetRules.find((one) => one.code === code) as Rule
  const profile: AtelierProfile = { ...paris, hides }
  const [center] = paris.workCenters
  const facts = new Proxy({}, { get: () => ({ value, unit: 'mm', errorBound: 0, feature: 'x', at: [] }) })
  const context: RuleContext = {
    measurements: { facts, sheets: needs, missing: [], reach: [] } as unknown as Measurements,
    design: { material: '' },
    profile,
    workCenter: { ...center!, climate: { ...center!.climate, humidity } },
    process: { ...center!.processes[0]!, process: 'hand-cut', limits: {}, tools: [], ...process },
    loss: 0,
    shrinkage: 0,
  } as RuleContext
  return ask(rule, context)?.outcome
}

describe('each rule of what is sewn', () => {
  const own = new Set([
    'leather.in-stock',
    'leather.thickness',
    'leather.room',
    'leather.climate',
    'cut.laser-on-chrome',
    'cut.inside-radius',
    'seam.punch',
    'die.gap',
  ])
  it.each(
    sheetRules.filter(({ code }) => !own.has(code)).map(({ code, limit, comparison }) => [code, limit!, comparison] as const),
  )('%s holds at its limit and not beyond', (code, limit, comparison) => {
    const beyond = comparison === 'at-least' ? -0.01 : 0.01
    expect(asked(code, { value: limit })).toBe('pass')
    expect(asked(code, { value: limit + beyond })).toBe('fail')
  })

  it.each<[string, Asked, Asked]>([
    ['leather.in-stock', {}, { hides: [hide({ colour: 'navy' })] }],
    ['leather.thickness', { hides: [hide({ splitTo: 1.2 })] }, { hides: [hide({ splitTo: 1.3 })] }],
    ['leather.thickness', { hides: [hide({ thickness: 1.2 })] }, { hides: [hide({ thickness: 1.1 })] }],
    ['leather.room', { needs: [{ ...need, along: 380 }] }, { needs: [{ ...need, along: 410 }] }],
    [
      'leather.room',
      {},
      {
        hides: [
          hide({
            outline: [
              [0, 0],
              [90, 0],
              [90, 400],
              [0, 400],
            ],
          }),
        ],
      },
    ],
    ['leather.climate', { humidity: [40, 70] }, { humidity: [30, 70] }],
    [
      'cut.laser-on-chrome',
      { process: { process: 'laser-cut' }, needs: [{ ...need, material: 'veg-tan' }] },
      { process: { process: 'laser-cut' } },
    ],
    [
      'cut.inside-radius',
      { value: 2, process: { tools: [{ name: 'b', radius: 2 }] } },
      { value: 1.9, process: { tools: [{ name: 'b', radius: 2 }] } },
    ],
    [
      'seam.punch',
      { value: 0.9, process: { tools: [{ name: 'a', radius: 0.45 }] } },
      { value: 0.9, process: { tools: [{ name: 'a', radius: 0.6 }] } },
    ],
    ['die.gap', { value: 0.5 }, { value: 0.49 }],
  ])('%s holds here and not there', (code, here, there) => {
    expect(asked(code, here)).toBe('pass')
    expect(asked(code, there)).toBe('fail')
  })

  it('never lets a laser near chrome-tanned leather, whatever else an atelier says', () => {
    expect(asked('cut.laser-on-chrome', { process: { process: 'laser-cut', limits: {} } })).toBe('fail')
  })
})
