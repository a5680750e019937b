'use client'

import { useEffect, useState } from 'react'
import { useWords } from '@/components/ui/words'
import { formatMoney } from '@/lib/words/format'
import { useConfigurator, useConfigured } from './context'

/**
 * The price and the way on, always in sight. A button that cannot be used says why when it is pressed. The order waits for the exact
 * answer, so that what was seen is what the server finds.
 */
export function PriceFoot({ onLines, onOrder, onFindings }: { onLines(): void; onOrder(): void; onFindings(): void }) {
  const { t, locale } = useWords()
  const { props: shared } = useConfigurator()
  const judged = useConfigured((state) => state.judged)
  const chosen = useConfigured((state) => state.atelier)
  const measuring = useConfigured((state) => state.measuring)
  const refused = useConfigured((state) => state.refusal !== undefined || state.failed !== undefined)
  const answer = judged?.answers.find((one) => one.atelier === chosen)
  const quote = answer?.quote
  const outcome = answer?.verdict.outcome
  const orderable = outcome !== undefined && outcome !== 'blocked' && quote !== undefined && !refused
  const isToConfirm = orderable && outcome === 'confirm'
  const exact = judged?.fineness === 'full' && !measuring
  const [wanted, setWanted] = useState(false)
  useEffect(() => {
    if (!wanted || !exact) return
    setWanted(false)
    if (orderable) onOrder()
  }, [wanted, exact, orderable, onOrder])
  return (
    <div className="cf-foot">
      <div className="cf-price">
        {quote ? (
          <p className={exact ? 'figure' : 'figure quiet'}>{formatMoney(locale, quote.shownTotal)}</p>
        ) : answer ? (
          <p className="small quiet">{t('configurator.no-price')}</p>
        ) : (
          <p className="bar" aria-hidden="true" />
        )}
        {quote && (
          <p className="small quiet">
            {t(`configurator.duty.${quote.duty}`)} ·{' '}
            <button type="button" className="link tall" onClick={onLines}>
              {t('configurator.see-lines')}
            </button>
            {isToConfirm && (
              <span className="cf-to-confirm">
                {' · '}
                <button type="button" className="link tall" onClick={onFindings}>
                  {t('configurator.what-to-confirm')}
                </button>
              </span>
            )}
          </p>
        )}
      </div>
      {orderable || !answer ? (
        <button
          type="button"
          className="button"
          aria-disabled={!answer || undefined}
          aria-busy={!exact || undefined}
          onClick={() => setWanted(true)}
        >
          {t(isToConfirm ? 'checkout.order-to-confirm' : 'configurator.order', { thing: t(`things.${shared.family}`) })}
        </button>
      ) : (
        <button type="button" className="button second" onClick={onFindings}>
          {t(answer.verdict.outcome === 'confirm' ? 'configurator.what-to-confirm' : 'configurator.what-is-missing')}
        </button>
      )}
    </div>
  )
}
