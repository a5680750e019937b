import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { atelierDesk } from '@/lib/server/atelier-desk'
import { isLocale } from '@/lib/words/locale'
import { formatDate, formatNumber, formatPercent, THIN, translator } from '@/lib/words/render'
import { staffOrDoor } from '../../asking'
import { moment } from '../../clock'
import { Frame } from '../../frame'
import { Access } from './access'
import { statedLimits } from './assumptions'
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
  const { profile, versions, climate, phases } = desk
  const t = translator(locale)
  const limits = statedLimits(profile)
  const capabilities = profile.workCenters.flatMap(({ name, processes }) =>
    processes.flatMap(({ process, capability }) =>
      (['d', 'g', 'r', 't'] as const).map((axis) => ({
        key: `${name} ${process} ${axis}`,
        name,
        process,
        axis,
        ...capability[axis],
      })),
    ),
  )
  const word = (code: string) => (t.has(`findings.${code}.name`) ? t(`findings.${code}.name`) : code)
  return (
    <Frame locale={locale} staff={staff} at="ateliers">
      <main id="main" className="admin-body staff-atelier">
        <p className="small quiet">
          <Link className="link tall" href={`/${locale}/admin/ateliers`} prefetch={false}>
            {t('admin.nav.ateliers')}
          </Link>{' '}
          / {profile.city}
        </p>
        <h1 className="mt-3">{profile.name}</h1>
        <p className="quiet mt-3">
          {profile.city}, {profile.country} · {profile.timeZone} ·{' '}
          {t('staff.atelier.current', { version: profile.version, date: formatDate(locale, profile.validFrom, 'dated') })}
          {phases.length > 0 &&
            ` · ${phases.map(({ phase, count }) => `${count} ${t(`staff.standing.${phase}`).toLowerCase()}`).join(', ')}`}
        </p>
        <section aria-labelledby="load">
          <h2 id="load">{t('staff.atelier.load')}</h2>
          <Load locale={locale} desk={desk} at={at} />
        </section>
        <section aria-labelledby="climate">
          <h2 id="climate">{t('staff.atelier.climate')}</h2>
          <div className="admin-scroll">
            <table className="admin-table">
              <thead>
                <tr>
                  {['center', 'temperature', 'humidity', 'window', 'read'].map((head) => (
                    <th key={head} scope="col">
                      {t(`staff.atelier.${head}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {profile.workCenters.map((center) => {
                  const last = climate.find(({ workCenter }) => workCenter === center.id)
                  const { temperature, humidity } = center.climate
                  return (
                    <tr key={center.id}>
                      <th scope="row">{center.name}</th>
                      <td>{last ? `${formatNumber(locale, last.temperature, 1)}${THIN}°C` : '—'}</td>
                      <td>{last ? `${formatNumber(locale, last.humidity, 0)}${THIN}%` : '—'}</td>
                      <td>
                        {`${temperature.join('–')}${THIN}°C, ${humidity.join('–')}${THIN}%`}
                        {last && (
                          <span className={`state ${last.inWindow ? 'ok' : 'blocked'} ml-3`}>
                            {t(`staff.atelier.${last.inWindow ? 'inside' : 'outside'}`)}
                          </span>
                        )}
                      </td>
                      <td className="quiet">{last ? moment(locale, last.receivedAt) : t('staff.atelier.never')}</td>
                    </tr>
                  )
                })}
              </tbody>
            </table>
          </div>
        </section>
        {desk.access && <Access locale={locale} atelier={id} access={desk.access} at={at} />}
        <section aria-labelledby="capability">
          <h2 id="capability">{t('staff.atelier.capability')}</h2>
          <p className="small quiet mb-3">{t('staff.atelier.capability-help')}</p>
          <div className="admin-scroll">
            <table className="admin-table">
              <thead>
                <tr>
                  {['center', 'process', 'axis', 'value', 'source', 'date', 'sample'].map((head) => (
                    <th key={head} scope="col">
                      {t(`staff.atelier.${head}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {capabilities.map(({ key, name, process, axis, value, source, date, sampleSize }) => (
                  <tr key={key}>
                    <th scope="row">{name}</th>
                    <td>{t(`processes.${process}`)}</td>
                    <td>{t(`staff.axes.${axis}`)}</td>
                    <td>{formatPercent(locale, value)}</td>
                    <td className="admin-text">{source}</td>
                    <td>{formatDate(locale, date, 'short')}</td>
                    <td>
                      {sampleSize === 0 ? <span className="state advice">{t('staff.atelier.no-sample')}</span> : sampleSize}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
        <section aria-labelledby="limits">
          <h2 id="limits">{t('staff.atelier.limits')}</h2>
          <div className="admin-scroll">
            <table className="admin-table">
              <thead>
                <tr>
                  {['center', 'process', 'limit', 'value', 'kind', 'source'].map((head) => (
                    <th key={head} scope="col">
                      {t(`staff.atelier.${head}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {limits.map(({ place, process, rule, value, source }) => (
                  <tr key={`${place} ${process ?? ''} ${rule}`}>
                    <th scope="row">{t.has(`materials.${place}`) ? t(`materials.${place}`) : place || profile.name}</th>
                    <td>{process ? t(`processes.${process}`) : '—'}</td>
                    <td>{word(rule)}</td>
                    <td>{value === undefined ? '—' : formatNumber(locale, value, Number.isInteger(value) ? 0 : 3)}</td>
                    <td>
                      <span className={source.kind === 'assumption' ? 'badge advice' : 'badge'}>
                        {t(`staff.source.${source.kind}`)}
                      </span>
                    </td>
                    <td className="admin-text">{source.text}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
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
