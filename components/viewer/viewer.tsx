'use client'

import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { RenderMesh, Vec3 } from '@/lib/domain/geometry/mesh'
import type { ThinWalls } from '@/lib/domain/manufacturability/thin-walls'
import type { View } from './camera-rig'
import { createViewer, type ViewerHandle } from './create-viewer'
import type { Facing } from './piece'
import { controlWith } from './pointer-controls'
import { guessQuality } from './quality'
import type { Theme } from './room'
import type { PinPosition, StageLook } from './viewer-settings'

export type { Facing, PinPosition, StageLook, Theme, View }

export interface ViewerPin {
  id: string
  /** Draft coordinates, mm. */
  at: Vec3
}

export interface ViewerProps {
  mesh: RenderMesh | null
  metal: string
  finish: string
  theme: Theme
  view: View
  /** Accessible name of the picture: what is shown and that arrow keys turn it. */
  label: string
  /** Shown until the first solid is drawn, without WebGL, and while a lost context has not come back. Must fill its parent. */
  still?: ReactNode
  /** From the draft; the ring's when absent. Read once. */
  facing?: Facing
  pins?: readonly ViewerPin[]
  /** Walls to shade; of the mesh shown. Kept the same object while they are the same. */
  thin?: ThinWalls | undefined
  onPinPositions?: (positions: readonly PinPosition[]) => void
  /** The first solid is on the screen. */
  onReady?: () => void
  /** This solid is on the screen. */
  onMeshShown?: (mesh: RenderMesh) => void
  /** No WebGL2 here, or the context was lost (`lost`), or it is back (`back`). */
  onPicture?: (state: 'unavailable' | 'lost' | 'back') => void
  /** The client has turned or zoomed: the view is no longer a preset. */
  onTouched?: () => void
  reducedMotion?: boolean
  /** Guessed from the machine when absent. */
  quality?: 'low' | 'high'
  /** CSS pixels per millimetre of this screen. */
  pxPerMm?: number
  /** Share of the shorter side that the piece fills. */
  fill?: number
  stage?: StageLook
  /** How far a piece with a hinge is folded, 0 open to 1 closed. */
  fold?: number
  className?: string
}

/** A solid that follows within this time of another is part of one drag: it is swapped, not faded. */
const FADE = 320

/** The piece in three dimensions over its still. All its size comes from the parent. */
export default function Viewer(props: ViewerProps) {
  const { mesh, metal, finish, theme, view, pins, stage, pxPerMm, fill, fold } = props
  const { reducedMotion = false } = props
  const [guess] = useState(guessQuality)
  const quality = props.quality ?? guess
  const canvas = useRef<HTMLCanvasElement>(null)
  const host = useRef<HTMLDivElement>(null)
  const ghost = useRef<HTMLCanvasElement>(null)
  const handle = useRef<ViewerHandle | null>(null)
  const latest = useRef(props)
  const swappedAt = useRef(0)
  const [picture, setPicture] = useState<'waiting' | 'shown' | 'lost' | 'unavailable'>('waiting')
  useLayoutEffect(() => {
    latest.current = props
  })

  useEffect(() => {
    const element = canvas.current
    const region = host.current
    if (!element || !region) return
    let ready = false
    let viewer: ViewerHandle
    try {
      viewer = createViewer(element, {
        settings: { quality },
        ...(latest.current.facing ? { facing: latest.current.facing } : {}),
        events: {
          onPins: (positions) => latest.current.onPinPositions?.(positions),
          onShown(shown) {
            setPicture('shown')
            latest.current.onMeshShown?.(shown)
            if (!ready) latest.current.onReady?.()
            ready = true
          },
          onLost() {
            setPicture('lost')
            latest.current.onPicture?.('lost')
          },
          onRestored() {
            setPicture(ready ? 'shown' : 'waiting')
            latest.current.onPicture?.('back')
          },
        },
      })
    } catch {
      setPicture('unavailable')
      latest.current.onPicture?.('unavailable')
      return
    }
    handle.current = viewer
    const resize = () => viewer.resize(element.clientWidth, element.clientHeight, window.devicePixelRatio)
    resize()
    const observer = new ResizeObserver(resize)
    observer.observe(element)
    const release = controlWith(region, {
      turn(dx, dy) {
        viewer.turn(dx, dy)
        latest.current.onTouched?.()
      },
      zoom(factor) {
        viewer.zoom(factor)
        latest.current.onTouched?.()
      },
      home: () => viewer.look(latest.current.view),
    })
    return () => {
      release()
      observer.disconnect()
      viewer.dispose()
      handle.current = null
    }
  }, [quality])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new quality is a new viewer, which must be told again.
  useEffect(() => {
    handle.current?.set({
      metal,
      finish,
      theme,
      reducedMotion,
      stage,
      ...(pxPerMm === undefined ? {} : { pxPerMm }),
      ...(fill === undefined ? {} : { fill }),
      ...(fold === undefined ? {} : { fold }),
    })
  }, [metal, finish, theme, reducedMotion, stage, pxPerMm, fill, fold, quality])

  // biome-ignore lint/correctness/useExhaustiveDependencies: as above.
  useEffect(() => handle.current?.look(view), [view, quality])

  // biome-ignore lint/correctness/useExhaustiveDependencies: as above.
  useEffect(() => {
    const viewer = handle.current
    if (!viewer) return
    const now = performance.now()
    const old = ghost.current
    const fades = !reducedMotion && quality === 'high' && swappedAt.current > 0 && now - swappedAt.current > FADE
    const context = fades ? old?.getContext('2d') : undefined
    if (context) viewer.copyTo(context)
    viewer.show(mesh)
    if (context && old) {
      const fading = old.animate([{ opacity: 1 }, { opacity: 0 }], { duration: FADE, easing: 'cubic-bezier(.2,.7,.2,1)' })
      fading.onfinish = () => context.clearRect(0, 0, old.width, old.height)
    }
    swappedAt.current = now
  }, [mesh, quality])

  // biome-ignore lint/correctness/useExhaustiveDependencies: as above.
  useEffect(() => handle.current?.setPins(pins ?? []), [pins, quality])

  // biome-ignore lint/correctness/useExhaustiveDependencies: as above.
  useEffect(() => handle.current?.setThin(props.thin), [props.thin, quality])

  return (
    <div className={`relative h-full w-full ${props.className ?? ''}`} data-viewer={picture}>
      {picture === 'shown' ? null : props.still}
      <div
        ref={host}
        role="application"
        aria-label={props.label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application region takes the arrow keys that turn the piece.
        tabIndex={0}
        className={`absolute inset-0 touch-pan-y cursor-grab active:cursor-grabbing ${picture === 'shown' ? '' : 'invisible'}`}
      >
        <canvas ref={canvas} className="absolute inset-0 h-full w-full" />
        <canvas ref={ghost} className="pointer-events-none absolute inset-0 h-full w-full opacity-0" />
      </div>
    </div>
  )
}
