import { Icon } from '@/components/ui/icon'
import type { Translate } from '@/lib/words/render'
import { type Asked, asked } from './asked'

export interface Filter {
  name: string
  label: string
  /** What no choice is called. */
  any: string
  options: readonly { value: string; label: string }[]
}

/** Search and filters of a list, as a plain GET form: it works without JavaScript and can be sent to a colleague. */
export function ListTools(props: {
  t: Translate
  searchLabel: string
  now: Asked
  filters: readonly Filter[]
  /** Travels along. */
  kept: readonly string[]
}) {
  const { t, searchLabel, now, filters, kept } = props
  const active = now.search || filters.some(({ name }) => now[name])
  return (
    <search>
      <form method="get" className="admin-tools">
        {kept.map((name) => now[name] && <input key={name} type="hidden" name={name} value={now[name]} />)}
        <label className="admin-find">
          <span className="sr-only">{searchLabel}</span>
          <Icon name="search" />
          <input
            name="search"
            type="search"
            className="field"
            placeholder={searchLabel}
            defaultValue={now.search}
            maxLength={200}
          />
        </label>
        {filters.map(({ name, label, any, options }) => (
          <label key={name} className="admin-filter">
            <span className="sr-only">{label}</span>
            <select name={name} className="field" defaultValue={now[name] ?? ''}>
              <option value="">{any}</option>
              {options.map((option) => (
                <option key={option.value} value={option.value}>
                  {option.label}
                </option>
              ))}
            </select>
          </label>
        ))}
        <button type="submit" className="button second tool">
          {t('staff.list.apply')}
        </button>
        {active && (
          <a
            className="link tall"
            href={asked(now, { search: undefined, ...Object.fromEntries(filters.map(({ name }) => [name, undefined])) })}
          >
            {t('staff.list.clear')}
          </a>
        )}
      </form>
    </search>
  )
}

/** Views of one list, with how many rows each holds. */
export function Tabs(props: {
  label: string
  now: Asked
  tabs: readonly { view: string; label: string; count?: string }[]
  at: string
}) {
  return (
    <nav className="admin-tabs" aria-label={props.label}>
      {props.tabs.map(({ view, label, count }) => (
        <a key={view} href={asked(props.now, { view })} aria-current={view === props.at ? 'page' : undefined}>
          {label} {count !== undefined && <span className="quiet small">{count}</span>}
        </a>
      ))}
    </nav>
  )
}

export function Pager({ t, next, now }: { t: Translate; next: string | undefined; now: Asked }) {
  if (!next && !now.cursor) return null
  return (
    <nav className="admin-pager" aria-label={t('staff.list.pages')}>
      {now.cursor && (
        <a className="link tall" href={asked(now, {})}>
          {t('staff.list.first')}
        </a>
      )}
      {next && (
        <a className="link tall" href={asked(now, { cursor: next })}>
          {t('staff.list.more')}
        </a>
      )}
    </nav>
  )
}
