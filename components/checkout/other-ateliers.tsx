'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { useWords } from '@/components/ui/words'
import type { Money } from '@/lib/domain/pricing/money'
import { formatDate, formatMoney } from '@/lib/words/format'
import { ask } from './ask'

interface Seen {
  outcome: 'makeable' | 'confirm' | 'blocked'
  total: Money
  delivered: string
}
type Other = { atelier: string; city: string; outcome: Seen['outcome'] } & Partial<Pick<Seen, 'total' | 'delivered'>>

const STATES = { makeable: 'ok', confirm: 'unknown', blocked: 'blocked' } as const

/** The other ateliers' verdict, price and date for a design that its atelier did not take; one tap orders it there. */
export function OtherAteliers({ token, count }: { token: string; count: number }) {
  const { t, locale } = useWords()
  const [others, setOthers] = useState<readonly Other[]>()
  const [failed, setFailed] = useState<string>()
  const [taking, setTaking] = useState<string>()
  const [changed, setChanged] = useState<string>()
  const [fault, setFault] = useState<string>()
  const keys = useRef(new Map<string, string>())

  const look = useCallback(async () => {
    setFailed(undefined)
    const answer = await ask<{ ateliers: readonly Other[] }>(`/api/v1/orders/${token}/ateliers`, locale)
    if (answer.ok) setOthers(answer.body.ateliers)
    else setFailed(answer.words ?? t('orderPage.others-failed'))
  }, [token, locale, t])
  useEffect(() => void look(), [look])
  useEffect(() => {
    const shown = () => setTaking(undefined)
    window.addEventListener('pageshow', shown)
    return () => window.removeEventListener('pageshow', shown)
  }, [])

  async function take({ atelier, outcome, total, delivered }: Other) {
    if (taking) return
    setTaking(atelier)
    setFault(undefined)
    const key = keys.current.get(atelier) ?? crypto.randomUUID()
    keys.current.set(atelier, key)
    const body = { atelier, seen: { outcome, total, delivered } }
    const answer = await ask<{ checkoutUrl: string }>(`/api/v1/orders/${token}/again`, locale, { body, key })
    if (answer.ok) {
      window.location.assign(answer.body.checkoutUrl)
      return
    }
    setTaking(undefined)
    const { now, code } = (answer.body ?? {}) as { now?: Seen; code?: string }
    if (now || code === 'order.not-open') keys.current.delete(atelier)
    if (now) {
      setOthers((all) => all?.map((one) => (one.atelier === atelier ? { ...one, ...now } : one)))
      setChanged(atelier)
    } else setFault(answer.words ?? t('orderPage.failed-action'))
  }

  const best = others?.find(({ outcome }) => outcome !== 'blocked')?.atelier
  return (
    <section className="mt-14" aria-labelledby="others" aria-busy={!others && !failed}>
      <h2 id="others">{t('orderPage.others')}</h2>
      <p className="quiet mt-3 max-w-[36em]">{t('orderPage.others-lead')}</p>
      <ul className="rows mt-6">
        {others?.map((other) => {
          const { atelier, city, outcome, total, delivered } = other
          return (
            <li key={atelier} className="other-atelier">
              <div>
                <h3 className="name">{city}</h3>
                <p className={`state ${STATES[outcome]}`}>
                  <Icon name={STATES[outcome]} />
                  {t(`orderPage.${outcome}`)}
                </p>
              </div>
              <div>
                {total && <p className="figure">{formatMoney(locale, total)}</p>}
                {delivered && (
                  <p className="small quiet">{t('orderPage.with-you', { date: formatDate(locale, delivered, 'short') })}</p>
                )}
              </div>
              <div>
                {total && (
                  <button
                    type="button"
                    className={`button tool ${atelier === best ? '' : 'second'}`}
                    aria-busy={taking === atelier || undefined}
                    onClick={() => void take(other)}
                  >
                    {t(changed === atelier ? 'orderPage.take-now' : 'orderPage.take', { city })}
                  </button>
                )}
              </div>
              {changed === atelier && total && delivered && (
                <p className="changed small" role="alert">
                  <Icon name="advice" size={14} />
                  {t('orderPage.take-changed', {
                    total: formatMoney(locale, total),
                    date: formatDate(locale, delivered),
                  })}
                </p>
              )}
            </li>
          )
        })}
        {!others &&
          !failed &&
          Array.from({ length: count }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: places that are kept for what is asked for
            <li key={index} className="other-atelier" aria-hidden="true">
              <div>
                <p className="bar w-32 h-8" />
              </div>
              <div>
                <p className="bar w-24" />
              </div>
              <div />
            </li>
          ))}
      </ul>
      <p className="sr-only" role="status">
        {!others && !failed ? t('orderPage.others-wait') : ''}
      </p>
      {others && !best && <p className="mt-4">{t('orderPage.others-none')}</p>}
      {failed && (
        <p className="mt-4 flex flex-wrap gap-4 items-center" role="alert">
          {failed}
          <button type="button" className="link tall" onClick={() => void look()}>
            {t('orderPage.retry')}
          </button>
        </p>
      )}
      {fault && (
        <p className="fault mt-4" role="alert">
          <Icon name="blocked" size={14} />
          {fault}
        </p>
      )}
    </section>
  )
}
