import type { ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'
import type { Translate } from '@/lib/words/render'
import { type Asked, asked } from './asked'
import { Pager } from './list-tools'
import { iconOf, type State } from './states'

/** Head of a column and what it shows of a row. */
export interface Column<Row> {
  head: string
  /** Figures and moments stand to the right. */
  end?: boolean
  /** Key of the list's address by which it may be sorted. */
  sort?: string
  cell(row: Row): ReactNode
}

/** A paged, sortable table of the staff's pages. */
export function StaffList<Row extends { id: string }>(props: {
  t: Translate
  title: string
  now: Asked
  page: { rows: readonly Row[]; next?: string | undefined }
  columns: readonly Column<Row>[]
  /** What stands where there is no row. */
  empty: ReactNode
  /** Name of a row for live changes, when it is not its id. */
  rowKey?(row: Row): string
}) {
  const { t, title, now, page, columns } = props
  return (
    <>
      {page.rows.length === 0 ? (
        <div className="py-16">{props.empty}</div>
      ) : (
        <section className="admin-scroll" aria-label={title}>
          <table className="admin-table">
            <thead>
              <tr>
                {columns.map((column) => (
                  <Head key={column.head} t={t} now={now} {...column} />
                ))}
              </tr>
            </thead>
            <tbody>
              {page.rows.map((row) => (
                <tr key={row.id} data-row={props.rowKey?.(row) ?? row.id}>
                  {columns.map(({ head, end, cell }) => (
                    <td key={head} className={end ? 'number' : undefined} data-label={head}>
                      {cell(row)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <Pager t={t} next={page.next} now={now} />
    </>
  )
}

function Head({ t, now, head, end, sort }: { t: Translate; now: Asked; head: string; end?: boolean; sort?: string }) {
  if (!sort) {
    return (
      <th scope="col" className={end ? 'number' : undefined}>
        {head}
      </th>
    )
  }
  const direction = now.direction === 'asc' ? 'ascending' : 'descending'
  return (
    <th scope="col" className={end ? 'number' : undefined} aria-sort={now.sort === sort ? direction : 'none'}>
      <SortLink t={t} now={now} head={head} sort={sort} />
    </th>
  )
}

/** The same list by this, and the other way round where it is sorted so already. */
function SortLink({ t, now, head, sort }: { t: Translate; now: Asked; head: string; sort: string }) {
  const active = now.sort === sort
  const down = now.direction !== 'asc'
  return (
    <a
      href={asked(now, { sort, direction: active && down ? 'asc' : 'desc' })}
      title={t(active && down ? 'staff.list.sort-up' : 'staff.list.sort-down', { column: head })}
      aria-current={active || undefined}
    >
      {head}
      <span className="admin-arrow" data-active={active || undefined} aria-hidden="true">
        {active ? (down ? '↓' : '↑') : '↕'}
      </span>
    </a>
  )
}

/** How a list is sorted that is no table. */
export function SortLinks({ t, now, sorts }: { t: Translate; now: Asked; sorts: readonly { head: string; sort: string }[] }) {
  return (
    <nav className="admin-sorts" aria-label={t('staff.list.sorted')}>
      {sorts.map((one) => (
        <SortLink key={one.sort} t={t} now={now} {...one} />
      ))}
    </nav>
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
