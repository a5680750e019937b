import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { CompareTable } from '@/components/account/compare-table'
import { changeRow, pieceName, pieceSummary } from '@/components/account/piece-words'
import { stateOf } from '@/components/configurator/finding-states'
import { SiteFooter } from '@/components/house/site-header'
import { Icon } from '@/components/ui/icon'
import { loadFamily } from '@/lib/domain/products/catalogue'
import type { Family } from '@/lib/domain/products/family'
import { comparePieces } from '@/lib/server/pieces'
import { seenCities } from '@/lib/server/showcase'
import { isLocale, type Locale } from '@/lib/words/locale'
import { formatDate, formatMoney, type Translate, translator } from '@/lib/words/render'
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
  const family = compared?.ok ? await loadFamily(compared.value.sides[0]?.document.family ?? '') : undefined
  return (
    <>
      <HouseHeader locale={locale} t={t} />
      <main id="main" className="wrap account">
        <p className="account-back">
          <Link className="link tall" href={`/${locale}/me`} prefetch={false}>
            {t('me.compare.back')}
          </Link>
        </p>
        <h1>{t('me.compare.title')}</h1>
        {compared?.ok && family ? (
          <Compared t={t} locale={locale} family={family} cities={await seenCities(at)} {...compared.value} />
        ) : (
          <p className="lead mt-6">{t('me.compare.two')}</p>
        )}
      </main>
      <SiteFooter locale={locale} t={t} />
    </>
  )
}

type Comparison = Extract<Awaited<ReturnType<typeof comparePieces>>, { ok: true }>['value']

interface ComparedProps extends Comparison {
  t: Translate
  locale: Locale
  family: Family
  cities: Readonly<Record<string, string>>
}

function Compared({ t, locale, family, cities, sides, changes }: ComparedProps) {
  const names = sides.map(({ document, number }) => t('me.compare.side', { name: pieceName(t, family, document), number }))
  const ateliers = [...new Set(sides.flatMap(({ answers }) => answers.map(({ atelier }) => atelier)))]
  return (
    <>
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
          <CompareTable
            head={t('build.row.atelier')}
            names={names}
            rows={ateliers.map((atelier) => ({
              key: atelier,
              name: cities[atelier] ?? atelier,
              cells: sides.map(({ id, answers }) => (
                <Answer key={id} t={t} locale={locale} answer={answers.find((one) => one.atelier === atelier)} />
              )),
            }))}
          />
        )}
      </section>
      <section aria-labelledby="differ">
        <h2 id="differ">{t('me.compare.differ')}</h2>
        {changes.length === 0 ? (
          <p className="lead">{t('me.compare.same')}</p>
        ) : (
          <CompareTable
            head={t('me.compare.choices')}
            names={names}
            rows={changes.map((change) => {
              const { key, name, from, to } = changeRow(t, locale, family, change)
              return { key, name, cells: [from, to] }
            })}
          />
        )}
      </section>
    </>
  )
}

function Answer({
  t,
  locale,
  answer,
}: {
  t: Translate
  locale: Locale
  answer?: Comparison['sides'][number]['answers'][number] | undefined
}) {
  if (!answer) return '—'
  const state = stateOf(answer.verdict.outcome)
  return (
    <>
      <span className={`state ${state}`}>
        <Icon name={state} />
        {t(`outcomeShort.${answer.verdict.outcome}`)}
      </span>
      {answer.quote && <strong>{formatMoney(locale, answer.quote.shownTotal)}</strong>}
      {answer.plan && <span className="quiet">{formatDate(locale, answer.plan.delivered)}</span>}
    </>
  )
}
