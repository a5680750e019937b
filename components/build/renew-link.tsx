'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useWords } from '@/components/ui/words'

/** Takes the live page's link back; on the order's page. Needs the words of `build`. */
export function RenewLink({ order, replaces }: { order: string; replaces: string }) {
  const { t, locale } = useWords()
  const router = useRouter()
  const [state, setState] = useState<'idle' | 'busy' | 'done' | 'failed'>('idle')
  async function renew() {
    setState('busy')
    const answer = await fetch(`/api/v1/orders/${encodeURIComponent(order)}/build-link`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': locale },
      body: JSON.stringify({ replaces }),
    }).catch(() => undefined)
    setState(answer?.ok ? 'done' : 'failed')
    if (answer?.ok) router.refresh()
  }
  return (
    <section className="mt-12 max-w-[560px]" aria-label={t('build.renew.title')}>
      <h2 className="ui-head">{t('build.renew.title')}</h2>
      <p className="small quiet mt-2">{t('build.renew.help')}</p>
      <button type="button" className="button second mt-4" onClick={renew} disabled={state === 'busy'}>
        {t(state === 'busy' ? 'build.renew.doing' : 'build.renew.do')}
      </button>
      <p className={state === 'failed' ? 'fault mt-2' : 'small mt-2'} role="status">
        {state === 'done' ? t('build.renew.done') : state === 'failed' ? t('build.renew.failed') : ''}
      </p>
    </section>
  )
}
