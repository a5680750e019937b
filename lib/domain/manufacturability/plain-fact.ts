import type { FactKey } from './measurements'
import type { Rule } from './rule'

const known = new WeakMap<Rule['measure'], FactKey>()

/** The measure of a rule that reads one fact as it stands. */
export function fact(key: FactKey): Rule['measure'] {
  const measure: Rule['measure'] = ({ measurements }) => measurements.facts[key]
  known.set(measure, key)
  return measure
}

/** The fact that a rule's measure is, where it is one as it stands. */
export const factOf = ({ measure }: Rule): FactKey | undefined => known.get(measure)
