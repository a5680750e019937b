import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { asked } from '@/components/admin/asked'
import { LatenessCell } from '@/components/admin/lateness'
import { ListTools, Tabs } from '@/components/admin/list-tools'
import { StaffList, StateCell } from '@/components/admin/staff-list'
import { STANDING } from '@/components/admin/states'
import { Icon } from '@/components/ui/icon'
import { may } from '@/lib/domain/access/permissions'
import { latenessOf } from '@/lib/domain/production/standing'
import { callerOf } from '@/lib/server/session'
import {
  ateliersFor,
  isCapped,
  ORDER_VIEWS,
  orderCounts,
  orderList,
  readOrderAsking,
  type SeenOrder,
} from '@/lib/server/staff-lists'
import { isLocale } from '@/lib/words/locale'
import { formatMoney, formatNumber, translator } from '@/lib/words/render'
import { staffOrDoor } from '../asking'
import { day, listMoment } from '../clock'
import { Frame } from '../frame'
import { atelierFilter, dueFilter, NothingFits, PageNotes } from '../list-parts'
import { listedPieces, PieceCell } from '../piece'

export const metadata: Metadata = { robots: { index: false } }

interface Given {
  params: Promise<{ locale: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const STATES = [
  'open',
  'held',
  'releasing',
  'offered',
  'accepted',
  'ready',
  'running',
  'interrupted',
  'finished',
  'shipped',
  'delivered',
  'cancelled',
]

export default async function Orders({ params, searchParams }: Given) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const staff = await staffOrDoor(locale, 'order.read')
  const asking = readOrderAsking(await searchParams)
  const t = translator(locale)
  const at = new Date()
  const [listed, counts, ateliers] = await Promise.all([
    orderList(staff, asking, at),
    orderCounts(staff, asking, at),
    ateliersFor(staff, at),
  ])
  if (!listed.ok) notFound()
  const page = listed.value
  const caller = callerOf(staff)
  const pieces = await listedPieces(t, page.rows)
  const cities = Object.fromEntries(ateliers.map(({ id, city }) => [id, city]))
  const count = (view: (typeof ORDER_VIEWS)[number]) => {
    const number = formatNumber(locale, counts[view])
    return isCapped(counts[view]) ? t('staff.list.capped', { count: number }) : number
  }
  const standing = ({ standing: code, status }: SeenOrder) =>
    code === 'running' && status?.now
      ? t(`operationNames.${status.now.operation.replace(/-\d+$/, '')}`)
      : t.has(`staff.standing.${code}`)
        ? t(`staff.standing.${code}`)
        : code
  const seesClients = may(caller, 'order.client', { atelier: staff.atelier, staff: staff.id })
  const seesMoney = may(caller, 'order.money')
  return (
    <Frame locale={locale} staff={staff} at="orders">
      <main id="main" className="admin-body">
        <div className="admin-title">
          <h1>{t('admin.orders.title')}</h1>
          {may(caller, 'order.export') && (
            <a className="button second tool" href={`/${locale}/admin/orders/export${asked(asking, {})}`} download>
              <Icon name="download" />
              {t('staff.list.export')}
            </a>
          )}
        </div>
        <Tabs
          label={t('staff.list.views')}
          now={asking}
          at={asking.view}
          tabs={ORDER_VIEWS.map((view) => ({ view, label: t(`staff.views.${view}`), count: count(view) }))}
        />
        <ListTools
          t={t}
          searchLabel={t('staff.list.order-search')}
          now={asking}
          kept={['view', 'sort', 'direction']}
          filters={[
            ...atelierFilter(t, ateliers),
            {
              name: 'state',
              label: t('admin.orders.state'),
              any: t('staff.list.any-state'),
              options: STATES.map((value) => ({ value, label: t(`staff.standing.${value}`) })),
            },
            dueFilter(t, ['late', 'at-risk']),
          ]}
        />
        <PageNotes locale={locale} />
        <StaffList
          t={t}
          title={t('admin.orders.title')}
          now={asking}
          page={page}
          empty={
            <NothingFits
              t={t}
              search={asking.search}
              help={asking.view === 'all' && !asking.search ? t('admin.orders.empty-help') : t('staff.list.none-help')}
            />
          }
          columns={[
            {
              head: t('admin.orders.order'),
              cell: ({ id, reference }) => (
                <Link className="row" href={`/${locale}/admin/orders/${id}`} prefetch={false}>
                  {reference}
                </Link>
              ),
            },
            ...(seesClients
              ? [{ head: t('admin.orders.client'), cell: ({ client }: SeenOrder) => client ?? t('admin.order.erased') }]
              : []),
            { head: t('staff.list.piece'), cell: ({ id }) => <PieceCell piece={pieces.get(id)} /> },
            { head: t('admin.orders.atelier'), cell: ({ atelier }) => cities[atelier] ?? atelier },
            {
              head: t('admin.orders.state'),
              cell: (row) => <StateCell state={STANDING[row.standing]} word={standing(row)} />,
            },
            { head: t('staff.list.promise'), sort: 'promised', cell: ({ promised }) => day(locale, promised) },
            { head: t('staff.list.lateness'), cell: (row) => <LatenessCell t={t} lateness={latenessOf(row, at)} /> },
            ...(seesMoney
              ? [
                  {
                    head: t('admin.orders.total'),
                    end: true,
                    sort: 'total',
                    cell: ({ total }: SeenOrder) => total && formatMoney(locale, total),
                  },
                ]
              : []),
            {
              head: t('staff.list.ordered'),
              end: true,
              sort: 'created',
              cell: ({ createdAt }) => <span className="quiet">{listMoment(locale, createdAt)}</span>,
            },
            {
              head: t('staff.list.changed'),
              end: true,
              sort: 'changed',
              cell: ({ changedAt }) => <span className="quiet">{listMoment(locale, changedAt)}</span>,
            },
          ]}
        />
      </main>
    </Frame>
  )
}
