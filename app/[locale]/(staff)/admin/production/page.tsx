import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { StaffHeader } from '@/components/admin/staff-header'
import { StaffList, StateCell } from '@/components/admin/staff-list'
import { PHASE_STATE } from '@/components/admin/states'
import { seenCities } from '@/lib/server/showcase'
import { productionList } from '@/lib/server/staff-lists'
import { isLocale } from '@/lib/words/locale'
import { formatDate, translator } from '@/lib/words/render'
import { leave } from '../actions'
import { staffOrDoor } from '../asking'

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
  const operation = (id: string) => t(`operationNames.${id.replace(/-\d+$/, '')}`)
  const moment = (at: string | undefined) => <span className="quiet">{at ? formatDate(locale, at, 'moment') : '—'}</span>
  return (
    <>
      <StaffHeader locale={locale} t={t} at="production" name={staff.name} leave={leave} />
      <StaffList
        t={t}
        title={t('admin.production.title')}
        searchLabel={t('admin.production.search')}
        search={search}
        cursor={cursor}
        page={page}
        columns={[
          {
            head: t('admin.production.id'),
            cell: ({ id, order }) => (
              <Link className="row" href={`/${locale}/admin/orders/${order}`} prefetch={false}>
                {id}
              </Link>
            ),
          },
          { head: t('admin.orders.atelier'), cell: ({ atelier }) => cities[atelier] ?? atelier },
          {
            head: t('admin.production.phase'),
            cell: ({ phase }) => <StateCell state={PHASE_STATE[phase]} word={t(`admin.phase.${phase}`)} />,
          },
          {
            head: t('admin.production.progress'),
            cell: ({ status }) => (status?.now ? operation(status.now.operation) : '—'),
          },
          { head: t('admin.production.accepted'), end: true, cell: ({ acceptedAt }) => moment(acceptedAt?.toISOString()) },
          { head: t('admin.production.fact'), end: true, cell: ({ status }) => moment(status?.lastFactAt) },
        ]}
      />
    </>
  )
}
