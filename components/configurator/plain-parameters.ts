import type { Choices } from '@/lib/domain/design/document'
import type { Family } from '@/lib/domain/products/family'
import type { PanelParameter } from './context'

/** The parameters as data, which can be sent to the page; their functions stay behind. */
export function plainParameters(family: Family): PanelParameter[] {
  return family.parameters.map(({ appliesTo: _, ...parameter }) => parameter)
}

/** Parameters without effect in these choices. */
export function inapplicableIn(family: Family, choices: Choices): string[] {
  return family.parameters.filter((parameter) => parameter.appliesTo && !parameter.appliesTo(choices)).map(({ key }) => key)
}
