'use client'

import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { useWords } from '@/components/ui/words'
import type { PinPosition, ViewerPin } from '@/components/viewer/viewer'
import { thinnerThan } from '@/lib/domain/manufacturability/thin-walls'
import type { Direction, Remainder } from '@/lib/drafting/protocol'
import { useConfigurator, useConfigured } from './context'
import type { DraftingSession } from './drafting-session'
import { FindingCard } from './finding-card'
import { decisive, findingState } from './finding-states'
import { nearestPreset } from './nearest-preset'
import { presetName } from './parameter-words'
import { readPixelsPerMillimetre, USUAL_PIXELS } from './screen-scale'
import { shapePath } from './shape-path'
import type { StageView } from './store'

/** Only ever mounted in a browser. */
const Viewer = lazy(() => import('@/components/viewer/viewer'))

const VIEWS: readonly StageView[] = ['free', 'face', 'side', 'bore', 'print']
/** What folds lies closed or open; it has no bore to look through. */
const FOLDING_VIEWS: readonly StageView[] = ['free', 'open', 'face', 'print']
const FOLDING_WORDS: Readonly<Partial<Record<StageView, string>>> = { free: 'closed', face: 'outside' }
const OPEN = 0.1
const CLOSED = 0.95
const DIRECTION: Readonly<Record<StageView, Direction>> = {
  free: 'three-quarter',
  face: 'face',
  side: 'side',
  bore: 'bore',
  open: 'three-quarter',
  print: 'face',
}

/** The piece: its solid where the browser can, exact drawings and the nearest still where it cannot. */
export function Stage({ session }: { session: DraftingSession | undefined }) {
  const { t, locale } = useWords()
  const { store, props } = useConfigurator()
  const mesh = useConfigured((state) => state.peek ?? state.mesh)
  const peeking = useConfigured((state) => state.peek !== undefined)
  const view = useConfigured((state) => state.view)
  const choices = useConfigured((state) => state.document.choices)
  const judged = useConfigured((state) => state.judged)
  const chosen = useConfigured((state) => state.atelier)
  const shown = useConfigured((state) => state.finding)
  const svg = useConfigured((state) => state.svg[DIRECTION[state.view]])
  const hatched = useConfigured((state) => state.hatched[DIRECTION[state.view]])
  const remainders = useConfigured((state) => state.remainders)
  const past = useConfigured((state) => state.past.length > 0)
  const future = useConfigured((state) => state.future.length > 0)
  const [picture, setPicture] = useState<'waiting' | 'shown' | 'unavailable'>('waiting')
  const [drawn, setDrawn] = useState(false)
  const [scale, setScale] = useState(USUAL_PIXELS)
  const [reduced, setReduced] = useState(false)
  const [mounted, setMounted] = useState(false)
  const frame = useRef<HTMLDivElement>(null)
  const [spots, setSpots] = useState<readonly PinPosition[]>([])

  useEffect(() => {
    setMounted(true)
    setScale(readPixelsPerMillimetre() ?? USUAL_PIXELS)
    setReduced(matchMedia('(prefers-reduced-motion: reduce)').matches)
  }, [])

  const answer = judged?.answers.find((one) => one.atelier === chosen)
  const findings = useMemo(() => (answer ? decisive(answer) : []), [answer])
  const pins = useMemo<ViewerPin[]>(
    () => findings.flatMap((finding, index) => (finding.at[0] ? [{ id: String(index), at: finding.at[0] }] : [])),
    [findings],
  )
  const thinLimit = judged && thinnerThan(findings, judged.facts)
  const thin = useMemo(
    () => (judged && thinLimit !== undefined ? { walls: judged.walls, limit: thinLimit } : undefined),
    [judged, thinLimit],
  )
  const material = props.parameters.find((parameter) => parameter.presentation === 'material')
  const metal = String(choices[material?.key ?? ''] ?? '')
  const drawing = drawn || picture === 'unavailable'

  useEffect(() => {
    if (!drawing || !judged || !session || (svg !== undefined && hatched === thinLimit)) return
    const figure = { decimal: locale === 'fr' ? ',' : '.', unit: '\u202fmm' }
    session.client.view(DIRECTION[view], t(`configurator.view.${view}`), figure, thinLimit)
  }, [drawing, judged, svg, hatched, thinLimit, view, session, t, locale])

  const onPinPositions = useCallback((positions: readonly PinPosition[]) => setSpots(positions), [])
  const near = nearestPreset(props.presets, choices)
  const still = near?.still && (
    <img
      className="cf-still"
      src={near.still.src}
      srcSet={near.still.srcSet}
      sizes="(min-width: 1024px) 900px, 100vw"
      width={near.still.width}
      height={near.still.height}
      alt={t('configurator.nearest', { name: presetName(t, near.id) })}
      fetchPriority="high"
    />
  )

  return (
    <section className="cf-stage" aria-label={t('configurator.stage')} data-card={findings[shown] ? true : undefined}>
      <div className="cf-tools">
        <button
          type="button"
          className="icon-button"
          aria-label={t('configurator.undo')}
          aria-disabled={!past || undefined}
          onClick={() => store.undo()}
        >
          <Icon name="undo" size={18} />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label={t('configurator.redo')}
          aria-disabled={!future || undefined}
          onClick={() => store.redo()}
        >
          <Icon name="redo" size={18} />
        </button>
      </div>
      <fieldset className="cf-views" aria-label={t('configurator.views')}>
        {(props.folds ? FOLDING_VIEWS : VIEWS).map((one) => (
          <button key={one} type="button" aria-pressed={view === one} onClick={() => store.setState({ view: one })}>
            {one === 'print' && <Icon name="ruler" />}
            {t(`configurator.view.${(props.folds && FOLDING_WORDS[one]) || one}`)}
          </button>
        ))}
        <button
          type="button"
          aria-pressed={drawing}
          className="cf-drawn"
          onClick={() => setDrawn(!drawn)}
          disabled={picture === 'unavailable'}
        >
          {t('configurator.drawing')}
        </button>
      </fieldset>
      <div className="cf-frame" ref={frame}>
        {drawing ? (
          <Drawing
            svg={svg}
            still={still}
            label={t('configurator.nearest-label', { name: near ? presetName(t, near.id) : '' })}
            view={view}
            scale={scale}
            remainders={remainders}
          />
        ) : (
          mounted && (
            <Suspense fallback={still}>
              <Viewer
                mesh={mesh ?? null}
                metal={metal}
                finish={String(choices.finish ?? 'polished')}
                theme="day"
                view={view === 'print' ? 'true-size' : view === 'open' ? 'free' : view}
                fold={view === 'open' ? OPEN : view === 'free' ? CLOSED : 1}
                label={t('configurator.viewer')}
                pins={pins}
                thin={peeking ? undefined : thin}
                onPinPositions={onPinPositions}
                onReady={() => setPicture('shown')}
                onPicture={(state) => setPicture(state === 'unavailable' ? 'unavailable' : 'waiting')}
                reducedMotion={reduced}
                pxPerMm={scale}
                still={still}
              />
            </Suspense>
          )
        )}
        {!drawing && !mounted && still}
        {peeking && !drawing && <p className="cf-peek">{t('configurator.peek')}</p>}
        {!drawing && (
          <Pins
            spots={spots}
            findings={findings.map(findingState)}
            shown={shown}
            onShow={(index) => store.setState({ finding: index })}
          />
        )}
      </div>
      <FindingCard />
    </section>
  )
}

/** The exact drawing of the current design; at 1:1 it is as large as the piece on a calibrated screen. */
function Drawing(props: {
  svg: string | undefined
  still: React.ReactNode
  label: string
  view: StageView
  scale: number
  remainders: readonly Remainder[]
}) {
  const { svg, view, scale, remainders } = props
  const { t } = useWords()
  const faced = view === 'face' || view === 'print'
  const holder = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const drawing = holder.current?.querySelector('svg')
    if (!drawing || !svg) return
    const box = drawing.viewBox.baseVal
    if (view === 'print' && box) {
      // The view box is in micrometres.
      drawing.setAttribute('width', String((box.width / 1000) * scale))
      drawing.setAttribute('height', String((box.height / 1000) * scale))
    } else {
      drawing.removeAttribute('width')
      drawing.removeAttribute('height')
    }
    // In the face's own view the plane of the letters is the paper: what a tool leaves is laid on it at its true size.
    for (const old of drawing.querySelectorAll('[data-remainder]')) old.remove()
    if (!faced) return
    for (const { shape } of remainders) {
      const left = document.createElementNS('http://www.w3.org/2000/svg', 'path')
      left.setAttribute('d', shapePath(shape))
      left.setAttribute('fill-rule', 'evenodd')
      left.dataset.remainder = ''
      drawing.append(left)
    }
  }, [svg, view, scale, faced, remainders])
  return (
    <div className="cf-drawing" data-view={view}>
      {svg ? (
        // biome-ignore lint/security/noDangerouslySetInnerHtml: our own drawing, made in our worker from numbers and escaped words
        <div ref={holder} className="cf-drawing-svg" dangerouslySetInnerHTML={{ __html: svg }} />
      ) : null}
      {faced && remainders.some(({ shape }) => shape.length > 0) && (
        <p className="cf-remainder small">{t('configurator.remainder')}</p>
      )}
      {props.still && (
        <figure className="cf-drawing-still">
          {props.still}
          <figcaption className="caption">{props.label}</figcaption>
        </figure>
      )}
    </div>
  )
}

/** Pins on the piece where its findings are; the shown one is joined to its card by a leader. */
function Pins(props: { spots: readonly PinPosition[]; findings: readonly string[]; shown: number; onShow(index: number): void }) {
  const { t } = useWords()
  const { spots, findings, shown } = props
  if (spots.length === 0) return null
  return (
    <>
      <svg className="cf-leaders" aria-hidden="true" focusable="false" width="100%" height="100%">
        {spots.map(({ id, x, y, behind }) => {
          if (Number(id) !== shown) return null
          return (
            <g key={id} className={`leader ${findings[Number(id)] ?? ''}`} data-behind={behind || undefined}>
              <line x1={x} y1={y - 13} x2={x} y2="88" />
              <line x1={x} y1="88" x2="100%" y2="88" />
              <line className="down" x1={x} y1={y + 13} x2={x} y2="100%" />
            </g>
          )
        })}
      </svg>
      {spots.map(({ id, x, y, behind }) => (
        <Pin
          key={id}
          x={x}
          y={y}
          behind={behind}
          state={findings[Number(id)] ?? 'blocked'}
          label={t('configurator.pin', { number: Number(id) + 1 })}
          number={findings.length > 1 ? Number(id) + 1 : undefined}
          onShow={() => props.onShow(Number(id))}
        />
      ))}
    </>
  )
}

function Pin(props: {
  x: number
  y: number
  behind: boolean
  state: string
  label: string
  number: number | undefined
  onShow(): void
}) {
  const ref = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    // Set through the object model: the policy forbids style in markup.
    if (ref.current) ref.current.style.transform = `translate(${props.x - 22}px, ${props.y - 22}px)`
  }, [props.x, props.y])
  return (
    <button
      ref={ref}
      type="button"
      className={`cf-pin ${props.state}`}
      data-behind={props.behind || undefined}
      aria-label={props.label}
      onClick={props.onShow}
    >
      <span>{props.number}</span>
    </button>
  )
}
