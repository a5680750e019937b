'use client'

import { useWords } from '@/components/ui/words'
import type { BuildStatus } from '@/lib/domain/production/build-status'
import { formatDate } from '@/lib/words/format'

/** Stages by name over their date: solid what was, dashed and "about" what is expected. */
export function Timeline({ status }: { status: BuildStatus; city: string }) {
  const { t, locale } = useWords()
  const name = (operation: string) => t(`operationNames.${operation.replace(/-\d+$/, '')}`)
  const done = status.stages.filter(({ state }) => state === 'done').length
  const next = status.stages.find(({ state }) => state === 'to-come')
  const progress = status.now?.progress
  const share = progress && progress.total > 0 ? progress.done / progress.total : 0
  return (
    <section className="build-timeline" aria-label={t('build.timeline')}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone the row scrolls, and must be reached by keyboard to do so */}
      <ol tabIndex={0}>
        {status.stages.map(({ operation, state, endedAt, expected }) => (
          <li key={operation} data-state={state}>
            <svg width="100%" height="24" aria-hidden="true" focusable="false">
              <line x1="8" x2="100%" y1="12" y2="12" className={state === 'done' ? 'fact' : 'estimate'} />
              {state === 'now' && share > 0 && (
                <line x1="8" x2={`${(share * 100).toFixed(1)}%`} y1="12" y2="12" className="partial" />
              )}
              {state === 'now' && <circle cx="8" cy="12" r="8" className="halo" />}
              <circle cx="8" cy="12" r={state === 'now' ? 6 : 5} className={`dot ${state}`} />
            </svg>
            <span className="name">{name(operation)}</span>
            <span className="when">
              {state === 'now'
                ? t('build.is-now')
                : state === 'done' && endedAt
                  ? formatDate(locale, endedAt, 'short')
                  : t('build.about', { date: formatDate(locale, expected, 'short') })}
            </span>
          </li>
        ))}
      </ol>
      <p className="build-short small quiet">
        <span>{t('build.done', { n: done })}</span>
        {next && (
          <span>
            {t('build.next', {
              name: name(next.operation),
              date: t('build.about', { date: formatDate(locale, next.expected, 'short') }),
            })}
          </span>
        )}
      </p>
    </section>
  )
}
