import type { NamedSubject } from '@/lib/server/audit-names'
import type { NamedRecord } from '@/lib/server/staff-order'
import type { Locale } from '@/lib/words/locale'
import { formatMoney, type Translate } from '@/lib/words/render'

const CURRENCIES = ['EUR', 'JPY', 'USD', 'GBP', 'CHF'] as const

/** Who acted, as people say it. `cities` of ateliers by id. */
export function tellActor(
  t: Translate,
  { actor, who }: Pick<NamedRecord, 'actor' | 'who'>,
  cities: Readonly<Record<string, string>> = {},
): string {
  if (who) return who
  const [kind = actor, id = ''] = actor.split(':')
  return t.has(`staff.actors.${kind}`) ? t(`staff.actors.${kind}`, { id: cities[id] ?? id }) : actor
}

/** What was done; a code that has no words yet is shown as it is. */
export function tellRecord(t: Translate, locale: Locale, { action, data }: Pick<NamedRecord, 'action' | 'data'>): string {
  const word = t.has(`staff.audit.${action}`) ? t(`staff.audit.${action}`) : action
  const currency = CURRENCIES.find((one) => one === data.currency)
  return typeof data.amount === 'number' && currency
    ? `${word} · ${formatMoney(locale, { amount: data.amount, currency })}`
    : word
}

/** What it was done to, where that has a name, and the page that tells more. */
export function tellSubject(
  t: Translate,
  locale: Locale,
  subject: string,
  about: NamedSubject | undefined,
): { name: string; href?: string } {
  if (about?.kind === 'order') return { name: about.name, href: `/${locale}/admin/orders/${about.page}` }
  if (about?.kind === 'atelier') return { name: about.name, href: `/${locale}/admin/ateliers/${about.page}` }
  if (about) return { name: about.name }
  const kind = /^[a-z]+(?=_)/.exec(subject)?.[0] ?? ''
  return { name: t.has(`staff.subjects.${kind}`) ? t(`staff.subjects.${kind}`) : subject }
}
