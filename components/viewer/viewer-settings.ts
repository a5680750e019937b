import type { RenderMesh, Vec3 } from '@/lib/domain/geometry/mesh'
import type { StrokeMap } from '@/lib/domain/geometry/stroke-order'
import type { Look } from './look-shader'
import type { Theme } from './room'

export interface StageLook {
  look: Look
  /** Share of the operation that is done, 0 to 1. */
  progress: number
  /** The same piece without its engraving: what is shown when cleaned, and where the graver has not been yet. */
  blank?: RenderMesh | undefined
  /** When the graver reaches each place of the face; without it nothing is cut before all is. */
  strokes?: StrokeMap | undefined
}

export interface ViewerSettings {
  metal: string
  finish: string
  theme: Theme
  quality: 'low' | 'high'
  reducedMotion: boolean
  /** CSS pixels per millimetre of this screen, for the view at true size. */
  pxPerMm: number
  /** Share of the stage's shorter side that the piece fills in the home view. */
  fill: number
  stage: StageLook | undefined
  /** How far a piece with a hinge is folded, 0 open to 1 closed. */
  fold: number
}

export interface PinSpot {
  id: string
  at: Vec3
}
export interface PinPosition {
  id: string
  /** CSS pixels from the canvas's top left. */
  x: number
  y: number
  /** The piece stands in front of it, or it is outside the picture. */
  behind: boolean
}

export interface ViewerEvents {
  onPins?(positions: readonly PinPosition[]): void
  onShown?(mesh: RenderMesh): void
  onLost?(): void
  onRestored?(): void
}

export const USUAL: ViewerSettings = {
  metal: 'gold-18k-yellow',
  finish: 'polished',
  theme: 'day',
  quality: 'high',
  reducedMotion: false,
  pxPerMm: 96 / 25.4,
  fill: 0.74,
  stage: undefined,
  fold: 0.94,
}
