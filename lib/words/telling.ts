import type { Choice, Choices } from '@/lib/domain/design/document'
import type { Finding, Remedy } from '@/lib/domain/manufacturability/finding'
import type { Operation } from '@/lib/domain/network/operation'
import type { Plan } from '@/lib/domain/network/plan'
import type { QuoteLine } from '@/lib/domain/pricing/quote'
import type { Family, Parameter } from '@/lib/domain/products/family'
import type { Refusal } from '@/lib/domain/result'
import { formatDistance, formatLength, formatMeasure, formatMoney, formatNumber, formatPercent } from './format'
import type { Locale } from './locale'
import { translator, type WordValues } from './render'

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const uncapital = (text: string) => (/^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text)

export interface ToldFinding {
  /** What it stops and where: `Stops it in Tokyo`. */
  badge: string
  /** `The finest stroke is 0.28 mm. Tokyo cuts from 0.30 mm.` */
  title: string
  why: string
  action: string
  /** For the verdict line: `one stroke is 0.02 mm too fine`. */
  line: string
  /** For the strip: `Stroke too fine`. */
  short: string
  /** Set when the answer is too close to call. */
  note?: string
}

/** A finding in the client's words; `city` is the atelier's. */
export function tellFinding(locale: Locale, finding: Finding, city: string): ToldFinding {
  const t = translator(locale)
  const { rule, severity, measured, limit, unit, errorBound, parameters, axis } = finding
  const value = (amount: number | undefined) => {
    if (amount === undefined || unit === undefined) return ''
    return axis ? formatPercent(locale, amount) : formatMeasure(locale, amount, unit)
  }
  const gap = measured === undefined || limit === undefined ? undefined : Math.abs(limit - measured)
  const operation = parameters.operation === undefined ? '' : t(`operations.${parameters.operation}`)
  const values: WordValues = {
    measured: value(measured),
    limit: value(limit),
    gap: gap !== undefined && unit === 'mm' ? smallLength(locale, gap) : value(gap),
    atelier: city,
    operation,
    material: parameters.material === undefined ? '' : t(`materials.${parameters.material}`),
    letters: String(parameters.letters ?? ''),
    axis: axis ? t(`axes.${axis}`) : '',
  }
  const say = (part: string) => capital(t(`findings.${rule}.${part}`, values))
  return {
    badge: t(`severity.${severity}`, { atelier: city }),
    title: say('title'),
    why: say('why'),
    action: say('action'),
    line: t(`findings.${rule}.line`, values),
    short: say('short'),
    ...(severity === 'unknown' && unit
      ? { note: t('unknown', { errorBound: smallLength(locale, errorBound ?? 0), atelier: city }) }
      : {}),
  }
}

/** A gap below a hundredth of a millimetre would read as nothing with two digits. */
function smallLength(locale: Locale, millimetres: number): string {
  return formatLength(locale, millimetres, millimetres < 0.01 && millimetres > 0 ? 3 : 2)
}

export function tellRefusal(locale: Locale, refusal: Refusal): string {
  const t = translator(locale)
  const known = refusal.parameters ?? {}
  const named: Record<string, string | number> = { ...known }
  if (known.operation !== undefined) named.operation = t(`operations.${known.operation}`)
  if (known.material !== undefined) named.material = t(`materials.${known.material}`)
  return t(`refusals.${refusal.code}`, named)
}

/** One line of the price: `18 k yellow gold, 16.8 g at €88.90 a gram`. */
export function tellPriceLine(locale: Locale, { code, parameters: given }: QuoteLine): string {
  const t = translator(locale)
  const number = (key: string) => Number(given[key] ?? 0)
  const feed = { amount: Math.round(number('perGramMilli') / 1000), currency: 'EUR' } as const
  const values: WordValues = {
    material: capital(t(`materials.${given.material ?? ''}`)),
    finished: formatMeasure(locale, number('finishedGrams'), 'g'),
    rate: code === 'tax' ? formatRate(locale, number('basisPoints')) : formatMoney(locale, feed),
    height: formatLength(locale, number('height'), 1),
    length: formatLength(locale, number('strokeLength'), 0),
    area: formatMeasure(locale, number('area'), 'mm2'),
    minutes: number('minutes'),
    distance: formatDistance(locale, number('km')),
    operations: String(given.operations ?? '')
      .split(' ')
      .filter(Boolean)
      .map((family) => t(`operations.${family}`))
      .join(', '),
    kind: String(given.kind ?? 'export'),
    name: String(given.name ?? ''),
  }
  return t(`price.${code}`, values)
}

function formatRate(locale: Locale, basisPoints: number): string {
  const digits = basisPoints % 100 === 0 ? 0 : basisPoints % 10 === 0 ? 1 : 2
  return `${formatNumber(locale, basisPoints / 100, digits)}\u202f%`
}

/** One reason of a promise; `workCenterName` gives a work center's name where a booking is told. */
export function tellReason(locale: Locale, reason: Plan['reasons'][number], workCenterName?: (id: string) => string): string {
  const t = translator(locale)
  const { parameters: given } = reason
  return t(`promise.${reason.code}`, {
    ...given,
    ...(given.km === undefined ? {} : { distance: formatDistance(locale, Number(given.km)) }),
    ...(given.operation === undefined ? {} : { operation: t(`operations.${given.operation}`) }),
    ...(given.workCenter === undefined ? {} : { workCenter: workCenterName?.(String(given.workCenter)) ?? given.workCenter }),
  })
}

/** Why an operation asks what it asks. */
export function tellDemand(locale: Locale, { code, parameters: given }: Operation['reasons'][number]): string {
  const t = translator(locale)
  const length = (key: string) => formatLength(locale, Number(given[key] ?? 0))
  return t(`demands.${code}`, {
    stroke: length('stroke'),
    depth: length('depth'),
    length: formatLength(locale, Number(given.length ?? 0), 0),
    grams: formatMeasure(locale, Number(given.grams ?? 0), 'g'),
    area: formatMeasure(locale, Number(given.area ?? 0), 'mm2'),
    material: given.material === undefined ? '' : capital(t(`materials.${given.material}`)),
  })
}

/** A choice as the panel shows it: `13.6 mm`, `60 %`, `56`, `Oval`, `AB`. */
export function tellChoice(locale: Locale, parameter: Parameter, value: Choice): string {
  if (parameter.kind === 'choice') return translator(locale)(`options.${parameter.key}.${value}`)
  if (parameter.kind === 'text') return String(value)
  if (parameter.unit === 'permille') return formatPercent(locale, Number(value) / 1000)
  if (parameter.presentation === 'circumference')
    return formatNumber(locale, Number(value) / 1000, Number(value) % 1000 === 0 ? 0 : 1)
  return formatLength(locale, Number(value) / 1000, parameter.step % 100 === 0 ? 1 : 2)
}

/** What a remedy changes, and what that does to price and date: `Line weight up to 0.03 mm` · `same price · same date`. */
export function tellRemedy(
  locale: Locale,
  remedy: Remedy,
  family: Family,
  choices: Choices,
  cityOf: (atelier: string) => string,
): { change: string; effect: string } {
  const t = translator(locale)
  const parts = Object.entries(remedy.change).map(([key, value]) => {
    const parameter = family.parameters.find((candidate) => candidate.key === key)
    if (!parameter) return key
    const named = { parameter: t(`parameters.${key}`), value: tellChoice(locale, parameter, value) }
    if (parameter.kind !== 'number') return t('remedy.option', named)
    return t(Number(value) > Number(choices[key]) ? 'remedy.up' : 'remedy.down', named)
  })
  const [first = '', ...others] = parts
  const change = remedy.atelier
    ? t('remedy.atelier', { atelier: cityOf(remedy.atelier) })
    : others.reduce((told, second) => t('remedy.both', { first: told, second: uncapital(second) }), first)
  return { change, effect: [priceEffect(locale, remedy), dateEffect(locale, remedy)].filter(Boolean).join(' · ') }
}

function priceEffect(locale: Locale, { price }: Remedy): string {
  if (!price) return ''
  const t = translator(locale)
  const moved = price.after.amount - price.before.amount
  if (moved === 0) return t('remedy.price.same')
  const amount = formatMoney(locale, { amount: Math.abs(moved), currency: price.after.currency })
  return t(moved < 0 ? 'remedy.price.less' : 'remedy.price.more', { amount })
}

/** Counted in calendar days of the atelier, as a client counts them. */
function dateEffect(locale: Locale, { ready }: Remedy): string {
  if (!ready) return ''
  const t = translator(locale)
  const day = (iso: string) => Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) / 86_400_000
  const days = Math.round(day(ready.after) - day(ready.before))
  if (days === 0) return t('remedy.date.same')
  return t(days < 0 ? 'remedy.date.sooner' : 'remedy.date.later', { days: Math.abs(days) })
}
