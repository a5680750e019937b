import type { Choices } from '../../design/document'
import { MOST_TEXT } from '../../geometry/mark-outline'
import { TYPEFACES } from '../../geometry/typefaces'
import type { Parameter } from '../family'
import { choice, length } from '../parameter-kinds'
import { POCKETS_MADE } from '../sheet'

export const OUTLINES = ['rectangle', 'rounded', 'house'] as const
export const LEATHERS = ['calf-smooth', 'goat-pebbled', 'veg-tan'] as const
export const COLOURS = ['ink', 'cognac', 'oxblood', 'forest', 'navy', 'sand'] as const
export const GRAINS = ['along', 'across'] as const
export const EDGES = ['painted', 'turned'] as const

const hasCorners = (choices: Choices) => choices.outline !== 'rectangle'
const hasNotch = (choices: Choices) => Number(choices.notchWidth) > 0
const isPainted = (choices: Choices) => choices.edge === 'painted'
const hasMark = (choices: Choices) =>
  (choices.mark === 'letters' && choices.letters !== '') || (choices.mark === 'own' && choices.ownMark !== '')
const hasLetters = (choices: Choices) => choices.mark === 'letters'
const drawsLetters = (choices: Choices) => hasLetters(choices) && choices.letters !== ''

export const parameters: readonly Parameter[] = [
  /** Over both halves; the first half has the odd one. */
  {
    kind: 'number',
    unit: 'count',
    key: 'pockets',
    group: 'cards',
    min: 1,
    max: 8,
    step: 1,
    default: 4,
    weight: 25,
    offered: POCKETS_MADE,
  },
  /** Of one half, from the spine's fold to the outer edge. */
  length('halfWidth', 'cards', [90000, 125000, 500, 97000], 12),
  length('halfHeight', 'cards', [64000, 110000, 500, 72000], 12),
  /** From one pocket's opening to the next. */
  length('reveal', 'cards', [6000, 18000, 500, 10000], 6),
  choice('outline', 'shape', OUTLINES, 'rounded', 40),
  length('cornerRadius', 'shape', [1000, 16000, 500, 8000], 5, hasCorners),
  /** 0: none. */
  length('notchWidth', 'shape', [0, 30000, 1000, 20000], 6),
  length('notchDepth', 'shape', [1000, 12000, 500, 6000], 4, hasNotch),
  { ...choice('outerLeather', 'leather', LEATHERS, 'calf-smooth', 60), presentation: 'material' },
  { ...choice('outerColour', 'leather', COLOURS, 'cognac', 50), presentation: 'colour' },
  length('outerThickness', 'leather', [600, 2400, 100, 1200], 8),
  choice('outerGrain', 'leather', GRAINS, 'along', 10),
  choice('pocketLeather', 'leather', LEATHERS, 'calf-smooth', 50),
  { ...choice('pocketColour', 'leather', COLOURS, 'cognac', 40), presentation: 'colour' },
  length('pocketThickness', 'leather', [400, 1600, 100, 800], 7),
  choice('pocketGrain', 'leather', GRAINS, 'across', 8),
  /** Left of the pockets' openings after skiving; what is thicker than the pocket is no skiving at all. */
  length('skiveTo', 'leather', [200, 1600, 50, 500], 4),
  length('skiveWidth', 'leather', [2000, 14000, 500, 8000], 3),
  length('pitch', 'seam', [2000, 12000, 50, 3000], 6),
  /** From the seam's holes to the edge. */
  length('stitchMargin', 'seam', [1500, 7000, 100, 3500], 5),
  /** Diameter. */
  length('threadWeight', 'seam', [350, 900, 50, 550], 4),
  { ...choice('threadColour', 'seam', COLOURS, 'sand', 20), presentation: 'colour' },
  choice('edge', 'seam', EDGES, 'painted', 40),
  { ...choice('edgeColour', 'seam', COLOURS, 'cognac', 15, isPainted), presentation: 'colour' },
  choice('mark', 'monogram', ['none', 'letters', 'own'], 'letters', 60),
  {
    kind: 'text',
    key: 'letters',
    group: 'monogram',
    maxGraphemes: 3,
    default: 'AB',
    personal: true,
    weight: 100,
    appliesTo: hasLetters,
  },
  { ...choice('typeface', 'monogram', TYPEFACES, 'garalde', 40, drawsLetters), presentation: 'typeface' },
  /** Width added to every stroke of the typeface (half on each side). */
  length('lineWeight', 'monogram', [-100, 500, 10, 100], 4, drawsLetters),
  {
    kind: 'outline',
    key: 'ownMark',
    group: 'monogram',
    maxLength: MOST_TEXT,
    default: '',
    personal: true,
    weight: 100,
    appliesTo: (choices) => choices.mark === 'own',
  },
  /** Height of capitals, or of the mark's larger side. */
  length('markSize', 'monogram', [2000, 40000, 100, 9000], 8, hasMark),
  choice('technique', 'monogram', ['foil-gold', 'foil-silver', 'blind'], 'foil-gold', 35, hasMark),
  /** From the middle of the front cover, to the right and up. */
  { ...length('markX', 'monogram', [-50000, 50000, 100, 0], 6, hasMark), presentation: 'placement-x' },
  { ...length('markY', 'monogram', [-50000, 50000, 100, 0], 6, hasMark), presentation: 'placement-y' },
]

export const groups = ['cards', 'shape', 'leather', 'seam', 'monogram'] as const
