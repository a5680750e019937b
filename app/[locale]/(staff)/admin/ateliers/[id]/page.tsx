import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { assumedOf } from '@/lib/domain/manufacturability/stated-limits'
import type { AtelierProfile } from '@/lib/domain/network/profile'
import { atelierDesk } from '@/lib/server/atelier-desk'
import { isLocale, type Locale } from '@/lib/words/locale'
import { formatDate, formatMoment, formatNumber, formatPercent, THIN, translator } from '@/lib/words/render'
import { staffOrDoor } from '../../asking'
import { moment } from '../../clock'
import { Frame } from '../../frame'
import { PageNotes } from '../../list-parts'
import { Access } from './access'
import { Centers, SourceOf } from './centers'
import { Climate } from './climate'
import { Load } from './load'

export const metadata: Metadata = { robots: { index: false } }

type Given = { params: Promise<{ locale: string; id: string }> }

export default async function AtelierPage({ params }: Given) {
  const { locale, id } = await params
  if (!isLocale(locale)) notFound()
  const staff = await staffOrDoor(locale, 'atelier.read')
  const at = new Date()
  const found = await atelierDesk(staff, id, at)
  if (!found.ok) notFound()
  const desk = found.value
  const { profile, versions, phases } = desk
  const t = translator(locale)
  const { assumed, all } = assumedOf(profile)
  const glance = [
    [
      'open-pieces',
      phases.map(({ phase, count }) => `${count} ${t(`staff.standing.${phase}`).toLowerCase()}`).join(', ') ||
        t('staff.atelier.none-open'),
    ],
    ['local-time', formatMoment(locale, at.toISOString(), profile.timeZone)],
    ['answers-in', t('staff.atelier.hours', { hours: profile.calendar.answerHours ?? 10 })],
    ['next-visit', formatMoment(locale, profile.nextVisit.at, profile.timeZone)],
    ['unsourced', t('staff.atelier.of-values', { count: formatNumber(locale, assumed), all: formatNumber(locale, all) })],
  ] as const
  return (
    <Frame locale={locale} staff={staff} at="ateliers">
      <main id="main" className="admin-body staff-atelier">
        <p className="small quiet">
          <Link className="link tall" href={`/${locale}/admin/ateliers`} prefetch={false}>
            {t('admin.nav.ateliers')}
          </Link>{' '}
          / {profile.city}
        </p>
        <h1 className="mt-3">
          {profile.name}, {profile.city}
        </h1>
        <p className="quiet mt-3">
          {t('staff.atelier.current', { version: profile.version, date: formatDate(locale, profile.validFrom, 'dated') })}
        </p>
        <PageNotes locale={locale} className="mt-3" />
        <dl className="staff-glance">
          {glance.map(([name, value]) => (
            <div key={name}>
              <dt className="small quiet">{t(`staff.atelier.${name}`)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <section aria-labelledby="load">
          <h2 id="load">{t('staff.atelier.load')}</h2>
          <Load locale={locale} desk={desk} at={at} />
        </section>
        <section aria-labelledby="climate">
          <h2 id="climate">{t('staff.atelier.climate')}</h2>
          <Climate locale={locale} desk={desk} />
        </section>
        {desk.access && <Access locale={locale} atelier={id} access={desk.access} at={at} />}
        <section aria-labelledby="centers">
          <h2 id="centers">{t('staff.atelier.centers')}</h2>
          <Centers locale={locale} centers={profile.workCenters} />
        </section>
        <section aria-labelledby="materials">
          <h2 id="materials">{t('staff.atelier.materials')}</h2>
          <Materials locale={locale} profile={profile} />
        </section>
        <section aria-labelledby="versions">
          <h2 id="versions">{t('staff.atelier.versions')}</h2>
          <ul className="admin-lines">
            {versions.map(({ version, validFrom, createdAt }) => (
              <li key={version}>
                <span>{t('staff.atelier.current', { version, date: formatDate(locale, validFrom, 'dated') })}</span>
                <span className="quiet small">{moment(locale, createdAt)}</span>
              </li>
            ))}
          </ul>
        </section>
      </main>
    </Frame>
  )
}

function Materials({ locale, profile }: { locale: Locale; profile: AtelierProfile }) {
  const t = translator(locale)
  return (
    <dl className="admin-lines">
      {profile.materials.map(({ material, stockGrams, recycledShare, source }) => (
        <div key={material}>
          <dt>
            {t(`materials.${material}`)}
            <span className="caption block">
              <SourceOf t={t} source={source} />
            </span>
          </dt>
          <dd>
            {formatNumber(locale, stockGrams)}
            {THIN}g
            <span className="caption block">{t('staff.atelier.recycled', { share: formatPercent(locale, recycledShare) })}</span>
          </dd>
        </div>
      ))}
      <div>
        <dt>{t('limitNames.energy')}</dt>
        <dd className="small">
          <SourceOf t={t} source={profile.energy.source} />
        </dd>
      </div>
    </dl>
  )
}
