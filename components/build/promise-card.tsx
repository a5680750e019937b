'use client'

import { useWords } from '@/components/ui/words'
import type { BuildStatus } from '@/lib/domain/production/build-status'
import type { FoldedEvent } from '@/lib/domain/production/fold'
import { formatDate, formatPercent } from '@/lib/words/format'
import { tellReason } from '@/lib/words/reasons'
import { daysBetween } from './build-words'
import { storyOf } from './story'

/** The date, how sure it is, why it moved last, and behind one tap everything that moved it or might have. */
export function PromiseCard(props: { status: BuildStatus; delivered: string; city: string; events: readonly FoldedEvent[] }) {
  const { t, locale } = useWords()
  const { promise, deliveredAt } = props.status
  const moved = promise.moves.at(-1)
  const story = storyOf(t, locale, props.city, props.delivered, props.events)
  return (
    <div className="build-promise">
      <p className="caption">{t(deliveredAt ? 'build.promised-was' : 'build.promised')}</p>
      <p className="build-date">{formatDate(locale, promise.delivered).replace(' ', '\n')}</p>
      <p className="small quiet mt-2">
        {!deliveredAt && `${t('build.sure', { percent: formatPercent(locale, promise.certainty) })}. `}
        {moved
          ? t('build.moved', {
              n: Math.abs(daysBetween(moved.from, moved.to)),
              date: formatDate(locale, moved.at, 'short'),
              reason: tellReason(t, moved.reason),
            })
          : t('build.kept')}
      </p>
      <details className="build-story">
        <summary>{t('build.story')}</summary>
        {story.length === 0 && <p className="small quiet">{t('build.story-empty')}</p>}
        <ol>
          {story.map(({ event, at, text }) => (
            <li key={`${event} ${text}`} className="small">
              <time className="quiet" dateTime={at}>
                {formatDate(locale, at, 'moment')}
              </time>
              <span>{text}</span>
            </li>
          ))}
        </ol>
      </details>
    </div>
  )
}
