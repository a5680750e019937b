import type { OperationFamily } from '../network/operation'
import { fact } from './plain-fact'
import { remainderAt } from './reach-curve'
import type { Rule, RuleContext, RuleMeasure } from './rule'
import { sheetRules } from './sheet-rules'

const assumption = (text: string): Rule['source'] => ({ kind: 'assumption', text })
const CAD_RULES: Rule['source'] = {
  kind: 'source',
  text: 'gemwares.com CAD rules; saqlainbullion.com quoting Formlabs castable resin',
}
const PROFILE: Rule['source'] = { kind: 'source', text: 'The atelier’s profile' }
const CUT: readonly OperationFamily[] = ['engrave', 'chase']

/** Metal melted over metal in the finished piece, where no bill of materials says it. */
const SPRUE_RATIO = 1.35

/** A length of the finished piece as the pattern has it: what finishing takes off is added, what the metal shrinks is grown. */
const onPattern = (finished: number, { loss, shrinkage }: RuleContext) => (finished + 2 * loss) / (1 - shrinkage)

function patternWall(context: RuleContext): RuleMeasure | undefined {
  const wall = context.measurements.facts['wall.minimum']
  if (!wall) return undefined
  return { ...wall, value: onPattern(wall.value, context), errorBound: wall.errorBound / (1 - context.shrinkage) }
}

/** The side of the pattern that fits worst, sides sorted on both sides: a machine takes the piece turned as it likes. */
function envelope(context: RuleContext): RuleMeasure | undefined {
  const { facts } = context.measurements
  const sides = [facts['envelope.long'], facts['envelope.middle'], facts['envelope.short']]
  const room = [...context.workCenter.envelope].sort((a, b) => b - a)
  let worst: RuleMeasure | undefined
  for (const [index, side] of sides.entries()) {
    const limit = room[index]
    if (!side || limit === undefined) continue
    const value = onPattern(side.value, context)
    const errorBound = side.errorBound / (1 - context.shrinkage)
    // Worst is what fails most surely.
    if (!worst || value - errorBound - limit > worst.value - worst.errorBound - worst.limit!)
      worst = { ...side, value, errorBound, limit }
  }
  return worst
}

function thickestCast(context: RuleContext): RuleMeasure | undefined {
  const section = context.measurements.facts['section.thickest']
  return section && { ...section, value: section.value + 2 * context.loss }
}

export function charge({ measurements, design }: Pick<RuleContext, 'measurements' | 'design'>): RuleMeasure | undefined {
  const mass = measurements.facts['part.mass']
  if (!mass) return undefined
  const value = design.chargedGrams ?? mass.value * SPRUE_RATIO
  return { ...mass, value, errorBound: mass.value > 0 ? (mass.errorBound * value) / mass.value : 0, at: [] }
}

function inStock({ profile, design }: RuleContext): RuleMeasure {
  const held = profile.materials.some(({ material }) => material === design.material)
  return { value: held ? 1 : 0, errorBound: 0, feature: 'piece', at: [], limit: 1, parameters: { material: design.material } }
}

function stockGrams(context: RuleContext): RuleMeasure | undefined {
  const stock = context.profile.materials.find(({ material }) => material === context.design.material)
  const needed = charge(context)
  return stock && needed && { ...needed, limit: stock.stockGrams, parameters: { material: stock.material } }
}

/** Area that the finest tool here rounds away, read from the reach curve; without a curve, what was measured at the reference tool. */
function tipsLost({ measurements, process }: RuleContext): RuleMeasure | undefined {
  const lost = measurements.facts['engraving.tips-lost']
  if (!lost || process.tools.length === 0) return lost
  const curve = measurements.reach.find(({ feature }) => feature === lost.feature)
  const radius = Math.min(...process.tools.map((tool) => tool.radius))
  const value = curve && remainderAt(curve.radii, curve.remainder, radius)
  return value === undefined ? lost : { ...lost, value }
}

function missingGlyphs({ measurements }: RuleContext): RuleMeasure | undefined {
  const missing = measurements.facts['engraving.missing-glyphs']
  return missing && { ...missing, parameters: { letters: measurements.missing.join(', ') } }
}

/** The one table. Judge, eligibility and remedies read it; nothing else compares a measurement with a limit. */
export const rules: readonly Rule[] = [
  {
    code: 'range.bore-minimum',
    operations: ['clean'],
    severity: 'blocker',
    comparison: 'at-least',
    unit: 'mm',
    source: PROFILE,
    measure: fact('bore.diameter'),
  },
  {
    code: 'range.bore-maximum',
    operations: ['clean'],
    severity: 'blocker',
    comparison: 'at-most',
    unit: 'mm',
    source: PROFILE,
    measure: fact('bore.diameter'),
  },
  {
    code: 'envelope',
    operations: ['pattern', 'cast'],
    severity: 'blocker',
    comparison: 'at-most',
    unit: 'mm',
    source: PROFILE,
    measure: envelope,
  },
  {
    code: 'wall.minimum',
    operations: ['cast'],
    severity: 'blocker',
    comparison: 'at-least',
    unit: 'mm',
    limit: 0.8,
    source: CAD_RULES,
    measure: fact('wall.minimum'),
  },
  {
    code: 'wall.pattern',
    operations: ['pattern'],
    severity: 'blocker',
    comparison: 'at-least',
    unit: 'mm',
    limit: 0.8,
    source: CAD_RULES,
    measure: patternWall,
  },
  {
    code: 'wall.knife',
    operations: ['polish'],
    severity: 'advice',
    comparison: 'at-most',
    unit: 'mm',
    limit: 0.5,
    source: assumption('Half a millimetre of edge is felt by a fingertip'),
    measure: fact('wall.knife-length'),
  },
  {
    code: 'section.thickest',
    operations: ['cast'],
    severity: 'review',
    comparison: 'at-most',
    unit: 'mm',
    limit: 4,
    source: CAD_RULES,
    measure: thickestCast,
  },
  {
    code: 'weight.maximum',
    operations: ['cast'],
    severity: 'blocker',
    comparison: 'at-most',
    unit: 'g',
    source: PROFILE,
    measure: charge,
  },
  {
    code: 'metal.in-stock',
    operations: ['cast'],
    severity: 'blocker',
    comparison: 'at-least',
    unit: 'count',
    source: PROFILE,
    measure: inStock,
  },
  {
    code: 'metal.stock-grams',
    operations: ['cast'],
    severity: 'blocker',
    comparison: 'at-most',
    unit: 'g',
    source: PROFILE,
    measure: stockGrams,
  },
  {
    code: 'engraving.missing-glyphs',
    operations: CUT,
    severity: 'blocker',
    comparison: 'at-most',
    unit: 'count',
    limit: 0,
    source: { kind: 'source', text: 'The typeface' },
    measure: missingGlyphs,
  },
  {
    code: 'engraving.stroke',
    operations: CUT,
    severity: 'blocker',
    comparison: 'at-least',
    unit: 'mm',
    limit: 0.3,
    source: CAD_RULES,
    measure: fact('engraving.stroke'),
  },
  {
    code: 'engraving.land',
    operations: CUT,
    severity: 'blocker',
    comparison: 'at-least',
    unit: 'mm',
    limit: 0.2,
    source: assumption('Metal between two cuts that does not burr over'),
    measure: fact('engraving.land'),
  },
  {
    code: 'engraving.depth-minimum',
    operations: CUT,
    severity: 'blocker',
    comparison: 'at-least',
    unit: 'mm',
    limit: 0.1,
    source: assumption('Laser engraving of metal, 0.1–0.3 mm'),
    measure: fact('engraving.depth'),
  },
  {
    code: 'engraving.depth-maximum',
    operations: CUT,
    severity: 'blocker',
    comparison: 'at-most',
    unit: 'mm',
    limit: 0.5,
    source: assumption('One set-up with a graver or a conical cutter'),
    measure: fact('engraving.depth'),
  },
  {
    code: 'engraving.depth-to-width',
    operations: CUT,
    severity: 'blocker',
    comparison: 'at-most',
    unit: 'ratio',
    limit: 2,
    source: assumption('Tapered tools, 40–50° between faces'),
    measure: fact('engraving.depth-to-width'),
  },
  {
    code: 'engraving.tips-lost',
    operations: CUT,
    severity: 'advice',
    comparison: 'at-most',
    unit: 'mm2',
    limit: 0.4,
    source: assumption('Less is not seen without a loupe'),
    measure: tipsLost,
  },
  {
    code: 'engraving.field-margin',
    operations: CUT,
    severity: 'blocker',
    comparison: 'at-least',
    unit: 'mm',
    limit: 0.05,
    source: assumption('The field already leaves the plain edge of the face; this is what its bevel wanders in polishing'),
    measure: fact('engraving.field-margin'),
  },
  {
    code: 'engraving.letter-height',
    operations: CUT,
    severity: 'blocker',
    comparison: 'at-least',
    unit: 'mm',
    limit: 2,
    source: { kind: 'source', text: 'Text from 2 mm, brisk-id.nl and addema.se for printed parts; taken over for metal' },
    measure: fact('engraving.letter-height'),
  },
  {
    code: 'relief.stroke',
    operations: CUT,
    severity: 'blocker',
    comparison: 'at-least',
    unit: 'mm',
    limit: 0.35,
    source: assumption('Raised line that stands polishing'),
    measure: fact('relief.stroke'),
  },
  {
    code: 'relief.land',
    operations: CUT,
    severity: 'blocker',
    comparison: 'at-least',
    unit: 'mm',
    limit: 0.3,
    source: assumption('Narrowest ground punch'),
    measure: fact('relief.land'),
  },
  {
    code: 'relief.depth-minimum',
    operations: CUT,
    severity: 'blocker',
    comparison: 'at-least',
    unit: 'mm',
    limit: 0.2,
    source: assumption('Less does not read as raised after polishing'),
    measure: fact('relief.depth'),
  },
  {
    code: 'relief.depth-maximum',
    operations: CUT,
    severity: 'blocker',
    comparison: 'at-most',
    unit: 'mm',
    limit: 0.7,
    source: assumption('Ground cut back in two passes'),
    measure: fact('relief.depth'),
  },
  ...sheetRules,
]

/** Findings that come from capability and not from a measurement. */
export const capabilityRules = [
  'operation.missing',
  'capability.outside',
  'capability.assisted',
  'capability.gate-yield',
  'capability.gate-builds',
] as const

/** Every code that a finding's `rule` can have. */
export const ruleCodes: readonly string[] = [...rules.map((rule) => rule.code), ...capabilityRules]

/** Last-bit noise of a sum of decimals, not a tolerance. */
export const ROUNDING = 1e-9

export interface RuleAnswer {
  outcome: 'pass' | 'fail' | 'unknown'
  measure: RuleMeasure
  limit: number
  source: Rule['source']
}

/**
 * One rule against one process: undefined when the rule does not apply (no such feature, no limit). `unknown` when the margin lies
 * inside the measurement's error bound, or when the value is only known to be at least so large and that does not decide.
 */
export function ask(rule: Rule, context: RuleContext): RuleAnswer | undefined {
  const own = context.process.limits[rule.code]
  const measure = rule.measure(context)
  const limit = measure?.limit ?? own?.value ?? rule.limit
  if (!measure || limit === undefined) return undefined
  const source = own
    ? { kind: own.source.kind === 'assumption' ? ('assumption' as const) : ('source' as const), text: own.source.text }
    : rule.source
  return { outcome: compare(rule.comparison, measure, limit), measure, limit, source }
}

export function compare(
  comparison: Rule['comparison'],
  { value, errorBound, atLeast }: RuleMeasure,
  limit: number,
): RuleAnswer['outcome'] {
  const low = value - errorBound + ROUNDING
  const high = atLeast ? Number.POSITIVE_INFINITY : value + errorBound - ROUNDING
  if (comparison === 'at-least') return low >= limit ? 'pass' : high < limit ? 'fail' : 'unknown'
  return high <= limit ? 'pass' : low > limit + 2 * ROUNDING ? 'fail' : 'unknown'
}
