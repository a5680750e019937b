import type { Translate } from './translate'

/** What ateliers say in fixed words, and the words under which the house tells it. The first group names an operation or a gate. */
const KNOWN: readonly (readonly [pattern: RegExp, word: string, of: 'operation' | 'gate'])[] = [
  [/^([\w-]+) ended late$/, 'late', 'operation'],
  [/^([\w-]+) waited for its climate$/, 'climate', 'operation'],
  [/^([\w-]+) done again$/, 'again', 'operation'],
  [/^([\w-]+) measured under its tolerance$/, 'under', 'gate'],
]

/**
 * Why a date moved or a step is done again or an order was not taken (the house itself says `unanswered`). What an atelier says in its own words is quoted as it is, so that nobody takes it for
 * ours. Needs `reasons`, `operationNames` and `build` of the catalogue.
 */
export function tellReason(t: Translate, reason: string): string {
  if (reason === 'accepted' || reason === 'unanswered') return t(`reasons.${reason}`)
  for (const [pattern, word, of] of KNOWN) {
    const name = pattern.exec(reason)?.[1]?.replace(/-\d+$/, '')
    const key = of === 'gate' ? `build.gate.${name}` : `operationNames.${name}`
    if (name !== undefined && t.has(key)) return t(`reasons.${word}`, { [of]: t(key) })
  }
  return t('reasons.words', { words: reason })
}
