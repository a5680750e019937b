import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Pager, SearchForm } from '@/components/admin/list-tools'
import { StaffHeader } from '@/components/admin/staff-header'
import { iconOf, ORDER_STATE } from '@/components/admin/states'
import { Icon } from '@/components/ui/icon'
import { seenCities } from '@/lib/server/showcase'
import { orderList } from '@/lib/server/staff-lists'
import { isLocale } from '@/lib/words/locale'
import { formatDate, formatMoney, translator } from '@/lib/words/render'
import { leave } from '../actions'
import { staffOrDoor } from '../staff-session'

export const metadata: Metadata = { robots: { index: false } }

interface Given {
  params: Promise<{ locale: string }>
  searchParams: Promise<{ search?: string; cursor?: string }>
}

export default async function Orders({ params, searchParams }: Given) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const staff = await staffOrDoor(locale)
  const { search = '', cursor } = await searchParams
  const t = translator(locale)
  const [page, cities] = await Promise.all([
    orderList({ ...(search ? { search } : {}), ...(cursor ? { cursor } : {}) }),
    seenCities(new Date()),
  ])
  const hrefOf = (to: string | undefined) =>
    `?${new URLSearchParams({ ...(search ? { search } : {}), ...(to ? { cursor: to } : {}) })}`
  return (
    <>
      <StaffHeader locale={locale} t={t} at="orders" name={staff.name} leave={leave} />
      <main id="main" className="admin-body">
        <h1>{t('admin.orders.title')}</h1>
        <SearchForm t={t} label={t('admin.orders.search')} search={search} />
        {page.rows.length === 0 ? (
          <div className="py-16">
            <p className="figure">{search ? t('admin.orders.none', { search }) : t('admin.orders.empty')}</p>
            {!search && <p className="quiet mt-3">{t('admin.orders.empty-help')}</p>}
          </div>
        ) : (
          <section className="admin-scroll" aria-label={t('admin.orders.title')}>
            <table className="admin-table">
              <thead>
                <tr>
                  <th scope="col">{t('admin.orders.order')}</th>
                  <th scope="col">{t('admin.orders.client')}</th>
                  <th scope="col">{t('admin.orders.atelier')}</th>
                  <th scope="col">{t('admin.orders.state')}</th>
                  <th scope="col" className="number">
                    {t('admin.orders.total')}
                  </th>
                  <th scope="col" className="number">
                    {t('admin.orders.date')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {page.rows.map((row) => {
                  const state = ORDER_STATE[row.state]
                  return (
                    <tr key={row.id}>
                      <td>
                        <Link className="row" href={`/${locale}/admin/orders/${row.id}`} prefetch={false}>
                          {row.reference}
                        </Link>
                      </td>
                      <td>{row.client ?? t('admin.order.erased')}</td>
                      <td>{cities[row.atelier] ?? row.atelier}</td>
                      <td>
                        <span className={`state ${state}`}>
                          <Icon name={iconOf(state)} />
                          <span>{t(`admin.state.${row.state}`)}</span>
                        </span>
                      </td>
                      <td className="number">{formatMoney(locale, { amount: row.amount, currency: row.currency })}</td>
                      <td className="number quiet">{formatDate(locale, row.createdAt.toISOString(), 'moment')}</td>
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
