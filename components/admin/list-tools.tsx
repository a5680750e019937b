import { Icon } from '@/components/ui/icon'
import type { Translate } from '@/lib/words/render'

/** Search and pages of a list, as plain GET forms and links: they work without JavaScript and can be sent to a colleague. */
export function SearchForm({ t, label, search }: { t: Translate; label: string; search: string }) {
  return (
    <search>
      <form method="get" className="admin-search">
        <label>
          <span className="sr-only">{label}</span>
          <Icon name="search" />
          <input name="search" type="search" className="field" placeholder={label} defaultValue={search} maxLength={200} />
        </label>
        <button type="submit" className="button second tool">
          {t('admin.orders.find')}
        </button>
      </form>
    </search>
  )
}

export function Pager(props: {
  t: Translate
  next: string | undefined
  first: boolean
  hrefOf(cursor: string | undefined): string
}) {
  const { t, next, first, hrefOf } = props
  return (
    <nav className="admin-pager" aria-label={t('admin.orders.older')}>
      {!first && (
        <a className="link tall" href={hrefOf(undefined)}>
          {t('admin.orders.newest')}
        </a>
      )}
      {next && (
        <a className="link tall" href={hrefOf(next)}>
          {t('admin.orders.older')}
        </a>
      )}
    </nav>
  )
}
