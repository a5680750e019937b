'use client'

import { useWords } from '@/components/ui/words'
import type { Money } from '@/lib/domain/pricing/money'
import type { Quote } from '@/lib/domain/pricing/quote'
import { formatMoney, formatPercent } from '@/lib/words/format'
import { useConfigured } from '../configurator/context'

/** Where the price comes from, for the advisor's eyes: metal, delivery, tax, and what stays for the work. */
export function Figures() {
  const { t, locale } = useWords()
  const quote = useConfigured((state) => state.judged?.answers.find(({ atelier }) => atelier === state.atelier)?.quote)
  if (!quote) return <p className="sl-figures small quiet">{t('salon.figures-none')}</p>
  const { metal, work, net } = sharesOf(quote)
  const currency = quote.shownTotal.currency
  const tell = (amount: number) => formatMoney(locale, { amount, currency })
  return (
    <p className="sl-figures small quiet">
      {t('salon.figures', {
        metal: tell(metal),
        work: tell(work),
        share: formatPercent(locale, net > 0 ? Math.round((100 * work) / net) / 100 : 0),
      })}
    </p>
  )
}

/** In the shown currency: metal; work, which is what is left of the price without tax, delivery and metal; price without tax. */
function sharesOf(quote: Quote): { metal: number; work: number; net: number } {
  const sum = (codes: readonly string[]) =>
    quote.lines.filter(({ code }) => codes.includes(code)).reduce((total, { shown }: { shown: Money }) => total + shown.amount, 0)
  const metal = sum(['metal'])
  const net = quote.shownTotal.amount - sum(['tax'])
  return { metal, work: net - metal - sum(['shipping']), net }
}
