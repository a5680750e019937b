import type { Translate } from './translate'

/**
 * Why a date moved, a step is done again or an order was not taken. The house says `unanswered`; ateliers say `accepted`,
 * `<operation> ended late` or their own words, which are quoted as they are, so that nobody takes them for ours.
 */
export function tellReason(t: Translate, reason: string): string {
  if (reason === 'accepted' || reason === 'unanswered') return t(`mails.reason.${reason}`)
  const operation = /^([\w-]+) ended late$/.exec(reason)?.[1]?.replace(/-\d+$/, '')
  const name = operation && `operationNames.${operation}`
  return name && t.has(name) ? t('mails.reason.late', { operation: t(name) }) : t('mails.words-of-atelier', { words: reason })
}
