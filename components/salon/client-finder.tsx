'use client'

import { useEffect, useId, useRef, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { useWords } from '@/components/ui/words'
import type { ClientRow } from '@/lib/domain/salon/book'
import { formatDate } from '@/lib/words/format'
import { presetName } from '../configurator/parameter-words'
import { ask } from './ask'
import { type SalonFamily, useSalon } from './salon-context'

interface Found {
  clients: readonly ClientRow[]
  next?: string
}

/** A rest between two letters that is no longer typing, ms. */
const REST = 250

/** Where a visit begins: who is here, or a ring without a name. */
export function ClientFinder(given: {
  onClient(id: string): void
  onNew(): void
  onBegin(family: SalonFamily, preset: string): void
  onSignedOut(): void
}) {
  const { t, locale } = useWords()
  const { props } = useSalon()
  const [text, setText] = useState('')
  const [found, setFound] = useState<Found>()
  const [fault, setFault] = useState<string>()
  const asked = useRef(0)
  const id = useId()
  const { onSignedOut } = given

  useEffect(() => {
    const query = text.trim()
    asked.current += 1
    const own = asked.current
    if (query.length < 2) {
      setFound(undefined)
      return
    }
    const timer = setTimeout(async () => {
      const answer = await ask<Found>(locale, 'GET', `/api/v1/salon/clients?q=${encodeURIComponent(query)}`)
      if (own !== asked.current) return
      if (answer.ok) {
        setFound(answer.value)
        setFault(undefined)
      } else if (answer.code === 'session.unknown') onSignedOut()
      else setFault(answer.words || t('salon.find-needs-line'))
    }, REST)
    return () => clearTimeout(timer)
  }, [text, locale, t, onSignedOut])

  async function more() {
    const answer = await ask<Found>(
      locale,
      'GET',
      `/api/v1/salon/clients?q=${encodeURIComponent(text.trim())}&after=${encodeURIComponent(found?.next ?? '')}`,
    )
    if (answer.ok) setFound({ ...answer.value, clients: [...(found?.clients ?? []), ...answer.value.clients] })
    else setFault(answer.words || t('salon.find-needs-line'))
  }

  return (
    <main id="main" className="sl-home">
      <div className="sl-home-column">
        <h1>{t('salon.who')}</h1>
        <search>
          <label className="label" htmlFor={id}>
            {t('salon.find')}
          </label>
          <div className="sl-search">
            <Icon name="search" />
            <input
              id={id}
              className="field"
              type="search"
              autoComplete="off"
              spellCheck={false}
              maxLength={100}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </div>
        </search>
        <div aria-live="polite">
          {fault && (
            <p className="fault mt-3">
              <Icon name="blocked" size={14} />
              {fault}
            </p>
          )}
          {found && (
            <ul className="sl-found" aria-label={t('salon.found')}>
              {found.clients.map((client) => (
                <li key={client.id}>
                  <button type="button" onClick={() => given.onClient(client.id)}>
                    <span className="name">{client.name}</span>
                    <span className="quiet">{client.email || client.phone}</span>
                    <span className="quiet seen">
                      {t('salon.seen', { date: formatDate(locale, client.seen, 'dated', props.shop.timeZone) })}
                    </span>
                  </button>
                </li>
              ))}
              {found.clients.length === 0 && <li className="sl-none">{t('salon.found-none')}</li>}
            </ul>
          )}
          {found?.next && (
            <button type="button" className="button second mt-4" onClick={() => void more()}>
              {t('salon.more')}
            </button>
          )}
        </div>
        <button type="button" className="button mt-8" onClick={given.onNew}>
          <Icon name="plus" />
          {t('salon.new-client')}
        </button>
        <p className="help mt-3">{t('salon.new-help')}</p>
      </div>
      <section className="sl-home-column" aria-label={t('salon.without-name')}>
        <h2>{t('salon.without-name')}</h2>
        <p className="quiet mb-6">{t('salon.without-name-help')}</p>
        <ul className="sl-points">
          {props.families.flatMap((family) =>
            family.presets.map((preset) => (
              <li key={`${family.family} ${preset.id}`}>
                <button type="button" className="sl-tile" onClick={() => given.onBegin(family, preset.id)}>
                  {preset.still ? (
                    <img src={preset.still.src} srcSet={preset.still.srcSet} sizes="180px" width={180} height={170} alt="" />
                  ) : (
                    <span className="sl-tile-empty" />
                  )}
                  <span className="name">{presetName(t, preset.id)}</span>
                </button>
              </li>
            )),
          )}
        </ul>
      </section>
    </main>
  )
}
