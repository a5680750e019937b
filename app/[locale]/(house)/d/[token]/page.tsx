import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { WayInForm } from '@/components/account/way-in-form'
import { decisive, stateOf } from '@/components/configurator/finding-states'
import { nearestPreset } from '@/components/configurator/nearest-preset'
import { groupName, parameterName } from '@/components/configurator/parameter-words'
import { inapplicableIn, plainParameters } from '@/components/configurator/plain-parameters'
import { SiteFooter } from '@/components/house/site-header'
import { Still } from '@/components/house/still'
import { stillNamed } from '@/components/house/stills'
import { Icon } from '@/components/ui/icon'
import { loadFamily } from '@/lib/domain/products/catalogue'
import { assessDesign } from '@/lib/server/assessments'
import { openDesign } from '@/lib/server/designs'
import { currentMarket } from '@/lib/server/market'
import { isLocale } from '@/lib/words/locale'
import { formatDate, formatMoney, translator } from '@/lib/words/render'
import { tellChoice, tellFinding } from '@/lib/words/telling'
import '@/components/account/account.css'
import '@/components/house/house.css'
import { clientHere } from '../../client-here'
import { homeCountry } from '../../home-country'
import { HouseHeader } from '../../house-header'
import { keepThis } from '../../me/actions'
import { askWayIn } from '../../sign-in/actions'

type Given = { params: Promise<{ locale: string; token: string }> }

export async function generateMetadata({ params }: Given): Promise<Metadata> {
  const { locale } = await params
  if (!isLocale(locale)) return {}
  return { title: translator(locale)('pages.saved.title'), robots: { index: false, follow: false }, referrer: 'no-referrer' }
}

export default async function SavedDesign({ params }: Given) {
  const { locale, token } = await params
  if (!isLocale(locale)) notFound()
  const t = translator(locale)
  const at = new Date()
  const opened = await openDesign(token, at)
  if (!opened.ok && opened.refusal.code !== 'design.erased') notFound()
  if (!opened.ok) {
    return (
      <>
        <HouseHeader locale={locale} t={t} />
        <main id="main" className="wrap py-24">
          <h1>{t('pages.saved.title')}</h1>
          <p className="lead mt-6">{t('pages.saved.erased')}</p>
        </main>
        <SiteFooter locale={locale} t={t} />
      </>
    )
  }
  const { document, revision } = opened.value
  const client = await clientHere()
  const family = await loadFamily(document.family)
  if (!family) notFound()
  const destination = { country: homeCountry(locale) }
  const assessed = await assessDesign({ document, destination, fineness: 'full', at })
  const answers = assessed.ok ? assessed.value.answers : []
  const market = assessed.ok
    ? await currentMarket({ country: destination.country, place: { latitude: 0, longitude: 0 }, currency: 'EUR' }, at)
    : undefined
  const still = nearestPreset(family.presets, document.choices)
  const hidden = inapplicableIn(family, document.choices)
  const parameters = plainParameters(family).filter(({ key }) => !hidden.includes(key))
  return (
    <>
      <HouseHeader locale={locale} t={t} />
      <main id="main" className="wrap">
        <div className="grid gap-12 py-10 lg:grid-cols-[5fr_6fr]">
          <div>
            <h1>{t(`families.${document.family}`)}</h1>
            <p className="lead mt-5">
              {t('pages.saved.lead', { date: formatDate(locale, revision.createdAt.toISOString(), 'dated') })}
            </p>
            <p className="caption mt-2">
              {t('pages.saved.number', { id: `${revision.recordHash.slice(0, 4)} ${revision.recordHash.slice(4, 8)}` })}
            </p>
            <div className="hero-actions">
              <Link className="button" href={`/${locale}/design/${document.family}?from=${token}`} prefetch={false}>
                {t('pages.saved.open')}
              </Link>
            </div>
            <section className="mt-12 max-w-[420px]" aria-labelledby="keep">
              <h2 id="keep" className="ui-head mb-2">
                {t('keep.title')}
              </h2>
              {client ? (
                <form action={keepThis}>
                  <input type="hidden" name="locale" value={locale} />
                  <input type="hidden" name="token" value={token} />
                  <button className="button second tool" type="submit">
                    {t('keep.mine')}
                  </button>
                </form>
              ) : (
                <>
                  <p className="small quiet mb-4">{t('keep.text')}</p>
                  <WayInForm
                    locale={locale}
                    action={askWayIn}
                    label={t('signIn.email')}
                    submit={t('keep.action')}
                    keep={token}
                    quiet
                  />
                </>
              )}
            </section>
            <h2 className="ui-head mt-12 mb-2">{t('pages.saved.where')}</h2>
            <ul className="rows">
              {answers.map((answer) => {
                const atelier = market?.ateliers.find(({ id }) => id === answer.atelier)
                if (!atelier) return null
                const state = stateOf(answer.verdict.outcome)
                const first = decisive(answer)[0]
                return (
                  <li key={answer.atelier} className="py-3 text-[0.9375rem] grid grid-cols-[1fr_auto] gap-x-6">
                    <strong>{atelier.city}</strong>
                    <span className={`state ${state}`}>
                      <Icon name={state} />
                      {first ? tellFinding(t, locale, first, atelier.city).short : t(`outcomeShort.${answer.verdict.outcome}`)}
                    </span>
                    <span className="quiet">{answer.quote && formatMoney(locale, answer.quote.shownTotal)}</span>
                    <span className="quiet text-right">{answer.plan && formatDate(locale, answer.plan.delivered, 'short')}</span>
                  </li>
                )
              })}
            </ul>
          </div>
          <div>
            {still && (
              <figure className="preset-picture">
                <Still
                  picture={stillNamed(document.family, still.id)}
                  alt={t('configurator.nearest', { name: t(`presets.${still.id}`) })}
                  sizes="(min-width: 1024px) 50vw, 92vw"
                  first
                />
                <figcaption className="caption">{t('configurator.nearest-label', { name: t(`presets.${still.id}`) })}</figcaption>
              </figure>
            )}
          </div>
        </div>
        <section aria-labelledby="what">
          <h2 id="what" className="mb-8">
            {t('pages.saved.what')}
          </h2>
          <div className="grid gap-x-12 gap-y-10 md:grid-cols-2">
            {family.groups.map((group) => (
              <div key={group}>
                <h3 className="ui-head mb-3">{groupName(t, group)}</h3>
                <dl className="rows">
                  {parameters
                    .filter((parameter) => parameter.group === group)
                    .map((parameter) => (
                      <div key={parameter.key} className="flex justify-between gap-6 py-3 text-[0.9375rem]">
                        <dt className="quiet">{parameterName(t, parameter.key)}</dt>
                        <dd>{tellChoice(t, locale, parameter, document.choices[parameter.key] ?? '')}</dd>
                      </div>
                    ))}
                </dl>
              </div>
            ))}
          </div>
        </section>
      </main>
      <SiteFooter locale={locale} t={t} />
    </>
  )
}
