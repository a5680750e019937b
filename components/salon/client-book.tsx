'use client'

import { useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { Sheet } from '@/components/ui/sheet'
import { useWords } from '@/components/ui/words'
import type { ClientBook } from '@/lib/domain/salon/book'
import type { PurposeId } from '@/lib/domain/salon/purposes'
import { formatDate, formatNumber } from '@/lib/words/format'
import { ask } from './ask'
import { ClientForm } from './client-form'
import { designName } from './design-name'
import { QrLink } from './qr-link'
import { useSalon } from './salon-context'

/** The client's book beside the design: what the house knows, for whom it may know it, and until when. */
export function Book(given: {
  book: ClientBook
  current: string | undefined
  onBook(book: ClientBook): void
  onOpen(design: string): void
  onSaved(revision: string): void
  onClose(): void
}) {
  const { t, locale } = useWords()
  const { props, clientView } = useSalon()
  const { book, current } = given
  const [writing, setWriting] = useState(false)
  const zone = props.shop.timeZone
  const allowed = (purpose: PurposeId) => book.consents.find((one) => one.purpose === purpose)?.given === true
  const size = (circumference: number) => formatNumber(locale, circumference / 1000, circumference % 1000 === 0 ? 0 : 1)
  const dayOf = (day: string) => formatDate(locale, `${day}T12:00:00Z`, 'dated').replace(/^\S+ /, '')
  const occasionDay = (month: number, day: number) =>
    new Intl.DateTimeFormat(locale === 'fr' ? 'fr' : 'en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
      new Date(Date.UTC(2024, month - 1, day)),
    )
  const tonight = <span className="sl-tonight">{t('salon.until-tonight')}</span>
  const since = new Intl.DateTimeFormat(locale === 'fr' ? 'fr' : 'en-GB', { month: 'long', year: 'numeric', timeZone: zone })
  const measured = book.sizes[0]

  return (
    <aside className="sl-book" aria-label={t('salon.book-of', { name: book.name })}>
      <header>
        <h2>{book.name}</h2>
        <p className="quiet">{t('salon.since', { date: since.format(new Date(book.since)) })}</p>
      </header>
      <section>
        <h3>{t('salon.today')}</h3>
        <p className="quiet">{book.today || t('salon.nothing-yet')}</p>
      </section>
      <section>
        <h3>{t('salon.sizes')}</h3>
        {book.sizes.length === 0 && <p className="quiet">{t('salon.nothing-yet')}</p>}
        <dl>
          {book.sizes.map((one) => (
            <div key={one.finger}>
              <dt>{t(`salon.finger.${one.finger}`)}</dt>
              <dd>{size(one.circumference)}</dd>
            </div>
          ))}
        </dl>
        {measured &&
          (allowed('sizes') ? (
            <p className="quiet small">{t('salon.measured', { date: dayOf(measured.measured), until: dayOf(measured.until) })}</p>
          ) : (
            tonight
          ))}
      </section>
      <section>
        <h3>{t('salon.likes')}</h3>
        <p className="quiet">{book.likes || t('salon.nothing-yet')}</p>
        {book.likes && !allowed('likes') && tonight}
      </section>
      {book.occasions.length > 0 && (
        <section>
          <h3>{t('salon.dates')}</h3>
          <dl>
            {book.occasions.map((one) => (
              <div key={`${one.kind}${one.month}${one.day}`}>
                <dt>{t(`salon.occasion.${one.kind}`)}</dt>
                <dd>{occasionDay(one.month, one.day)}</dd>
              </div>
            ))}
          </dl>
          {!allowed('likes') && tonight}
        </section>
      )}
      <section>
        <h3>{t('salon.designs')}</h3>
        {book.designs.length === 0 && <p className="quiet">{t('salon.nothing-yet')}</p>}
        <ul className="sl-designs">
          {book.designs.map((design) => (
            <li key={design.id}>
              <button type="button" aria-current={design.id === current || undefined} onClick={() => given.onOpen(design.id)}>
                <span>
                  {designName(
                    t,
                    props.families.find((one) => one.family === design.family),
                    design.choices,
                  )}
                </span>
                <span className="quiet">
                  {design.ordered
                    ? t('salon.ordered')
                    : isToday(design.touched, zone)
                      ? t('salon.today-word')
                      : formatDate(locale, design.touched, 'short', zone).replace(/^\S+ /, '')}
                </span>
              </button>
            </li>
          ))}
        </ul>
        {book.designs.length > 0 && !allowed('designs') && tonight}
      </section>
      {book.saved.length > 0 && (
        <section>
          <h3>{t('salon.saved')}</h3>
          <ul className="sl-designs">
            {book.saved.map((one) => (
              <li key={one.revision}>
                <button type="button" onClick={() => given.onSaved(one.revision)}>
                  <span>
                    {designName(
                      t,
                      props.families.find(({ family }) => family === one.family),
                      one.choices,
                    )}
                  </span>
                  <span className="quiet">{t('salon.saved-number', { number: one.number })}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {!clientView && book.followUp && (
        <section>
          <h3>{t('salon.follow-up')}</h3>
          <p className="quiet">{book.followUp}</p>
        </section>
      )}
      {!clientView && book.notes && (
        <section>
          <h3>{t('salon.notes')}</h3>
          <p className="quiet whitespace-pre-line">{book.notes}</p>
        </section>
      )}
      <div className="sl-book-actions">
        <button type="button" className="link tall" onClick={() => setWriting(true)}>
          {t('salon.write')}
        </button>
        <button type="button" className="link tall" onClick={given.onClose}>
          {t('salon.close-book')}
        </button>
      </div>
      <Consents book={book} />
      <Sheet open={writing} onClose={() => setWriting(false)} title={book.name} closeLabel={t('configurator.close')}>
        <ClientForm
          book={book}
          onSaved={(saved) => {
            setWriting(false)
            given.onBook(saved)
          }}
        />
      </Sheet>
    </aside>
  )
}

const isToday = (iso: string, timeZone: string): boolean => {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone })
  return day.format(new Date(iso)) === day.format(new Date())
}

/** What the client allowed, live; the code opens their own page on their own telephone. */
function Consents({ book }: { book: ClientBook }) {
  const { t, locale } = useWords()
  const [open, setOpen] = useState(false)
  const [url, setUrl] = useState<string>()
  const [fault, setFault] = useState<string>()
  const given = book.consents.filter((one) => one.given).length
  const asked = book.consents.some((one) => one.given !== undefined)

  async function show() {
    setOpen(true)
    setFault(undefined)
    if (url) return
    const answer = await ask<{ url: string }>(locale, 'POST', `/api/v1/salon/clients/${book.id}/consent-link`, {})
    if (answer.ok) setUrl(answer.value.url)
    else setFault(answer.words || t('salon.line-lost'))
  }

  return (
    <footer className="sl-consents">
      <p className="quiet small" role="status">
        {asked ? t('salon.allowed-count', { given, all: book.consents.length }) : t('salon.allowed-none')}
      </p>
      <button type="button" className="link tall" onClick={() => void show()}>
        {t('salon.allowed-ask', { initials: book.initials })}
      </button>
      <Sheet open={open} onClose={() => setOpen(false)} title={t('salon.allowed-title')} closeLabel={t('configurator.close')}>
        <p className="mb-5">{t('salon.allowed-scan')}</p>
        <div className="sl-consent-sheet">
          <div className="sl-qr">
            {url ? <QrLink url={url} label={t('salon.allowed-code')} /> : <span className="sl-qr-empty" />}
          </div>
          <ul aria-live="polite">
            {book.consents.map(({ purpose, given: yes }) => (
              <li key={purpose} className={`state ${yes ? 'ok' : yes === false ? 'blocked' : 'unknown'}`}>
                <Icon name={yes ? 'ok' : yes === false ? 'blocked' : 'unknown'} />
                <span>
                  {t(`salon.purpose.${purpose}.title`)}: {t(yes ? 'salon.yes' : yes === false ? 'salon.no' : 'salon.not-asked')}
                </span>
              </li>
            ))}
          </ul>
        </div>
        {url && (
          <p className="small quiet mt-4 break-all">
            <a className="link" href={url} target="_blank" rel="noopener">
              {t('salon.allowed-address')}
            </a>
          </p>
        )}
        {fault && (
          <p className="fault mt-3" role="alert">
            <Icon name="blocked" size={14} />
            {fault}
          </p>
        )}
      </Sheet>
    </footer>
  )
}
