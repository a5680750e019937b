import type { DesignDocument } from '../../design/document'
import type { FactKey, Measurements } from '../../manufacturability/measurements'
import { AXES, type Axis } from '../../network/capability'
import type { Operation, OperationFamily } from '../../network/operation'

type Reason = Operation['reasons'][number]

/** 0 at `easy`, 1 at `hard`, straight between; either way round. */
const ramp = (value: number, easy: number, hard: number) => Math.min(1, Math.max(0, (value - easy) / (hard - easy)))
const rounded = (value: number) => Math.round(value * 1000) / 1000

/** How hard a metal is to cut and to bring to a finish: 0 silver, 1 platinum (it drags and fouls the tool). Bench practice, assumption. */
const STUBBORN: Readonly<Record<string, number>> = {
  'silver-925': 0,
  'gold-18k-yellow': 0.1,
  'gold-18k-rose': 0.3,
  'gold-9k-yellow': 0.35,
  'gold-18k-white': 0.55,
  'platinum-950': 1,
}
/** How hard it is to cast: melting range and oxidation. */
const CASTS_HARD: Readonly<Record<string, number>> = {
  'silver-925': 0.1,
  'gold-18k-yellow': 0.1,
  'gold-18k-rose': 0.35,
  'gold-9k-yellow': 0.2,
  'gold-18k-white': 0.45,
  'platinum-950': 1,
}
const HALLMARKED = new Set(Object.keys(STUBBORN))

/** Collects what is asked of one operation: the largest of the demands on an axis counts, each with its reason. */
class Demand {
  private readonly axes: Record<Axis, number>
  readonly reasons: Reason[] = []

  constructor(base: Readonly<Record<Axis, number>>) {
    this.axes = { ...base }
  }

  ask(axis: Axis, value: number, code: string, parameters: Reason['parameters'] = {}): this {
    if (value > this.axes[axis]) this.axes[axis] = value
    this.reasons.push({ axis, code, parameters })
    return this
  }

  /** Every axis has its reason: what a step asks of any piece, where this one asks no more. */
  whole(family: OperationFamily): Reason[] {
    const plain = AXES.filter((axis) => this.reasons.every((reason) => reason.axis !== axis))
    return [...this.reasons, ...plain.map((axis): Reason => ({ axis, code: 'routine', parameters: { operation: family } }))]
  }

  get vector(): Record<Axis, number> {
    const { d, g, r, t } = this.axes
    return { d: rounded(d), g: rounded(g), r: rounded(r), t: rounded(t) }
  }
}

/** The routing: what each step demands of dexterity, generalisation, reliability and tactile vision, and what its time is counted by. */
export function operations({ choices }: DesignDocument, measurements: Measurements): Operation[] {
  const fact = (key: FactKey) => measurements.facts[key]?.value
  const metal = String(choices.metal)
  const stubborn = STUBBORN[metal] ?? 1
  const castsHard = CASTS_HARD[metal] ?? 1
  const grams = fact('part.mass') ?? 0
  const area = fact('polish.area') ?? fact('part.area') ?? 0
  const raised = choices.relief === 'raised'
  // Also when no letter can be drawn: only what is asked for is judged.
  const engraved = choices.letters !== ''
  const stroke = fact(raised ? 'relief.stroke' : 'engraving.stroke') ?? fact('engraving.stroke') ?? 1
  const depth = fact(raised ? 'relief.depth' : 'engraving.depth') ?? fact('engraving.depth') ?? 0
  const strokeLength = fact('engraving.stroke-length') ?? 0
  const result: Operation[] = []
  const add = (family: OperationFamily, feature: string, demand: Demand, quantities: Operation['quantities']) =>
    result.push({ id: family, family, feature, demand: demand.vector, reasons: demand.whole(family), quantities })

  const height = fact('pattern.height') ?? fact('envelope.short') ?? 0
  const pattern = new Demand({ d: 0.2, g: 0.2, r: 0.5, t: 0.2 })
  if (engraved && raised) pattern.ask('d', 0.3 + 0.3 * ramp(stroke, 0.6, 0.25), 'raised-detail', { stroke })
  add('pattern', 'blank', pattern, { height, volume: fact('pattern.volume') ?? fact('part.volume') ?? 0, pieces: 1 })

  const heavy = ramp(grams, 8, 30)
  const cast = new Demand({ d: 0.25, g: 0.3, r: 0.5, t: 0.3 })
    .ask('g', 0.3 + 0.45 * castsHard, 'metal', { material: metal })
    .ask('r', 0.5 + 0.25 * Math.max(heavy, castsHard), 'mass', { grams: rounded(grams) })
  add('cast', 'blank', cast, { grams, pieces: 1 })

  add(
    'clean',
    'blank',
    new Demand({ d: 0.35, g: 0.3, r: 0.45, t: 0.4 }).ask('d', 0.35 + 0.15 * stubborn, 'metal', { material: metal }),
    {
      area,
      grams,
      pieces: 1,
    },
  )

  if (engraved) {
    const fine = ramp(stroke, 0.5, 0.08)
    const deep = ramp(depth / Math.max(stroke, 0.05), 0.6, 3)
    // A letter of straight strokes is about eight cap heights long; flourishes make it longer.
    const letters = Math.max(1, [...String(choices.letters)].length)
    const flourish = ramp(strokeLength / letters / Math.max(1, Number(choices.letterHeight) / 1000), 3, 9)
    const demand = new Demand({ d: 0.4, g: 0.35, r: 0.5, t: 0.4 })
      .ask('d', 0.4 + 0.5 * Math.max(fine, 0.8 * deep), fine >= 0.8 * deep ? 'stroke' : 'depth', {
        stroke: rounded(stroke),
        depth: rounded(depth),
      })
      .ask('g', 0.35 + 0.4 * flourish, 'curves', { length: rounded(strokeLength), letters })
      .ask('r', 0.5 + 0.3 * stubborn, 'metal', { material: metal })
      .ask(
        't',
        0.4 + 0.35 * Math.max(fine, choices.finish === 'antiqued' ? 0.2 : 0.5),
        choices.finish === 'polished' ? 'mirror' : 'stroke',
        {
          stroke: rounded(stroke),
        },
      )
    const common = { strokeLength, strokeDepth: strokeLength * depth, pieces: 1 }
    if (raised) {
      const ground = fact('engraving.area') ?? 0
      demand.ask('t', 0.6, 'raised-ground', { area: rounded(ground) })
      add('chase', 'monogram', demand, { ...common, area: ground })
    } else add('engrave', 'monogram', demand, common)
  }

  const mirror = choices.finish === 'polished'
  const polish = new Demand({ d: 0.4, g: 0.3, r: 0.5, t: 0.45 })
    .ask('t', mirror ? 0.7 : choices.finish === 'satin' ? 0.55 : 0.5, mirror ? 'mirror' : 'finish', {
      finish: String(choices.finish),
    })
    .ask('d', 0.4 + 0.3 * stubborn, 'metal', { material: metal })
  if (choices.face === 'octagon') polish.ask('d', 0.62 + 0.18 * stubborn, 'facets', {})
  add('polish', 'blank', polish, { area, pieces: 1 })

  if (choices.finish === 'antiqued') {
    add(
      'patinate',
      engraved ? 'monogram' : 'blank',
      new Demand({ d: 0.3, g: 0.4, r: 0.45, t: 0.5 }).ask('t', 0.5, 'patina', {}),
      {
        area: fact('engraving.area') ?? area,
        pieces: 1,
      },
    )
  }
  const check = new Demand({ d: 0.2, g: 0.3, r: 0.6, t: 0.5 })
  if (engraved) check.ask('t', 0.5 + 0.25 * ramp(stroke, 0.5, 0.08), 'stroke', { stroke: rounded(stroke) })
  add('inspect', 'blank', check, { pieces: 1 })
  if (HALLMARKED.has(metal)) add('hallmark', 'blank', new Demand({ d: 0.3, g: 0.2, r: 0.5, t: 0.3 }), { pieces: 1 })
  add('pack', 'blank', new Demand({ d: 0.2, g: 0.2, r: 0.4, t: 0.2 }), { pieces: 1 })
  return result
}
