'use client'

import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { Icon } from '@/components/ui/icon'
import { Sheet } from '@/components/ui/sheet'
import { useWords } from '@/components/ui/words'
import { ask } from './ask'
import type { LivingSync } from './living-sync'
import { QrLink } from './qr-link'

export type Handed = 'design' | 'pay'

/**
 * The design on the client's own telephone. A telephone that is here already is asked to show the order form; else the code is read
 * first and the wish to be paid waits for it.
 */
export function HandOver(given: { handed: Handed | undefined; design: string; sync: LivingSync; onClose(): void }) {
  const { t, locale } = useWords()
  const { handed, design, sync, onClose } = given
  const [link, setLink] = useState<{ design: string; url: string }>()
  const known = useRef<string>(undefined)
  const url = link?.design === design ? link.url : undefined
  const [fault, setFault] = useState<string>()
  const joined = useStore(sync.state, (state) => state.present.some(({ by }) => by === 'client'))

  useEffect(() => {
    if (!handed) return
    setFault(undefined)
    void (async () => {
      if (handed === 'pay') await ask(locale, 'POST', `/api/v1/salon/designs/${design}/payment`, {})
      if (known.current === design) return
      const answer = await ask<{ url: string }>(locale, 'POST', `/api/v1/salon/designs/${design}/link`, {})
      if (answer.ok) {
        known.current = design
        setLink({ design, url: answer.value.url })
      } else setFault(answer.words || t('salon.line-lost'))
    })()
  }, [handed, design, locale, t])

  async function anew() {
    setLink(undefined)
    const answer = await ask<{ url: string }>(locale, 'POST', `/api/v1/salon/designs/${design}/link`, { fresh: true })
    if (answer.ok) setLink({ design, url: answer.value.url })
    else setFault(answer.words || t('salon.line-lost'))
  }

  const title = t(handed === 'pay' ? 'salon.pay-title' : 'salon.hand-title')
  return (
    <Sheet open={handed !== undefined} onClose={onClose} title={title} closeLabel={t('configurator.close')}>
      <p className="mb-5">{t(handed === 'pay' ? (joined ? 'salon.pay-asked' : 'salon.pay-scan') : 'salon.hand-scan')}</p>
      <div className="sl-qr">{url ? <QrLink url={url} label={t('salon.hand-code')} /> : <span className="sl-qr-empty" />}</div>
      {url && (
        <p className="small quiet mt-3 break-all">
          <a className="link" href={url} target="_blank" rel="noopener">
            {t('salon.hand-address')}
          </a>
        </p>
      )}
      <p className={`state mt-5 ${joined ? 'ok' : 'unknown'}`} role="status">
        <Icon name={joined ? 'ok' : 'clock'} />
        <span>{t(joined ? 'salon.joined' : 'salon.not-joined')}</span>
      </p>
      {fault && (
        <p className="fault mt-3" role="alert">
          <Icon name="blocked" size={14} />
          {fault}
        </p>
      )}
      <div className="flex flex-wrap gap-3 mt-6">
        <button type="button" className="button second" onClick={() => void anew()}>
          {t('salon.hand-anew')}
        </button>
      </div>
      <p className="help mt-2">{t('salon.hand-anew-help')}</p>
    </Sheet>
  )
}
