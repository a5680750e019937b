import type { DesignDocument } from '../../design/document'
import type { FactKey, Measurements } from '../../manufacturability/measurements'
import type { Axis } from '../../network/capability'
import type { Operation, OperationFamily } from '../../network/operation'

type Reason = Operation['reasons'][number]

/** 0 at `easy`, 1 at `hard`, straight between; either way round. */
const ramp = (value: number, easy: number, hard: number) => Math.min(1, Math.max(0, (value - easy) / (hard - easy)))
const rounded = (value: number) => Math.round(value * 1000) / 1000

/** How a leather behaves under a knife and a needle: 0 firm and even, 1 stretchy and uneven. Bench practice, assumption. */
const LIVELY: Readonly<Record<string, number>> = { 'veg-tan': 0.1, 'calf-smooth': 0.35, 'goat-pebbled': 0.7 }

interface Ask {
  axis: Axis
  value: number
  code: string
  parameters: Reason['parameters']
}

/** What is asked of one operation: the largest demand on an axis counts, each is told with its reason. */
function demandOf(
  base: Readonly<Record<Axis, number>>,
  asks: readonly (Ask | undefined)[],
): Pick<Operation, 'demand' | 'reasons'> {
  const told = asks.filter((ask) => ask !== undefined)
  const worst = (axis: Axis) =>
    rounded(Math.max(base[axis], ...told.filter((ask) => ask.axis === axis).map(({ value }) => value)))
  return {
    demand: { d: worst('d'), g: worst('g'), r: worst('r'), t: worst('t') },
    reasons: told.map(({ axis, code, parameters }) => ({ axis, code, parameters })),
  }
}

const ask = (axis: Axis, value: number, code: string, parameters: Reason['parameters'] = {}): Ask => ({
  axis,
  value,
  code,
  parameters,
})

/** The routing of a holder: cut, skive, stamp, turn, glue, sew, paint the edges, look it over, pack. */
export function operations({ choices }: DesignDocument, measurements: Measurements): Operation[] {
  const fact = (key: FactKey) => measurements.facts[key]?.value
  const result: Operation[] = []
  const add = (
    family: OperationFamily,
    feature: string,
    asked: Pick<Operation, 'demand' | 'reasons'>,
    quantities: Operation['quantities'],
  ) => result.push({ id: family, family, feature, ...asked, quantities })

  const leathers = [String(choices.outerLeather), String(choices.pocketLeather)]
  const lively = Math.max(...leathers.map((leather) => LIVELY[leather] ?? 1))
  const liveliest = leathers.find((leather) => (LIVELY[leather] ?? 1) === lively) ?? ''
  const radius = fact('cut.inside-radius')
  add(
    'cut',
    'cover',
    demandOf({ d: 0.3, g: 0.3, r: 0.55, t: 0.35 }, [
      ask('g', 0.3 + 0.3 * lively, 'leather', { material: liveliest }),
      radius === undefined ? undefined : ask('d', 0.3 + 0.35 * ramp(radius, 6, 1), 'inside-radius', { radius: rounded(radius) }),
    ]),
    { length: fact('cut.length') ?? 0, pieces: fact('cut.pieces') ?? 1 },
  )

  const left = fact('skive.to')
  if (left !== undefined)
    add(
      'skive',
      'pockets',
      demandOf({ d: 0.4, g: 0.35, r: 0.5, t: 0.5 }, [
        ask('d', 0.4 + 0.4 * ramp(left, 0.8, 0.25), 'thin', { thickness: rounded(left) }),
        ask('r', 0.5 + 0.2 * lively, 'leather', { material: liveliest }),
        ask('t', 0.5 + 0.25 * ramp(left, 0.8, 0.25), 'thin', { thickness: rounded(left) }),
      ]),
      { length: fact('skive.length') ?? 0, pieces: 1 },
    )

  const line = fact('die.line')
  if (line !== undefined || fact('die.missing-glyphs') !== undefined) {
    const fine = ramp(line ?? 1, 0.7, 0.2)
    const foil = choices.technique !== 'blind'
    const pebbled = choices.outerLeather === 'goat-pebbled'
    add(
      'stamp',
      'mark',
      demandOf({ d: 0.35, g: 0.3, r: 0.5, t: 0.45 }, [
        ask('t', 0.45 + 0.3 * fine, foil ? 'foil' : 'blind', { stroke: rounded(line ?? 0) }),
        ask('r', 0.5 + 0.2 * (pebbled ? 1 : fine), pebbled ? 'pebbled' : 'stroke', { stroke: rounded(line ?? 0) }),
      ]),
      { area: fact('die.area') ?? 0, pieces: 1 },
    )
  }

  const turnRadius = fact('turn.radius')
  if (turnRadius !== undefined) {
    const thick = fact('turn.thickness') ?? 1
    add(
      'turn',
      'cover',
      demandOf({ d: 0.55, g: 0.4, r: 0.5, t: 0.55 }, [
        ask('d', 0.55 + 0.3 * ramp(turnRadius, 16, 2), 'turned-corner', { radius: rounded(turnRadius) }),
        ask('t', 0.55 + 0.2 * ramp(thick, 0.3, 0.7), 'thin', { thickness: rounded(thick) }),
      ]),
      { length: fact('edge.length') ?? 0, pieces: 1 },
    )
  }

  const layers = fact('seam.layers') ?? 2
  add(
    'glue',
    'pockets',
    demandOf({ d: 0.35, g: 0.3, r: 0.55, t: 0.35 }, [ask('d', 0.35 + 0.2 * ramp(layers, 3, 7), 'layers', { count: layers })]),
    { area: fact('glue.area') ?? 0, pieces: fact('cut.pieces') ?? layers },
  )

  const pitch = fact('seam.pitch') ?? 3
  const stack = fact('seam.stack') ?? 0
  const corners = fact('seam.corners') ?? 0
  add(
    'sew',
    'seam',
    demandOf({ d: 0.45, g: 0.35, r: 0.5, t: 0.5 }, [
      ask('d', 0.45 + 0.25 * ramp(pitch, 4, 2.4), 'pitch', { pitch: rounded(pitch) }),
      corners > 0 ? ask('g', 0.5, 'seam-corner', { count: corners }) : undefined,
      ask('r', 0.5 + 0.25 * ramp(stack, 3, 7), 'stack', { thickness: rounded(stack) }),
      ask('t', 0.5 + 0.15 * ramp(pitch, 4, 2.4), 'pitch', { pitch: rounded(pitch) }),
    ]),
    { stitches: fact('seam.stitches') ?? 0, corners, pieces: 1 },
  )

  if (choices.edge === 'painted')
    add(
      'edge',
      'cover',
      demandOf({ d: 0.4, g: 0.3, r: 0.5, t: 0.55 }, [
        ask('d', 0.4 + 0.15 * lively, 'leather', { material: liveliest }),
        ask('t', 0.6, 'coats', {}),
      ]),
      { length: fact('edge.length') ?? 0, pieces: 1 },
    )
  add('inspect', 'cover', demandOf({ d: 0.2, g: 0.3, r: 0.6, t: 0.55 }, []), { pieces: 1 })
  add('pack', 'cover', demandOf({ d: 0.2, g: 0.2, r: 0.4, t: 0.2 }, []), { pieces: 1 })
  return result
}
