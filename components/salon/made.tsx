'use client'

import { Icon } from '@/components/ui/icon'
import { useWords } from '@/components/ui/words'
import { livePageOf } from '@/lib/domain/production/build-status'
import type { LivingOrder } from '@/lib/domain/salon/book'
import { formatDate } from '@/lib/words/format'

/** From payment on, both screens see it made: where the piece is, and the way to its live page. */
export function Made({ order, name }: { order: LivingOrder; name: string }) {
  const { t, locale } = useWords()
  const { status, build, reference } = order
  const now = status?.now?.operation.replace(/-\d+$/, '')
  const stages = status?.stages ?? []
  const line = status?.finishedAt
    ? t('salon.made.finished')
    : now
      ? t('salon.made.now', { stage: t(`operationNames.${now}`) })
      : t(status?.lastFactAt ? 'salon.made.accepted' : 'salon.made.waiting')
  return (
    <section className="sl-made" aria-label={t('salon.made.title')}>
      <p className="sl-made-line" role="status">
        <span className="state ok">
          <Icon name="ok" size={20} />
        </span>
        {line}
      </p>
      <p className="small quiet">
        {t('salon.made.order', { reference, name: name === '' ? 'none' : name })}
        {status && <> · {t('salon.made.promise', { date: formatDate(locale, status.promise.delivered, 'short') })}</>}
      </p>
      {stages.length > 0 && (
        <ol className="sl-stages">
          {stages.map((stage) => (
            <li key={stage.operation} data-state={stage.state} aria-current={stage.state === 'now' ? 'step' : undefined}>
              {t(`operationNames.${stage.operation.replace(/-\d+$/, '')}`)}
            </li>
          ))}
        </ol>
      )}
      {build && (
        <a className="button second" href={`/${locale}/b/${build}`} target="_blank" rel="noopener">
          {t(`livePage.${livePageOf(status)}`)}
        </a>
      )}
    </section>
  )
}
