import type { Verdict } from '@/lib/domain/manufacturability/finding'
import type { FactKey, Measurements, Unit } from '@/lib/domain/manufacturability/measurements'
import type { Operation, OperationFamily } from '@/lib/domain/network/operation'
import type { AtelierProfile } from '@/lib/domain/network/profile'
import { processFor } from './casting-pattern'

/** One measurement to take at the bench. Words under `traveller.checks.<code>`. */
export interface Check {
  code: 'bore' | 'wall' | 'depth' | 'stroke' | 'mass' | 'pitch' | 'edge-distance' | 'ease' | 'mark'
  feature: string
  /** Operation after which it is taken. */
  operation: string
  nominal: number
  lower?: number
  upper?: number
  unit: Unit
  /** Where the tolerance or limit comes from. */
  source: string
}

/** Depth is read with a dial foot; a graver's floor is not flatter than this, mm. */
const DEPTH_TOLERANCE = 0.05
/** What is sewn by hand is read with a rule: stitch by ten stitches, distances with a wing divider, mm. */
const PITCH_TOLERANCE = 0.1
const RULED_TOLERANCE = 0.3
const PLACED_TOLERANCE = 0.5
/** Castings of one pattern differ in mass by sprue stubs and finishing. */
const MASS_TOLERANCE = 0.04

/** Checks that follow from what was measured on the draft and what the atelier states. Absent features have none. */
export function checksOf(
  measurements: Measurements,
  operations: readonly Operation[],
  verdict: Verdict,
  profile: AtelierProfile,
): Check[] {
  const checks: Check[] = []
  const fact = (key: FactKey) => measurements.facts[key]
  const step = (...families: OperationFamily[]) =>
    families.map((family) => operations.find((one) => one.family === family)?.id).find((id) => id !== undefined) ?? 'inspect'
  const limitOf = (family: OperationFamily, rule: string) => processFor(family, operations, verdict, profile)?.limits[rule]
  const bore = fact('bore.diameter')
  const tolerance = processFor('cast', operations, verdict, profile)?.tolerance
  if (bore)
    checks.push({
      code: 'bore',
      feature: bore.feature,
      operation: step('polish', 'inspect'),
      nominal: bore.value,
      lower: bore.value - (tolerance?.value ?? 0.05),
      upper: bore.value + (tolerance?.value ?? 0.05),
      unit: 'mm',
      source: tolerance?.source.text ?? 'Aim of the house for the bore, ±0.05 mm',
    })
  const wall = fact('wall.minimum')
  const wallLimit = limitOf('cast', 'wall.minimum')
  if (wall && wallLimit)
    checks.push({
      code: 'wall',
      feature: wall.feature,
      operation: step('polish', 'inspect'),
      nominal: wall.value,
      lower: wallLimit.value,
      unit: 'mm',
      source: wallLimit.source.text,
    })
  const raised = operations.some((one) => one.family === 'chase')
  const depth = raised ? (fact('relief.depth') ?? fact('engraving.depth')) : fact('engraving.depth')
  if (depth)
    checks.push({
      code: 'depth',
      feature: depth.feature,
      operation: step('engrave', 'chase'),
      nominal: depth.value,
      lower: depth.value - DEPTH_TOLERANCE,
      upper: depth.value + DEPTH_TOLERANCE,
      unit: 'mm',
      source: 'Aim of the house, ±0.05 mm',
    })
  const stroke = raised ? fact('relief.stroke') : fact('engraving.stroke')
  const strokeLimit = raised ? limitOf('chase', 'relief.stroke') : limitOf('engrave', 'engraving.stroke')
  if (stroke)
    checks.push({
      code: 'stroke',
      feature: stroke.feature,
      operation: step('engrave', 'chase'),
      nominal: stroke.value,
      ...(strokeLimit ? { lower: strokeLimit.value } : {}),
      unit: 'mm',
      source: strokeLimit?.source.text ?? 'As drawn',
    })
  const ruled: readonly [Check['code'], FactKey, OperationFamily, number][] = [
    ['pitch', 'seam.pitch', 'sew', PITCH_TOLERANCE],
    ['edge-distance', 'seam.edge-distance', 'sew', RULED_TOLERANCE],
    ['ease', 'card.ease', 'inspect', RULED_TOLERANCE],
    ['mark', 'die.to-edge', 'stamp', PLACED_TOLERANCE],
  ]
  for (const [code, key, family, tolerance] of ruled) {
    const found = fact(key)
    if (!found) continue
    checks.push({
      code,
      feature: found.feature,
      operation: step(family),
      nominal: found.value,
      lower: Math.max(0, found.value - tolerance),
      upper: found.value + tolerance,
      unit: 'mm',
      source: `Aim of the house, ±${tolerance} mm`,
    })
  }
  const mass = fact('part.mass')
  if (mass)
    checks.push({
      code: 'mass',
      feature: mass.feature,
      operation: step('inspect', 'hallmark'),
      nominal: mass.value,
      lower: mass.value * (1 - MASS_TOLERANCE),
      upper: mass.value * (1 + MASS_TOLERANCE),
      unit: 'g',
      source: 'Aim of the house, ±4 %',
    })
  return checks
}
