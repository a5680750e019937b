import type { Destination } from './plan'
import type { AtelierProfile } from './profile'
import type { WorkingHours } from './working-hours'

export type ShippingZone = 'domestic' | 'continent' | 'world'

/** Farther than this a parcel flies over an ocean or a continent, km (assumption: Lisbon–Moscow is 3,900, Paris–Athens 2,100). */
const CONTINENT_KM = 3500
/** Days that customs adds, and days that the last parcel in twenty is late, by zone (assumptions until carriers' figures come in). */
const CUSTOMS_DAYS = 1
const LATE_DAYS: Readonly<Record<ShippingZone, number>> = { domestic: 1, continent: 1, world: 3 }
/** Parcels are handed over by six in the evening. */
const HANDED_OVER = 18 * 60

export interface Shipping {
  zone: ShippingZone
  days: number
  customsDays: number
  lateDays: number
  kgCo2e: readonly [number, number]
}

/** True when a parcel between two countries passes customs: they differ and share no customs union. */
export function passesCustoms(from: string, to: string, unions: readonly (readonly string[])[]): boolean {
  return from !== to && !unions.some((union) => union.includes(from) && union.includes(to))
}

/** Zone, days on the road and freight emissions of one parcel over a distance in km. */
export function shippingOf(profile: AtelierProfile, destination: Destination, km: number, customs: boolean): Shipping {
  const { shipping, country } = profile
  const zone = country === destination.country ? 'domestic' : km <= CONTINENT_KM ? 'continent' : 'world'
  const days = { domestic: shipping.daysDomestic, continent: shipping.daysContinent, world: shipping.daysWorld }[zone]
  const [low, high] = shipping.kgCo2ePerThousandKm
  return {
    zone,
    days,
    customsDays: customs ? CUSTOMS_DAYS : 0,
    lateDays: LATE_DAYS[zone],
    kgCo2e: [(low * km) / 1000, (high * km) / 1000],
  }
}

/** The evening of the carrier's n-th working day after an instant: Monday to Friday, without the holidays of the place it leaves. */
export function deliveredAfter(hours: WorkingHours, from: number, days: number): number {
  let day = hours.dayOf(from)
  for (let left = Math.ceil(days); left > 0; ) {
    day++
    if (hours.weekday(day) <= 5 && !hours.isHoliday(day)) left--
  }
  return Math.max(from, hours.instant(day, HANDED_OVER))
}
