import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { RenewLink } from '@/components/build/renew-link'
import { LookAgain } from '@/components/checkout/look-again'
import { OrderActions } from '@/components/checkout/order-actions'
import { OtherAteliers } from '@/components/checkout/other-ateliers'
import { nearestPreset } from '@/components/configurator/nearest-preset'
import { SiteFooter } from '@/components/house/site-header'
import { Still } from '@/components/house/still'
import { stillNamed } from '@/components/house/stills'
import { Icon } from '@/components/ui/icon'
import { WordsProvider } from '@/components/ui/words'
import { livePageOf } from '@/lib/domain/production/build-status'
import { loadFamily } from '@/lib/domain/products/catalogue'
import { type OrderView, openOrder } from '@/lib/server/order-view'
import { seenCities } from '@/lib/server/showcase'
import { messagesFor, ORDER_PAGE_PARTS } from '@/lib/words/client-messages'
import { isLocale } from '@/lib/words/locale'
import { formatMoney, translator } from '@/lib/words/render'
import type { Translate } from '@/lib/words/translate'
import { HouseHeader } from '../../house-header'
import { OrderFacts } from './order-facts'
import { endingWords, type Story, storyOf } from './story'
import '@/components/house/house.css'
import '@/components/checkout/order-page.css'

interface Given {
  params: Promise<{ locale: string; token: string }>
  searchParams: Promise<{ paid?: string }>
}

export async function generateMetadata({ params }: Given): Promise<Metadata> {
  const { locale } = await params
  if (!isLocale(locale)) return {}
  return { title: translator(locale)('orderPage.title'), robots: { index: false, follow: false }, referrer: 'no-referrer' }
}

const ICONS: Readonly<Record<Story, 'ok' | 'blocked' | 'unknown' | 'advice'>> = {
  held: 'ok',
  captured: 'ok',
  delivered: 'ok',
  open: 'unknown',
  confirming: 'unknown',
  failed: 'advice',
  ended: 'blocked',
}

export default async function Order({ params, searchParams }: Given) {
  const { locale, token } = await params
  if (!isLocale(locale)) notFound()
  const [opened, cities, { paid }] = await Promise.all([openOrder(token, new Date()), seenCities(new Date()), searchParams])
  if (!opened.ok) notFound()
  const t = translator(locale)
  const order = opened.value
  const story = storyOf(order, paid !== undefined)
  const city = cities[order.atelier] ?? order.atelier
  const amount = formatMoney(locale, order.total)
  const { title, lead } = tellStory({ order, story, city, amount, t })
  const family = order.document && (await loadFamily(order.document.family))
  const preset = family && order.document ? nearestPreset(family.presets, order.document.choices) : undefined
  const isMoving = story === 'open' || story === 'confirming' || (story === 'held' && !order.build)
  const reason = order.ending && endingWords(order.ending)
  const pays = order.may.payAgain || story === 'open'
  return (
    <>
      <HouseHeader locale={locale} t={t} />
      <WordsProvider locale={locale} messages={messagesFor(locale, [...ORDER_PAGE_PARTS, ...(order.build ? ['build'] : [])])}>
        <main id="main" className="wrap order-page">
          <div>
            <p className={`state ${ICONS[story]} mb-4`}>
              <Icon name={ICONS[story]} size={24} />
            </p>
            <h1>{title}</h1>
            <p className="lead mt-6 max-w-[34em]">{lead}</p>
            {reason && <p className="mt-4">{t(reason.key, { words: reason.words })}</p>}
            <div className="hero-actions">
              {order.build && story !== 'ended' && story !== 'failed' && (
                <Link className="button" href={`/${locale}/b/${order.build.token}`} prefetch={false}>
                  {t(`livePage.${livePageOf(order.build.status)}`)}
                </Link>
              )}
              {order.replacedBy && (
                <Link className="button" href={`/${locale}/orders/${order.replacedBy.token}`} prefetch={false}>
                  {t('orderPage.replaced-link', { reference: order.replacedBy.reference })}
                </Link>
              )}
              <OrderActions
                token={token}
                mayCancel={order.may.cancel}
                {...(pays ? { pay: t('orderPage.pay', { amount }) } : {})}
              />
            </div>
            {story === 'held' && !order.build && <p className="quiet mt-6">{t('pages.order.later')}</p>}
            {order.may.chooseAnother && <OtherAteliers token={token} count={Object.keys(cities).length - 1} />}
            <OrderFacts order={order} city={city} locale={locale} t={t} />
            {order.build && story !== 'ended' && <RenewLink order={token} replaces={order.build.token} />}
            {isMoving && <LookAgain />}
          </div>
          {preset && order.document && (
            <figure className="order-picture">
              <Still
                picture={stillNamed(order.document.family, preset.id)}
                alt={t('configurator.nearest', { name: t(`presets.${preset.id}`) })}
                sizes="(min-width: 1024px) 440px, 92vw"
                first
              />
              <figcaption className="caption">{t('configurator.nearest-label', { name: t(`presets.${preset.id}`) })}</figcaption>
            </figure>
          )}
        </main>
      </WordsProvider>
      <SiteFooter locale={locale} t={t} />
    </>
  )
}

interface Told {
  order: OrderView
  story: Story
  city: string
  amount: string
  t: Translate
}

function tellStory({ order, story, city, amount, t }: Told): { title: string; lead: string } {
  const { payBy, ledger, ending, toConfirm } = order
  switch (story) {
    case 'held':
      return {
        title: t('pages.order.paid'),
        lead: t(toConfirm ? 'orderPage.held-to-confirm' : 'pages.order.held', { amount, city }),
      }
    case 'captured':
      return { title: t('pages.order.paid'), lead: t('pages.order.captured', { amount, city }) }
    case 'delivered':
      return { title: t('orderPage.delivered'), lead: t('pages.order.captured', { amount, city }) }
    case 'confirming':
      return { title: t('pages.order.waiting'), lead: t('pages.order.waiting-help') }
    case 'open': {
      const minutes = Math.max(0, Math.ceil((Date.parse(payBy ?? '') - Date.now()) / 60_000) || 0)
      return { title: t('orderPage.open'), lead: t('orderPage.open-help', { city, minutes }) }
    }
    case 'failed':
      return { title: t('orderPage.failed'), lead: t('orderPage.failed-help', { amount, city }) }
    case 'ended': {
      const isCharged = ledger.some(({ kind }) => kind === 'captured')
      const lead = t(isCharged ? 'orderPage.ended-back' : 'orderPage.ended-nothing')
      return { title: ending ? t(`orderPage.ending.${ending.code}`, { city }) : t('orderPage.ended'), lead }
    }
  }
}
