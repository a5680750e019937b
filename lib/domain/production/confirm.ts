import type { Verdict } from '../manufacturability/finding'
import { ok, type Result, refuse } from '../result'
import type { Confirmation } from './event'

/** What a person at the atelier has to answer before it may accept: findings that are too close to call, and reviews. */
export function questionsOf({ findings }: Pick<Verdict, 'findings'>): { rule: string; feature: string }[] {
  return findings
    .filter(({ severity }) => severity === 'unknown' || severity === 'review')
    .map(({ rule, feature }) => ({ rule, feature }))
}

/**
 * Whether an acceptance answers every question of the verdict that was sold, each by a person and once: `event.unconfirmed` names the first
 * that it leaves open, `event.confirms-nothing` an answer to what was not asked, `event.confirmed-by-cell` one that no person gave.
 */
export function confirmed(verdict: Pick<Verdict, 'findings'>, confirmations: readonly Confirmation[] = []): Result<true> {
  const questions = questionsOf(verdict)
  const same = (a: { rule: string; feature: string }, b: { rule: string; feature: string }) =>
    a.rule === b.rule && a.feature === b.feature
  const stray = confirmations.find((one, index) => {
    return !questions.some((question) => same(question, one)) || confirmations.findIndex((other) => same(other, one)) !== index
  })
  if (stray) return refuse('event.confirms-nothing', { rule: stray.rule })
  const machine = confirmations.find(({ by }) => by.kind !== 'person')
  if (machine) return refuse('event.confirmed-by-cell', { rule: machine.rule })
  const open = questions.find((question) => !confirmations.some((one) => same(one, question)))
  return open ? refuse('event.unconfirmed', { rule: open.rule, feature: open.feature }) : ok(true)
}
