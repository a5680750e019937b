import type { AtelierProfile } from '@/lib/domain/network/profile'
import type { Translate } from '@/lib/words/render'

/** Processes that tell ateliers apart: how the pattern is made, how the metal is poured, how letters are cut. */
const TELLING = ['cast', 'pattern', 'engrave']

/** `Lost wax, printed wax, hand engraving` */
export function processesOf(t: Translate, profile: AtelierProfile): string {
  const all = profile.workCenters.flatMap(({ processes }) => processes)
  const names = TELLING.flatMap((operation) =>
    all.filter((one) => one.operation === operation).map(({ process }) => t(`processes.${process}`)),
  )
  const text = [...new Set(names)].join(', ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
