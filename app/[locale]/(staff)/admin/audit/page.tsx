import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { asked } from '@/components/admin/asked'
import { StaffList } from '@/components/admin/staff-list'
import { auditList, readAuditAsking } from '@/lib/server/audit-list'
import { seenCities } from '@/lib/server/showcase'
import { isLocale } from '@/lib/words/locale'
import { translator } from '@/lib/words/render'
import { staffOrDoor } from '../asking'
import { listMoment } from '../clock'
import { Frame } from '../frame'
import { PageNotes } from '../list-parts'
import { tellActor, tellRecord, tellSubject } from '../telling'

export const metadata: Metadata = { robots: { index: false } }

interface Given {
  params: Promise<{ locale: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const KINDS = [
  'order.',
  'production-order.',
  'refund.',
  'mail.',
  'line.',
  'build.',
  'build-link.',
  'session.',
  'second-factor.',
  'staff.',
  'account.',
  'profile.',
  'consent.',
  'living.',
  'atelier-token.',
  'key.',
] as const

export default async function Audit({ params, searchParams }: Given) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const staff = await staffOrDoor(locale, 'audit.read')
  const asking = readAuditAsking(await searchParams)
  const at = new Date()
  const [found, cities] = await Promise.all([auditList(staff, asking, at), seenCities(at)])
  if (!found.ok) notFound()
  const t = translator(locale)
  return (
    <Frame locale={locale} staff={staff} at="audit">
      <main id="main" className="admin-body">
        <h1>{t('admin.nav.audit')}</h1>
        <p className="quiet small mt-2">{t('staff.audit-list.lead')}</p>
        <search>
          <form method="get" className="admin-tools">
            {(['actor', 'subject'] as const).map((name) => (
              <label key={name} className="admin-filter">
                <span className="sr-only">{t(`staff.audit-list.${name}`)}</span>
                <input
                  className="field"
                  type="search"
                  name={name}
                  maxLength={120}
                  placeholder={t(`staff.audit-list.${name}`)}
                  defaultValue={asking[name]}
                />
              </label>
            ))}
            <label className="admin-filter">
              <span className="sr-only">{t('staff.audit-list.action')}</span>
              <select className="field" name="action" defaultValue={asking.action ?? ''}>
                <option value="">{t('staff.audit-list.any')}</option>
                {KINDS.map((kind) => (
                  <option key={kind} value={kind}>
                    {t(`staff.audit-list.kinds.${kind.slice(0, -1)}`)}
                  </option>
                ))}
              </select>
            </label>
            <button type="submit" className="button second tool">
              {t('staff.list.apply')}
            </button>
            {(asking.actor || asking.subject || asking.action) && (
              <a className="link tall" href={`/${locale}/admin/audit`}>
                {t('staff.list.clear')}
              </a>
            )}
          </form>
        </search>
        <PageNotes locale={locale} event="recorded" />
        <StaffList
          t={t}
          title={t('admin.nav.audit')}
          now={{ ...asking, sort: 'when' }}
          page={{ ...found.value, rows: found.value.rows.map((row) => ({ ...row, id: String(row.id) })) }}
          empty={<p className="figure">{t('staff.list.none')}</p>}
          columns={[
            {
              head: t('staff.audit-list.when'),
              sort: 'when',
              cell: ({ createdAt }) => <span className="quiet">{listMoment(locale, createdAt)}</span>,
            },
            {
              head: t('staff.audit-list.head-actor'),
              cell: (row) => (
                <a className="link tall" href={asked(asking, { actor: row.actor })}>
                  {tellActor(t, row, cities)}
                </a>
              ),
            },
            { head: t('staff.audit-list.action'), cell: (row) => tellRecord(t, locale, row) },
            {
              head: t('staff.audit-list.head-subject'),
              cell: ({ subject, about }) => {
                const told = tellSubject(t, locale, subject, about)
                return (
                  <a className="link tall" href={told.href ?? asked(asking, { subject })} title={subject}>
                    {told.name}
                  </a>
                )
              },
            },
            {
              head: t('staff.actions.reason'),
              cell: ({ data }) => <span className="admin-text">{typeof data.reason === 'string' ? data.reason : ''}</span>,
            },
          ]}
        />
      </main>
    </Frame>
  )
}
