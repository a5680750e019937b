import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Pager, SearchForm } from '@/components/admin/list-tools'
import { StaffHeader } from '@/components/admin/staff-header'
import { iconOf, PHASE_STATE } from '@/components/admin/states'
import { Icon } from '@/components/ui/icon'
import { seenCities } from '@/lib/server/showcase'
import { productionList } from '@/lib/server/staff-lists'
import { isLocale } from '@/lib/words/locale'
import { formatDate, translator } from '@/lib/words/render'
import { leave } from '../actions'
import { staffOrDoor } from '../staff-session'

export const metadata: Metadata = { robots: { index: false } }

interface Given {
  params: Promise<{ locale: string }>
  searchParams: Promise<{ search?: string; cursor?: string }>
}

export default async function Production({ params, searchParams }: Given) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const staff = await staffOrDoor(locale)
  const { search = '', cursor } = await searchParams
  const t = translator(locale)
  const [page, cities] = await Promise.all([
    productionList({ ...(search ? { search } : {}), ...(cursor ? { cursor } : {}) }),
    seenCities(new Date()),
  ])
  const hrefOf = (to: string | undefined) =>
    `?${new URLSearchParams({ ...(search ? { search } : {}), ...(to ? { cursor: to } : {}) })}`
  const operation = (id: string) => t(`operationNames.${id.replace(/-\d+$/, '')}`)
  return (
    <>
      <StaffHeader locale={locale} t={t} at="production" name={staff.name} leave={leave} />
      <main id="main" className="admin-body">
        <h1>{t('admin.production.title')}</h1>
        <SearchForm t={t} label={t('admin.production.search')} search={search} />
        {page.rows.length === 0 ? (
          <div className="py-16">
            <p className="figure">{search ? t('admin.orders.none', { search }) : t('admin.orders.empty')}</p>
            {!search && <p className="quiet mt-3">{t('admin.orders.empty-help')}</p>}
          </div>
        ) : (
          <section className="admin-scroll" aria-label={t('admin.production.title')}>
            <table className="admin-table">
              <thead>
                <tr>
                  <th scope="col">{t('admin.production.id')}</th>
                  <th scope="col">{t('admin.orders.atelier')}</th>
                  <th scope="col">{t('admin.production.phase')}</th>
                  <th scope="col">{t('admin.production.progress')}</th>
                  <th scope="col" className="number">
                    {t('admin.production.accepted')}
                  </th>
                  <th scope="col" className="number">
                    {t('admin.production.fact')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {page.rows.map((row) => {
                  const state = PHASE_STATE[row.phase]
                  return (
                    <tr key={row.id}>
                      <td>
                        <Link className="row" href={`/${locale}/admin/orders/${row.order}`} prefetch={false}>
                          {row.id}
                        </Link>
                      </td>
                      <td>{cities[row.atelier] ?? row.atelier}</td>
                      <td>
                        <span className={`state ${state}`}>
                          <Icon name={iconOf(state)} />
                          <span>{t(`admin.phase.${row.phase}`)}</span>
                        </span>
                      </td>
                      <td>{row.status?.now ? operation(row.status.now.operation) : '—'}</td>
                      <td className="number quiet">
                        {row.acceptedAt ? formatDate(locale, row.acceptedAt.toISOString(), 'moment') : '—'}
                      </td>
                      <td className="number quiet">
                        {row.status?.lastFactAt ? formatDate(locale, row.status.lastFactAt, 'moment') : '—'}
                      </td>
                    </tr>
                  )
                })}
              </tbody>
            </table>
          </section>
        )}
        <Pager t={t} next={page.next} first={!cursor} hrefOf={hrefOf} />
      </main>
    </>
  )
}
