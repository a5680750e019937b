import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { StaffList } from '@/components/admin/staff-list'
import { returnPolicies } from '@/lib/domain/orders/return-policy'
import { isLocale } from '@/lib/words/locale'
import { formatDate, translator } from '@/lib/words/render'
import { staffOrDoor } from '../asking'
import { Frame } from '../frame'

export const metadata: Metadata = { robots: { index: false } }

/** What clients are told of giving a piece back, market by market, with the text it was written from and whether a lawyer has read it. */
export default async function Returns({ params }: { params: Promise<{ locale: string }> }) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const staff = await staffOrDoor(locale, 'policy.read')
  const t = translator(locale)
  const rows = returnPolicies.map((policy) => ({ id: policy.market, ...policy }))
  const countries = new Intl.DisplayNames([locale], { type: 'region' })
  const market = (code: string) => (code === 'other' ? t('staff.returns.elsewhere') : (countries.of(code) ?? code))
  const open = rows.filter(({ checked }) => !checked).length
  return (
    <Frame locale={locale} staff={staff} at="returns">
      <main id="main" className="admin-body">
        <h1>{t('admin.nav.returns')}</h1>
        <p className="quiet small mt-2 mb-6 admin-lead">{t('staff.returns.lead', { open, count: rows.length })}</p>
        <StaffList
          t={t}
          title={t('admin.nav.returns')}
          now={{}}
          page={{ rows }}
          empty={<p className="figure">{t('staff.list.none')}</p>}
          columns={[
            { head: t('staff.returns.market'), cell: ({ market: code }) => market(code) },
            { head: t('staff.returns.as-offered'), cell: ({ days }) => t('staff.returns.days', { days }) },
            {
              head: t('staff.returns.to-choice'),
              cell: ({ personal, days }) => (personal ? t('staff.returns.days', { days }) : t('staff.returns.none')),
            },
            { head: t('staff.atelier.source'), cell: ({ source }) => <span className="admin-text">{source}</span> },
            {
              head: t('staff.returns.checked'),
              cell: ({ checked }) =>
                checked ? (
                  t('staff.returns.checked-by', { by: checked.by, date: formatDate(locale, checked.on, 'dated') })
                ) : (
                  <span className="badge advice">{t('staff.returns.unchecked')}</span>
                ),
            },
          ]}
        />
      </main>
    </Frame>
  )
}
