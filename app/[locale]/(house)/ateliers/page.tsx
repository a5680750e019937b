import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import type { Topology } from 'topojson-specification'
import { decisive, stateOf } from '@/components/configurator/finding-states'
import { AtelierMap } from '@/components/house/atelier-map'
import { processesOf } from '@/components/house/atelier-words'
import { mainMaterial } from '@/components/house/main-material'
import { daysBetween, recommend } from '@/components/house/recommendation'
import { SiteFooter } from '@/components/house/site-header'
import { Still } from '@/components/house/still'
import { stillNamed } from '@/components/house/stills'
import { Icon } from '@/components/ui/icon'
import type { AtelierAnswer } from '@/lib/domain/assess'
import { catalogue, loadFamily } from '@/lib/domain/products/catalogue'
import { countries, destinationOf } from '@/lib/server/destinations'
import { showcase } from '@/lib/server/showcase'
import { isLocale, type Locale } from '@/lib/words/locale'
import { formatDate, formatDistance, formatMoney, formatRange, type Translate, translator } from '@/lib/words/render'
import { tellFinding } from '@/lib/words/telling'
import '@/components/house/house.css'
import { homeCountry } from '../home-country'
import { HouseHeader } from '../house-header'

interface Given {
  params: Promise<{ locale: string }>
  searchParams: Promise<{ to?: string; preset?: string; family?: string }>
}

export async function generateMetadata({ params }: Given): Promise<Metadata> {
  const { locale } = await params
  if (!isLocale(locale)) return {}
  return {
    title: translator(locale)('pages.nav.ateliers'),
    alternates: { canonical: `/${locale}/ateliers`, languages: { en: '/en/ateliers', fr: '/fr/ateliers' } },
  }
}

let world: Promise<Topology> | undefined
const loadWorld = () => {
  world ??= readFile(join(process.cwd(), 'node_modules', 'world-atlas', 'countries-50m.json'), 'utf8').then(
    (text) => JSON.parse(text) as Topology,
  )
  return world
}

/** One calm sentence why this atelier, or how it differs from the recommended one. */
function reasonFor(t: Translate, locale: Locale, answer: AtelierAnswer, best: ReturnType<typeof recommend>): string {
  if (!best || answer.atelier === best.answer.atelier) {
    return best ? t(best.why === 'only' ? 'recommended.only' : `pages.ateliers.why-${best.why}`, { days: best.days }) : ''
  }
  const parts: string[] = []
  if (answer.quote) {
    const difference = answer.quote.shownTotal.amount - best.answer.quote.shownTotal.amount
    const isBefore = answer.quote.duty === 'not-included'
    const price = formatMoney(locale, { amount: Math.abs(difference), currency: answer.quote.shownTotal.currency })
    parts.push(
      difference === 0
        ? t('pages.ateliers.same-price')
        : t(`pages.ateliers.${difference < 0 ? 'less' : 'more'}${isBefore ? '-before' : ''}`, { price }),
    )
  }
  if (answer.plan) {
    const days = daysBetween(best.answer.plan.delivered, answer.plan.delivered)
    parts.push(
      days === 0
        ? t('pages.ateliers.same-day')
        : t(days > 0 ? 'pages.ateliers.later' : 'pages.ateliers.sooner', { days: Math.abs(days) }),
    )
  }
  return `${parts.join(', ')}.`
}

export default async function Ateliers({ params, searchParams }: Given) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const asked = await searchParams
  const t = translator(locale)
  const family = (catalogue.find(({ id }) => id === asked.family) ?? catalogue[0])?.id ?? ''
  const loaded = await loadFamily(family)
  const country = asked.to && countries.includes(asked.to) ? asked.to : homeCountry(locale)
  const destination = destinationOf({ country })
  const [shown, topology] = await Promise.all([showcase(family, { country }, new Date()), loadWorld()])
  if (!destination.ok || !shown) notFound()
  const exhibit = shown.exhibits.find((one) => one.preset === asked.preset) ?? shown.exhibits[0]
  const answers = exhibit?.answers ?? []
  const best = recommend(answers)
  const names = new Intl.DisplayNames(locale, { type: 'region' })
  const countryName = (code: string) => names.of(code) ?? code
  const order = (id: string) => answers.find((one) => one.atelier === id)?.plan?.distanceKm ?? Number.POSITIVE_INFINITY
  const ateliers = [...shown.ateliers].sort(
    (a, b) => Number(b.id === best?.answer.atelier) - Number(a.id === best?.answer.atelier) || order(a.id) - order(b.id),
  )
  const piece = exhibit ? t(`presets.${exhibit.preset}`) : t(`families.${family}`)
  const badge = (answer: AtelierAnswer) =>
    answer.verdict.outcome === 'blocked'
      ? t('pages.ateliers.blocked', { count: decisive(answer).length })
      : t(answer.verdict.outcome === 'confirm' ? 'pages.ateliers.confirm' : 'pages.ateliers.makeable')
  const mass = exhibit?.measurements?.facts['part.mass']

  return (
    <>
      <HouseHeader locale={locale} t={t} />
      <main id="main">
        <div className="wrap flex flex-wrap items-end justify-between gap-8 py-8">
          <div>
            <h1>{t('pages.ateliers.title')}</h1>
            <p className="quiet mt-4">
              {t('pages.ateliers.lead', { count: ateliers.length, piece, country: countryName(country) })}
            </p>
            <form method="get" className="flex flex-wrap items-end gap-3 mt-4">
              <label className="text-[0.9375rem]">
                <span className="label">{t('pages.ateliers.deliver')}</span>
                <select name="to" defaultValue={country} className="field min-w-[220px]">
                  {[...countries]
                    .sort((a, b) => countryName(a).localeCompare(countryName(b), locale))
                    .map((code) => (
                      <option key={code} value={code}>
                        {countryName(code)}
                      </option>
                    ))}
                </select>
              </label>
              {exhibit && <input type="hidden" name="preset" value={exhibit.preset} />}
              <button type="submit" className="button second tool">
                {t('pages.ateliers.show')}
              </button>
            </form>
          </div>
          {exhibit && (
            <Link href={`/${locale}/design/${family}?preset=${exhibit.preset}`} className="flex items-center gap-5">
              <Still className="w-[88px] h-auto" picture={stillNamed(family, exhibit.preset)} alt="" sizes="88px" />
              <span className="text-[0.9375rem] leading-snug">
                <strong>{piece}</strong>
                <br />
                <span className="quiet">
                  {t(`materials.${loaded && exhibit ? mainMaterial(loaded, exhibit.choices) : ''}`)}
                  {mass ? ` · ${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(mass.value)} g` : ''}
                </span>
              </span>
            </Link>
          )}
        </div>
        <AtelierMap
          world={topology}
          ateliers={ateliers}
          answers={answers}
          recommended={best?.answer.atelier}
          client={destination.value.place}
          label={t('pages.ateliers.map')}
          you={t('pages.ateliers.you', { place: countryName(country) })}
          captions={Object.fromEntries(
            answers.map((answer) => [
              answer.atelier,
              [answer.plan && formatDistance(locale, answer.plan.distanceKm), badge(answer).toLocaleLowerCase(locale)]
                .filter(Boolean)
                .join(' · '),
            ]),
          )}
        />
        <div className="wrap">
          <div className="atelier-cards">
            {answers.length === 0 && <p className="py-16 text-[1.375rem] font-serif">{t('pages.ateliers.empty')}</p>}
            {ateliers.map((atelier) => {
              const answer = answers.find((one) => one.atelier === atelier.id)
              if (!answer) return null
              const { plan, quote, verdict } = answer
              const state = stateOf(verdict.outcome)
              const first = best?.answer.atelier === atelier.id
              const missing = decisive(answer)[0]
              const freight = quote?.lines.find(({ code }) => code === 'shipping')
              const visit = atelier.nextVisit
              return (
                <article key={atelier.id} className={`atelier-card ${first ? 'first' : ''}`}>
                  <div className="name">
                    <h2>{atelier.city}</h2>
                    <span className={`badge ${state}`}>
                      <Icon name={state} size={14} />
                      {badge(answer)}
                    </span>
                  </div>
                  <p className="quiet mt-1 text-[0.9375rem]">
                    {atelier.name} · {processesOf(t, atelier)}
                  </p>
                  <div className="atelier-figures">
                    <div>
                      <p className="figure">{quote ? formatMoney(locale, quote.shownTotal) : '—'}</p>
                      <p className="caption mt-1">{quote ? t(`quote.duty.${quote.duty}`) : t('pages.ateliers.no-price')}</p>
                    </div>
                    {plan && (
                      <div>
                        <p className="figure">{formatDate(locale, plan.delivered, 'short')}</p>
                        <p className="caption mt-1">
                          {t('pages.ateliers.sure', {
                            percent: plan.certainty * 100,
                            date: formatDate(locale, plan.deliveredSure95, 'short'),
                          })}
                        </p>
                      </div>
                    )}
                  </div>
                  <p className={`reason ${first ? 'first' : missing ? 'blocked' : ''}`}>
                    <Icon name={missing ? state : first ? 'ok' : 'clock'} />
                    <span>
                      {first && <strong>{t('pages.ateliers.recommended')} </strong>}
                      {missing ? tellFinding(t, locale, missing, atelier.city).title : reasonFor(t, locale, answer, best)}
                    </span>
                  </p>
                  <dl className="rows">
                    {plan && (
                      <>
                        <div className="pair">
                          <dt>{t('pages.ateliers.distance')}</dt>
                          <dd>{formatDistance(locale, plan.distanceKm)}</dd>
                        </div>
                        <div className="pair">
                          <dt>{t('pages.ateliers.freight')}</dt>
                          <dd>
                            {freight ? `${formatMoney(locale, freight.shown)} · ` : ''}
                            {formatRange(locale, plan.freightKgCo2e, 'kg CO₂e')}
                          </dd>
                        </div>
                        <div className="pair">
                          <dt>{t('pages.ateliers.energy')}</dt>
                          <dd>
                            {formatRange(locale, plan.energyKwh, 'kWh')} · {formatRange(locale, plan.energyKgCo2e, 'kg CO₂e')}
                          </dd>
                        </div>
                      </>
                    )}
                    <div className="pair">
                      <dt>{t('pages.ateliers.visit')}</dt>
                      <dd>
                        {t(visit.by === 'video' ? 'pages.ateliers.visit-video' : 'pages.ateliers.visit-value', {
                          date: formatDate(locale, visit.at, 'moment'),
                          places: visit.places,
                        })}
                      </dd>
                    </div>
                  </dl>
                  <Link
                    className={`button ${first ? '' : 'second'}`}
                    href={`/${locale}/design/${family}?preset=${exhibit?.preset}&atelier=${atelier.id}&to=${country}`}
                  >
                    {missing ? t('pages.ateliers.remedy') : t('pages.ateliers.choose', { city: atelier.city })}
                  </Link>
                </article>
              )
            })}
          </div>
        </div>
      </main>
      <SiteFooter locale={locale} t={t} />
    </>
  )
}
