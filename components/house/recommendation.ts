import type { AtelierAnswer } from '@/lib/domain/assess'

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

/** Least price among those that can make it. */
export function cheapest(answers: readonly AtelierAnswer[]): Priced | undefined {
  return answers.filter(isPriced).sort((a, b) => a.quote.shownTotal.amount - b.quote.shownTotal.amount)[0]
}
