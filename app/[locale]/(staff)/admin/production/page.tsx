import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { LatenessCell } from '@/components/admin/lateness'
import { ListTools } from '@/components/admin/list-tools'
import { StaffList, StateCell } from '@/components/admin/staff-list'
import { STANDING } from '@/components/admin/states'
import { PHASES } from '@/lib/domain/production/production-order'
import { latenessOf } from '@/lib/domain/production/standing'
import { ateliersFor, type ProductionRow, productionList, readProductionAsking } from '@/lib/server/staff-lists'
import { isLocale } from '@/lib/words/locale'
import { translator } from '@/lib/words/render'
import { staffOrDoor } from '../asking'
import { day, listMoment } from '../clock'
import { Frame } from '../frame'
import { atelierFilter, dueFilter, NothingFits, PageNotes } from '../list-parts'

export const metadata: Metadata = { robots: { index: false } }

interface Given {
  params: Promise<{ locale: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const standingOf = ({ phase, heldAt, endedAt }: ProductionRow): string => (heldAt && !endedAt ? 'held' : phase)

export default async function Production({ params, searchParams }: Given) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const staff = await staffOrDoor(locale, 'production.read')
  const asking = readProductionAsking(await searchParams)
  const t = translator(locale)
  const at = new Date()
  const [listed, ateliers] = await Promise.all([productionList(staff, asking, at), ateliersFor(staff, at)])
  if (!listed.ok) notFound()
  const cities = Object.fromEntries(ateliers.map(({ id, city }) => [id, city]))
  const operation = (id: string) => t(`operationNames.${id.replace(/-\d+$/, '')}`)
  const quiet = (instant: Date | null) => <span className="quiet">{instant ? listMoment(locale, instant) : '—'}</span>
  return (
    <Frame locale={locale} staff={staff} at="production">
      <main id="main" className="admin-body">
        <h1>{t('admin.production.title')}</h1>
        <ListTools
          t={t}
          searchLabel={t('staff.list.production-search')}
          now={asking}
          kept={['sort', 'direction']}
          filters={[
            ...atelierFilter(t, ateliers),
            {
              name: 'phase',
              label: t('admin.production.phase'),
              any: t('staff.list.any-phase'),
              options: PHASES.map((value) => ({ value, label: t(`staff.standing.${value}`) })),
            },
            dueFilter(t, ['late', 'at-risk', 'held']),
          ]}
        />
        <PageNotes locale={locale} />
        <StaffList
          t={t}
          title={t('admin.production.title')}
          now={asking}
          page={listed.value}
          rowKey={({ order }) => order}
          empty={<NothingFits t={t} search={asking.search} help={t('staff.list.none-help')} />}
          columns={[
            {
              head: t('admin.orders.order'),
              cell: ({ order, reference }) => (
                <Link className="row" href={`/${locale}/admin/orders/${order}`} prefetch={false}>
                  {reference}
                </Link>
              ),
            },
            { head: t('admin.orders.atelier'), cell: ({ atelier }) => cities[atelier] ?? atelier },
            {
              head: t('admin.production.phase'),
              cell: (row) => <StateCell state={STANDING[standingOf(row)]} word={t(`staff.standing.${standingOf(row)}`)} />,
            },
            {
              head: t('admin.production.progress'),
              cell: ({ status }) => (status?.now ? operation(status.now.operation) : '—'),
            },
            {
              head: t('staff.list.promise'),
              sort: 'promised',
              cell: ({ promised }) => (promised ? day(locale, promised) : '—'),
            },
            {
              head: t('staff.list.lateness'),
              cell: (row) =>
                row.promised && row.firstPromised ? (
                  <LatenessCell
                    t={t}
                    lateness={latenessOf(
                      { ...row, promised: row.promised, firstPromised: row.firstPromised, standing: standingOf(row) },
                      at,
                    )}
                  />
                ) : (
                  '—'
                ),
            },
            { head: t('admin.production.accepted'), end: true, cell: ({ acceptedAt }) => quiet(acceptedAt) },
            { head: t('staff.list.changed'), end: true, sort: 'changed', cell: ({ updatedAt }) => quiet(updatedAt) },
          ]}
        />
      </main>
    </Frame>
  )
}
