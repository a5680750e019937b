import type { StaffOrder } from '@/lib/server/staff-order'
import type { Locale } from '@/lib/words/locale'
import { formatMoney, translator } from '@/lib/words/render'
import { tellPriceLine } from '@/lib/words/telling'
import { moment } from '../../clock'

/** The quote line by line, what has moved, and what stands. */
export function MoneyOf({ locale, money }: { locale: Locale; money: NonNullable<StaffOrder['money']> }) {
  const t = translator(locale)
  const { quote, ledger, payment, total } = money
  const sum = (...kinds: string[]) =>
    ledger.reduce((amount, entry) => (kinds.includes(entry.kind) ? amount + entry.amount.amount : amount), 0)
  const charged = sum('captured')
  const refunded = sum('refunded') - sum('refund-returned')
  const held = Math.max(0, sum('authorised') - sum('released') - charged)
  const open = Math.max(0, total.amount - charged - held)
  const figures = [
    ['held', held],
    ['charged', charged],
    ['refunded', refunded],
    ['open', open],
  ] as const
  return (
    <>
      <section>
        <h2 className="ui-head">{t('admin.order.price')}</h2>
        <dl className="admin-lines">
          {quote.lines.map((line) => (
            <div key={line.code}>
              <dt>{tellPriceLine(t, locale, line)}</dt>
              <dd>{formatMoney(locale, line.shown)}</dd>
            </div>
          ))}
          <div className="total">
            <dt>{t('quote.total')}</dt>
            <dd>{formatMoney(locale, quote.shownTotal)}</dd>
          </div>
        </dl>
        <p className="caption mt-2">{t('admin.order.fixed', { date: moment(locale, quote.metalFixedAt) })}</p>
      </section>
      <section>
        <h2 className="ui-head">{t('admin.order.money')}</h2>
        <dl className="admin-lines">
          {figures.map(([name, amount]) => (
            <div key={name} className={name === 'open' ? 'total' : undefined}>
              <dt>{t(`staff.money.${name}`)}</dt>
              <dd>{formatMoney(locale, { amount, currency: total.currency })}</dd>
            </div>
          ))}
        </dl>
        <h3 className="small quiet mt-5">{t('staff.money.ledger')}</h3>
        <ul className="admin-lines">
          {ledger.map((entry) => (
            <li key={`${entry.kind}${entry.at}`}>
              <span>
                {t(`staff.money.kinds.${entry.kind}`)} <span className="caption block">{moment(locale, entry.at)}</span>
              </span>
              <span>{formatMoney(locale, entry.amount)}</span>
            </li>
          ))}
        </ul>
        {ledger.length === 0 && <p className="quiet small">{t('staff.money.nothing')}</p>}
        <p className="caption mt-2">
          {t('admin.order.payment')}:{' '}
          {t.has(`staff.payment.${payment.state}`) ? t(`staff.payment.${payment.state}`) : payment.state}
        </p>
      </section>
    </>
  )
}
