import { Icon } from '@/components/ui/icon'
import { WordsProvider } from '@/components/ui/words'
import type { BuildStatus } from '@/lib/domain/production/build-status'
import { catalogues, type Messages } from '@/lib/words/catalogues'
import type { Locale } from '@/lib/words/locale'
import type { Translate } from '@/lib/words/translate'
import { LiveAge } from './live-age'

/** What its clock needs of the build page's words, and no more: they travel in the page. */
const ageWords = (locale: Locale): Messages => {
  const { build } = catalogues[locale]
  const { age = '', 'last-fact': fact = '' } = typeof build === 'object' ? build : {}
  return { build: { age, 'last-fact': fact } }
}
const AGE: Readonly<Record<Locale, Messages>> = { en: ageWords('en'), fr: ageWords('fr') }

interface Given {
  locale: Locale
  t: Translate
  build: {
    atelier: { city: string }
    document: { family: string }
    material: string
    status: Pick<BuildStatus, 'now' | 'lastFactAt'>
    isLive: boolean
    isSeeded: boolean
  }
  /** When the page was asked for. */
  at: Date
}

/**
 * One line about a piece whose client agreed that it be seen: what, where, how far, how fresh.
 * No way leads on to it: the live page is for who holds its link.
 */
export function LiveStrip({ locale, t, build, at }: Given) {
  const { atelier, document, material, status, isLive, isSeeded } = build
  const { now, lastFactAt } = status
  const values = { piece: t(`one.${document.family}`), material: t(`materials.${material}`), city: atelier.city }
  const operation = now ? now.operation.replace(/-\d+$/, '') : 'other'
  return (
    <aside className="live-strip" aria-label={t(isLive ? 'pages.landing.live' : 'pages.landing.lately')}>
      <span className="badge">
        <Icon name={isLive ? 'live' : 'clock'} size={14} />
        {t(isLive ? 'pages.landing.live' : 'pages.landing.lately')}
      </span>
      <p>{isLive ? t('pages.landing.live-now', { ...values, operation }) : t('pages.landing.live-made', values)}</p>
      {now?.progress && (
        <p className="quiet">
          {t(`build.progress.${now.progress.unit}`, { done: now.progress.done, total: now.progress.total })}
        </p>
      )}
      {lastFactAt && (
        <p className="quiet">
          <WordsProvider locale={locale} messages={AGE[locale]}>
            <LiveAge at={lastFactAt} seconds={Math.max(0, Math.round((at.getTime() - Date.parse(lastFactAt)) / 1000))} />
          </WordsProvider>
        </p>
      )}
      {isSeeded && <p className="quiet live-seeded">{t('pages.landing.seeded')}</p>}
    </aside>
  )
}
