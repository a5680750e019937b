'use client'

import { Icon } from '@/components/ui/icon'
import { useWords } from '@/components/ui/words'
import { formatDate, formatDistance, formatMoney } from '@/lib/words/format'
import { tellFinding } from '@/lib/words/telling'
import { useConfigurator, useConfigured } from './context'
import { decisive, stateOf } from './finding-states'

/** Every atelier's answer side by side, at all times; a tap makes it the one that is asked. */
export function AtelierStrip() {
  const { t, locale } = useWords()
  const { store, props } = useConfigurator()
  const judged = useConfigured((state) => state.judged)
  const chosen = useConfigured((state) => state.atelier)
  const remedies = useConfigured((state) => state.remedies)
  return (
    <fieldset className="cf-strip" aria-label={t('configurator.ateliers')}>
      {props.market.ateliers.map((atelier) => {
        const answer = judged?.answers.find((one) => one.atelier === atelier.id)
        const first = answer && decisive(answer)[0]
        const state = answer ? stateOf(answer.verdict.outcome) : undefined
        const found = remedies[atelier.id]
        return (
          <button
            key={atelier.id}
            type="button"
            className="cf-atelier"
            aria-pressed={chosen === atelier.id}
            onClick={() => store.switchTo(atelier.id)}
          >
            <span className="name">{atelier.city}</span>
            {answer && state ? (
              <>
                <span className={`state ${state}`}>
                  <Icon name={state} />
                  <span>
                    {first ? tellFinding(t, locale, first, atelier.city).short : t(`outcomeShort.${answer.verdict.outcome}`)}
                  </span>
                </span>
                <span className="detail">
                  {answer.quote
                    ? formatMoney(locale, answer.quote.shownTotal)
                    : answer.plan
                      ? formatDistance(locale, answer.plan.distanceKm)
                      : ''}
                </span>
                <span className="detail end">
                  {answer.quote && answer.plan
                    ? formatDate(locale, answer.plan.delivered, 'short')
                    : found
                      ? t('verdict.remedies', { count: found.length })
                      : ''}
                </span>
              </>
            ) : (
              <span className="bar" aria-hidden="true" />
            )}
          </button>
        )
      })}
    </fieldset>
  )
}
