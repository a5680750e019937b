import type { ReactNode } from 'react'
import type { OrderView } from '@/lib/server/order-view'
import { tellReason as writtenReason } from '@/lib/words/reasons'
import { formatDate, formatMoney, type Locale, type translator } from '@/lib/words/render'
import { tellFirstPass } from '@/lib/words/telling'

interface OrderFactsProps {
  order: OrderView
  city: string
  locale: Locale
  t: ReturnType<typeof translator>
}

const LEDGER_WORDS: Readonly<Record<string, string>> = {
  authorised: 'held-row',
  captured: 'charged-row',
  released: 'let-go',
  refunded: 'given-back',
  'refund-returned': 'returned',
}

/** What was ordered, what was agreed, and every movement of money. */
export function OrderFacts({ order, city, locale, t }: OrderFactsProps) {
  const { terms, build, plan, quote, ledger, refunds, state } = order
  const row = (name: string, value: ReactNode) => (
    <div className="pair">
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
  const moment = (iso: string) => formatDate(locale, iso, 'moment')
  const confirmations = build?.status?.confirmations ?? []
  const waits = order.may.cancel && !order.may.payAgain
  const onTheWay = refunds.filter((refund) => refund.state === 'asked')
  return (
    <>
      <dl className="rows mt-14">
        {row(t('pages.order.state'), t(`admin.state.${state}`))}
        {row(t('pages.landing.workshop'), city)}
        {row(
          t('pages.order.total'),
          <>
            <strong>{formatMoney(locale, order.total)}</strong> <span className="quiet">· {t(`quote.duty.${quote.duty}`)}</span>
          </>,
        )}
        {state !== 'cancelled' &&
          row(t('pages.order.promise'), formatDate(locale, build?.status?.promise.delivered ?? plan.delivered, 'dated'))}
        {order.firstPass && row(t('firstPass.name'), tellFirstPass(t, locale, order.firstPass))}
        {confirmations.length > 0 &&
          row(
            t('orderPage.confirmed'),
            <ul className="grid gap-1">
              {confirmations.map(({ rule, feature, reason, by }) => (
                <li key={`${rule} ${feature}`}>
                  {t('build.told.confirmed', {
                    question: t(`findings.${rule}.short`),
                    name: by.name,
                    reason: writtenReason(t, reason),
                  })}
                </li>
              ))}
            </ul>,
          )}
        {waits && terms && row(t('orderPage.answer'), t('orderPage.answer-by', { city, date: moment(terms.answerBy) }))}
        {terms &&
          state !== 'cancelled' &&
          row(
            t('orderPage.give-back'),
            terms.returns.days > 0 ? t('checkout.give-back-days', { days: terms.returns.days }) : t('checkout.give-back-not'),
          )}
        {ledger.length + onTheWay.length > 0 &&
          row(
            t('orderPage.money'),
            <ul className="grid gap-1">
              {ledger.map(({ kind, amount, at }) => (
                <li key={`${kind}${at}${amount.amount}`}>
                  {t(`orderPage.${LEDGER_WORDS[kind] ?? kind}`)} <strong>{formatMoney(locale, amount)}</strong>{' '}
                  <time className="quiet" dateTime={at}>
                    {moment(at)}
                  </time>
                </li>
              ))}
              {onTheWay.map(({ amount, at }) => (
                <li key={`way${at}`}>
                  {t('orderPage.on-its-way')} <strong>{formatMoney(locale, amount)}</strong>
                </li>
              ))}
            </ul>,
          )}
      </dl>
      <p className="caption mt-4">{t('pages.order.number', { id: order.reference })}</p>
    </>
  )
}
