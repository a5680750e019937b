import type { AtelierAnswer } from '@/lib/domain/assess'
import { answer } from '@/lib/domain/assess-all'
import type { Choices, DesignDocument } from '@/lib/domain/design/document'
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
    const { cures } = remedy
    if (remedy.atelier) {
      const after = at(exact, remedy.atelier)
      if (!after || after.verdict.outcome === 'blocked') continue
      const told = { cures, change: {}, atelier: remedy.atelier, outcome: after.verdict.outcome }
      sure.push({ ...told, ...effect(at(exact, atelier), after) })
      continue
    }
    const judged = async (change: Choices) =>
      at(await evaluate('full')({ ...study.document, choices: { ...study.document.choices, ...change } }), atelier)
    const after = await judged(remedy.change)
    if (!after || after.verdict.outcome === 'blocked') continue
    const least = await pared(study, remedy.change, after, judged)
    if (!least) return undefined
    sure.push({ cures, change: least.change, outcome: least.answer.verdict.outcome, ...effect(at(exact, atelier), least.answer) })
  }
  return study.stop() ? undefined : sure
}

interface Pared {
  change: Choices
  answer: AtelierAnswer
}

/**
 * The fast look's wider bounds ask for more than the checkout does: each number of a change is taken back towards the design as it is, in
 * strides that double while the verdict stays as good. Undefined when something newer was asked meanwhile.
 */
async function pared(
  { family, document, stop }: Study,
  change: Choices,
  answer: AtelierAnswer,
  judged: (change: Choices) => Promise<AtelierAnswer | undefined>,
): Promise<Pared | undefined> {
  let best: Pared = { change, answer }
  for (const parameter of family.parameters) {
    if (parameter.kind !== 'number' || change[parameter.key] === undefined) continue
    const from = Number(document.choices[parameter.key])
    let steps = Math.abs(Number(change[parameter.key]) - from) / parameter.step
    const sign = Math.sign(Number(change[parameter.key]) - from)
    for (let stride = 1; stride >= 1 && steps > 1; ) {
      if (stop()) return undefined
      const fewer = Math.max(1, steps - stride)
      const candidate = { ...best.change, [parameter.key]: from + sign * fewer * parameter.step }
      const found = await judged(candidate)
      if (found?.verdict.outcome === answer.verdict.outcome) {
        best = { change: candidate, answer: found }
        steps = fewer
        stride *= 2
      } else stride = Math.floor(Math.min(stride, steps - 1) / 2)
    }
  }
  return best
}
