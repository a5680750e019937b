'use client'

import { useEffect, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { LanguageLink } from '@/components/ui/language-link'
import { Sheet } from '@/components/ui/sheet'
import { useWords } from '@/components/ui/words'
import { formatDate } from '@/lib/words/format'
import { Placings } from './placings'
import { useSalon } from './salon-context'

/** Where, when, whether the line is up, who sees the screen, and who is at work. */
export function SalonHeader(given: { line: 'up' | 'down'; waiting: number; onClientView(on: boolean): void }) {
  const { t, locale } = useWords()
  const { props, clientView } = useSalon()
  const [now, setNow] = useState<string>()
  const [open, setOpen] = useState(false)
  const { line, waiting } = given
  useEffect(() => {
    const tick = () => setNow(new Date().toISOString())
    tick()
    const timer = setInterval(tick, 20_000)
    return () => clearInterval(timer)
  }, [])
  const other = locale === 'en' ? 'fr' : 'en'
  return (
    <header className="sl-head">
      <a href={`/${locale}/salon`} className="wordmark" aria-label={t('salon.home')}>
        Lot One
      </a>
      <p className="sl-where">
        {t('salon.where', { city: props.shop.city })}
        {now && <span> · {formatDate(locale, now, 'moment', props.shop.timeZone)}</span>}
      </p>
      <p className={`badge sl-line ${line === 'up' ? 'ok' : 'advice'}`} role="status">
        <Icon name={line === 'up' ? 'ok' : 'offline'} size={14} />
        {line === 'up' ? t('salon.line-up') : t('salon.line-down', { waiting })}
      </p>
      <button type="button" className="badge sl-view" aria-pressed={clientView} onClick={() => given.onClientView(!clientView)}>
        <Icon name="lock" size={14} />
        {t(clientView ? 'salon.client-view-on' : 'salon.client-view')}
      </button>
      <button
        type="button"
        className="sl-me"
        aria-label={t('salon.me', { name: props.advisor.name })}
        onClick={() => setOpen(true)}
      >
        <span className="sl-disc" data-by="advisor" aria-hidden="true">
          {props.advisor.initials}
        </span>
      </button>
      <Sheet open={open} onClose={() => setOpen(false)} title={props.advisor.name} closeLabel={t('configurator.close')}>
        <p className="quiet mb-6">{t('salon.where', { city: props.shop.city })}</p>
        {props.advisor.places && <Placings />}
        <p className="mb-6">
          <LanguageLink to={other} name={t(`salon.language.${other}`)} />
        </p>
        <p className="help mb-6">{t('salon.install-help')}</p>
        <form action={props.leave}>
          <input type="hidden" name="locale" value={locale} />
          <button type="submit" className="button second">
            {t('salon.sign-out')}
          </button>
        </form>
      </Sheet>
    </header>
  )
}
