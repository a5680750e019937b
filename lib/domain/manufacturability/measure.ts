import type { Kernel } from '../geometry/kernel'
import { geometryHash } from '../geometry/mesh-facts'
import { weld } from '../geometry/weld'
import type { Draft } from '../products/draft'
import { dieFacts } from './die-facts'
import type { Fact, FactKey, Measurements, ReachCurve } from './measurements'
import { regionFacts } from './region-facts'
import { sheetFacts } from './sheet-facts'
import { bulkFacts, type Facts, solidFacts, solidOf } from './solid-facts'
import { wholeFacts } from './whole-facts'

/** Facts that add up over parts and regions; of all others the worst one stands. */
const SUMS: ReadonlySet<FactKey> = new Set([
  'part.volume',
  'part.area',
  'part.mass',
  'wall.knife-length',
  'polish.area',
  'pattern.volume',
  'engraving.stroke-length',
  'engraving.area',
  'engraving.tips-lost',
  'engraving.missing-glyphs',
])
/** Where more is worse. */
const LARGEST: ReadonlySet<FactKey> = new Set([
  'envelope.long',
  'envelope.middle',
  'envelope.short',
  'section.thickest',
  'engraving.depth-to-width',
  'pattern.height',
  'fit.deviation',
  'balance.off-axis',
])

/**
 * Everything a rule may ask of the finished piece, from its geometry alone: no atelier, no order of calls, no clock. Each fact carries
 * its unit, error bound and place.
 */
export function measure(draft: Draft, kernel: Kernel): Measurements {
  const solids = draft.parts.map((part) => solidOf(part, weld(part.mesh), draft.fits))
  const facts: Facts = {}
  const reach: ReachCurve[] = []
  const positions: Float32Array[] = []
  const thickness: Float32Array[] = []
  for (const solid of solids) {
    if (solid.part.making === 'sheet') {
      merge(facts, bulkFacts(solid))
      continue
    }
    const measured = solidFacts(draft, solid)
    merge(facts, measured.facts)
    positions.push(measured.walls.positions)
    thickness.push(measured.walls.thickness)
  }
  if (draft.sheets) merge(facts, sheetFacts(draft.sheets))
  for (const region of draft.regions) {
    if (region.die) {
      merge(facts, dieFacts(region, draft.sheets, kernel))
      continue
    }
    const measured = regionFacts(region, solids, draft.fineness, kernel)
    merge(facts, measured.facts)
    if (measured.reach) reach.push(measured.reach)
  }
  const whole = wholeFacts(draft, solids)
  merge(facts, whole.facts)
  return {
    fineness: draft.fineness,
    geometryHash: geometryHash(solids.map(({ mesh }) => mesh)),
    facts,
    reach,
    centreOfMass: whole.centreOfMass,
    fits: whole.fits,
    axes: whole.axes,
    walls: { positions: joined(positions), thickness: joined(thickness) },
    missing: draft.regions.flatMap(({ missing }) => missing),
    ...(draft.sheets ? { sheets: draft.sheets.needs } : {}),
  }
}

function merge(into: Facts, from: Facts): void {
  for (const [name, fact] of Object.entries(from) as [FactKey, Fact][]) {
    const known = into[name]
    if (!known) into[name] = fact
    else if (SUMS.has(name)) {
      into[name] = {
        ...known,
        value: known.value + fact.value,
        errorBound: known.errorBound + fact.errorBound,
        at: [...known.at, ...fact.at],
      }
    } else if (LARGEST.has(name) ? fact.value > known.value : fact.value < known.value) into[name] = fact
  }
}

function joined(arrays: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(arrays.reduce((sum, array) => sum + array.length, 0))
  let at = 0
  for (const array of arrays) {
    all.set(array, at)
    at += array.length
  }
  return all
}
