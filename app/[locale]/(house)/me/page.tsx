import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { OrderLine } from '@/components/account/order-line'
import { BooksAsked } from '@/components/account/own-books'
import { PieceCard } from '@/components/account/piece-card'
import { ShareRevision } from '@/components/account/share-revision'
import { TakeBack } from '@/components/account/take-back'
import { SiteFooter } from '@/components/house/site-header'
import { catalogue, loadFamily } from '@/lib/domain/products/catalogue'
import type { Family } from '@/lib/domain/products/family'
import { myOrders, myPieces, savedCount, waitingFor } from '@/lib/server/pieces'
import { ownBooks } from '@/lib/server/salon/joined'
import { seenCities } from '@/lib/server/showcase'
import { isLocale, type Locale } from '@/lib/words/locale'
import { formatDate, type Translate, translator } from '@/lib/words/render'
import '@/components/account/account.css'
import { clientOrWayIn } from '../client-here'
import { HouseHeader } from '../house-header'
import { answerBook, dropWaiting, leave, renewWatch, share, takeWaiting } from './actions'

type Given = { params: Promise<{ locale: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ params }: Given): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: translator(locale)('me.title'), robots: { index: false } } : {}
}

export default async function Me({ params, searchParams }: Given) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const client = await clientOrWayIn(locale)
  const t = translator(locale)
  const query = await searchParams
  const after = (key: string) => (typeof query[key] === 'string' ? query[key] : undefined)
  const at = new Date()
  const [{ pieces, next }, { orders, next: olderOrders }, waiting, books, count, cities] = await Promise.all([
    myPieces(client, after('designs'), at),
    myOrders(client, after('orders')),
    waitingFor(client),
    ownBooks(client),
    savedCount(client),
    seenCities(at),
  ])
  const families = new Map<string, Family>()
  for (const { family } of pieces) {
    const loaded = await loadFamily(family)
    if (loaded) families.set(family, loaded)
  }
  const revisions = pieces.reduce((sum, piece) => sum + piece.revisions.length, 0)
  const nothing = pieces.length === 0 && orders.length === 0 && waiting.orders.length === 0 && waiting.designs.length === 0
  const begin = catalogue[0]?.id ?? ''
  return (
    <>
      <HouseHeader locale={locale} t={t} />
      <main id="main" className="wrap account">
        <div className="account-head">
          <div>
            <h1>{t('me.title')}</h1>
            <p className="quiet">{t('me.signed-in', { email: client.email })}</p>
          </div>
          <div className="account-doors">
            <Link className="link tall" href={`/${locale}/me/privacy`} prefetch={false}>
              {t('me.privacy.title')}
            </Link>
            <form action={leave}>
              <input type="hidden" name="locale" value={locale} />
              <button className="link tall" type="submit">
                {t('me.out')}
              </button>
            </form>
          </div>
        </div>
        {(waiting.orders.length > 0 || waiting.designs.length > 0) && (
          <Waiting t={t} locale={locale} email={client.email} waiting={waiting} />
        )}
        {books.asked.length > 0 && (
          <BooksAsked t={t} locale={locale} email={client.email} books={books.asked} answer={answerBook} />
        )}
        {nothing && (
          <div className="account-empty">
            <h2>{t('me.empty')}</h2>
            <p className="lead">{t('me.empty-help')}</p>
            <Link className="button" href={`/${locale}/design/${begin}`} prefetch={false}>
              {t('me.begin')}
            </Link>
          </div>
        )}
        {orders.length > 0 && (
          <section aria-labelledby="orders">
            <h2 id="orders">{t('me.orders.title')}</h2>
            <ul className="order-lines">
              {orders.map((order) => (
                <OrderLine
                  key={order.id}
                  t={t}
                  locale={locale}
                  order={order}
                  city={cities[order.atelier] ?? order.atelier}
                  total={{ amount: order.amount, currency: order.currency }}
                  takeBack={
                    <TakeBack
                      locale={locale}
                      order={order.id}
                      replaces={order.watch ?? ''}
                      action={renewWatch}
                      words={{ action: t('build.renew.do'), help: t('build.renew.help') }}
                    />
                  }
                />
              ))}
            </ul>
            {olderOrders && (
              <p>
                <Link className="link tall" href={`/${locale}/me?orders=${olderOrders}`} prefetch={false}>
                  {t('me.orders.older')}
                </Link>
              </p>
            )}
          </section>
        )}
        {pieces.length > 0 && (
          <section aria-labelledby="designs">
            <h2 id="designs">{t('me.designs.title')}</h2>
            {pieces.map((piece) => {
              const family = families.get(piece.family)
              const newest = piece.revisions[0]
              if (!family || !newest) return null
              const words = {
                action: t('me.share.action'),
                link: t('me.share.link'),
                made: t('me.share.made'),
                byHand: t('me.share.by-hand'),
                open: t('me.share.open', { count: newest.links }),
                stop: t('me.share.stop'),
              }
              const actions = (
                <>
                  <a className="button tool" href={`/${locale}/me/pieces/${newest.id}/open`}>
                    {t('me.designs.open')}
                  </a>
                  <ShareRevision locale={locale} revision={newest.id} links={newest.links} action={share} words={words} />
                </>
              )
              return (
                <PieceCard
                  key={piece.design}
                  t={t}
                  locale={locale}
                  family={family}
                  revisions={piece.revisions}
                  actions={actions}
                />
              )
            })}
            {revisions > 1 && (
              <form id="compare" action={`/${locale}/me/compare`} className="compare-bar">
                <p className="quiet">{t('me.compare.hint')}</p>
                <button className="button second" type="submit">
                  {t('me.compare.action')}
                </button>
              </form>
            )}
            {next && count > pieces.length && (
              <p>
                <Link className="link tall" href={`/${locale}/me?designs=${next}`} prefetch={false}>
                  {t('me.designs.older')}
                </Link>
              </p>
            )}
          </section>
        )}
      </main>
      <SiteFooter locale={locale} t={t} />
    </>
  )
}

interface WaitingProps {
  t: Translate
  locale: Locale
  email: string
  waiting: Awaited<ReturnType<typeof waitingFor>>
}

function Waiting({ t, locale, email, waiting }: WaitingProps) {
  const day = (date: Date) => formatDate(locale, date.toISOString())
  return (
    <section className="account-waiting" aria-labelledby="waiting">
      <h2 id="waiting">{t('me.waiting.title')}</h2>
      <p>{t('me.waiting.text', { email })}</p>
      <ul>
        {waiting.orders.map((order) => (
          <li key={order.id}>{t('me.waiting.order', { reference: order.reference, date: day(order.createdAt) })}</li>
        ))}
        {waiting.designs.map((design) => (
          <li key={design.id}>
            {t('me.waiting.design', { piece: t(`families.${design.family}`), date: day(design.createdAt) })}
          </li>
        ))}
      </ul>
      <div className="account-choices">
        <form action={takeWaiting}>
          <input type="hidden" name="locale" value={locale} />
          <button className="button" type="submit">
            {t('me.waiting.take')}
          </button>
        </form>
        {waiting.designs.length > 0 && (
          <form action={dropWaiting}>
            <input type="hidden" name="locale" value={locale} />
            <button className="link tall" type="submit">
              {t('me.waiting.drop')}
            </button>
          </form>
        )}
      </div>
    </section>
  )
}
