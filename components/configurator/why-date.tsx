'use client'

import { useWords } from '@/components/ui/words'
import type { Verdict } from '@/lib/domain/manufacturability/finding'
import type { Plan } from '@/lib/domain/network/plan'
import { centerName } from '@/lib/words/centers'
import { formatDate, formatPercent } from '@/lib/words/format'
import { tellFirstPass, tellReason } from '@/lib/words/telling'
import { useConfigurator } from './context'

/** Why the date is what it is: how sure it is and what that rests on, each reason of the plan, then its steps and who signs after them. */
export function WhyDate({ plan, verdict }: { plan: Plan; verdict: Verdict }) {
  const { t, locale } = useWords()
  const { market } = useConfigurator().props
  const centers = market.ateliers.find(({ id }) => id === plan.atelier)?.workCenters ?? []
  const nameOf = (id: string) => centerName(t, centers.find((center) => center.id === id) ?? { id, name: id })
  const gated = new Set(verdict.operations.filter(({ gate }) => gate).map(({ operation }) => operation))
  return (
    <div>
      <p className="figure">{formatDate(locale, plan.delivered, 'dated')}</p>
      <p className="quiet mt-2">
        {t('configurator.sure', { percent: formatPercent(locale, plan.certainty) })} ·{' '}
        {t('certainty.ninetyFive', { date: formatDate(locale, plan.deliveredSure95, 'short') })}
      </p>
      {verdict.firstPass && <p className="quiet mt-2">{tellFirstPass(t, locale, verdict.firstPass)}</p>}
      <ul className="rows mt-6">
        {plan.reasons.map((reason) => (
          <li key={reason.code + JSON.stringify(reason.parameters)} className="py-3 text-[0.9375rem]">
            {tellReason(t, locale, reason, nameOf)}
          </li>
        ))}
      </ul>
      <h3 className="ui-head mt-8 mb-2">{t('configurator.steps')}</h3>
      <table className="table">
        <caption className="sr-only">{t('configurator.steps')}</caption>
        <tbody>
          {plan.steps.map((step) => (
            <tr key={step.operation}>
              <th scope="row">{t(`operationNames.${operationFamily(step.operation)}`)}</th>
              <td>
                {t(`processes.${step.process}`)}
                {gated.has(step.operation) && <span className="caption block">{t('gate.signs')}</span>}
              </td>
              <td className="number">{formatDate(locale, step.to, 'short')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Operation ids are their family's word, numbered where a routing holds one twice. */
const operationFamily = (id: string) => id.replace(/-\d+$/, '')
