import type { ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'
import type { Translate } from '@/lib/words/render'
import { Pager, SearchForm } from './list-tools'
import { iconOf, type State } from './states'

/** Head of a column and what it shows of a row. */
export interface Column<Row> {
  head: string
  /** Figures and moments stand to the right. */
  end?: boolean
  cell(row: Row): ReactNode
}

/** A searched, paged list of the staff's pages. */
export function StaffList<Row extends { id: string }>(props: {
  t: Translate
  title: string
  searchLabel: string
  search: string
  cursor: string | undefined
  page: { rows: readonly Row[]; next?: string | undefined }
  columns: readonly Column<Row>[]
}) {
  const { t, title, search, page, columns } = props
  const hrefOf = (to: string | undefined) =>
    `?${new URLSearchParams({ ...(search ? { search } : {}), ...(to ? { cursor: to } : {}) })}`
  return (
    <main id="main" className="admin-body">
      <h1>{title}</h1>
      <SearchForm t={t} label={props.searchLabel} search={search} />
      {page.rows.length === 0 ? (
        <div className="py-16">
          <p className="figure">{search ? t('admin.orders.none', { search }) : t('admin.orders.empty')}</p>
          {!search && <p className="quiet mt-3">{t('admin.orders.empty-help')}</p>}
        </div>
      ) : (
        <section className="admin-scroll" aria-label={title}>
          <table className="admin-table">
            <thead>
              <tr>
                {columns.map(({ head, end }) => (
                  <th key={head} scope="col" className={end ? 'number' : undefined}>
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {page.rows.map((row) => (
                <tr key={row.id}>
                  {columns.map(({ head, end, cell }) => (
                    <td key={head} className={end ? 'number' : undefined}>
                      {cell(row)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <Pager t={t} next={page.next} first={!props.cursor} hrefOf={hrefOf} />
    </main>
  )
}

/** Icon, colour and word of a state. */
export function StateCell({ state, word }: { state: State | undefined; word: string }) {
  return (
    <span className={`state ${state ?? 'unknown'}`}>
      <Icon name={iconOf(state)} />
      <span>{word}</span>
    </span>
  )
}
