import type { CastingPattern } from './casting-pattern'
import type { Check } from './checks'
import type { PackageInput } from './package-input'
import type { NestedHide } from './sheet-files'

/** The printed faces have no narrow space. */
export const printable = (text: string): string => text.replace(/[\u202f\u2009]/g, '\u00a0')

export interface Sheet extends PackageInput {
  patterns: readonly CastingPattern[]
  checks: readonly Check[]
  nested: readonly NestedHide[]
}
