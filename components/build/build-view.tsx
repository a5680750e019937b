'use client'

import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { useWords } from '@/components/ui/words'
import type { DesignDocument } from '@/lib/domain/design/document'
import type { Plan } from '@/lib/domain/network/plan'
import type { BuildStatus } from '@/lib/domain/production/build-status'
import { type FoldedEvent, foldEvent } from '@/lib/domain/production/fold'
import type { Stage } from '@/lib/domain/products/family'
import { formatDate, formatMeasure, formatPercent } from '@/lib/words/format'
import type { Still } from '../configurator/context'
import { Age } from './age'
import { GateCard } from './gate-card'
import { nowOf } from './now-words'
import { Timeline } from './timeline'
import './build.css'

/** Only ever mounted in a browser. */
const Piece = lazy(() => import('./piece'))

export interface BuildProps {
  token: string
  reference: string
  atelier: { name: string; city: string; timeZone: string }
  document?: DesignDocument
  /** The same piece before its letters. */
  blank?: DesignDocument
  stages: readonly Stage[]
  plan: Plan
  status: BuildStatus
  events: readonly FoldedEvent[]
  /** Work center id → its name. */
  workCenters: Readonly<Record<string, string>>
  material: string
  finish: string
  still?: Still
}

/** Expected rest between two facts of a running piece, seconds of life; twice as long is stale. */
const USUAL_REST = 90

/** The page that is watched: everything on it comes from events, folded here as they arrive. */
export function BuildView(props: BuildProps) {
  const { t, locale } = useWords()
  const { atelier, plan } = props
  const [status, setStatus] = useState(props.status)
  const [events, setEvents] = useState(props.events)
  const [shown, setShown] = useState(false)
  const [mounted, setMounted] = useState(false)
  const [line, setLine] = useState<'open' | 'lost' | 'waiting'>('waiting')

  useEffect(() => {
    setMounted(true)
    const stream = new EventSource(`/live/builds/${encodeURIComponent(props.token)}`)
    stream.onopen = () => setLine('open')
    stream.onerror = () => setLine('lost')
    stream.addEventListener('fact', (message) => {
      const event = JSON.parse((message as MessageEvent<string>).data) as FoldedEvent
      setStatus((before) => foldEvent(plan, before, event))
      setEvents((before) => (before.some(({ sequence }) => sequence === event.sequence) ? before : [...before, event]))
    })
    return () => stream.close()
  }, [props.token, plan])

  const now = nowOf(t, locale, status, plan, { ...atelier, workCenters: props.workCenters }, events)
  const look = useMemo(() => lookOf(status, props.stages), [status, props.stages])
  const promised = status.promise.delivered
  const moved = status.promise.moves.at(-1)
  const running = status.state === 'Running' || status.state === 'AllowedToStart'
  const time = (iso: string) => formatDate(locale, iso, 'moment')

  const { still } = props
  const picture = still && (
    <img
      className="build-still"
      src={still.src}
      {...(still.srcSet ? { srcSet: still.srcSet, sizes: '(min-width: 1024px) 640px, 100vw' } : {})}
      width={still.width}
      height={still.height}
      alt={t('build.still')}
    />
  )

  return (
    <div className="build">
      <div className="build-age small">
        <span className={line === 'lost' ? 'state advice' : 'state'}>
          <Icon name={line === 'lost' ? 'advice' : 'live'} />
          <Age at={status.lastFactAt} timeZone={atelier.timeZone} stale={running ? 2 * USUAL_REST : undefined} />
        </span>
        {line === 'lost' && <span className="quiet">{t('build.paused')}</span>}
      </div>
      {status.timeScale !== 1 && <p className="build-lapse small">{t('build.lapse', { span: spanText(t, status.timeScale) })}</p>}

      <section className="build-now">
        <h1 className="build-title">{now.title}</h1>
        <p className="lead mt-4" role="status" aria-live="polite">
          {now.text}
        </p>
        <dl className="rows mt-8">
          {now.rows.map(({ name, text }) => (
            <div className="pair" key={name}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
          {status.climate && (
            <div className="pair">
              <dt>{t('build.row.room')}</dt>
              <dd>
                {t('build.room-value', {
                  temperature: new Intl.NumberFormat(locale).format(status.climate.temperature),
                  humidity: Math.round(status.climate.humidity),
                })}
                {!status.climate.inWindow && <span className="state advice"> · {t('build.room-out')}</span>}
              </dd>
            </div>
          )}
          <div className="pair">
            <dt>{t('build.row.metal')}</dt>
            <dd>
              {status.lot
                ? t('build.lot-value', { material: t(`materials.${props.material}`), lot: status.lot })
                : t(`materials.${props.material}`)}
            </dd>
          </div>
        </dl>
      </section>

      <section className="build-stage" aria-label={t(`families.${props.document?.family ?? 'signet-ring'}`)}>
        <div className="build-piece">
          {mounted ? (
            <Suspense fallback={picture}>
              <Piece
                document={props.document}
                blank={props.blank}
                metal={props.material}
                finish={props.finish}
                look={look.look}
                progress={look.progress}
                picture={picture}
                onShown={setShown}
              />
            </Suspense>
          ) : (
            picture
          )}
        </div>
        <p className="caption build-drawn">
          {!props.document ? t('build.erased') : shown ? t('build.drawn') : picture ? t('build.still') : '\u00a0'}
        </p>
      </section>

      <section className="build-proof">
        <div className="build-promise">
          <p className="caption">{t('build.promised')}</p>
          <p className="build-date">{formatDate(locale, promised).replace(' ', '\n')}</p>
          <p className="small quiet mt-2">
            {t('build.sure', { percent: formatPercent(locale, status.promise.certainty) })}.{' '}
            {moved
              ? t('build.moved', { date: formatDate(locale, moved.at, 'short'), reason: reasonText(t, moved.reason) })
              : t('build.kept')}
          </p>
        </div>
        <h2 className="sr-only">{t('build.gates')}</h2>
        {status.gates.length === 0 && <p className="small quiet build-gate">{t('build.no-gates')}</p>}
        {status.gates.map((gate) => (
          <GateCard key={gate.event} gate={gate} />
        ))}
      </section>

      <Timeline status={status} city={atelier.city} />

      <section className="build-facts">
        <details>
          <summary>
            {t('build.facts')} ({events.length})
          </summary>
          <ol className="rows">
            {[...events].reverse().map(({ sequence, occurredAt, body }) => (
              <li key={sequence}>
                <time dateTime={occurredAt}>{time(occurredAt)}</time>
                <span>
                  {t(`events.${body.type}`)}
                  {'operation' in body && ` · ${operationName(t, body.operation)}`}
                  {body.type === 'operation-progress' &&
                    ` · ${t(`build.progress.${body.unit}`, { done: body.done, total: body.total })}`}
                  {body.type === 'gate-measured' &&
                    ` · ${t(`build.gate.${body.gate}`)} ${formatMeasure(locale, body.measured, body.unit)}, ${t(body.passed ? 'gates.passed' : 'gates.failed').toLocaleLowerCase(locale)}`}
                </span>
              </li>
            ))}
          </ol>
        </details>
      </section>
    </div>
  )
}

export const operationName = (t: (key: string) => string, id: string) => t(`operationNames.${id.replace(/-\d+$/, '')}`)

/** An atelier gives its reason as `<operation> ended late` or in its own words. */
function reasonText(t: (key: string) => string, reason: string): string {
  return reason === 'accepted' ? t('events.accepted') : reason
}

function spanText(t: (key: string, values: Record<string, number>) => string, scale: number): string {
  if (scale < 90) return t('build.span.seconds', { n: Math.round(scale) })
  if (scale < 5400) return t('build.span.minutes', { n: Math.round(scale / 60) })
  return t('build.span.hours', { n: Math.round(scale / 3600) })
}

/** What the piece looks like: the stage that is being reached, and how far; else the last one reached. */
function lookOf(status: BuildStatus, stages: readonly Stage[]): { look: Stage['look']; progress: number } {
  const { now } = status
  const reaching = now && stages.find(({ operation }) => operation === now.operation)
  if (now && reaching) {
    const share = now.progress && now.progress.total > 0 ? now.progress.done / now.progress.total : 0
    return { look: reaching.look, progress: Math.min(1, share) }
  }
  const done = stages.filter(({ operation }) =>
    status.stages.some((stage) => stage.operation === operation && stage.state === 'done'),
  )
  const last = done.at(-1)
  return last ? { look: last.look, progress: 1 } : { look: 'pattern', progress: 0 }
}
