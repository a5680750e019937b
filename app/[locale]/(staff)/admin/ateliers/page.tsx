import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { ListTools } from '@/components/admin/list-tools'
import { StaffList } from '@/components/admin/staff-list'
import { assumedOf } from '@/lib/domain/manufacturability/stated-limits'
import { atelierCountries, atelierList, readAtelierAsking } from '@/lib/server/staff-lists'
import { isLocale } from '@/lib/words/locale'
import { formatNumber, translator } from '@/lib/words/render'
import { staffOrDoor } from '../asking'
import { Frame } from '../frame'
import { NothingFits } from '../list-parts'

export const metadata: Metadata = { robots: { index: false } }

interface Given {
  params: Promise<{ locale: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function Ateliers({ params, searchParams }: Given) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const staff = await staffOrDoor(locale, 'atelier.read')
  const asking = readAtelierAsking(await searchParams)
  const t = translator(locale)
  const at = new Date()
  const [listed, countries] = await Promise.all([atelierList(staff, asking, at), atelierCountries(staff, at)])
  if (!listed.ok) notFound()
  const names = new Intl.DisplayNames([locale], { type: 'region' })
  const named = (country: string) => names.of(country) ?? country
  const options = countries.map((value) => ({ value, label: named(value) }))
  return (
    <Frame locale={locale} staff={staff} at="ateliers">
      <main id="main" className="admin-body">
        <h1>{t('admin.nav.ateliers')}</h1>
        {countries.length > 1 && (
          <ListTools
            t={t}
            searchLabel={t('staff.atelier.search')}
            now={asking}
            kept={['sort', 'direction']}
            filters={[{ name: 'country', label: t('staff.atelier.country'), any: t('staff.atelier.any-country'), options }]}
          />
        )}
        <StaffList
          t={t}
          title={t('admin.nav.ateliers')}
          now={asking}
          page={listed.value}
          empty={<NothingFits t={t} search={asking.search} help={t('staff.atelier.none-help')} />}
          columns={[
            {
              head: t('admin.orders.atelier'),
              sort: 'name',
              cell: ({ id, name }) => (
                <Link className="row" href={`/${locale}/admin/ateliers/${id}`} prefetch={false}>
                  {name}
                </Link>
              ),
            },
            { head: t('staff.atelier.city'), cell: ({ city }) => city },
            { head: t('staff.atelier.country'), cell: ({ country }) => named(country) },
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
