import type { AtelierDesk } from '@/lib/server/atelier-desk'
import { centerName } from '@/lib/words/centers'
import type { Locale } from '@/lib/words/locale'
import { formatNumber, THIN, translator } from '@/lib/words/render'
import { moment } from '../../clock'
import { windowOf } from './centers'

/** The last reading of each work center beside the window it should keep. */
export function Climate({ locale, desk }: { locale: Locale; desk: AtelierDesk }) {
  const t = translator(locale)
  const head = (name: string) => t(`staff.atelier.${name}`)
  return (
    <div className="admin-scroll">
      <table className="admin-table">
        <thead>
          <tr>
            {['center', 'temperature', 'humidity', 'window', 'read'].map((name) => (
              <th key={name} scope="col">
                {head(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {desk.profile.workCenters.map((center) => {
            const last = desk.climate.find(({ workCenter }) => workCenter === center.id)
            return (
              <tr key={center.id}>
                <th scope="row">{centerName(t, center)}</th>
                <td data-label={head('temperature')}>{last ? `${formatNumber(locale, last.temperature, 1)}${THIN}°C` : '—'}</td>
                <td data-label={head('humidity')}>{last ? `${formatNumber(locale, last.humidity, 0)}${THIN}%` : '—'}</td>
                <td data-label={head('window')}>
                  <span>
                    {windowOf(center)}
                    {last && (
                      <span className={`state ${last.inWindow ? 'ok' : 'blocked'} ml-3`}>
                        {head(last.inWindow ? 'inside' : 'outside')}
                      </span>
                    )}
                  </span>
                </td>
                <td data-label={head('read')} className="quiet">
                  {last ? moment(locale, last.receivedAt) : head('never')}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
