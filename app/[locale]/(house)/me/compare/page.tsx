import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { changeRow, pieceName, pieceSummary } from '@/components/account/piece-words'
import { stateOf } from '@/components/configurator/finding-states'
import { SiteFooter } from '@/components/house/site-header'
import { Icon } from '@/components/ui/icon'
import { loadFamily } from '@/lib/domain/products/catalogue'
import { comparePieces } from '@/lib/server/pieces'
import { seenCities } from '@/lib/server/showcase'
import { isLocale } from '@/lib/words/locale'
import { formatDate, formatMoney, translator } from '@/lib/words/render'
import '@/components/account/account.css'
import { clientOrWayIn } from '../../client-here'
import { homeCountry } from '../../home-country'
import { HouseHeader } from '../../house-header'

type Given = { params: Promise<{ locale: string }>; searchParams: Promise<{ r?: string | string[] }> }

export async function generateMetadata({ params }: Given): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: translator(locale)('me.compare.title'), robots: { index: false } } : {}
}

export default async function Compare({ params, searchParams }: Given) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const client = await clientOrWayIn(locale)
  const t = translator(locale)
  const { r = [] } = await searchParams
  const [one, other, third] = typeof r === 'string' ? [r] : r
  const at = new Date()
  const two = one && other && third === undefined && one !== other
  const compared = two ? await comparePieces(client, [one, other], homeCountry(locale), at) : undefined
  // What is not the client's is not there, as if it never were.
  if (compared && !compared.ok && compared.refusal.code === 'link.unknown') notFound()
  const back = (
    <p className="account-back">
      <Link className="link tall" href={`/${locale}/me`} prefetch={false}>
        {t('me.compare.back')}
      </Link>
    </p>
  )
  const family = compared?.ok ? await loadFamily(compared.value.sides[0]?.document.family ?? '') : undefined
  if (!compared?.ok || !family) {
    return (
      <>
        <HouseHeader locale={locale} t={t} />
        <main id="main" className="wrap account">
          {back}
          <h1>{t('me.compare.title')}</h1>
          <p className="lead mt-6">{t('me.compare.two')}</p>
        </main>
        <SiteFooter locale={locale} t={t} />
      </>
    )
  }
  const { sides, changes } = compared.value
  const cities = await seenCities(at)
  const names = sides.map(({ document, number }) => t('me.compare.side', { name: pieceName(t, family, document), number }))
  const ateliers = [...new Set(sides.flatMap(({ answers }) => answers.map(({ atelier }) => atelier)))]
  return (
    <>
      <HouseHeader locale={locale} t={t} />
      <main id="main" className="wrap account">
        {back}
        <h1>{t('me.compare.title')}</h1>
        <div className="compare-sides">
          {sides.map((side, index) => (
            <figure key={side.id}>
              <div className="piece-picture">
                <img
                  src={`/${locale}/me/pieces/${side.id}/picture`}
                  alt={t('me.designs.picture', { name: names[index] ?? '' })}
                  width={480}
                  height={480}
                />
              </div>
              <figcaption>
                <strong>{names[index]}</strong>
                <span className="quiet">{pieceSummary(t, locale, family, side.document)}</span>
              </figcaption>
            </figure>
          ))}
        </div>
        <section aria-labelledby="where">
          <h2 id="where">{t('me.compare.where')}</h2>
          {ateliers.length === 0 ? (
            <p className="lead">{t('me.compare.none')}</p>
          ) : (
            <div className="compare-scroll">
              <table className="compare-table">
                <thead>
                  <tr>
                    <th scope="col">{t('build.row.atelier')}</th>
                    {names.map((name) => (
                      <th scope="col" key={name}>
                        {name}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {ateliers.map((atelier) => (
                    <tr key={atelier}>
                      <th scope="row">{cities[atelier] ?? atelier}</th>
                      {sides.map(({ id, answers }) => {
                        const answer = answers.find((candidate) => candidate.atelier === atelier)
                        if (!answer) return <td key={id}>—</td>
                        const state = stateOf(answer.verdict.outcome)
                        return (
                          <td key={id}>
                            <span className={`state ${state}`}>
                              <Icon name={state} />
                              {t(`outcomeShort.${answer.verdict.outcome}`)}
                            </span>
                            {answer.quote && <strong>{formatMoney(locale, answer.quote.shownTotal)}</strong>}
                            {answer.plan && <span className="quiet">{formatDate(locale, answer.plan.delivered)}</span>}
                          </td>
                        )
                      })}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </section>
        <section aria-labelledby="differ">
          <h2 id="differ">{t('me.compare.differ')}</h2>
          {changes.length === 0 ? (
            <p className="lead">{t('me.compare.same')}</p>
          ) : (
            <div className="compare-scroll">
              <table className="compare-table">
                <thead>
                  <tr>
                    <th scope="col">{t('me.compare.choices')}</th>
                    {names.map((name) => (
                      <th scope="col" key={name}>
                        {name}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {changes.map((change) => {
                    const row = changeRow(t, locale, family, change)
                    return (
                      <tr key={row.key}>
                        <th scope="row">{row.name}</th>
                        <td>{row.from}</td>
                        <td>{row.to}</td>
                      </tr>
                    )
                  })}
                </tbody>
              </table>
            </div>
          )}
        </section>
      </main>
      <SiteFooter locale={locale} t={t} />
    </>
  )
}
