import { type EventEntry, eventEntries, sumOf } from '@/components/admin/event-runs'
import { Icon } from '@/components/ui/icon'
import type { EventBody } from '@/lib/domain/production/event'
import type { StaffOrder } from '@/lib/server/staff-order'
import { centerNames } from '@/lib/words/centers'
import type { Locale } from '@/lib/words/locale'
import { tellReason } from '@/lib/words/reasons'
import {
  formatDate,
  formatMeasure,
  formatMoment,
  formatNumber,
  formatRange,
  type Translate,
  translator,
} from '@/lib/words/render'

type Build = NonNullable<StaffOrder['build']>
type ShownEvent = Build['events'][number]

interface Telling {
  t: Translate
  locale: Locale
  zone: string
  /** Names of work centers by id. */
  centers: Readonly<Record<string, string>>
}

/** The atelier's facts, newest first, on the atelier's clock, and whether their chain holds. */
export function Events({ locale, order }: { locale: Locale; order: StaffOrder }) {
  const t = translator(locale)
  const { build, chain } = order
  const telling: Telling = {
    t,
    locale,
    zone: build?.atelier.timeZone ?? 'UTC',
    centers: centerNames(t, build?.workCenters ?? {}),
  }
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
      {!build?.events.length && <p className="quiet small">{t('admin.order.no-events')}</p>}
      <ol className="admin-events">
        {eventEntries(build?.events ?? [])
          .reverse()
          .map((entry) =>
            entry.kind === 'fact' ? (
              <EventLine key={entry.event.sequence} event={entry.event} telling={telling} />
            ) : (
              <Reports key={entry.events[0]?.sequence} entry={entry} telling={telling} />
            ),
          )}
      </ol>
      {chain && chain.count > 0 && (
        <p className="caption admin-hash" title={chain.head}>
          {t('staff.order.head', { head: chain.head })}
        </p>
      )}
    </section>
  )
}

function EventLine({ event, telling }: { event: ShownEvent; telling: Telling }) {
  const { body, occurredAt, receivedAt } = event
  const { t, locale, zone, centers } = telling
  const who =
    'by' in body
      ? t(`makers.${body.by.kind}`, { name: body.by.name })
      : 'workCenter' in body
        ? (centers[body.workCenter] ?? body.workCenter)
        : ''
  const state = stateOf(body)
  return (
    <li>
      <time dateTime={occurredAt} title={t('staff.order.received', { at: formatMoment(locale, receivedAt, zone) })}>
        {formatMoment(locale, occurredAt, zone)}
      </time>
      <span className={state && `state ${state}`}>
        {state && <Icon name={state} size={14} />}
        <span>
          {t(`events.${body.type}`)}
          {detailOf(body, telling).map((detail) => ` · ${detail}`)}
        </span>
      </span>
      <span className="quiet small">{who}</span>
    </li>
  )
}

function stateOf(body: EventBody) {
  if (body.type === 'climate') return body.inWindow ? 'ok' : 'advice'
  if (body.type === 'gate-measured') return body.passed ? 'ok' : 'blocked'
  if (body.type === 'rework' || body.type === 'promise-moved') return 'advice'
  return body.type === 'declined' ? 'blocked' : undefined
}

const operationName = (t: Translate, name: string) => t(`operationNames.${name.replace(/-\d+$/, '')}`)

function detailOf(body: EventBody, telling: Telling): string[] {
  const { t, locale } = telling
  switch (body.type) {
    case 'accepted':
      return [
        formatDate(locale, body.promised, 'short'),
        ...(body.lot ? [t('staff.order.lot', { lot: body.lot })] : []),
        ...(body.confirmations ?? []).map(({ rule, reason, by }) =>
          t('staff.order.confirmed', { question: t(`findings.${rule}.short`), name: by.name, reason: tellReason(t, reason) }),
        ),
      ]
    case 'operation-started':
    case 'operation-ended':
      return [operationName(t, body.operation), ...(body.run > 1 ? [t('staff.order.run', { run: body.run })] : [])]
    case 'gate-signed':
      return [operationName(t, body.operation), ...(body.remark ? [body.remark] : [])]
    case 'operation-progress':
      return [progressOf(body, telling)]
    case 'climate':
      return [airOf([body.temperature, body.temperature], [body.humidity, body.humidity], body.inWindow, telling)]
    case 'gate-measured': {
      const measure = (value: number) => formatMeasure(locale, value, body.unit)
      const gate = `${t(`build.gate.${body.gate}`)} ${measure(body.measured)} (${measure(body.lower)}–${measure(body.upper)})`
      return [gate, ...(body.cosignedBy ? [t('staff.order.cosigned', { name: body.cosignedBy.name })] : [])]
    }
    case 'promise-moved':
      return [formatDate(locale, body.promised, 'short'), tellReason(t, body.reason)]
    case 'rework':
      return [operationName(t, body.backTo), tellReason(t, body.reason)]
    case 'declined':
      return [tellReason(t, body.reason)]
    case 'shipped':
      return [`${body.carrier} ${body.tracking}`]
    default:
      return []
  }
}

type Progress = Extract<EventBody, { type: 'operation-progress' }>

function progressOf({ operation, done, total, unit }: Progress, { t, locale }: Telling): string {
  const values = { done: formatNumber(locale, done), total: formatNumber(locale, total), unit: t(`staff.counted.${unit}`) }
  return t('staff.order.progress', { operation: operationName(t, operation), ...values })
}

type Range = readonly [number, number]

function airOf(temperature: Range, humidity: Range, inWindow: boolean, { t, locale }: Telling): string {
  return [
    formatRange(locale, temperature, '°C'),
    formatRange(locale, humidity, '%'),
    t(`staff.atelier.${inWindow ? 'inside' : 'outside'}`),
  ].join(', ')
}

/** A run of reports as one line that opens. */
function Reports({ entry, telling }: { entry: Extract<EventEntry<ShownEvent>, { kind: 'reports' }>; telling: Telling }) {
  const { t, locale, zone, centers } = telling
  const { events } = entry
  const [first] = events
  const last = events.at(-1)
  const only = events.length === 1 ? first : undefined
  if (only) return <EventLine event={only} telling={telling} />
  const { progress, air } = sumOf(events)
  const told = [
    ...(progress ? [progressOf(progress, telling)] : []),
    ...(air ? [airOf(air.temperature, air.humidity, air.inWindow, telling)] : []),
  ]
  return (
    <li>
      <time dateTime={last?.occurredAt}>{last && formatMoment(locale, last.occurredAt, zone)}</time>
      <details className="admin-run">
        <summary>
          {t('staff.order.reports', { count: events.length })} · {told.join(' · ')}
        </summary>
        <ol>
          {[...events].reverse().map(({ sequence, occurredAt, body }) => (
            <li key={sequence} className="small">
              <time dateTime={occurredAt}>{formatMoment(locale, occurredAt, zone)}</time>
              <span>{detailOf(body, telling).join(' · ')}</span>
              <span className="quiet">{'workCenter' in body ? (centers[body.workCenter] ?? body.workCenter) : ''}</span>
            </li>
          ))}
        </ol>
      </details>
      <span className="quiet small" />
    </li>
  )
}
