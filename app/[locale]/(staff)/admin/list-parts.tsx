import type { Filter } from '@/components/admin/list-tools'
import { LiveList } from '@/components/admin/live-list'
import type { Locale } from '@/lib/words/locale'
import { type Translate, translator } from '@/lib/words/render'
import { ZoneNote } from './clock'

/** On whose clock the times of a page are, and that it keeps itself as the house is. */
export function PageNotes(props: { locale: Locale; className?: string; event?: 'changed' | 'recorded'; only?: string }) {
  const { locale, className = '', ...watched } = props
  const t = translator(locale)
  return (
    <div className={`admin-notes ${className}`}>
      <ZoneNote locale={locale} />
      <LiveList source="/live/staff/orders" live={t('staff.list.live')} away={t('staff.list.away')} {...watched} />
    </div>
  )
}

/** A filter by atelier, for whoever sees more than one. */
export const atelierFilter = (t: Translate, ateliers: readonly { id: string; city: string }[]): Filter[] =>
  ateliers.length > 1
    ? [
        {
          name: 'atelier',
          label: t('admin.orders.atelier'),
          any: t('staff.list.any-atelier'),
          options: ateliers.map(({ id, city }) => ({ value: id, label: city })),
        },
      ]
    : []

/** A filter by how a promise stands. */
export const dueFilter = (t: Translate, kinds: readonly string[]): Filter => ({
  name: 'due',
  label: t('staff.list.promise'),
  any: t('staff.list.any-due'),
  options: kinds.map((value) => ({ value, label: t(`staff.due.${value}`) })),
})

/** What stands where no row fits. */
export function NothingFits({ t, search, help }: { t: Translate; search: string | undefined; help: string }) {
  return (
    <>
      <p className="figure">{search ? t('admin.orders.none', { search }) : t('staff.list.none')}</p>
      <p className="quiet mt-3">{help}</p>
    </>
  )
}
