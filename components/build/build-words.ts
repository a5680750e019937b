import type { Translate } from '@/lib/words/translate'

/** `polish-2` is a polish. */
export const operationName = (t: Translate, id: string) => t(`operationNames.${id.replace(/-\d+$/, '')}`)

/** An atelier may measure what the catalogue has no name for. */
export const gateName = (t: Translate, gate: string) => (t.has(`build.gate.${gate}`) ? t(`build.gate.${gate}`) : gate)

/** Whole calendar days between two instants, each on its own clock. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 86_400_000)
}
