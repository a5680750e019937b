'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { useWords } from '@/components/ui/words'
import { ask } from './ask'

export interface OrderActionsProps {
  /** Of the order's link. */
  token: string
  /** Words of the button that leads to the payment page; absent where there is nothing to pay. */
  pay?: string
  mayCancel: boolean
}

/** Paying, also again, and calling off: each safe to press twice, each telling what became of it. */
export function OrderActions({ token, pay, mayCancel }: OrderActionsProps) {
  const { t, locale } = useWords()
  const router = useRouter()
  const [busy, setBusy] = useState<'pay' | 'cancel'>()
  const [isAsking, setAsking] = useState(false)
  const [fault, setFault] = useState<string>()
  const first = useRef<HTMLButtonElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const wasAsking = useRef(false)

  // Back from the payment page, the browser may show this one as it was left.
  useEffect(() => {
    const shown = () => setBusy(undefined)
    window.addEventListener('pageshow', shown)
    return () => window.removeEventListener('pageshow', shown)
  }, [])
  useEffect(() => {
    if (isAsking) first.current?.focus()
    else if (wasAsking.current) opener.current?.focus()
    wasAsking.current = isAsking
  }, [isAsking])

  async function goToPayment() {
    setBusy('pay')
    setFault(undefined)
    const answer = await ask<{ checkoutUrl: string }>(`/api/v1/orders/${token}/payment`, locale, {})
    if (answer.ok) {
      window.location.assign(answer.body.checkoutUrl)
      return
    }
    setBusy(undefined)
    setFault(answer.words ?? t('orderPage.failed-action'))
    router.refresh()
  }

  async function callOff() {
    setBusy('cancel')
    setFault(undefined)
    const answer = await ask(`/api/v1/orders/${token}/cancel`, locale, {})
    setBusy(undefined)
    setAsking(false)
    if (!answer.ok) setFault(answer.words ?? t('orderPage.failed-action'))
    router.refresh()
  }

  return (
    <>
      {pay && (
        <button type="button" className="button" aria-busy={busy === 'pay' || undefined} onClick={goToPayment}>
          {pay}
        </button>
      )}
      {mayCancel && !isAsking && (
        <button type="button" className="link tall" ref={opener} onClick={() => setAsking(true)}>
          {t('orderPage.cancel')}
        </button>
      )}
      {mayCancel && isAsking && (
        <fieldset className="w-full max-w-[560px] border-y border-[var(--hairline)] py-5" aria-labelledby="call-off">
          <p id="call-off">{t('orderPage.cancel-ask')}</p>
          <div className="flex flex-wrap gap-x-6 gap-y-3 items-center mt-4">
            <button
              type="button"
              ref={first}
              className="button second tool"
              aria-busy={busy === 'cancel' || undefined}
              onClick={callOff}
            >
              {t('orderPage.cancel-yes')}
            </button>
            <button type="button" className="link tall" onClick={() => setAsking(false)}>
              {t('orderPage.cancel-no')}
            </button>
          </div>
        </fieldset>
      )}
      {fault && (
        <p className="fault w-full" role="alert">
          <Icon name="blocked" size={14} />
          {fault}
        </p>
      )}
    </>
  )
}
