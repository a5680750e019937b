import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { groupName, parameterName } from '@/components/configurator/parameter-words'
import { plainParameters } from '@/components/configurator/plain-parameters'
import { mainMaterial } from '@/components/house/main-material'
import { PresetRow } from '@/components/house/preset-row'
import { fromPrice } from '@/components/house/recommendation'
import { SiteFooter } from '@/components/house/site-header'
import { Still } from '@/components/house/still'
import { stillNamed } from '@/components/house/stills'
import { Icon } from '@/components/ui/icon'
import { catalogue, loadFamily } from '@/lib/domain/products/catalogue'
import { showcase } from '@/lib/server/showcase'
import { isLocale } from '@/lib/words/locale'
import { translator } from '@/lib/words/render'
import { tellChoice } from '@/lib/words/telling'
import '@/components/house/house.css'
import { homeCountry } from '../../home-country'
import { HouseHeader } from '../../house-header'

type Given = { params: Promise<{ locale: string; family: string }> }

/** What is measured of each way of making; words under `pages.piece.facts`. */
const FACTS = {
  cast: ['bore', 'wall', 'stroke', 'depth', 'mass'],
  sewn: ['ease', 'stitch', 'layers', 'mark', 'hide'],
} as const

export async function generateMetadata({ params }: Given): Promise<Metadata> {
  const { locale, family } = await params
  if (!isLocale(locale)) return {}
  const t = translator(locale)
  const share = (await loadFamily(family))?.presets[0]?.id ?? ''
  return {
    title: t(`families.${family}`),
    description: t(`leads.${family}`),
    alternates: {
      canonical: `/${locale}/pieces/${family}`,
      languages: { en: `/en/pieces/${family}`, fr: `/fr/pieces/${family}` },
    },
    openGraph: { images: [{ url: `/stills/${family}/${share}-share-1200.webp`, width: 1200, height: 630 }] },
  }
}

export default async function Piece({ params }: Given) {
  const { locale, family: id } = await params
  const family = await loadFamily(id)
  if (!isLocale(locale) || !family) notFound()
  const t = translator(locale)
  const shown = await showcase(id, { country: homeCountry(locale) }, new Date())
  const parameters = plainParameters(family)
  const second = family.presets[1] ?? family.presets[0]
  const closed = second && stillNamed(id, second.id)
  /** Only what folds has one. */
  const open = second && stillNamed(id, `${second.id}-open`)
  const making = catalogue.find((entry) => entry.id === id)?.making ?? 'cast'
  return (
    <>
      <HouseHeader locale={locale} t={t} />
      <main id="main">
        <div className="wrap">
          <section className="hero">
            <h1 className="hero-title">{t(`families.${id}`)}</h1>
            <div className={open ? 'hero-picture hero-pieces' : 'hero-picture'}>
              {(open ? [open, closed] : [closed]).map((picture) => (
                <Still
                  key={picture?.src}
                  className={open ? '' : 'w-full h-auto'}
                  picture={picture}
                  alt={t(picture === open ? 'pages.still.open' : 'pages.still.alt', {
                    name: t(`presets.${second?.id}`),
                    material: t(`materials.${mainMaterial(family, second?.choices ?? {})}`),
                  })}
                  sizes={open ? '(min-width: 900px) 560px, 70vw' : '(min-width: 900px) 720px, 92vw'}
                  first
                />
              ))}
            </div>
            <p className="lead">{t(`leads.${id}`)}</p>
            <div className="hero-actions">
              <Link className="button" href={`/${locale}/design/${id}`}>
                {t('pages.pieces.begin')}
              </Link>
            </div>
          </section>
          <section className="section" aria-labelledby="presets">
            <div className="section-head">
              <h2 id="presets">{t('pages.piece.presets')}</h2>
            </div>
            <PresetRow
              locale={locale}
              t={t}
              family={id}
              presets={(shown?.exhibits ?? []).map(({ preset, choices, answers }) => {
                const from = fromPrice(t, locale, answers)
                return { id: preset, material: mainMaterial(family, choices), ...(from ? { from } : {}) }
              })}
            />
          </section>
          <section className="section" aria-labelledby="choices">
            <div className="section-head">
              <h2 id="choices">{t('pages.piece.choices')}</h2>
            </div>
            <div className="grid gap-x-12 gap-y-10 md:grid-cols-2">
              {family.groups.map((group) => (
                <div key={group}>
                  <h3 className="ui-head mb-3">{groupName(t, group)}</h3>
                  <dl className="rows">
                    {parameters
                      .filter((parameter) => parameter.group === group)
                      .map((parameter) => (
                        <div key={parameter.key} className="flex justify-between gap-6 py-3 text-[0.9375rem]">
                          <dt>{parameterName(t, parameter.key)}</dt>
                          <dd className="quiet text-right">
                            {parameter.kind === 'number'
                              ? t('pages.piece.range', {
                                  min: tellChoice(t, locale, parameter, parameter.offered?.[0] ?? parameter.min),
                                  max: tellChoice(t, locale, parameter, parameter.offered?.[1] ?? parameter.max),
                                })
                              : parameter.kind === 'text'
                                ? t('pages.piece.letters', { count: parameter.maxGraphemes })
                                : parameter.kind === 'outline'
                                  ? t('pages.piece.own-mark')
                                  : parameter.options.map((option) => t(`options.${parameter.key}.${option}`)).join(', ')}
                          </dd>
                        </div>
                      ))}
                  </dl>
                </div>
              ))}
            </div>
          </section>
          <section className="section know" aria-labelledby="measured">
            <div>
              <h2 id="measured">{t('pages.piece.measured')}</h2>
              <p className="lead mt-6">{t('pages.piece.measured-lead')}</p>
            </div>
            <ul className="rows facts-list">
              {FACTS[making].map((fact) => (
                <li key={fact}>
                  <Icon name="ruler" />
                  {t(`pages.piece.facts.${fact}`)}
                </li>
              ))}
            </ul>
          </section>
        </div>
      </main>
      <SiteFooter locale={locale} t={t} />
    </>
  )
}
