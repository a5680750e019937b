import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { RenewLink } from '@/components/build/renew-link'
import { LookAgain } from '@/components/checkout/look-again'
import { SiteFooter } from '@/components/house/site-header'
import { Icon } from '@/components/ui/icon'
import { WordsProvider } from '@/components/ui/words'
import { openOrder } from '@/lib/server/order-view'
import { seenCities } from '@/lib/server/showcase'
import { messagesFor } from '@/lib/words/client-messages'
import { isLocale } from '@/lib/words/locale'
import { formatDate, formatMoney, translator } from '@/lib/words/render'
import '@/components/house/house.css'
import { HouseHeader } from '../../house-header'

type Given = { params: Promise<{ locale: string; token: string }> }

export async function generateMetadata({ params }: Given): Promise<Metadata> {
  const { locale } = await params
  if (!isLocale(locale)) return {}
  return { title: translator(locale)('pages.order.paid'), robots: { index: false, follow: false }, referrer: 'no-referrer' }
}

/** Which of the order page's stories is true, from the order and its last payment. */
function storyOf(state: string, payment: string): 'held' | 'captured' | 'failed' | 'waiting' | 'canceled' | 'refunded' {
  if (state === 'placed' || state === 'closed') return 'captured'
  if (state === 'authorised') return 'held'
  if (state === 'cancelled') return payment === 'refunded' ? 'refunded' : 'canceled'
  return payment === 'failed' ? 'failed' : 'waiting'
}

export default async function Order({ params }: Given) {
  const { locale, token } = await params
  if (!isLocale(locale)) notFound()
  const opened = await openOrder(token, new Date())
  if (!opened.ok) notFound()
  const t = translator(locale)
  const order = opened.value
  const story = storyOf(order.state, order.payment.state)
  const city = (await seenCities(new Date()))[order.atelier] ?? order.atelier
  const amount = formatMoney(locale, order.total)
  const good = story === 'held' || story === 'captured'
  const title = good ? t('pages.order.paid') : t(`pages.order.${story}`, { city })
  const text = good ? t(`pages.order.${story}`, { amount, city }) : story === 'refunded' ? '' : t(`pages.order.${story}-help`)
  const moving = order.state === 'open' || (good && !order.build)
  return (
    <>
      <HouseHeader locale={locale} t={t} />
      <main id="main" className="wrap">
        <div className="max-w-[720px] py-16">
          <p className={`state ${good ? 'ok' : story === 'failed' || story === 'canceled' ? 'blocked' : 'unknown'} mb-4`}>
            <Icon name={good ? 'ok' : story === 'failed' || story === 'canceled' ? 'blocked' : 'unknown'} size={24} />
          </p>
          <h1>{title}</h1>
          <p className="lead mt-6">{text}</p>
          <div className="hero-actions">
            {order.build && (
              <Link className="button" href={`/${locale}/b/${order.build.token}`} prefetch={false}>
                {t('pages.order.watch')}
              </Link>
            )}
            {order.payment.checkoutUrl && !good && (
              <a className={`button ${story === 'waiting' ? 'second' : ''}`} href={order.payment.checkoutUrl}>
                {t('pages.order.again')}
              </a>
            )}
          </div>
          {good && !order.build && <p className="quiet mt-6">{t('pages.order.later')}</p>}
          <dl className="rows mt-12">
            <div className="pair">
              <dt>{t('pages.order.state')}</dt>
              <dd>{t(`admin.state.${order.state}`)}</dd>
            </div>
            <div className="pair">
              <dt>{t('pages.landing.workshop')}</dt>
              <dd>{city}</dd>
            </div>
            <div className="pair">
              <dt>{t('pages.order.total')}</dt>
              <dd>
                <strong>{amount}</strong> <span className="quiet">· {t(`quote.duty.${order.quote.duty}`)}</span>
              </dd>
            </div>
            <div className="pair">
              <dt>{t('pages.order.promise')}</dt>
              <dd>{formatDate(locale, order.build?.status?.promise.delivered ?? order.plan.delivered, 'dated')}</dd>
            </div>
          </dl>
          <p className="caption mt-4">{t('pages.order.number', { id: order.reference })}</p>
          {order.build && (
            <WordsProvider locale={locale} messages={messagesFor(locale, ['build'])}>
              <RenewLink order={token} replaces={order.build.token} />
            </WordsProvider>
          )}
          {moving && <LookAgain />}
        </div>
      </main>
      <SiteFooter locale={locale} t={t} />
    </>
  )
}
