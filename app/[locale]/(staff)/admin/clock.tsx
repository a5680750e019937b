import { settings } from '@/lib/server/settings'
import type { Locale } from '@/lib/words/locale'
import { formatDate, formatMoment, translator, zoneName } from '@/lib/words/render'

const zone = () => settings().HOUSE_TIME_ZONE

/** A moment on the house's clock, with its zone. */
export const moment = (locale: Locale, at: Date | string): string =>
  formatMoment(locale, typeof at === 'string' ? at : at.toISOString(), zone())

/** A moment in a list whose head says the zone. */
export const listMoment = (locale: Locale, at: Date): string => formatDate(locale, at.toISOString(), 'moment', zone())

export const day = (locale: Locale, at: Date): string => formatDate(locale, at.toISOString(), 'short', zone())

/** Says once, for a whole list, on whose clock its times are. */
export function ZoneNote({ locale }: { locale: Locale }) {
  const place = zone().split('/').at(-1)?.replaceAll('_', ' ') ?? zone()
  return (
    <p className="caption">
      {translator(locale)('staff.list.zone', { place, zone: zoneName(locale, new Date().toISOString(), zone()) })}
    </p>
  )
}
