import type { Choice, Choices } from '@/lib/domain/design/document'
import type { Finding, Remedy } from '@/lib/domain/manufacturability/finding'
import type { FirstPass } from '@/lib/domain/manufacturability/first-pass'
import type { Unit } from '@/lib/domain/manufacturability/measurements'
import type { Operation } from '@/lib/domain/network/operation'
import type { Plan } from '@/lib/domain/network/plan'
import type { QuoteLine } from '@/lib/domain/pricing/quote'
import type { ChoiceParameter, NumberParameter, OutlineParameter, TextParameter } from '@/lib/domain/products/family'
import type { Refusal } from '@/lib/domain/result'
import { formatDate, formatDistance, formatLength, formatMeasure, formatMoney, formatNumber, formatPercent } from './format'
import type { Locale } from './locale'
import type { Translate, WordValues } from './translate'

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const uncapital = (text: string) => (/^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text)

/** A parameter as data: what a page can be sent. */
type ShownParameter =
  | Omit<NumberParameter, 'appliesTo'>
  | Omit<ChoiceParameter, 'appliesTo'>
  | Omit<TextParameter, 'appliesTo'>
  | Omit<OutlineParameter, 'appliesTo'>

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
  /** Empty where the rule compares no figures. */
  measured: string
  limit: string
  /** Set when the answer is too close to call. */
  note?: string
}

/** A finding in the client's words; `city` is the atelier's. */
export function tellFinding(t: Translate, locale: Locale, finding: Finding, city: string): ToldFinding {
  const { rule, severity, measured, limit, unit, errorBound, parameters, axis } = finding
  const close = severity === 'unknown' && unit !== undefined
  const value = (amount: number | undefined) => {
    if (amount === undefined || unit === undefined) return ''
    if (axis) return formatPercent(locale, amount)
    // What is too close to call would look equal with two digits.
    return close && unit === 'mm' ? formatLength(locale, amount, 3) : formatMeasure(locale, amount, unit)
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
    line: t(close ? 'verdict.close' : `findings.${rule}.line`, values),
    short: close ? t('severity.unknown') : say('short'),
    measured: value(measured),
    limit: value(limit),
    ...(close ? { note: t('unknown', { errorBound: boundIn(locale, errorBound ?? 0, unit), atelier: city }) } : {}),
  }
}

const boundIn = (locale: Locale, bound: number, unit: Unit) =>
  unit === 'mm' ? smallLength(locale, bound) : formatMeasure(locale, bound, unit)

/** A gap below a hundredth of a millimetre would read as nothing with two digits. */
function smallLength(locale: Locale, millimetres: number): string {
  return formatLength(locale, millimetres, millimetres < 0.01 && millimetres > 0 ? 3 : 2)
}

export function tellRefusal(t: Translate, refusal: Refusal): string {
  const known = refusal.parameters ?? {}
  const named: Record<string, string | number> = { ...known }
  if (known.operation !== undefined) named.operation = t(`operations.${known.operation}`)
  if (known.material !== undefined) named.material = t(`materials.${known.material}`)
  return t(`refusals.${refusal.code}`, named)
}

/** One line of the price: `18 k yellow gold, 16.8 g at €88.90 a gram`. */
export function tellPriceLine(t: Translate, locale: Locale, { code, parameters: given }: QuoteLine): string {
  const number = (key: string) => Number(given[key] ?? 0)
  const feed = { amount: Math.round(number('perGramMilli') / 1000), currency: 'EUR' } as const
  const values: WordValues = {
    material: given.material === undefined ? '' : capital(t(`materials.${given.material}`)),
    finished: formatMeasure(locale, number('finishedGrams'), 'g'),
    rate: code === 'tax' ? formatRate(locale, number('basisPoints')) : formatMoney(locale, feed),
    height: formatLength(locale, number('height'), 1),
    length: formatLength(locale, number(given.strokeLength === undefined ? 'length' : 'strokeLength'), 0),
    area: formatArea(locale, number('area')),
    used: formatPercent(locale, number('used') / 100),
    stitches: formatNumber(locale, number('stitches')),
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

/** Leather is spoken of in square centimetres. */
function formatArea(locale: Locale, squareMillimetres: number): string {
  if (squareMillimetres < 10_000) return formatMeasure(locale, squareMillimetres, 'mm2')
  return `${formatNumber(locale, Math.round(squareMillimetres / 100))}\u202fcm²`
}

function formatRate(locale: Locale, basisPoints: number): string {
  const digits = basisPoints % 100 === 0 ? 0 : basisPoints % 10 === 0 ? 1 : 2
  return `${formatNumber(locale, basisPoints / 100, digits)}\u202f%`
}

/** One reason of a promise; `workCenterName` gives a work center's name where a booking is told. */
export function tellReason(
  t: Translate,
  locale: Locale,
  reason: Plan['reasons'][number],
  workCenterName?: (id: string) => string,
): string {
  const { parameters: given } = reason
  return t(`promise.${reason.code}`, {
    ...given,
    ...(given.km === undefined ? {} : { distance: formatDistance(locale, Number(given.km)) }),
    ...(given.operation === undefined ? {} : { operation: t(`operations.${given.operation}`) }),
    ...(given.workCenter === undefined ? {} : { workCenter: workCenterName?.(String(given.workCenter)) ?? given.workCenter }),
  })
}

/** Why an operation asks what it asks. */
export function tellDemand(t: Translate, locale: Locale, { code, parameters: given }: Operation['reasons'][number]): string {
  const length = (key: string) => formatLength(locale, Number(given[key] ?? 0))
  return t(`demands.${code}`, {
    stroke: length('stroke'),
    depth: length('depth'),
    length: formatLength(locale, Number(given.length ?? 0), 0),
    grams: formatMeasure(locale, Number(given.grams ?? 0), 'g'),
    area: formatMeasure(locale, Number(given.area ?? 0), 'mm2'),
    radius: length('radius'),
    thickness: length('thickness'),
    pitch: length('pitch'),
    count: Number(given.count ?? 0),
    material: given.material === undefined ? '' : capital(t(`materials.${given.material}`)),
  })
}

/** Decimals that a step of so many micrometres needs, in millimetres. */
export const digitsOf = (step: number) => (step % 1000 === 0 ? 0 : step % 100 === 0 ? 1 : 2)

/** A choice as the panel shows it: `13.6 mm`, `60 %`, `56`, `Oval`, `AB`. */
export function tellChoice(t: Translate, locale: Locale, parameter: ShownParameter, value: Choice): string {
  if (parameter.kind === 'choice') return t(`options.${parameter.key}.${value}`)
  if (parameter.kind === 'text') return String(value)
  // A mark is shown, not told.
  if (parameter.kind === 'outline') return ''
  if (parameter.unit === 'count') return formatNumber(locale, Number(value))
  if (parameter.unit === 'permille') return formatPercent(locale, Number(value) / 1000)
  if (parameter.presentation === 'circumference')
    return formatNumber(locale, Number(value) / 1000, Number(value) % 1000 === 0 ? 0 : 1)
  return formatLength(locale, Number(value) / 1000, digitsOf(parameter.step))
}

/** What a remedy changes, and what that does to price and date: `Line weight up to 0.03 mm` · `same price · same date`. */
export function tellRemedy(
  t: Translate,
  locale: Locale,
  remedy: Remedy,
  parameters: readonly ShownParameter[],
  choices: Choices,
  cityOf: (atelier: string) => string,
): { change: string; effect: string } {
  const parts = Object.entries(remedy.change).map(([key, value]) => {
    const parameter = parameters.find((candidate) => candidate.key === key)
    if (!parameter) return key
    const named = { parameter: t(`parameters.${key}`), value: tellChoice(t, locale, parameter, value) }
    if (parameter.kind !== 'number') return t('remedy.option', named)
    return t(Number(value) > Number(choices[key]) ? 'remedy.up' : 'remedy.down', named)
  })
  const [first = '', ...others] = parts
  const change = remedy.atelier
    ? t('remedy.atelier', { atelier: cityOf(remedy.atelier) })
    : others.reduce((told, second) => t('remedy.both', { first: told, second: uncapital(second) }), first)
  return { change, effect: capital([priceEffect(t, locale, remedy), dateEffect(t, locale, remedy)].filter(Boolean).join(' · ')) }
}

/** What it moves; at another atelier, or in another currency, what it is then. */
function priceEffect(t: Translate, locale: Locale, { price, atelier }: Remedy): string {
  if (!price) return ''
  if (atelier || price.before.currency !== price.after.currency) return formatMoney(locale, price.after)
  const moved = price.after.amount - price.before.amount
  if (moved === 0) return t('remedy.price.same')
  const amount = formatMoney(locale, { amount: Math.abs(moved), currency: price.after.currency })
  return t(moved < 0 ? 'remedy.price.less' : 'remedy.price.more', { amount })
}

/** Counted in calendar days of the atelier, as a client counts them. */
function dateEffect(t: Translate, locale: Locale, { ready, atelier }: Remedy): string {
  if (!ready) return ''
  const day = (iso: string) => Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) / 86_400_000
  const days = Math.round(day(ready.after) - day(ready.before))
  const moved =
    days === 0 ? t('remedy.date.same') : t(days < 0 ? 'remedy.date.sooner' : 'remedy.date.later', { days: Math.abs(days) })
  return atelier ? `${formatDate(locale, ready.after, 'short')}, ${moved}` : moved
}

/** How often a piece like this is right the first time there, how sure that is, and how many builds it rests on. */
export function tellFirstPass(t: Translate, locale: Locale, { mean, low, high, builds, inMaterial }: FirstPass): string {
  const [likely, least, most] = [mean, low, high].map((share) => formatPercent(locale, share)) as [string, string, string]
  return t('firstPass.line', { likely, least, most, builds, inMaterial })
}
