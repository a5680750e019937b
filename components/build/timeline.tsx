'use client'

import { useEffect, useState } from 'react'
import { useWords } from '@/components/ui/words'
import type { BuildStatus } from '@/lib/domain/production/build-status'
import { formatDate } from '@/lib/words/format'
import { operationName } from './build-words'
import { estimatedShare } from './expected-gap'

const percent = (share: number) => `${(8 + share * 92).toFixed(1)}%`

/** Stages by name over their date: solid what was, dashed and "about" what is expected. */
export function Timeline({ status }: { status: BuildStatus }) {
  const { t, locale } = useWords()
  const name = (operation: string) => operationName(t, operation)
  const done = status.stages.filter(({ state }) => state === 'done').length
  const next = status.stages.find(({ state }) => state === 'to-come')
  // Unknown while the server renders: its clock is not the reader's.
  const [clock, setClock] = useState<number>()
  useEffect(() => {
    const timer = setInterval(() => setClock(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const progress = estimatedShare(status, clock ?? Date.parse(status.lastFactAt ?? ''))
  return (
    <section className="build-timeline" aria-label={t('build.timeline')}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone the row scrolls, and must be reached by keyboard to do so */}
      <ol tabIndex={0}>
        {status.stages.map(({ operation, state, endedAt, expected }) => (
          <li key={operation} data-state={state}>
            <svg width="100%" height="24" aria-hidden="true" focusable="false">
              <line x1="8" x2="100%" y1="12" y2="12" className={state === 'done' ? 'fact' : 'estimate'} />
              {state === 'now' && progress && (
                <>
                  <line x1="8" x2={percent(progress.estimated)} y1="12" y2="12" className="guess" />
                  {progress.told > 0 && <line x1="8" x2={percent(progress.told)} y1="12" y2="12" className="partial" />}
                </>
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
