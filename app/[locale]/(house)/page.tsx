import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { stateOf } from '@/components/configurator/finding-states'
import { processesOf } from '@/components/house/atelier-words'
import { LiveStrip } from '@/components/house/live-strip'
import { mainMaterial } from '@/components/house/main-material'
import { MeasuredStill } from '@/components/house/measured-still'
import { NearForm } from '@/components/house/near-form'
import { PieceCards } from '@/components/house/piece-cards'
import { PresetRow } from '@/components/house/preset-row'
import { fromPrice, recommend } from '@/components/house/recommendation'
import { SiteFooter } from '@/components/house/site-header'
import { Still } from '@/components/house/still'
import { macroSceneOf, stillNamed } from '@/components/house/stills'
import { Icon } from '@/components/ui/icon'
import { catalogue, loadFamily } from '@/lib/domain/products/catalogue'
import { countries } from '@/lib/server/destinations'
import { showcase } from '@/lib/server/showcase'
import { buildToShow } from '@/lib/server/showcase-build'
import { isLocale } from '@/lib/words/locale'
import { formatDate, formatLength, formatMoney, translator } from '@/lib/words/render'
import '@/components/house/house.css'
import { homeCountry } from './home-country'
import { HouseHeader } from './house-header'
import { pieceCards } from './piece-cards'

type Given = { params: Promise<{ locale: string }> }

const STEPS = ['pattern', 'cast', 'clean', 'engrave', 'polish', 'inspect'] as const

export async function generateMetadata({ params }: Given): Promise<Metadata> {
  const { locale } = await params
  if (!isLocale(locale)) return {}
  const t = translator(locale)
  const share = {
    url: `/stills/${catalogue[0]?.id}/oval-gold-share-1200.webp`,
    width: 1200,
    height: 630,
    alt: t('pages.still.hero'),
  }
  return {
    title: { absolute: t('pages.title') },
    alternates: { canonical: `/${locale}`, languages: { en: '/en', fr: '/fr', 'x-default': '/' } },
    openGraph: { title: t('pages.title'), description: t('pages.description'), locale, type: 'website', images: [share] },
    twitter: { card: 'summary_large_image' },
  }
}

export default async function Landing({ params }: Given) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const t = translator(locale)
  const [first] = catalogue
  const family = first?.id ?? ''
  const at = new Date()
  const [loaded, pieces, build] = await Promise.all([loadFamily(family), pieceCards(locale), buildToShow()])
  const shown = await showcase(family, { country: homeCountry(locale) }, at)
  const hero = shown?.exhibits[0]
  const best = hero && recommend(hero.answers)
  const city = (id: string | undefined) => shown?.ateliers.find((one) => one.id === id)?.city ?? ''
  const height = hero?.measurements?.facts['engraving.letter-height']
  const stroke = hero?.measurements?.facts['engraving.stroke']

  return (
    <>
      <HouseHeader locale={locale} t={t} />
      <main id="main">
        <div className="wrap">
          <section className="hero">
            <h1 className="hero-title">{t('pages.landing.title')}</h1>
            <div className="hero-picture hero-pieces">
              {pieces.cards.map((card, index) => (
                <Still
                  key={card.family}
                  picture={stillNamed(card.family, card.preset)}
                  alt={index === 0 ? t('pages.still.hero') : t(`presets.${card.preset}`)}
                  sizes={index === 0 ? '(min-width: 900px) 560px, 70vw' : '(min-width: 900px) 440px, 62vw'}
                  first
                />
              ))}
            </div>
            <p className="lead">{t('pages.landing.lead')}</p>
            <div className="hero-actions">
              {pieces.cards.map((card, index) => (
                <Link
                  key={card.family}
                  className={index === 0 ? 'button' : 'button second'}
                  href={`/${locale}/design/${card.family}`}
                >
                  {t(`begins.${card.family}`)}
                </Link>
              ))}
              <a className="link tall" href="#made">
                {t('pages.landing.see')}
              </a>
            </div>
          </section>
          {build && <LiveStrip locale={locale} t={t} build={build} at={at} />}

          <section className="section know" aria-labelledby="know">
            <div>
              <h2 id="know">{t('pages.landing.know')}</h2>
              <p className="lead mt-6 mb-8">{t('pages.landing.know-lead')}</p>
              <ul className="rows facts-list">
                {stroke && (
                  <li>
                    <span className="state ok">
                      <Icon name="ok" />
                    </span>
                    {t('pages.landing.stroke-line-plain', { measured: formatLength(locale, stroke.value) })}
                  </li>
                )}
                {best && (
                  <li>
                    <span className="state advice">
                      <Icon name="clock" />
                    </span>
                    {t('pages.landing.ready-line', {
                      date: formatDate(locale, best.answer.plan.delivered),
                      city: city(best.answer.atelier),
                    })}
                  </li>
                )}
                <li>
                  <span className="state advice">
                    <Icon name="lock" />
                  </span>
                  {t('pages.landing.hold-line')}
                </li>
              </ul>
            </div>
            <MeasuredStill
              picture={stillNamed(family, 'oval-gold-macro', 880 / 1280)}
              alt={t('pages.still.macro')}
              scene={macroSceneOf(family, 'oval-gold-macro')}
              stroke={stroke && { name: t('pages.landing.finest'), text: formatLength(locale, stroke.value), at: stroke.at[0] }}
              height={height && { name: t('pages.landing.letters'), text: formatLength(locale, height.value, 1) }}
            />
          </section>

          <section className="section" aria-labelledby="start">
            <div className="section-head">
              <h2 id="start">{t('pages.landing.start')}</h2>
              <Link className="link tall" href={`/${locale}/pieces/${family}`}>
                {t('pages.landing.all')}
              </Link>
            </div>
            <PresetRow
              locale={locale}
              t={t}
              family={family}
              presets={(shown?.exhibits ?? []).map(({ preset, choices, answers }) => {
                const from = fromPrice(t, locale, answers)
                return { id: preset, material: loaded ? mainMaterial(loaded, choices) : '', ...(from ? { from } : {}) }
              })}
            />
          </section>

          <section className="section" aria-labelledby="pieces">
            <div className="section-head">
              <h2 id="pieces">{t('pages.pieces.landing')}</h2>
              <NearForm locale={locale} t={t} cities={pieces.cities} countries={countries} />
            </div>
            <PieceCards locale={locale} t={t} cards={pieces.cards} />
          </section>

          <section className="section" aria-labelledby="made">
            <div className="section-head">
              <h2 id="made">{t('pages.landing.road')}</h2>
            </div>
            <p className="lead mb-10 max-w-[52ch]">{t('pages.landing.road-lead')}</p>
            <ol className="road">
              {STEPS.map((step) => (
                <li key={step}>
                  <div>
                    <h3 className="ui-head">{t(`pages.steps.${step}.name`)}</h3>
                    <p className="quiet mt-1 text-[0.9375rem]">{t(`pages.steps.${step}.text`)}</p>
                  </div>
                </li>
              ))}
            </ol>
          </section>

          <section className="section" aria-labelledby="people">
            <div className="section-head">
              <h2 id="people">{t('pages.landing.people')}</h2>
              <Link className="link tall" href={`/${locale}/ateliers`}>
                {t('pages.landing.compare')}
              </Link>
            </div>
            <div className="atelier-columns">
              {(shown?.ateliers ?? []).map((atelier) => {
                const answer = hero?.answers.find((one) => one.atelier === atelier.id)
                const state = answer ? stateOf(answer.verdict.outcome) : undefined
                return (
                  <article key={atelier.id}>
                    <div className="name">
                      <h3>{atelier.city}</h3>
                      {answer && state && (
                        <span className={`badge ${state}`}>
                          <Icon name={state} size={14} />
                          {t(`outcomeShort.${answer.verdict.outcome}`)}
                        </span>
                      )}
                    </div>
                    <dl>
                      <div className="pair">
                        <dt>{t('pages.landing.workshop')}</dt>
                        <dd>{atelier.name}</dd>
                      </div>
                      <div className="pair">
                        <dt>{t('pages.landing.processes')}</dt>
                        <dd>{processesOf(t, atelier)}</dd>
                      </div>
                      {answer?.quote && answer.plan && (
                        <>
                          <div className="pair">
                            <dt>{t('pages.landing.price')}</dt>
                            <dd>
                              <strong>{formatMoney(locale, answer.quote.shownTotal)}</strong>{' '}
                              {answer.quote.duty === 'not-included' && (
                                <span className="quiet">{t('pages.landing.without-duty')}</span>
                              )}
                            </dd>
                          </div>
                          <div className="pair">
                            <dt>{t('pages.landing.ready')}</dt>
                            <dd>
                              <strong>{formatDate(locale, answer.plan.delivered, 'short')}</strong>{' '}
                              <span className="quiet">{t('pages.landing.sure', { percent: answer.plan.certainty * 100 })}</span>
                            </dd>
                          </div>
                        </>
                      )}
                    </dl>
                  </article>
                )
              })}
            </div>
          </section>
        </div>
      </main>
      <SiteFooter locale={locale} t={t} />
    </>
  )
}
