'use client'

import { useWords } from '@/components/ui/words'
import type { FoldedEvent } from '@/lib/domain/production/fold'
import { formatDate, formatMeasure } from '@/lib/words/format'
import type { Locale } from '@/lib/words/locale'
import type { Translate } from '@/lib/words/translate'
import { gateName, operationName } from './build-words'
import { readings } from './story'

/** Every signed fact, newest first; whole without scripts. */
export function FactList({ events }: { events: readonly FoldedEvent[] }) {
  const { t, locale } = useWords()
  return (
    <details>
      <summary>
        {t('build.facts')} ({events.length})
      </summary>
      <ol className="rows">
        {[...events].reverse().map(({ sequence, occurredAt, body }) => (
          <li key={sequence}>
            <time dateTime={occurredAt}>{formatDate(locale, occurredAt, 'moment')}</time>
            <span>{[t(`events.${body.type}`), ...detailsOf(t, locale, body)].join(' · ')}</span>
          </li>
        ))}
      </ol>
    </details>
  )
}

function detailsOf(t: Translate, locale: Locale, body: FoldedEvent['body']): string[] {
  switch (body.type) {
    case 'operation-progress':
      return [operationName(t, body.operation), t(`build.progress.${body.unit}`, { done: body.done, total: body.total })]
    case 'gate-measured': {
      const result = t(body.passed ? 'gates.passed' : 'gates.failed').toLocaleLowerCase(locale)
      return [
        operationName(t, body.operation),
        `${gateName(t, body.gate)} ${formatMeasure(locale, body.measured, body.unit)}, ${result}`,
      ]
    }
    case 'gate-signed':
      return [operationName(t, body.operation), body.by.name]
    case 'climate':
      return [t('build.room-value', readings(locale, body)), ...(body.inWindow ? [] : [t('build.room-out')])]
    case 'rework':
      return [operationName(t, body.backTo)]
    case 'promise-moved':
      return [formatDate(locale, body.promised)]
    case 'shipped':
      return [body.carrier, body.tracking]
    default:
      return 'operation' in body ? [operationName(t, body.operation)] : []
  }
}
