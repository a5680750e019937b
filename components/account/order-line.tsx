import Link from 'next/link'
import type { ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'
import type { Money } from '@/lib/domain/pricing/money'
import { type BuildStatus, livePageOf } from '@/lib/domain/production/build-status'
import { formatDate, formatMoney } from '@/lib/words/format'
import type { Locale } from '@/lib/words/locale'
import type { Translate } from '@/lib/words/translate'
import { clientState } from './client-state'

interface OrderLineProps {
  t: Translate
  locale: Locale
  order: {
    reference: string
    state: string
    family: string
    token: string
    watch?: string
    status: BuildStatus | null
    plan: { delivered: string }
    createdAt: Date
  }
  city: string
  total: Money
  /** Takes the link of the live page back. */
  takeBack: ReactNode
}

/** One order of a client: what, where it stands, when it comes, and the way to its live page. */
export function OrderLine({ t, locale, order, city, total, takeBack }: OrderLineProps) {
  const state = clientState(t, order.state, order.status)
  const live = order.state === 'cancelled' ? 'stopped' : livePageOf(order.status)
  return (
    <li>
      <Link className="order-name" href={`/${locale}/orders/${order.token}`} prefetch={false}>
        {t(`families.${order.family}`)}, <span className="order-reference">{order.reference}</span>
      </Link>
      <span className="order-state">
        <Icon name={state.icon} />
        {state.text}
      </span>
      <span className="quiet">
        {city} · {t('me.orders.date', { date: formatDate(locale, order.createdAt.toISOString(), 'short') })}
      </span>
      <span className="quiet">{arrival(t, locale, order)}</span>
      <span className="order-price">{formatMoney(locale, total)}</span>
      {order.watch && (
        <div className="order-watch">
          <Link className="link tall" href={`/${locale}/b/${order.watch}`} prefetch={false}>
            {t(`livePage.${live}`)}
          </Link>
          {live !== 'stopped' && takeBack}
        </div>
      )}
    </li>
  )
}

/** When it comes, or came; nothing for what is not under way. */
function arrival(t: Translate, locale: Locale, { state, status, plan }: OrderLineProps['order']): string | undefined {
  if (state === 'cancelled' || state === 'open') return undefined
  if (status?.deliveredAt) return t('me.orders.delivered', { date: formatDate(locale, status.deliveredAt) })
  return t('me.orders.promise', { date: formatDate(locale, status?.promise.delivered ?? plan.delivered) })
}
