import { Icon } from '@/components/ui/icon'
import type { StaffOrder } from '@/lib/server/staff-order'
import type { Locale } from '@/lib/words/locale'
import { formatDate, formatMeasure, formatMoment, translator } from '@/lib/words/render'

type Build = NonNullable<StaffOrder['build']>
type ShownEvent = Build['events'][number]

/** The atelier's facts, newest first, on the atelier's clock, and whether their chain holds. */
export function Events({ locale, order }: { locale: Locale; order: StaffOrder }) {
  const t = translator(locale)
  const { build, chain } = order
  const events = build?.events ?? []
  const operation = (name: string) => t(`operationNames.${name.replace(/-\d+$/, '')}`)
  return (
    <section>
      <h2 className="ui-head flex flex-wrap justify-between gap-x-4">
        {t('admin.order.events')}
        {chain && chain.count > 0 && (
          <span className={`state small font-normal ${chain.fault ? 'blocked' : 'ok'}`}>
            <Icon name={chain.fault ? 'blocked' : 'ok'} size={14} />
            <span>
              {chain.fault
                ? t('staff.order.chain-broken', { code: chain.fault.code, index: chain.fault.index + 1 })
                : t('staff.order.chain-holds', { count: chain.count })}
            </span>
          </span>
        )}
      </h2>
      {chain && chain.count > 0 && <p className="caption admin-hash">{chain.head}</p>}
      {events.length === 0 && <p className="quiet small">{t('admin.order.no-events')}</p>}
      <ol className="admin-events">
        {[...withoutRuns(events)].reverse().map(({ sequence, occurredAt, receivedAt, body }) => (
          <li key={sequence}>
            <time dateTime={occurredAt} title={receivedAt}>
              {formatMoment(locale, occurredAt, build?.atelier.timeZone ?? 'UTC')}
            </time>
            <span>
              {t(`events.${body.type}`)}
              {'operation' in body && ` · ${operation(body.operation)}`}
              {body.type === 'gate-measured' &&
                ` · ${t(`build.gate.${body.gate}`)} ${formatMeasure(locale, body.measured, body.unit)} (${formatMeasure(locale, body.lower, body.unit)}–${formatMeasure(locale, body.upper, body.unit)})`}
              {body.type === 'operation-progress' && ` · ${body.done} / ${body.total}`}
              {body.type === 'promise-moved' && ` · ${formatDate(locale, body.promised, 'short')}: ${body.reason}`}
              {(body.type === 'rework' || body.type === 'declined') && ` · ${body.reason}`}
            </span>
            <span className="quiet small">
              {'by' in body ? t(`makers.${body.by.kind}`, { name: body.by.name }) : 'workCenter' in body ? body.workCenter : ''}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Of a run of progress reports only the last is shown; the chain keeps them all. */
function withoutRuns(events: readonly ShownEvent[]): readonly ShownEvent[] {
  const isSaid = ({ body }: ShownEvent) => body.type === 'operation-progress'
  return events.filter((event, index) => {
    const following = events[index + 1]
    return !isSaid(event) || !following || !isSaid(following)
  })
}
