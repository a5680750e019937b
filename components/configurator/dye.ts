import type { PanelParameter } from './context'

/** The parameter that says in which colour a material is had: the one that follows it; undefined where a material has its own. */
export function dyeOf(
  parameters: readonly Pick<PanelParameter, 'key' | 'group' | 'presentation'>[],
  material: string,
): string | undefined {
  const at = parameters.findIndex(({ key }) => key === material)
  const next = parameters[at + 1]
  return at >= 0 && next?.presentation === 'colour' && next.group === parameters[at]?.group ? next.key : undefined
}
