import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { StaffList } from '@/components/admin/staff-list'
import { assumedOf } from '@/lib/domain/manufacturability/stated-limits'
import { ateliersOf } from '@/lib/server/atelier-desk'
import { isLocale } from '@/lib/words/locale'
import { formatNumber, translator } from '@/lib/words/render'
import { staffOrDoor } from '../asking'
import { Frame } from '../frame'

export const metadata: Metadata = { robots: { index: false } }

export default async function Ateliers({ params }: { params: Promise<{ locale: string }> }) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const staff = await staffOrDoor(locale, 'atelier.read')
  const t = translator(locale)
  const rows = await ateliersOf(staff, new Date())
  return (
    <Frame locale={locale} staff={staff} at="ateliers">
      <main id="main" className="admin-body">
        <h1 className="mb-6">{t('admin.nav.ateliers')}</h1>
        <StaffList
          t={t}
          title={t('admin.nav.ateliers')}
          now={{}}
          page={{ rows }}
          empty={<p className="figure">{t('staff.list.none')}</p>}
          columns={[
            {
              head: t('admin.orders.atelier'),
              cell: ({ id, name }) => (
                <Link className="row" href={`/${locale}/admin/ateliers/${id}`} prefetch={false}>
                  {name}
                </Link>
              ),
            },
            { head: t('staff.atelier.city'), cell: ({ city, country }) => `${city}, ${country}` },
            { head: t('staff.atelier.zone'), cell: ({ timeZone }) => timeZone },
            { head: t('staff.atelier.version'), end: true, cell: ({ version }) => version },
            { head: t('staff.atelier.centers'), end: true, cell: ({ workCenters }) => workCenters.length },
            {
              head: t('staff.atelier.assumptions'),
              end: true,
              cell: (profile) => formatNumber(locale, assumedOf(profile).assumed),
            },
          ]}
        />
      </main>
    </Frame>
  )
}
