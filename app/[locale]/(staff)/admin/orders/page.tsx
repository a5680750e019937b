import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { StaffHeader } from '@/components/admin/staff-header'
import { StaffList, StateCell } from '@/components/admin/staff-list'
import { ORDER_STATE } from '@/components/admin/states'
import { seenCities } from '@/lib/server/showcase'
import { orderList } from '@/lib/server/staff-lists'
import { isLocale } from '@/lib/words/locale'
import { formatDate, formatMoney, translator } from '@/lib/words/render'
import { leave } from '../actions'
import { staffOrDoor } from '../asking'

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
  return (
    <>
      <StaffHeader locale={locale} t={t} at="orders" name={staff.name} leave={leave} />
      <StaffList
        t={t}
        title={t('admin.orders.title')}
        searchLabel={t('admin.orders.search')}
        search={search}
        cursor={cursor}
        page={page}
        columns={[
          {
            head: t('admin.orders.order'),
            cell: ({ id, reference }) => (
              <Link className="row" href={`/${locale}/admin/orders/${id}`} prefetch={false}>
                {reference}
              </Link>
            ),
          },
          { head: t('admin.orders.client'), cell: ({ client }) => client ?? t('admin.order.erased') },
          { head: t('admin.orders.atelier'), cell: ({ atelier }) => cities[atelier] ?? atelier },
          {
            head: t('admin.orders.state'),
            cell: ({ state }) => <StateCell state={ORDER_STATE[state]} word={t(`admin.state.${state}`)} />,
          },
          { head: t('admin.orders.total'), end: true, cell: ({ amount, currency }) => formatMoney(locale, { amount, currency }) },
          {
            head: t('admin.orders.date'),
            end: true,
            cell: ({ createdAt }) => <span className="quiet">{formatDate(locale, createdAt.toISOString(), 'moment')}</span>,
          },
        ]}
      />
    </>
  )
}
