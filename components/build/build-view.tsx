'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { LanguageLink } from '@/components/ui/language-link'
import { Shielded } from '@/components/ui/shielded'
import { useWords } from '@/components/ui/words'
import type { DesignDocument } from '@/lib/domain/design/document'
import type { CutHide } from '@/lib/domain/nesting/cut-plan'
import type { Plan } from '@/lib/domain/network/plan'
import type { BuildStatus } from '@/lib/domain/production/build-status'
import { type FoldedEvent, foldEvent } from '@/lib/domain/production/fold'
import type { Stage } from '@/lib/domain/products/family'
import type { Translate } from '@/lib/words/translate'
import type { Still } from '../configurator/context'
import { Age } from './age'
import { expectedGap } from './expected-gap'
import { FactList } from './fact-list'
import { GateCards } from './gate-card'
import { HideMaps } from './hide-maps'
import { type LeftLine, MakerLines } from './maker-line'
import { nowOf } from './now-words'
import { PromiseCard } from './promise-card'
import { Showing } from './showing'
import { readings } from './story'
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
  /** What it is cut from, with each panel's place. */
  hides?: readonly CutHide[]
  plan: Plan
  status: BuildStatus
  events: readonly FoldedEvent[]
  /** Work center id → its name. */
  workCenters: Readonly<Record<string, string>>
  material: string
  finish: string
  still?: Still
  lines: readonly LeftLine[]
  isShowable: boolean
  isSeeded: boolean
}

/** The page that is watched: everything on it comes from events, folded here as they arrive. */
export function BuildView(props: BuildProps) {
  const { t, locale } = useWords()
  const { atelier, plan, still } = props
  const router = useRouter()
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
  const cut = props.stages.find((stage) => stage.look === 'cut')?.operation
  // Its papers are made after it is ordered, and before its atelier says the first word: a page that was opened between asks again.
  const isUnpapered = cut !== undefined && props.document !== undefined && !props.hides && events.length > 0
  useEffect(() => {
    if (isUnpapered) router.refresh()
  }, [isUnpapered, router])
  const gap = expectedGap(status, plan, events)
  const isOver = status.state === 'Ended' || status.state === 'Aborted'
  const drawn = t(status.finishedAt ? 'build.drawn-whole' : 'build.drawn')
  const air = status.climate && readings(locale, status.climate)

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
    <>
      <header className="wrap site-header build-header">
        <Link href={`/${locale}`} className="wordmark" aria-label={t('build.home')} prefetch={false}>
          Lot One
        </Link>
        <p className="small quiet build-lot">{t('build.lot', { reference: props.reference })}</p>
        <div className="build-age small">
          <span className={line === 'lost' ? 'state advice' : 'state'}>
            <Icon name={line === 'lost' ? 'advice' : 'live'} />
            <Age at={status.lastFactAt} timeZone={atelier.timeZone} stale={gap === undefined ? undefined : 2 * gap} />
          </span>
          <LanguageLink
            to={locale === 'en' ? 'fr' : 'en'}
            name={t(`build.language.${locale === 'en' ? 'fr' : 'en'}`)}
            short={locale === 'en' ? 'FR' : 'EN'}
          />
        </div>
      </header>
      <main id="main" className="build">
        <div className="build-notes small">
          {line === 'lost' && <p className="build-note advice">{t('build.paused')}</p>}
          {status.timeScale !== 1 && <p className="build-note">{t('build.lapse', { span: spanText(t, status.timeScale) })}</p>}
          {props.isSeeded && <p className="build-note">{t('build.seeded')}</p>}
        </div>

        <section className="build-now">
          <h1 className="build-title">{now.title}</h1>
          <p className="lead mt-4">{now.text}</p>
          {/* Told once when the stage changes, not with every stroke. */}
          <p className="sr-only" role="status" aria-live="polite">
            {now.title}
          </p>
          <dl className="rows mt-8">
            {now.rows.map(({ name, text }) => (
              <div className="pair" key={name}>
                <dt>{name}</dt>
                <dd>{text}</dd>
              </div>
            ))}
            {status.climate && air && (
              <div className="pair">
                <dt>{t('build.row.room')}</dt>
                <dd>
                  {t('build.room-value', air)}
                  {!status.climate.inWindow && (
                    <span className="state advice build-out">
                      <Icon name="advice" size={14} />
                      {t('build.room-out')}
                    </span>
                  )}
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
          {mounted && <MakerLines token={props.token} city={atelier.city} lines={props.lines} isOver={isOver} />}
        </section>

        <section
          className="build-stage"
          aria-label={props.document ? t(`families.${props.document.family}`) : t('build.drawing')}
        >
          <div className="build-piece">
            {mounted ? (
              <Shielded instead={picture}>
                <Suspense fallback={picture}>
                  <Piece
                    document={props.document}
                    blank={props.blank}
                    metal={props.material}
                    finish={props.finish}
                    look={look.look}
                    hides={props.hides}
                    progress={look.progress}
                    picture={picture}
                    onShown={setShown}
                  />
                </Suspense>
              </Shielded>
            ) : (
              picture
            )}
          </div>
          <p className="caption build-drawn">
            {!props.document ? t('build.erased') : shown ? drawn : picture ? t('build.still') : '\u00a0'}
          </p>
        </section>

        <section className="build-proof">
          <PromiseCard status={status} delivered={plan.delivered} city={atelier.city} events={events} />
          <GateCards gates={status.gates} rework={status.rework} part="latest" />
        </section>

        <Timeline status={status} />

        <div className="build-more">
          <GateCards gates={status.gates} rework={status.rework} part="rest" />
        </div>
        {props.hides && props.document && (
          <HideMaps
            hides={props.hides}
            isCut={status.stages.some(({ operation, state }) => operation === cut && state === 'done')}
          />
        )}

        <section className="build-facts">
          <FactList events={events} />
          {mounted && <Showing token={props.token} agreed={props.isShowable} />}
        </section>
      </main>
    </>
  )
}

function spanText(t: Translate, scale: number): string {
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
