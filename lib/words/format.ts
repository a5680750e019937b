import type { Unit } from '@/lib/domain/manufacturability/measurements'
import { MINOR_DIGITS, type Money } from '@/lib/domain/pricing/money'
import { FORMAT_TAG, type Locale } from './locale'

/** Narrow no-break space: stands before units and per cent in both languages. */
export const THIN = '\u202f'

const UNIT_TEXT: Readonly<Record<Unit, string>> = { mm: 'mm', mm2: 'mm²', mm3: 'mm³', g: 'g', count: '', ratio: '', deg: '°' }

const numberFormats = new Map<string, Intl.NumberFormat>()
function numberFormat(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options)
  let format = numberFormats.get(key)
  if (!format) {
    format = new Intl.NumberFormat(FORMAT_TAG[locale], options)
    numberFormats.set(key, format)
  }
  return format
}

/** `digits` decimals, always shown; a minus is a minus, not a hyphen, and zero has none. */
export function formatNumber(locale: Locale, value: number, digits = 0): string {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: 'negative' } as const
  return numberFormat(locale, options).format(value).replace('-', '\u2212')
}

/** `€2,514.00`, `2 514,00 €`, `¥431,200`. */
export function formatMoney(locale: Locale, money: Money): string {
  const digits = MINOR_DIGITS[money.currency]
  return numberFormat(locale, {
    style: 'currency',
    currency: money.currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(money.amount / 10 ** digits)
}

/** Millimetres → `0.28 mm`. Two decimals, as a jeweller reads a gauge. */
export function formatLength(locale: Locale, millimetres: number, digits = 2): string {
  return `${formatNumber(locale, millimetres, digits)}${THIN}mm`
}

/** A measured value with its unit: lengths to 0.01 mm, areas and ratios to 0.1, mass to 0.1 g, counts bare. */
export function formatMeasure(locale: Locale, value: number, unit: Unit): string {
  if (unit === 'mm') return formatLength(locale, value)
  if (unit === 'count') return formatNumber(locale, value)
  if (unit === 'ratio') return formatNumber(locale, value, 1)
  if (unit === 'deg') return `${formatNumber(locale, value)}°`
  return `${formatNumber(locale, value, value >= 100 ? 0 : 1)}${THIN}${UNIT_TEXT[unit]}`
}

/** Share 0…1 → `80 %`. */
export function formatPercent(locale: Locale, share: number): string {
  return `${formatNumber(locale, share * 100)}${THIN}%`
}

/** Kilometres, whole: `9,890 km`. */
export function formatDistance(locale: Locale, kilometres: number): string {
  return `${formatNumber(locale, kilometres)}${THIN}km`
}

/** A range with one unit: `11–14 kWh`. Digits follow the size: below 10 one decimal, else none. */
export function formatRange(locale: Locale, range: readonly [number, number], unit: string): string {
  const digits = range[1] < 1 ? 2 : range[1] < 10 ? 1 : 0
  const low = formatNumber(locale, range[0], digits)
  const high = formatNumber(locale, range[1], digits)
  return `${low === high ? low : `${low}–${high}`}${THIN}${unit}`
}

/** `long` Thursday 17 December · `short` Thu 17 Dec · `dated` Thursday 17 December 2026 · `moment` Tue 1 Dec, 17:30. */
export type DateStyle = 'long' | 'short' | 'dated' | 'moment'

const PARTS: Readonly<Record<DateStyle, Intl.DateTimeFormatOptions>> = {
  long: { weekday: 'long', day: 'numeric', month: 'long' },
  short: { weekday: 'short', day: 'numeric', month: 'short' },
  dated: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  moment: { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
}

const dateFormats = new Map<string, Intl.DateTimeFormat>()

/**
 * An ISO 8601 instant. Without a time zone it is read on the clock of its own offset: a date promised in Tokyo is Tokyo's date.
 * Composed from parts, since engines differ in the commas they put between them.
 */
export function formatDate(locale: Locale, iso: string, style: DateStyle = 'long', timeZone?: string): string {
  const key = `${locale} ${style} ${timeZone ?? ''}`
  let format = dateFormats.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(FORMAT_TAG[locale], { ...PARTS[style], timeZone: timeZone ?? 'UTC' })
    dateFormats.set(key, format)
  }
  const at = timeZone ? new Date(iso) : new Date(iso.replace(/(Z|[+-]\d\d:?\d\d)$/, 'Z'))
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
  const day = locale === 'fr' && part.day === '1' ? '1er' : part.day
  const words = [part.weekday, day, part.month, part.year].filter((word) => word !== undefined).join(' ')
  return part.hour === undefined ? words : `${words}, ${part.hour}:${part.minute}`
}

const zoneFormats = new Map<string, Intl.DateTimeFormat>()

/** Short name of a time zone at a moment, e.g. `CET`, `UTC+9`. */
export function zoneName(locale: Locale, iso: string, timeZone: string): string {
  const key = `${locale} ${timeZone}`
  let format = zoneFormats.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(FORMAT_TAG[locale], { timeZone, hour: '2-digit', timeZoneName: 'short' })
    zoneFormats.set(key, format)
  }
  return format.formatToParts(new Date(iso)).find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
}

/** A moment on the clock of a place, with the zone that it is read in: `Tue 1 Dec, 17:30 CET`. */
export const formatMoment = (locale: Locale, iso: string, timeZone: string): string =>
  `${formatDate(locale, iso, 'moment', timeZone)} ${zoneName(locale, iso, timeZone)}`
