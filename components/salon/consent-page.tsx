'use client'

import { useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { Sheet } from '@/components/ui/sheet'
import { useWords } from '@/components/ui/words'
import type { ConsentView } from '@/lib/domain/salon/book'
import { PURPOSES, type PurposeId } from '@/lib/domain/salon/purposes'
import { formatDate, formatNumber } from '@/lib/words/format'
import { ask } from './ask'
import './consent.css'

/** Yes or no, purpose by purpose, on the client's own telephone; each word holds at once. */
export function ConsentPage({ token, first }: { token: string; first: ConsentView }) {
  const { t, locale } = useWords()
  const [view, setView] = useState(first)
  const [busy, setBusy] = useState<PurposeId>()
  const [told, setTold] = useState('')
  const [fault, setFault] = useState<string>()
  const [leaving, setLeaving] = useState(false)
  const [gone, setGone] = useState(false)
  const dated = (iso: string) => formatDate(locale, iso, 'dated').replace(/^\S+ /, '')

  async function say(purpose: PurposeId, given: boolean) {
    setBusy(purpose)
    setFault(undefined)
    const answer = await ask<ConsentView>(locale, 'PUT', `/api/v1/consents/${token}`, { decisions: { [purpose]: given } })
    setBusy(undefined)
    if (answer.ok) {
      setView(answer.value)
      setTold(t(given ? 'consent.said-yes' : 'consent.said-no', { what: t(`salon.purpose.${purpose}.title`) }))
    } else setFault(answer.words || t('consent.not-heard'))
  }

  async function forget() {
    setFault(undefined)
    const answer = await ask(locale, 'POST', `/api/v1/consents/${token}/forget`, {})
    setLeaving(false)
    if (answer.ok) setGone(true)
    else setFault(answer.words || t('consent.not-heard'))
  }

  if (gone) {
    return (
      <div className="cs">
        <h1>{t('consent.gone')}</h1>
        <p className="lead mt-6">{t('consent.gone-help')}</p>
      </div>
    )
  }
  return (
    <div className="cs">
      <h1>{t('consent.heading', { name: view.name.split(' ')[0] ?? '' })}</h1>
      <p className="lead mt-5">{t('consent.lead', { shop: view.shop })}</p>
      <ul className="cs-purposes">
        {PURPOSES.map((purpose) => {
          const state = view.consents.find((one) => one.purpose === purpose)
          return (
            <li key={purpose}>
              <fieldset aria-busy={busy === purpose || undefined}>
                <legend>{t(`salon.purpose.${purpose}.title`)}</legend>
                <p className="quiet">{t(`salon.purpose.${purpose}.text`)}</p>
                <div className="cs-choice">
                  {([true, false] as const).map((given) => (
                    <label key={String(given)}>
                      <input
                        type="radio"
                        name={purpose}
                        checked={state?.given === given}
                        disabled={busy !== undefined}
                        onChange={() => void say(purpose, given)}
                      />
                      <span>
                        {state?.given === given && <Icon name={given ? 'ok' : 'close'} size={14} />}
                        {t(given ? 'salon.yes' : 'salon.no')}
                      </span>
                    </label>
                  ))}
                </div>
                <p className="help">
                  {state?.given === undefined
                    ? t('consent.not-said', { date: dated(view.visitEnds) })
                    : state.given && state.endsAt
                      ? t('consent.until', { date: dated(state.endsAt) })
                      : t('consent.nothing-kept')}
                </p>
              </fieldset>
            </li>
          )
        })}
      </ul>
      <p className="sr-only" role="status">
        {told}
      </p>
      {fault && (
        <p className="fault" role="alert">
          <Icon name="blocked" size={14} />
          {fault}
        </p>
      )}
      <Kept view={view} />
      <section className="cs-part">
        <h2>{t('consent.looks')}</h2>
        <ul className="cs-rows">
          {view.looks.map((look) => (
            <li key={look.at}>
              <span>{t('consent.look', { by: look.by, shop: view.shop })}</span>
              <span className="quiet">{formatDate(locale, look.at, 'moment', 'Europe/Paris')}</span>
            </li>
          ))}
        </ul>
      </section>
      <section className="cs-part">
        <h2>{t('consent.forget')}</h2>
        <p className="quiet">{t('consent.forget-help')}</p>
        <button type="button" className="button second mt-5" onClick={() => setLeaving(true)}>
          {t('consent.forget-now')}
        </button>
      </section>
      <Sheet open={leaving} onClose={() => setLeaving(false)} title={t('consent.forget-sure')} closeLabel={t('consent.keep')}>
        <p className="mb-6">{t('consent.forget-what')}</p>
        <div className="flex flex-wrap gap-3">
          <button type="button" className="button" onClick={() => void forget()}>
            {t('consent.forget-now')}
          </button>
          <button type="button" className="button second" onClick={() => setLeaving(false)}>
            {t('consent.keep')}
          </button>
        </div>
      </Sheet>
    </div>
  )
}

/** What the house keeps at this moment, as it stands. */
function Kept({ view }: { view: ConsentView }) {
  const { t, locale } = useWords()
  const { kept } = view
  const size = (circumference: number) => formatNumber(locale, circumference / 1000, circumference % 1000 === 0 ? 0 : 1)
  const rows: [string, string][] = [
    [t('salon.form.name'), view.name],
    [t('salon.form.email'), kept.email],
    [t('salon.form.phone'), kept.phone],
    ...kept.sizes.map((one): [string, string] => [t(`salon.finger.${one.finger}`), size(one.circumference)]),
    ...kept.occasions.map((one): [string, string] => [
      t(`salon.occasion.${one.kind}`),
      new Intl.DateTimeFormat(locale === 'fr' ? 'fr' : 'en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
        new Date(Date.UTC(2024, one.month - 1, one.day)),
      ),
    ]),
    [t('salon.today'), kept.today],
    [t('salon.likes'), kept.likes],
    [t('salon.follow-up'), kept.followUp],
    [t('salon.notes'), kept.notes ? t('consent.has-notes') : ''],
  ]
  return (
    <section className="cs-part">
      <h2>{t('consent.kept')}</h2>
      <dl className="cs-rows">
        {rows
          .filter(([, text]) => text !== '')
          .map(([name, text]) => (
            <div key={name}>
              <dt className="quiet">{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
      </dl>
    </section>
  )
}
