import { assumedIn, limitsOf, type StatedLimit } from '@/lib/domain/manufacturability/stated-limits'
import type { Process, WorkCenter } from '@/lib/domain/network/profile'
import { centerName } from '@/lib/words/centers'
import type { Locale } from '@/lib/words/locale'
import { formatDate, formatMeasure, formatNumber, formatPercent, THIN, type Translate, translator } from '@/lib/words/render'

const AXES = ['d', 'g', 'r', 't'] as const

/** Each work center folded: what it can do, how well, within which limits, and where every number comes from. */
export function Centers({ locale, centers }: { locale: Locale; centers: readonly WorkCenter[] }) {
  const t = translator(locale)
  return (
    <>
      <p className="small quiet mb-3 admin-lead">{t('staff.atelier.centers-lead')}</p>
      {centers.map((center) => {
        const assumed = assumedIn(center)
        const limits = center.processes.flatMap(limitsOf).length
        return (
          <details key={center.id} className="staff-center">
            <summary>
              <span className="staff-center-name">{centerName(t, center)}</span>
              <span className="small quiet">
                {t('staff.atelier.stated', { processes: center.processes.length, limits })}
                {assumed > 0 && ` · ${t('staff.atelier.assumed', { count: assumed })}`}
              </span>
            </summary>
            <p className="small mt-2">
              {t('staff.atelier.climate-window')}: {windowOf(center)}. <SourceOf t={t} source={center.climate.source} />
            </p>
            {center.processes.map((process) => (
              <ProcessCard key={process.process} locale={locale} t={t} process={process} />
            ))}
          </details>
        )
      })}
    </>
  )
}

export const windowOf = ({ climate: { temperature, humidity } }: WorkCenter): string =>
  `${temperature.join('–')}${THIN}°C, ${humidity.join('–')}${THIN}%`

function ProcessCard({ locale, t, process }: { locale: Locale; t: Translate; process: Process }) {
  const limits = limitsOf(process)
  return (
    <section className="staff-process">
      <h3 className="ui-head">{t(`processes.${process.process}`)}</h3>
      <div className="staff-process-body">
        <dl className="admin-lines">
          {AXES.map((axis) => {
            const { value, source, date, sampleSize } = process.capability[axis]
            return (
              <div key={axis}>
                <dt>
                  {t(`staff.axes.${axis}`)}
                  <span className="caption block">
                    {source}, {formatDate(locale, date, 'short')},{' '}
                    {t('staff.atelier.samples', { count: sampleSize, shown: formatNumber(locale, sampleSize) })}
                  </span>
                </dt>
                <dd>{formatPercent(locale, value)}</dd>
              </div>
            )
          })}
        </dl>
        <dl className="admin-lines">
          {limits.length === 0 && <p className="small quiet">{t('staff.atelier.no-limits')}</p>}
          {limits.map((limit) => (
            <div key={limit.rule}>
              <dt>
                {t(`limitNames.${limit.rule}`)}
                <span className="caption block">
                  <SourceOf t={t} source={limit.source} />
                </span>
              </dt>
              <dd>{tellValue(t, locale, limit)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  )
}

function tellValue(t: Translate, locale: Locale, { value, unit, comparison }: StatedLimit): string {
  const sign = comparison ? `${t(`staff.atelier.${comparison}`)} ` : ''
  if (unit === 'share') return `${formatNumber(locale, value * 100, 1)}${THIN}%`
  if (unit === 'plus-minus') return `±${THIN}${formatMeasure(locale, value, 'mm')}`
  return sign + formatMeasure(locale, value, unit)
}

/** Where a number comes from; one without a source wears the mark of an assumption. */
export function SourceOf({ t, source }: { t: Translate; source: { kind: 'source' | 'assumption' | 'measured'; text: string } }) {
  return (
    <>
      {source.kind === 'assumption' && <span className="badge advice">{t('staff.source.assumption')}</span>} {source.text}
    </>
  )
}
