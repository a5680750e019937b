import type { Assessment, AtelierAnswer, Market } from './assess'
import type { DesignDocument } from './design/document'
import type { DraftEnvironment } from './geometry/kernel'
import { judge } from './manufacturability/judge'
import { measure } from './manufacturability/measure'
import type { Measurements } from './manufacturability/measurements'
import type { JudgedDesign } from './manufacturability/rule'
import type { Operation } from './network/operation'
import type { AtelierProfile } from './network/profile'
import { plan } from './network/schedule'
import { quote } from './pricing/price'
import type { Draft, Fineness } from './products/draft'
import type { Family, MaterialLine } from './products/family'

export interface AssessEnvironment extends DraftEnvironment {
  /** Already loaded (`loadFamily`), so that the road itself never waits. */
  family: Family
}

/** What judge asks of the bill of materials: one main material a piece, its first line. */
export function judgedDesign([main]: readonly MaterialLine[]): JudgedDesign {
  return main ? { material: main.material, chargedGrams: main.chargedGrams } : { material: '' }
}

function answerOf(
  profile: AtelierProfile,
  market: Market,
  measurements: Measurements,
  operations: readonly Operation[],
  materials: readonly MaterialLine[],
): AtelierAnswer {
  const { priceBook, bookings, destination, at } = market
  const verdict = judge(measurements, operations, profile, judgedDesign(materials), at)
  const { customsUnions } = priceBook
  const planned = plan({ operations, verdict, profile, bookings, destination, at, customsUnions, materials })
  if (!planned.ok) return { atelier: profile.id, verdict, refusal: planned.refusal }
  const priced = quote({ operations, materials, verdict, plan: planned.value, profile, priceBook, destination, at })
  return priced.ok
    ? { atelier: profile.id, verdict, plan: planned.value, quote: priced.value }
    : { atelier: profile.id, verdict, plan: planned.value, refusal: priced.refusal }
}

/** Every atelier's answer to a piece that is already measured: no geometry, a few milliseconds. */
export function answer(family: Family, document: DesignDocument, measurements: Measurements, market: Market): Assessment {
  const operations = family.operations(document, measurements)
  const materials = family.materials(document, measurements)
  const answers = market.ateliers.map((profile) => answerOf(profile, market, measurements, operations, materials))
  return { document, measurements, operations, answers }
}

/**
 * The one road from a document to every atelier's answer, for the worker, the server and the command line: draft, measure, judge,
 * plan, quote. The document must have passed `parseDocument`. Deterministic: the same arguments give the same answer.
 */
export function assess(
  environment: AssessEnvironment,
  document: DesignDocument,
  market: Market,
  fineness: Fineness,
): Assessment & { draft: Draft } {
  const draft = environment.family.draft(environment, document, fineness)
  const measurements = measure(draft, environment.kernel)
  return { ...answer(environment.family, document, measurements, market), draft }
}
