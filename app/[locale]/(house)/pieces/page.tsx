import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { type PieceCard, PieceCards } from '@/components/house/piece-cards'
import { SiteFooter } from '@/components/house/site-header'
import { isLocale } from '@/lib/words/locale'
import { translator } from '@/lib/words/render'
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

/** Everything that the house makes; on request only what the nearest atelier can make. */
export default async function Pieces({ params, searchParams }: Given) {
  const [{ locale }, { near }] = await Promise.all([params, searchParams])
  if (!isLocale(locale)) notFound()
  const t = translator(locale)
  const { cards, city } = await pieceCards(locale)
  const onlyNear = near === '1'
  const shown: readonly PieceCard[] = onlyNear ? cards.filter((card) => card.near) : cards
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
              <nav className="filter" aria-label={t('pages.pieces.filter')}>
                <Link className="link tall" href={`/${locale}/pieces`} aria-current={onlyNear ? undefined : 'page'}>
                  {t('pages.pieces.everywhere')}
                </Link>
                <Link className="link tall" href={`/${locale}/pieces?near=1`} aria-current={onlyNear ? 'page' : undefined}>
                  {t('pages.pieces.near', { city })}
                </Link>
              </nav>
            </div>
            {shown.length > 0 ? (
              <PieceCards locale={locale} t={t} cards={shown} />
            ) : (
              <p className="lead">{t('pages.pieces.none', { city })}</p>
            )}
          </section>
        </div>
      </main>
      <SiteFooter locale={locale} t={t} />
    </>
  )
}
