import type { AtelierAnswer } from '@/lib/domain/assess'
import { formatMoney, type Locale, type Translate } from '@/lib/words/render'

const DAY = 86_400_000

/** Calendar days from one promise to another, each on the clock of its own atelier. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to.slice(0, 10)}T00:00:00Z`) - Date.parse(`${from.slice(0, 10)}T00:00:00Z`)) / DAY)

type Priced = AtelierAnswer & Required<Pick<AtelierAnswer, 'plan' | 'quote'>>

const isPriced = (answer: AtelierAnswer): answer is Priced =>
  answer.verdict.outcome === 'makeable' && answer.plan !== undefined && answer.quote !== undefined

/** Who is recommended among those that can make it: the earliest, of equal days the least expensive; and why. */
export function recommend(answers: readonly AtelierAnswer[]) {
  const able = answers
    .filter(isPriced)
    .sort((a, b) => daysBetween(b.plan.delivered, a.plan.delivered) || a.quote.shownTotal.amount - b.quote.shownTotal.amount)
  const [first, second] = able
  if (!first) return undefined
  if (!second) return { answer: first, why: 'only' as const, days: 0 }
  const days = daysBetween(first.plan.delivered, second.plan.delivered)
  return { answer: first, why: days > 0 ? ('earliest' as const) : ('earliest-same' as const), days }
}

/** Least price among those that can make it. One with tax and duty still to come is only asked where there is no other. */
export function cheapest(answers: readonly AtelierAnswer[]): Priced | undefined {
  const able = answers.filter(isPriced)
  const whole = able.filter(({ quote }) => quote.duty !== 'not-included')
  return (whole.length > 0 ? whole : able).sort((a, b) => a.quote.shownTotal.amount - b.quote.shownTotal.amount)[0]
}

/** `from €2,467.36`, with a word where import tax and duty are not in it. */
export function fromPrice(t: Translate, locale: Locale, answers: readonly AtelierAnswer[]): string | undefined {
  const least = cheapest(answers)
  if (!least) return undefined
  const price = formatMoney(locale, least.quote.shownTotal)
  return t(least.quote.duty === 'not-included' ? 'pages.landing.from-duty' : 'pages.landing.from', { price })
}
