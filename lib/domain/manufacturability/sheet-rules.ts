import { clearRoom } from '../network/hide-room'
import { CHROME_TANNED, LEATHER_CLIMATE } from '../network/leathers'
import type { OperationFamily } from '../network/operation'
import type { Hide } from '../network/profile'
import { POCKETS_MADE, type SheetNeed } from '../products/sheet'
import type { FactKey } from './measurements'
import { fact } from './plain-fact'
import type { Rule, RuleContext, RuleMeasure } from './rule'

const assumption = (text: string): Rule['source'] => ({ kind: 'assumption', text })
const source = (text: string): Rule['source'] => ({ kind: 'source', text })
const PROFILE = source('The atelier’s profile')
const STITCHING = source('Pitch 2.7–5.0 mm, 3–4 mm from the edge, a hole on each corner: fineleatherworking.com, easypatt.com')
const DIES = source('Line from 0.2 mm, gap from 0.5 mm in foil and 0.4 mm blind, type from 7 pt: metagrav.com.ua, ethermade.com')
/** 7 points, as capitals: a capital is about 0.7 of its size. */
const SEVEN_POINT = 1.7
/** A punch that is this much off its wanted diameter tears or shows, mm. */
const PUNCH = 0.1

type Making = Pick<Rule, 'code' | 'comparison' | 'unit' | 'source' | 'measure'> & Partial<Rule>
const rule = (operation: OperationFamily, made: Making): Rule => ({ operations: [operation], severity: 'blocker', ...made })
const atLeast = (
  operation: OperationFamily,
  code: string,
  key: FactKey,
  limit: number,
  from: Rule['source'],
  unit: Rule['unit'] = 'mm',
) => rule(operation, { code, comparison: 'at-least', unit, limit, source: from, measure: fact(key) })
const atMost = (
  operation: OperationFamily,
  code: string,
  key: FactKey,
  limit: number,
  from: Rule['source'],
  unit: Rule['unit'] = 'mm',
) => rule(operation, { code, comparison: 'at-most', unit, limit, source: from, measure: fact(key) })

const needs = ({ measurements }: RuleContext): readonly SheetNeed[] => measurements.sheets ?? []
const hidesFor = ({ profile }: RuleContext, need: SheetNeed): readonly Hide[] =>
  (profile.hides ?? []).filter(({ material, colour }) => material === need.material && colour === need.colour)
const onFeature = (need: SheetNeed, value: number, limit: number): RuleMeasure => ({
  value,
  errorBound: 0,
  feature: need.panels[0] ?? 'panels',
  at: [],
  limit,
  parameters: { material: need.material, colour: need.colour },
})

/** Of the first need that no hide here answers; the first one when all are answered. */
function worstNeed(
  context: RuleContext,
  answered: (need: SheetNeed, hides: readonly Hide[]) => RuleMeasure | undefined,
): RuleMeasure | undefined {
  let first: RuleMeasure | undefined
  for (const need of needs(context)) {
    const found = answered(need, hidesFor(context, need))
    if (!found) continue
    first ??= found
    if (found.value < (found.limit ?? 0)) return found
  }
  return first
}

/** A skin of this leather and colour lies here. */
const inStock = (context: RuleContext) => worstNeed(context, (need, hides) => onFeature(need, hides.length > 0 ? 1 : 0, 1))

/** A hide thick enough that can be split to what is asked: told as the nearest thickness that can be had. */
function thickness(context: RuleContext): RuleMeasure | undefined {
  return worstNeed(context, (need, hides) => {
    if (hides.length === 0) return undefined
    const has = hides.some((hide) => hide.thickness >= need.thickness - 1e-6 && hide.splitTo <= need.thickness + 1e-6)
    if (has) return onFeature(need, need.thickness, need.thickness)
    const nearest = hides
      .flatMap((hide) => [hide.thickness, hide.splitTo])
      .reduce((a, b) => (Math.abs(b - need.thickness) < Math.abs(a - need.thickness) ? b : a))
    return {
      ...onFeature(need, Math.min(need.thickness, nearest), Math.max(need.thickness, nearest)),
      parameters: { material: need.material, colour: need.colour, wanted: need.thickness, nearest },
    }
  })
}

/** The largest panel, laid with its grain, against the largest clear rectangle of the hides here. */
function room(context: RuleContext): RuleMeasure | undefined {
  return worstNeed(context, (need, hides) => {
    if (hides.length === 0) return undefined
    const clear = Math.max(...hides.map((hide) => clearRoom(hide, need.across)))
    return { ...onFeature(need, clear, need.along), at: [] }
  })
}

export const isLaser = ({ process }: Pick<RuleContext, 'process'>) => process.process.startsWith('laser')

/** 1 where something of it is chrome-tanned. */
export function chromeTanned({ measurements }: Pick<RuleContext, 'measurements'>): RuleMeasure {
  const need = measurements.sheets?.find(({ material }) => CHROME_TANNED.has(material))
  return {
    value: need ? 1 : 0,
    errorBound: 0,
    feature: need?.panels[0] ?? 'panels',
    at: [],
    parameters: need ? { material: need.material } : {},
  }
}

/** How far the room's humidity may leave what the leather stands, per cent. */
function climate({ measurements, workCenter }: RuleContext): RuleMeasure | undefined {
  let worst: RuleMeasure | undefined
  for (const { material, panels } of measurements.sheets ?? []) {
    const stands = LEATHER_CLIMATE[material]
    if (!stands) continue
    const [low, high] = workCenter.climate.humidity
    const out = Math.max(0, stands[0] - low, high - stands[1])
    if (!worst || out > worst.value)
      worst = { value: out, errorBound: 0, feature: panels[0] ?? 'panels', at: [], parameters: { material } }
  }
  return worst
}

/** The blade's own turn is the limit: its least inside radius stands with the tools. */
function insideRadius({ measurements, process }: RuleContext): RuleMeasure | undefined {
  const radius = measurements.facts['cut.inside-radius']
  if (!radius || process.tools.length === 0) return undefined
  return { ...radius, limit: Math.min(...process.tools.map((tool) => tool.radius)) }
}

/** Nearest punch owned to the hole that is wanted. */
function punch({ measurements, process }: RuleContext): RuleMeasure | undefined {
  const hole = measurements.facts['seam.hole-diameter']
  if (!hole || process.tools.length === 0) return undefined
  const off = Math.min(...process.tools.map((tool) => Math.abs(2 * tool.radius - hole.value)))
  return { ...hole, value: Math.round(off * 1e6) / 1e6, errorBound: 0, parameters: { wanted: hole.value } }
}

/** Foil needs more room between lines than a bare die. */
export function gap({ measurements }: Pick<RuleContext, 'measurements'>): RuleMeasure | undefined {
  const found = measurements.facts['die.gap']
  return found && (measurements.facts['die.foil'] ? found : { ...found, value: found.value + 0.1 })
}

function missingGlyphs({ measurements }: RuleContext): RuleMeasure | undefined {
  const missing = measurements.facts['die.missing-glyphs']
  return missing && { ...missing, parameters: { letters: measurements.missing.join(', ') } }
}

/** What is cut from sheets, sewn, turned, stamped: part of the one rule table. */
export const sheetRules: readonly Rule[] = [
  rule('cut', { code: 'leather.in-stock', comparison: 'at-least', unit: 'count', source: PROFILE, measure: inStock }),
  rule('cut', { code: 'leather.thickness', comparison: 'at-least', unit: 'mm', source: PROFILE, measure: thickness }),
  rule('cut', { code: 'leather.room', comparison: 'at-least', unit: 'mm', source: PROFILE, measure: room }),
  rule('cut', {
    code: 'cut.laser-on-chrome',
    comparison: 'at-most',
    unit: 'count',
    limit: 0,
    source: source('Chromium(III) salts burn to chromium(VI): never laser chrome-tanned leather'),
    measure: (context) => (isLaser(context) ? chromeTanned(context) : undefined),
  }),
  rule('cut', { code: 'cut.inside-radius', comparison: 'at-least', unit: 'mm', source: PROFILE, measure: insideRadius }),
  rule('cut', {
    code: 'leather.climate',
    severity: 'review',
    comparison: 'at-most',
    unit: 'count',
    limit: 5,
    source: source('Leather keeps its size between 45 and 70 % relative humidity: leathercrafttoolbox.com'),
    measure: climate,
  }),
  atLeast(
    'sew',
    'card.ease-minimum',
    'card.ease',
    1,
    assumption('A card of 85.60 mm (ISO/IEC 7810 ID-1) slides with a millimetre'),
  ),
  atMost('sew', 'card.ease-maximum', 'card.ease', 7, assumption('With more a card slips and sits askew')),
  atLeast('sew', 'card.cover', 'card.cover', 1, assumption('The cover stands over the highest card')),
  atLeast(
    'sew',
    'pockets.minimum',
    'pockets.count',
    POCKETS_MADE[0],
    assumption('The house makes holders from two pockets'),
    'count',
  ),
  atMost(
    'sew',
    'pockets.maximum',
    'pockets.count',
    POCKETS_MADE[1],
    assumption('The house makes holders up to six pockets'),
    'count',
  ),
  atLeast('sew', 'seam.pitch-minimum', 'seam.pitch', 2.7, STITCHING),
  atMost('sew', 'seam.pitch-maximum', 'seam.pitch', 5, STITCHING),
  atMost('sew', 'seam.pitch-deviation', 'seam.pitch-deviation', 0.3, assumption('A tenth of a usual pitch is not seen')),
  atLeast(
    'sew',
    'seam.short-edge',
    'seam.short-edge',
    1,
    assumption('An edge holds at least one stitch of the asked pitch'),
    'ratio',
  ),
  atLeast('sew', 'seam.edge-distance', 'seam.edge-distance', 3, STITCHING),
  rule('sew', {
    code: 'seam.edge-distance-maximum',
    severity: 'advice',
    comparison: 'at-most',
    unit: 'mm',
    limit: 4.5,
    source: STITCHING,
    measure: fact('seam.edge-distance'),
  }),
  atLeast('sew', 'seam.hole-gap', 'seam.hole-gap', 1.2, assumption('Less leather between two holes tears along the line')),
  atLeast('sew', 'seam.hole-to-edge', 'seam.hole-to-edge', 2, assumption('Less leather outside a hole tears out')),
  rule('sew', { code: 'seam.punch', comparison: 'at-most', unit: 'mm', limit: PUNCH, source: PROFILE, measure: punch }),
  atMost('sew', 'seam.stack', 'seam.stack', 6, assumption('Lift of a saddler’s foot, or what an awl goes through straight')),
  atMost('sew', 'seam.layers', 'seam.layers', 7, assumption('More layers shift against each other'), 'count'),
  atLeast('skive', 'skive.left', 'skive.to', 0.4, assumption('A bell knife leaves so much without tearing')),
  atMost(
    'skive',
    'skive.slope',
    'skive.slope',
    0.15,
    assumption('Steeper than about 8.5° a step is felt through the cover'),
    'ratio',
  ),
  atMost('turn', 'turn.thickness', 'turn.thickness', 0.6, assumption('Thicker leather does not fold tight over its own edge')),
  atLeast('turn', 'turn.radius', 'turn.radius', 5, assumption('Pleats of a turned corner stay apart')),
  rule('stamp', {
    code: 'die.missing-glyphs',
    comparison: 'at-most',
    unit: 'count',
    limit: 0,
    source: source('The typeface'),
    measure: missingGlyphs,
  }),
  atLeast('stamp', 'die.line', 'die.line', 0.2, DIES),
  rule('stamp', { code: 'die.gap', comparison: 'at-least', unit: 'mm', limit: 0.5, source: DIES, measure: gap }),
  atLeast('stamp', 'die.type-height', 'die.type-height', SEVEN_POINT, DIES),
  atLeast('stamp', 'die.to-stitch', 'die.to-stitch', 2, assumption('A heated die scorches thread that it touches')),
  atLeast('stamp', 'die.to-edge', 'die.to-edge', 4, assumption('A die lies flat only so far from an edge or a fold')),
]
