import { type AtelierDesk, LOAD_DAYS } from '@/lib/server/atelier-desk'
import { centerName } from '@/lib/words/centers'
import type { Locale } from '@/lib/words/locale'
import { formatDate, formatNumber, THIN, translator } from '@/lib/words/render'

const DAY = 86_400_000

/** Hours booked on each work center for each of the next days, as a table whose cells are shaded by how full they are. */
export function Load({ locale, desk, at }: { locale: Locale; desk: AtelierDesk; at: Date }) {
  const t = translator(locale)
  const { profile, booked } = desk
  const days = Array.from({ length: LOAD_DAYS }, (_, index) => dayOf(new Date(at.getTime() + index * DAY), profile.timeZone))
  if (booked.length === 0) return <p className="quiet small">{t('staff.atelier.load-empty', { days: LOAD_DAYS })}</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the table scrolls sideways, and must be reached by keyboard to do so
    <div className="admin-scroll" tabIndex={0}>
      <p className="caption staff-load-zone">{t('staff.atelier.load-zone', { zone: profile.timeZone })}</p>
      <table className="admin-table matrix staff-load">
        <caption className="sr-only">{t('staff.atelier.load-caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('staff.atelier.center')}</th>
            {days.map((day) => (
              <th key={day} scope="col" className="number">
                {formatDate(locale, `${day}T12:00:00Z`, 'short')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {profile.workCenters.map(({ id, name }) => (
            <tr key={id}>
              <th scope="row">{centerName(t, { id, name })}</th>
              {days.map((day) => {
                const cell = booked.find((one) => one.workCenter === id && one.day === day)
                const minutes = cell?.minutes ?? 0
                return (
                  <td key={day} className="number" data-load={Math.min(4, Math.ceil(minutes / 180))}>
                    {minutes === 0 ? (
                      <span className="quiet">–</span>
                    ) : (
                      `${formatNumber(locale, minutes / 60, minutes < 600 ? 1 : 0)}${THIN}h`
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** `2026-11-25` on the clock of a place. */
function dayOf(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  return parts.format(at)
}
