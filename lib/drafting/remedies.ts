import type { AtelierAnswer } from '@/lib/domain/assess'
import { answer } from '@/lib/domain/assess-all'
import type { Remedy } from '@/lib/domain/manufacturability/finding'
import { measure } from '@/lib/domain/manufacturability/measure'
import { remedies } from '@/lib/domain/manufacturability/remedy'
import type { Study } from './study'

/** What would turn one atelier's verdict, each judged again; undefined when something newer was asked meanwhile. */
export async function findRemedies(
  study: Study,
  answers: readonly AtelierAnswer[],
  atelier: string,
): Promise<readonly Remedy[] | undefined> {
  const { family, document, market, environment } = study
  const found = await remedies({
    family,
    document,
    answers,
    atelier,
    isStale: study.stop,
    evaluate: async (changed) => {
      await study.breathe()
      return answer(family, changed, measure(family.draft(environment, changed, 'edit'), environment.kernel), market).answers
    },
  })
  return study.stop() ? undefined : found
}
