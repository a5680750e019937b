import type { NamedRecord } from '@/lib/server/staff-order'
import type { Locale } from '@/lib/words/locale'
import { formatMoney, type Translate } from '@/lib/words/render'

const CURRENCIES = ['EUR', 'JPY', 'USD', 'GBP', 'CHF'] as const

/** Who acted, as people say it. */
export function tellActor(t: Translate, { actor, who }: Pick<NamedRecord, 'actor' | 'who'>): string {
  if (who) return who
  const [kind = actor, id = ''] = actor.split(':')
  return t.has(`staff.actors.${kind}`) ? t(`staff.actors.${kind}`, { id }) : actor
}

/** What was done; a code that has no words yet is shown as it is. */
export function tellRecord(t: Translate, locale: Locale, { action, data }: Pick<NamedRecord, 'action' | 'data'>): string {
  const word = t.has(`staff.audit.${action}`) ? t(`staff.audit.${action}`) : action
  const currency = CURRENCIES.find((one) => one === data.currency)
  return typeof data.amount === 'number' && currency
    ? `${word} · ${formatMoney(locale, { amount: data.amount, currency })}`
    : word
}
