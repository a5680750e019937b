import type { AtelierAnswer } from '@/lib/domain/assess'
import { answer } from '@/lib/domain/assess-all'
import type { DesignDocument } from '@/lib/domain/design/document'
import type { Remedy } from '@/lib/domain/manufacturability/finding'
import { measure } from '@/lib/domain/manufacturability/measure'
import { effect, remedies } from '@/lib/domain/manufacturability/remedy'
import type { Fineness } from '@/lib/domain/products/draft'
import type { Study } from './study'

/** Searching at the fineness of the checkout costs three times as much an evaluation; so many keep it in a few seconds. */
const FULL_BUDGET = 24

/**
 * What would turn one atelier's verdict: searched at the fineness of a drag, then each judged again as the checkout will, whose price,
 * date and outcome are the ones told. `fast` and `exact` answer the same design. Undefined when something newer was asked meanwhile.
 */
export async function findRemedies(
  study: Study,
  fast: readonly AtelierAnswer[],
  exact: readonly AtelierAnswer[],
  atelier: string,
): Promise<readonly Remedy[] | undefined> {
  const { family, market, environment } = study
  const evaluate = (fineness: Fineness) => async (document: DesignDocument) => {
    await study.breathe()
    return answer(family, document, measure(family.draft(environment, document, fineness), environment.kernel), market).answers
  }
  const at = (answers: readonly AtelierAnswer[], id: string) => answers.find((one) => one.atelier === id)
  // Near a limit the two may differ; only the exact answer is asked about.
  const asFast = at(fast, atelier)?.verdict.outcome === at(exact, atelier)?.verdict.outcome
  const found = await remedies({
    family,
    document: study.document,
    answers: asFast ? fast : exact,
    atelier,
    isStale: study.stop,
    evaluate: evaluate(asFast ? 'edit' : 'full'),
    ...(asFast ? {} : { budget: FULL_BUDGET }),
  })
  const sure: Remedy[] = []
  for (const remedy of found) {
    if (study.stop()) return undefined
    const changed = { ...study.document, choices: { ...study.document.choices, ...remedy.change } }
    const answers = remedy.atelier ? exact : await evaluate('full')(changed)
    const after = at(answers, remedy.atelier ?? atelier)
    if (!after || after.verdict.outcome === 'blocked') continue
    const { cures, change } = remedy
    const elsewhere = remedy.atelier ? { atelier: remedy.atelier } : {}
    sure.push({ cures, change, ...elsewhere, outcome: after.verdict.outcome, ...effect(at(exact, atelier), after) })
  }
  return study.stop() ? undefined : sure
}
