'use client'

import { useWords } from '@/components/ui/words'
import type { Quote } from '@/lib/domain/pricing/quote'
import { formatDate, formatMoney } from '@/lib/words/format'
import { tellPriceLine } from '@/lib/words/telling'

/** One row per cost driver, in the client's currency; what is charged in another currency says so. */
export function Breakdown({ quote }: { quote: Quote }) {
  const { t, locale } = useWords()
  const foreign = quote.total.currency !== quote.shownTotal.currency
  return (
    <div>
      <table className="table">
        <caption className="sr-only">{t('configurator.lines')}</caption>
        <tbody>
          {quote.lines.map((line) => (
            <tr key={line.code}>
              <th scope="row">{tellPriceLine(t, locale, line)}</th>
              <td className="number">{formatMoney(locale, line.shown)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('quote.total')}</th>
            <td className="number">{formatMoney(locale, quote.shownTotal)}</td>
          </tr>
        </tfoot>
      </table>
      <p className="caption mt-2">{t(`quote.duty.${quote.duty}`)}</p>
      <p className="caption mt-1">
        {t('quote.metalFixed', {
          date: formatDate(locale, quote.metalFixedAt, 'moment'),
          expires: formatDate(locale, quote.expires, 'moment'),
        })}
      </p>
      {foreign && (
        <p className="caption mt-1">
          {t('quote.rateFixed', {
            currency: quote.shownTotal.currency,
            date: formatDate(locale, quote.rateFixedAt, 'moment'),
            charged: formatMoney(locale, quote.total),
          })}
        </p>
      )}
    </div>
  )
}
