import type { DesignDocument } from '../../design/document'
import type { Measurements } from '../../manufacturability/measurements'
import type { MaterialLine } from '../family'

/**
 * Metal melted for a gram that is shipped. Sprue and button of a single ring weigh about as much as half of it; finishing and filings
 * take a share. Bench practice (assumption); what is charged and not shipped goes back to the refiner.
 */
const SPRUE_SHARE = 0.5
const SCRAP_SHARE = 0.08

export function materials({ choices }: DesignDocument, measurements: Measurements): MaterialLine[] {
  const grams = measurements.facts['part.mass']?.value ?? 0
  return [{ material: String(choices.metal), finishedGrams: grams, chargedGrams: grams * (1 + SPRUE_SHARE + SCRAP_SHARE) }]
}
