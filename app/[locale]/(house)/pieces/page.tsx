import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { NearForm } from '@/components/house/near-form'
import { PieceCards } from '@/components/house/piece-cards'
import { SiteFooter } from '@/components/house/site-header'
import { countries } from '@/lib/server/destinations'
import { isLocale } from '@/lib/words/locale'
import { formatDistance, translator } from '@/lib/words/render'
import '@/components/house/house.css'
import { HouseHeader } from '../house-header'
import { pieceCards } from '../piece-cards'

type Given = { params: Promise<{ locale: string }>; searchParams: Promise<{ near?: string }> }

export async function generateMetadata({ params }: Given): Promise<Metadata> {
  const { locale } = await params
  if (!isLocale(locale)) return {}
  return {
    title: translator(locale)('pages.pieces.title'),
    alternates: { canonical: `/${locale}/pieces`, languages: { en: '/en/pieces', fr: '/fr/pieces' } },
  }
}

/** Everything that the house makes; near a place that the visitor names, only what the nearest atelier can make. */
export default async function Pieces({ params, searchParams }: Given) {
  const [{ locale }, asked] = await Promise.all([params, searchParams])
  if (!isLocale(locale)) notFound()
  const t = translator(locale)
  const { cards, cities, near } = await pieceCards(locale, asked.near)
  const place = near?.country && (new Intl.DisplayNames(locale, { type: 'region' }).of(near.country) ?? near.country)
  return (
    <>
      <HouseHeader locale={locale} t={t} />
      <main id="main">
        <div className="wrap">
          <section className="section" aria-labelledby="pieces">
            <div className="section-head">
              <h1 id="pieces" className="hero-title">
                {t('pages.pieces.title')}
              </h1>
              <NearForm locale={locale} t={t} cities={cities} countries={countries} {...(near ? { value: near.value } : {})} />
            </div>
            {near && (
              <p className="lead mb-10">
                {place
                  ? t('pages.pieces.nearest', { place, city: near.city, distance: formatDistance(locale, near.km) })
                  : t('pages.pieces.in-city', { city: near.city })}{' '}
                <Link className="link tall" href={`/${locale}/pieces`}>
                  {t('pages.pieces.everywhere')}
                </Link>
              </p>
            )}
            {cards.length > 0 ? (
              <PieceCards locale={locale} t={t} cards={cards} />
            ) : (
              <p className="lead">{t('pages.pieces.none', { city: near?.city ?? '' })}</p>
            )}
          </section>
        </div>
      </main>
      <SiteFooter locale={locale} t={t} />
    </>
  )
}
