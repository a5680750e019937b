import type { Choices } from '../../design/document'

/** ISO/IEC 7810 ID-1, µm. */
export const CARD = { width: 85_600, height: 53_980, thickness: 760 } as const
/** Of a card above its pocket's opening, so that a thumb finds it, µm. */
const SHOWING = 7_000
/** The inner panels stop short of the fold, µm. */
const FOLD_GAP = 500
/** The base stops below the cover's top edge: the opening of the pocket behind it, µm. */
const BASE_DROP = 3_000
/** A spine narrower than this does not fold flat, µm. */
const LEAST_SPINE = 6_000
/** A needle's hole over its thread: two passes of thread and a little. */
const HOLE_SHARE = 1.6
/** Leather that is turned over an edge, µm. */
export const TURN = 9_000

export interface Half {
  side: 'left' | 'right'
  /** Towards the outer edge: −1 left, 1 right. */
  sign: -1 | 1
  pockets: number
}

/** The holder laid open, inner side up, middle of the spine at the origin; whole micrometres. */
export interface Layout {
  half: { width: number; height: number }
  spine: number
  /** Distance from the middle at which inner panels begin and everything ends. */
  inner: number
  outer: number
  margin: number
  base: { top: number }
  bottom: number
  halves: readonly [Half, Half]
  /** Lower seam of the lowest pocket. */
  floor: number
  /** Opening of pocket k (1 the lowest). */
  opening(k: number): number
  /** Where cards in pocket k stand. */
  stop(k: number): number
  thickness: { outer: number; pocket: number; skived: number }
  hole: number
  thread: number
  corner: { kind: 'rectangle' | 'rounded' | 'house'; radius: number }
  notch: { width: number; depth: number }
  /** Cover above the highest card. */
  cover: number
}

export function layoutOf(choices: Choices): Layout {
  const number = (key: string) => Number(choices[key])
  const pockets = number('pockets')
  const halves: [Half, Half] = [
    { side: 'left', sign: -1, pockets: Math.ceil(pockets / 2) },
    { side: 'right', sign: 1, pockets: Math.floor(pockets / 2) },
  ]
  const thickness = {
    outer: number('outerThickness'),
    pocket: number('pocketThickness'),
    skived: Math.min(number('skiveTo'), number('pocketThickness')),
  }
  // Closed, the bent spine stands off by 2 · width / π: as much as both stacks with their cards.
  const stack = halves.reduce((sum, half) => sum + (1 + half.pockets) * thickness.pocket + half.pockets * CARD.thickness, 0)
  const spine = Math.max(LEAST_SPINE, Math.ceil(((Math.PI / 2) * stack) / 200) * 200)
  const [width, height] = [number('halfWidth'), number('halfHeight')]
  const margin = number('stitchMargin')
  const bottom = -height / 2
  const floor = bottom + margin
  const reveal = number('reveal')
  const stop = (k: number) => floor + (k - 1) * reveal
  const tallest = Math.max(...halves.map((half) => half.pockets))
  const thread = number('threadWeight')
  return {
    half: { width, height },
    spine,
    inner: spine / 2 + FOLD_GAP,
    outer: spine / 2 + width,
    margin,
    base: { top: height / 2 - BASE_DROP },
    bottom,
    halves,
    floor,
    stop,
    opening: (k) => stop(k) + CARD.height - SHOWING,
    thickness,
    hole: Math.round((thread * HOLE_SHARE) / 50) * 50,
    thread,
    corner: {
      kind: choices.outline === 'house' ? 'house' : choices.outline === 'rounded' ? 'rounded' : 'rectangle',
      radius: choices.outline === 'rectangle' ? 0 : number('cornerRadius'),
    },
    notch: { width: number('notchWidth'), depth: number('notchWidth') > 0 ? number('notchDepth') : 0 },
    cover: height / 2 - (stop(Math.max(1, tallest)) + CARD.height),
  }
}
