import { clearanceBetween } from '../geometry/clearance'
import { insideRadius } from '../geometry/corners'
import { facetsOf } from '../geometry/facets'
import type { Kernel } from '../geometry/kernel'
import type { Mesh, Surface } from '../geometry/mesh'
import { knifeEdges } from '../geometry/mesh-facts'
import { thinnestStroke } from '../geometry/strokes'
import { type TruthPart, truthParts } from '../geometry/truth-parts'
import { indexSolid, measureWalls } from '../geometry/walls'
import { weld } from '../geometry/weld'
import type { Rule } from './rule'
import { compare, rules } from './rules'
import { type SheetTruth, sheetTruths } from './truth-sheets'

/** Walls are exact up to this in the suite, mm; above every truth in it. */
const CAP = 1.6
/** A limit is tried this far from the truth, or two error bounds when they are more. */
const ASIDE = 0.02
const SURFACES: readonly Surface[] = [
  { kind: 'body', feature: 'blank' },
  { kind: 'cut-wall', feature: 'first' },
  { kind: 'cut-wall', feature: 'second' },
]

export interface TruthReport {
  parts: number
  trials: number
  recall: number
  precision: number
  unknownShare: number
  /** Defects that passed. */
  falsePass: number
  /** Largest error of a wall, and of any other length, µm. */
  wallErrorUm: number
  toolErrorUm: number
  /** Names of what went wrong. */
  wrong: readonly string[]
}

interface Measured {
  value: number
  errorBound: number
  atLeast?: boolean
}

function indexed(mesh: Mesh) {
  const welded = weld(mesh)
  const facets = facetsOf(welded, SURFACES)
  return { welded, facets, index: indexSolid(welded, facets) }
}

function measured(part: TruthPart | SheetTruth, kernel: Kernel): Measured {
  switch (part.kind) {
    case 'sheet': {
      const fact = part.facts(kernel)[part.key]
      if (!fact) throw new Error(`${part.name}: no ${part.key}`)
      return fact
    }
    case 'wall': {
      const { minimum, bound, beyondCap } = measureWalls(indexed(part.mesh()).index, CAP)
      return { value: minimum, errorBound: bound, atLeast: beyondCap }
    }
    case 'knife': {
      const { welded, facets } = indexed(part.mesh())
      return { value: knifeEdges(welded, facets).length, errorBound: 1e-3 }
    }
    case 'stroke':
    case 'land': {
      const found = thinnestStroke(part.shape, part.kind === 'stroke' ? 'inside' : 'outside', part.height, CAP)
      return { value: found.minimum, errorBound: found.bound, atLeast: found.beyondCap }
    }
    case 'radius': {
      const found = insideRadius(part.shape, 10)
      return { value: found.radius, errorBound: found.bound, atLeast: found.beyondCap }
    }
    case 'clearance': {
      const found = clearanceBetween(indexed(part.mesh()).index, indexed(part.other()).index)
      return { value: found.distance, errorBound: found.bound }
    }
  }
}

const comparisons = new Map(rules.map(({ code, comparison }) => [code, comparison]))

/** Which way a part is compared with a limit: as its rule does; of solids every rule is a least one, but for knife edges. */
function comparisonOf(part: TruthPart | SheetTruth): Rule['comparison'] {
  if (part.kind !== 'sheet') return part.kind === 'knife' ? 'at-most' : 'at-least'
  const found = comparisons.get(part.rule)
  if (!found) throw new Error(`${part.name}: no rule ${part.rule}`)
  return found
}

/** Every known part against a limit on either side of its truth. */
export function truthReport(kernel: Kernel): TruthReport {
  const parts = [...truthParts(kernel), ...sheetTruths()]
  let [found, defects, flagged, unknown, falsePass, trials] = [0, 0, 0, 0, 0, 0]
  let [wallError, toolError] = [0, 0]
  const wrong: string[] = []
  for (const part of parts) {
    const fact = measured(part, kernel)
    const error = Math.abs(fact.value - part.truth) * 1000
    if (error > 1000 * fact.errorBound + 1e-3) wrong.push(`${part.name}: ${fact.value} ± ${fact.errorBound}, true ${part.truth}`)
    if (part.kind === 'wall') wallError = Math.max(wallError, error)
    else if (part.kind !== 'knife') toolError = Math.max(toolError, error)
    const aside = Math.max(ASIDE * part.truth, 2 * fact.errorBound, 1e-6)
    const comparison = comparisonOf(part)
    const limits = part.kind === 'knife' ? [0.5] : [part.truth + aside, part.truth - aside]
    for (const limit of limits) {
      const isDefect = comparison === 'at-least' ? part.truth < limit : part.truth > limit
      const outcome = compare(comparison, { ...fact, feature: '', at: [] }, limit)
      trials++
      if (isDefect) defects++
      if (outcome === 'unknown') unknown++
      if (outcome === 'fail') flagged++
      if (outcome === 'fail' && isDefect) found++
      if (outcome === 'pass' && isDefect) falsePass++
      if (outcome !== (isDefect ? 'fail' : 'pass')) wrong.push(`${part.name} at ${limit}: ${outcome}`)
    }
  }
  return {
    parts: parts.length,
    trials,
    recall: found / defects,
    precision: found / Math.max(1, flagged),
    unknownShare: unknown / trials,
    falsePass,
    wallErrorUm: wallError,
    toolErrorUm: toolError,
    wrong,
  }
}
