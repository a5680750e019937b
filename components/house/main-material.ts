import type { Choices } from '@/lib/domain/design/document'
import type { Family } from '@/lib/domain/products/family'

/** What a design is mainly made of: its first choice that is shown as a material. */
export const mainMaterial = (family: Family, choices: Choices): string =>
  String(choices[family.parameters.find(({ presentation }) => presentation === 'material')?.key ?? ''] ?? '')
