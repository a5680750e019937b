'use client'

import { useEffect, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { useWords } from '@/components/ui/words'
import { formatDate, formatMoney, formatPercent } from '@/lib/words/format'
import { tellFinding } from '@/lib/words/telling'
import { useConfigurator, useConfigured } from './context'
import { decisive, stateOf } from './finding-states'

/** Pause after the last change before a screen reader hears the new verdict, ms. */
const REST = 400
/** A verdict that takes longer than this says that it is being measured, ms. */
const PATIENCE = 250

/** The one sentence that says the whole truth, in the serif; spoken once when the client has come to rest. */
export function VerdictLine({ onWhy, onFindings }: { onWhy(): void; onFindings(): void }) {
  const { t, locale } = useWords()
  const { market } = useConfigurator().props
  const judged = useConfigured((state) => state.judged)
  const chosen = useConfigured((state) => state.atelier)
  const measuring = useConfigured((state) => state.measuring)
  const failed = useConfigured((state) => state.failed)
  const refused = useConfigured((state) => state.refusal !== undefined)
  const slow = useAfter(measuring && !failed, PATIENCE)

  const atelier = market.ateliers.find(({ id }) => id === chosen)
  const answer = judged?.answers.find((one) => one.atelier === chosen)
  const city = atelier?.city ?? ''
  const findings = answer ? decisive(answer) : []
  const first = findings[0]
  const state = failed || refused ? 'advice' : answer ? stateOf(answer.verdict.outcome) : 'unknown'
  const line = failed
    ? t(`configurator.failed.${failed}`)
    : refused
      ? t('configurator.refused')
      : !answer || !atelier
        ? t('configurator.first-measure')
        : answer.verdict.outcome === 'makeable'
          ? t('outcome.makeable', { atelier: city })
          : first
            ? t(`verdict.${answer.verdict.outcome}`, { atelier: city, line: tellFinding(t, locale, first, atelier.city).line })
            : t(`outcome.${answer.verdict.outcome}`, { atelier: city })
  const priced = !failed && !refused && answer?.verdict.outcome === 'makeable' && answer.quote && answer.plan
  const price = priced && answer.quote ? formatMoney(locale, answer.quote.shownTotal) : undefined
  const date = priced && answer.plan ? formatDate(locale, answer.plan.delivered) : undefined
  const shortDate = priced && answer.plan ? formatDate(locale, answer.plan.delivered, 'short') : undefined
  const sure = priced && answer.plan ? t('configurator.sure', { percent: formatPercent(locale, answer.plan.certainty) }) : ''
  const awaited = measuring || (judged?.fineness === 'edit' && !failed && !refused)
  const spoken = useRested(
    awaited ? undefined : [line, price, date && t('configurator.ready', { date }), sure].filter(Boolean).join(', '),
  )

  return (
    <div className="cf-verdict-line">
      <p className="cf-verdict" aria-hidden="true">
        <span className={`state ${state}`}>
          <Icon name={state} size={20} />
        </span>
        <span className="cf-verdict-text" key={line + (price ?? '')}>
          {line}
          {price && <span className="cf-wide"> · {price}</span>}
          {date && <span className="cf-wide"> · {t('configurator.ready', { date })}</span>}
          {shortDate && <span className="cf-narrow"> · {shortDate}</span>}
          {sure && <span className="quiet cf-wide"> ({sure.replace(/ /g, '\u00a0')})</span>}
        </span>
      </p>
      <p className="cf-under" aria-hidden="true">
        <span className="cf-measuring" data-on={slow || undefined}>
          {t('configurator.measuring')}
        </span>
        {sure && <span className="cf-narrow cf-sure">{sure}</span>}
      </p>
      <p className="sr-only" role="status" aria-live="polite">
        {spoken}
      </p>
      {answer && priced && (
        <button type="button" className="link tall cf-why" onClick={onWhy}>
          <Icon name="clock" size={18} />
          <span>{t('configurator.why-date')}</span>
        </button>
      )}
      {answer && !priced && findings.length > 0 && (
        <button type="button" className="link tall cf-why" onClick={onFindings}>
          <Icon name="search" size={18} />
          <span>{t('verdict.more', { count: findings.length })}</span>
        </button>
      )}
    </div>
  )
}

/** True once `on` has been true for so long. */
function useAfter(on: boolean, milliseconds: number): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!on) return setLate(false)
    const timer = setTimeout(() => setLate(true), milliseconds)
    return () => clearTimeout(timer)
  }, [on, milliseconds])
  return late
}

/** The last text that stood still for the rest. */
function useRested(text: string | undefined): string {
  const [rested, setRested] = useState('')
  useEffect(() => {
    if (text === undefined) return
    const timer = setTimeout(() => setRested(text), REST)
    return () => clearTimeout(timer)
  }, [text])
  return rested
}
