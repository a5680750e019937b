'use client'

import type { ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'
import { useWords } from '@/components/ui/words'
import type { OrderTerms } from '@/lib/domain/orders/terms'
import type { Money } from '@/lib/domain/pricing/money'
import type { Quote } from '@/lib/domain/pricing/quote'
import { formatDate, formatMoney } from '@/lib/words/format'

/** What the server says of an order before it is placed. */
export type OfferedTerms = Pick<OrderTerms, 'returns' | 'answerBy'> & Pick<OrderTerms['consent'], 'purposes'>

export interface OrderSummaryProps {
  city: string
  country: string
  duty: Quote['duty']
  total: Money
  isToConfirm: boolean
  /** Absent until the server has answered; its lines keep their place. */
  terms: OfferedTerms | undefined
}

/** What is ordered, what is held now and charged when, until when it can be called off, and whether it may be given back. */
export function OrderSummary({ city, country, duty, total, isToConfirm, terms }: OrderSummaryProps) {
  const { t, locale } = useWords()
  const amount = formatMoney(locale, total)
  const waiting = <span className="bar w-40" aria-hidden="true" />
  const by = terms && formatDate(locale, terms.answerBy, 'moment')
  return (
    <div>
      {isToConfirm && (
        <p className="badge unknown mb-4 whitespace-normal py-2 items-start">
          <Icon name="unknown" size={14} />
          <span>{t('checkout.to-confirm', { city })}</span>
        </p>
      )}
      <dl className="rows">
        <Row name={t('configurator.form.price')}>
          <strong>{amount}</strong>
          <span className="quiet block">{t(`quote.duty.${duty}`)}</span>
        </Row>
        <Row name={t('configurator.form.made')}>{city}</Row>
        <Row name={t('configurator.form.to')}>{country}</Row>
        <Row name={t('checkout.held-now')}>{amount}</Row>
        <Row name={t('checkout.charged')}>{by ? t('checkout.charged-when', { city, date: by }) : waiting}</Row>
        <Row name={t('checkout.call-off')}>{t('checkout.call-off-until', { city })}</Row>
        <Row name={t('checkout.give-back')}>{terms ? <GiveBack returns={terms.returns} /> : waiting}</Row>
      </dl>
    </div>
  )
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="pair">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function GiveBack({ returns: { days, source } }: { returns: OrderTerms['returns'] }) {
  const { t } = useWords()
  return (
    <>
      {days > 0 ? t('checkout.give-back-days', { days }) : t('checkout.give-back-not')}
      <span className="caption block">{source}</span>
    </>
  )
}

/** What is stored, what for, and until when. */
export function KeptList({ purposes }: { purposes: OfferedTerms['purposes'] }) {
  const { t } = useWords()
  return (
    <div>
      <h3 className="label">{t('checkout.kept')}</h3>
      <ul className="small quiet list-disc pl-5">
        {purposes.map(({ code, years }) => (
          <li key={code}>{t(`checkout.purposes.${code}`, { years })}</li>
        ))}
      </ul>
    </div>
  )
}
